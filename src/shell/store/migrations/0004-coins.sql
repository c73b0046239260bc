-- Coins, double entry: each row moves `amount` from one account to another, so all accounts together
-- are always zero. Rows are only added; `number` counts a buyer's rows without a gap, `held_after` is
-- the buyer's balance after the row, and `digest` chains each row to the one before, so that a later
-- change shows. `key` is what an act is done once for.
create table coin_entries (
  shard smallint not null,
  buyer_id text collate "C" not null,
  number bigint not null check (number >= 1),
  cause text not null,
  debit text not null
    check (debit in ('issued', 'held', 'reserved', 'spent', 'expired', 'exchanged')),
  credit text not null
    check (credit in ('issued', 'held', 'reserved', 'spent', 'expired', 'exchanged')),
  amount bigint not null check (amount > 0),
  held_after bigint not null check (held_after >= 0),
  reference text collate "C" not null,
  key text collate "C" not null,
  at timestamptz not null,
  expires_at timestamptz,
  digest bytea not null,
  check (debit <> credit),
  primary key (shard, buyer_id, number),
  unique (shard, buyer_id, key)
);

-- The end of each buyer's chain: the row that acts on the buyer's coins wait for, and what shows that
-- the last entries are there. `digest` is the last entry's, `seal` is over the whole row. `lapses_at`:
-- no coins that the buyer holds lapse before it.
create table coin_heads (
  shard smallint not null,
  buyer_id text collate "C" not null,
  number bigint not null check (number >= 0),
  held bigint not null check (held >= 0),
  lapses_at timestamptz,
  digest bytea not null,
  seal bytea not null,
  primary key (shard, buyer_id)
);
create index coin_heads_lapsing on coin_heads (shard, lapses_at) where lapses_at is not null;

-- The products on which a buyer uses platform coins, and the payment that does: once for the same
-- product of a store, so the primary key is the guard.
create table coin_products (
  shard smallint not null,
  buyer_id text collate "C" not null,
  store_id text collate "C" not null,
  listing_id text collate "C" not null,
  payment_id text collate "C" not null,
  primary key (shard, buyer_id, store_id, listing_id)
);

-- Coins exchanged for a coupon: the coins go first, with this row, and come back where the coupon is
-- refused. Whoever asks for the coupon holds the lease, so that one asks at a time.
create table coin_exchanges (
  shard smallint not null,
  buyer_id text collate "C" not null,
  key text collate "C" not null,
  offer_id text collate "C" not null,
  coins bigint not null check (coins > 0),
  state text not null default 'open' check (state in ('open', 'granted', 'undone')),
  refusal text,
  opened_at timestamptz not null default clock_timestamp(),
  leased_until timestamptz not null default '-infinity',
  leases integer not null default 0,
  primary key (shard, buyer_id, key)
);
create index coin_exchanges_open on coin_exchanges (shard, opened_at) where state = 'open';

-- A personal coupon that a trigger issues once for an occasion. `settled_at` is set when the claim was
-- granted, or refused (then `refusal` says why): until then it is to be done.
create table trigger_firings (
  shard smallint not null,
  buyer_id text collate "C" not null,
  trigger text not null,
  occasion text collate "C" not null,
  offer_id text collate "C",
  reason text,
  fired_by text,
  fired_at timestamptz not null,
  settled_at timestamptz,
  refusal text,
  primary key (shard, buyer_id, trigger, occasion)
);
create index trigger_firings_open on trigger_firings (shard, fired_at) where settled_at is null;

-- Who first opened the app on a device: keyed by the shard of the device.
create table device_openings (
  shard smallint not null,
  device_id text collate "C" not null,
  buyer_id text collate "C" not null,
  opened_at timestamptz not null,
  primary key (shard, device_id)
);

-- Carts that were left and not bought: a queue in the order of leaving. A row goes when the cart is
-- bought or emptied, when its coupon is issued, or when it is too late for one.
create table carts_left (
  shard smallint not null,
  buyer_id text collate "C" not null,
  cart_id text collate "C" not null,
  sellers text[] not null,
  left_at timestamptz not null,
  primary key (shard, buyer_id, cart_id)
);
create index carts_left_by_age on carts_left (shard, left_at);

-- When the next anniversary of each account begins, and the past spend that its value follows.
create table anniversaries (
  shard smallint not null,
  buyer_id text collate "C" not null,
  due_at timestamptz not null,
  spent_minor bigint not null default 0 check (spent_minor >= 0),
  currency text,
  primary key (shard, buyer_id)
);
create index anniversaries_due on anniversaries (shard, due_at);

-- Invitation codes of buyers, keyed by the shard of the code.
create table invitations (
  shard smallint not null,
  code text collate "C" not null,
  inviter_id text collate "C" not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (shard, code)
);

-- The code of each inviter: the row that those wait for who take one of the inviter's places.
create table inviters (
  shard smallint not null,
  inviter_id text collate "C" not null,
  code text collate "C" not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (shard, inviter_id)
);

-- Whom an inviter has brought: a place is taken first, and kept once the new buyer has redeemed.
create table invitation_places (
  shard smallint not null,
  inviter_id text collate "C" not null,
  buyer_id text collate "C" not null,
  taken_at timestamptz not null,
  kept boolean not null default false,
  primary key (shard, inviter_id, buyer_id)
);
create index invitation_places_open on invitation_places (shard, taken_at) where not kept;

-- Who was invited by whom, with the offers of the set: once per new buyer, keyed by that buyer.
-- `settled_at` is set when each of the set was granted or refused, and the inviter's place kept.
create table invited (
  shard smallint not null,
  buyer_id text collate "C" not null,
  inviter_id text collate "C" not null,
  code text collate "C" not null,
  offers text[] not null,
  redeemed_at timestamptz not null,
  settled_at timestamptz,
  primary key (shard, buyer_id)
);
create index invited_open on invited (shard, redeemed_at) where settled_at is null;

-- The offers that triggers and invitations issue, among all.
create index offers_issued on offers (obtain, seller, id) where obtain in ('trigger', 'invitation');
