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
-- Who is shut out of offers (cp.11): few, so that asking it of every claim costs next to nothing.
create index buyers_disqualified on buyers (shard, id) where disqualified_at is not null;

-- Uses of an offer that a buyer holds. `ordinal` counts the buyer's claims of the offer from 1, so
-- that the primary key is the limit's guard. `key` is the request's idempotency key. `amount_minor` is
-- what the order's quote took off; `drew_use` and `drawn_minor` are what came out of limit and budget, for
-- limits can be set later.
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
  amount_minor bigint check (amount_minor >= 0),
  drew_use boolean not null default false,
  drawn_minor bigint not null default 0 check (drawn_minor >= 0),
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
create index claim_requests_by_age on claim_requests (shard, answered_at);

-- Whoever changes claims of a shard takes its turn first: one batch of changes at a time, whatever
-- process it comes from. First claims of a buyer only add rows, and do without.
create table claim_turns (
  shard smallint primary key
);

-- The part of a limited offer that a shard may still give out; no row, nothing to give. `arrivals` and
-- `returns` count what came in and what was taken back: who finds everything empty twice, with the same
-- counts, knows that it was all empty at one instant between.
create table slices (
  shard smallint not null,
  offer_id text collate "C" not null,
  uses_left bigint not null default 0 check (uses_left >= 0),
  budget_left bigint not null default 0 check (budget_left >= 0),
  arrivals bigint not null default 0,
  returns bigint not null default 0,
  primary key (shard, offer_id)
);
create index slices_of_offer on slices (offer_id);

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
create index slice_returns_of_offer on slice_returns (offer_id);

-- The part of a limited offer that no slice has: keyed by the offer. The totals are all that was ever put
-- in, less what a lowered limit took out: what is neither here, nor on its way, nor in a slice is given.
-- What was given beyond a lowered limit is over: that much is taken out when it comes back.
create table pools (
  offer_id text collate "C" primary key,
  uses_total bigint not null default 0 check (uses_total >= 0),
  uses_left bigint not null default 0 check (uses_left >= 0),
  uses_over bigint not null default 0 check (uses_over >= 0),
  budget_total bigint not null default 0 check (budget_total >= 0),
  budget_left bigint not null default 0 check (budget_left >= 0),
  budget_over bigint not null default 0 check (budget_over >= 0),
  arrivals bigint not null default 0,
  transfers bigint not null default 0
);
create index pools_over on pools (offer_id) where uses_over > 0 or budget_over > 0;

-- What left a pool and its slice has not received yet.
create table pool_transfers (
  offer_id text collate "C" not null,
  number bigint not null,
  shard smallint not null,
  uses bigint not null,
  budget bigint not null,
  left_at timestamptz not null default clock_timestamp(),
  primary key (offer_id, number)
);

-- Returns of slices that a pool has received, so that none is received twice.
create table pool_returns (
  offer_id text collate "C" not null,
  shard smallint not null,
  number bigint not null,
  primary key (offer_id, shard, number)
);
