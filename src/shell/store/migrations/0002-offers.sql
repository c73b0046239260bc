-- Campaigns and offers are few, read by every claim and written seldom: reference tables.
create table campaigns (
  id text collate "C" primary key,
  version integer not null,
  seller text collate "C",
  document jsonb not null,
  starts_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  changed_at timestamptz not null default clock_timestamp()
);

create table campaign_versions (
  campaign_id text collate "C" not null,
  version integer not null,
  document jsonb not null,
  act text not null check (act in ('created', 'changed', 'ended')),
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (campaign_id, version)
);

-- The columns beside `document` are drawn from it: they are what the claiming statement asks.
create table offers (
  id text collate "C" primary key,
  version integer not null,
  campaign_id text collate "C" not null,
  seller text collate "C",
  obtain text not null,
  document jsonb not null,
  claim_from timestamptz,
  claim_until timestamptz,
  usable_from timestamptz,
  usable_until timestamptz,
  valid_days integer,
  per_buyer integer not null check (per_buyer >= 1),
  uses_limit bigint check (uses_limit >= 0),
  budget_minor bigint check (budget_minor >= 0),
  returns_when_cancelled boolean not null default false,
  ended_at timestamptz,
  changed_at timestamptz not null default clock_timestamp()
);
create index offers_of_campaign on offers (campaign_id, id);
create index offers_of_seller on offers (seller, id);

-- Every version of an offer as it was written: a change adds one and overwrites none.
create table offer_versions (
  offer_id text collate "C" not null,
  version integer not null,
  document jsonb not null,
  act text not null check (act in ('created', 'changed', 'ended')),
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (offer_id, version)
);

-- Unique codes, kept as digests only; keyed by the shard of the digest. `batch` numbers the calls that
-- generated them.
create table codes (
  shard smallint not null,
  digest bytea not null,
  offer_id text collate "C" not null,
  batch integer not null,
  taken_by text collate "C",
  taken_key text collate "C",
  taken_at timestamptz,
  primary key (shard, digest)
);

-- What each call generated: `wanted` codes, of which `made` are kept by now.
create table code_batches (
  offer_id text collate "C" not null,
  batch integer not null,
  wanted integer not null check (wanted >= 1),
  made integer not null default 0 check (made between 0 and wanted),
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null,
  primary key (offer_id, batch)
);

-- Codes that many share, by their canonical form. The same code is used again in later seasons, with
-- another minimum: it is another offer, and at any instant at most one offer has it. Whoever writes a
-- row holds the lock of its code (shared-codes.ts), which is what keeps the windows apart.
create table shared_codes (
  code text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  offer_id text collate "C" not null,
  check (starts_at < ends_at),
  primary key (code, starts_at)
);
create index shared_codes_of_offer on shared_codes (offer_id);
