-- What a buyer is, as far as offers ask; keyed by the buyer's shard.
create table buyers (
  shard smallint not null,
  id text collate "C" not null,
  country text,
  registered_at timestamptz not null default clock_timestamp(),
  orders_placed integer not null default 0 check (orders_placed >= 0),
  disqualified_at timestamptz,
  primary key (shard, id)
);

-- Uses of an offer that a buyer holds. `ordinal` counts the buyer's claims of the offer from 1, so
-- that the primary key is the limit's guard. `key` is the request's idempotency key.
create table claims (
  shard smallint not null,
  buyer_id text collate "C" not null,
  offer_id text collate "C" not null,
  ordinal integer not null check (ordinal >= 1),
  state text not null default 'claimed'
    check (state in ('claimed', 'reserved', 'used', 'forfeited', 'returned')),
  offer_version integer not null,
  source text not null,
  key text collate "C" not null,
  claimed_at timestamptz not null,
  usable_until timestamptz,
  order_id text collate "C",
  amount_minor bigint not null default 0 check (amount_minor >= 0),
  held_until timestamptz,
  changed_at timestamptz not null,
  primary key (shard, buyer_id, offer_id, ordinal)
);
create index claims_of_order on claims (shard, buyer_id, order_id) where order_id is not null;

-- What a request that changes claims was answered: a repetition gets the same answer.
create table claim_requests (
  shard smallint not null,
  buyer_id text collate "C" not null,
  key text collate "C" not null,
  body_digest bytea not null,
  answer jsonb not null,
  answered_at timestamptz not null default clock_timestamp(),
  primary key (shard, buyer_id, key)
);

-- The part of a limited offer that a shard may still give out. No row, nothing to give.
create table slices (
  shard smallint not null,
  offer_id text collate "C" not null,
  uses_left bigint not null default 0 check (uses_left >= 0),
  budget_left bigint not null default 0 check (budget_left >= 0),
  returns bigint not null default 0,
  primary key (shard, offer_id)
);

-- Transfers from a pool that a slice has received, so that none is received twice.
create table slice_transfers (
  shard smallint not null,
  offer_id text collate "C" not null,
  number bigint not null,
  primary key (shard, offer_id, number)
);

-- What a slice gave back and its pool has not received yet.
create table slice_returns (
  shard smallint not null,
  offer_id text collate "C" not null,
  number bigint not null,
  uses bigint not null,
  budget bigint not null,
  primary key (shard, offer_id, number)
);

-- The part of a limited offer that no slice has: keyed by the offer.
create table pools (
  offer_id text collate "C" primary key,
  uses_left bigint not null check (uses_left >= 0),
  budget_left bigint not null check (budget_left >= 0),
  transfers bigint not null default 0
);

-- What left a pool and its slice has not received yet.
create table pool_transfers (
  offer_id text collate "C" not null,
  number bigint not null,
  shard smallint not null,
  uses bigint not null,
  budget bigint not null,
  primary key (offer_id, number)
);

-- Returns of slices that a pool has received, so that none is received twice.
create table pool_returns (
  offer_id text collate "C" not null,
  shard smallint not null,
  number bigint not null,
  primary key (offer_id, shard, number)
);
