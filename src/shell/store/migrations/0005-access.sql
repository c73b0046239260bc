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

-- A signed-in browser: its token is kept as a digest, and names the shard. It ends at `expires_at`, or
-- when it was not seen for `idle_seconds`.
create table sessions (
  shard smallint not null,
  digest bytea not null,
  account_id text collate "C" not null,
  label text not null default '',
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  idle_seconds integer not null,
  expires_at timestamptz not null,
  primary key (shard, digest)
);
create index sessions_of_account on sessions (shard, account_id);
create index sessions_by_end on sessions (shard, expires_at);

-- Keys of integrators: few, read at every request. A reference table, kept in memory and read anew by
-- `changed_at`.
create table api_keys (
  id text collate "C" primary key,
  name text not null,
  digest bytea not null,
  previous_digest bytea,
  previous_until timestamptz,
  scopes text[] not null,
  seller text collate "C",
  created_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz
);
create index api_keys_by_change on api_keys (changed_at);

-- Answers to requests with an Idempotency-Key, keyed by the shard of who asked. `attempt` counts those
-- who took the request up: whoever was given up may not store an answer any more. Answers may hold
-- secrets that are shown once: they are sealed with the request's key, of which only a digest is here.
create table idempotency (
  shard smallint not null,
  actor text collate "C" not null,
  route text collate "C" not null,
  key_digest bytea not null,
  body_digest bytea not null,
  attempt integer not null default 1,
  started_at timestamptz not null default clock_timestamp(),
  answer bytea,
  answered_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (shard, actor, route, key_digest)
);
create index idempotency_by_age on idempotency (shard, created_at);

-- Messages of the outbox that no consumer could take, with the last fault: they wait for somebody to
-- look. Keyed by the shard of the message.
create table outbox_parked (
  shard smallint not null,
  number bigint not null,
  topic text not null,
  document jsonb not null,
  created_at timestamptz not null,
  attempts integer not null,
  fault text not null,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (shard, number)
);

-- How far each follower of the feed has come.
create table feed_cursors (
  follower text collate "C" primary key,
  number bigint not null
);

-- Who is to be told of what by a web hook: a reference table. After a change of the secret the old one
-- signs beside the new one for a while.
create table webhooks (
  id text collate "C" primary key,
  owner text collate "C" not null,
  seller text collate "C",
  url text not null,
  topics text[] not null,
  secret text not null,
  previous_secret text,
  previous_until timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  disabled_at timestamptz,
  disabled_because text
);

-- What is still to be delivered, and what came of it: keyed by the shard of the web hook.
create table deliveries (
  shard smallint not null,
  webhook_id text collate "C" not null,
  event_id text collate "C" not null,
  topic text not null,
  document jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  ended_at timestamptz,
  delivered_at timestamptz,
  last_status smallint,
  last_fault text,
  primary key (shard, webhook_id, event_id)
);
create index deliveries_due on deliveries (shard, due_at) where ended_at is null;
create index deliveries_of_webhook on deliveries (shard, webhook_id, created_at, event_id);
create index deliveries_by_end on deliveries (shard, ended_at) where ended_at is not null;
