-- People who sign in. Keyed by the shard of the account's id; a buyer's account id is the buyer id.
create table accounts (
  shard smallint not null,
  id text collate "C" not null,
  role text not null check (role in ('buyer', 'seller', 'agent', 'admin')),
  name text not null,
  email text collate "C" not null,
  seller text collate "C",
  password_hash text not null,
  created_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (shard, id)
);

-- Which account an address belongs to: keyed by the shard of the address.
create table logins (
  shard smallint not null,
  email text collate "C" not null,
  account_id text collate "C" not null,
  primary key (shard, email)
);

-- A signed-in browser: its token is kept as a digest, and names the shard.
create table sessions (
  shard smallint not null,
  digest bytea not null,
  account_id text collate "C" not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  primary key (shard, digest)
);
create index sessions_of_account on sessions (shard, account_id);

-- Keys of integrators: few, read at every request. A reference table, kept in memory.
create table api_keys (
  id text collate "C" primary key,
  name text not null,
  digest bytea not null,
  previous_digest bytea,
  previous_until timestamptz,
  scopes text[] not null,
  seller text collate "C",
  created_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz
);

-- Answers to requests with an Idempotency-Key, keyed by the shard of who asked.
create table idempotency (
  shard smallint not null,
  actor text collate "C" not null,
  route text collate "C" not null,
  key text collate "C" not null,
  body_digest bytea not null,
  status smallint,
  answer jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (shard, actor, route, key)
);
create index idempotency_by_age on idempotency (shard, created_at);

-- Who is to be told of what by a web hook: a reference table.
create table webhooks (
  id text collate "C" primary key,
  owner text collate "C" not null,
  seller text collate "C",
  url text not null,
  topics text[] not null,
  secret text not null,
  created_at timestamptz not null default clock_timestamp(),
  disabled_at timestamptz
);

-- What is still to be delivered, and what came of it: keyed by the web hook.
create table deliveries (
  webhook_id text collate "C" not null,
  event_id text collate "C" not null,
  topic text not null,
  document jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  delivered_at timestamptz,
  last_status smallint,
  last_fault text,
  primary key (webhook_id, event_id)
);
create index deliveries_due on deliveries (due_at) where delivered_at is null;
