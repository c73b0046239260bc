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

create table offer_versions (
  offer_id text collate "C" not null,
  version integer not null,
  document jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (offer_id, version)
);

-- Unique codes, kept as digests only; keyed by the shard of the digest.
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

-- Codes that many share, by their canonical form.
create table shared_codes (
  code text collate "C" primary key,
  offer_id text collate "C" not null
);
create index shared_codes_of_offer on shared_codes (offer_id);
