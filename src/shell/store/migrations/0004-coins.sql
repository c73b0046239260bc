-- Coins, double entry: each row moves `amount` from one account to another, so all accounts together
-- are always zero. Rows are only added; `held_after` is the buyer's balance after the row, and
-- `digest` chains each row to the one before, so that a later change shows.
create table coin_entries (
  shard smallint not null,
  buyer_id text collate "C" not null,
  number bigint not null check (number >= 1),
  cause text not null,
  debit text not null check (debit in ('issued', 'held', 'spent', 'expired', 'exchanged')),
  credit text not null check (credit in ('issued', 'held', 'spent', 'expired', 'exchanged')),
  amount bigint not null check (amount > 0),
  held_after bigint not null check (held_after >= 0),
  reference text collate "C" not null,
  key text collate "C" not null,
  at timestamptz not null default clock_timestamp(),
  digest bytea not null,
  check (debit <> credit),
  primary key (shard, buyer_id, number),
  unique (shard, buyer_id, key)
);

-- A personal coupon that a trigger issues once: keyed by the buyer, or by the device for what is
-- once a device (its subject is then the device, and its shard the device's).
create table trigger_firings (
  shard smallint not null,
  trigger text not null,
  subject text collate "C" not null,
  occasion text collate "C" not null,
  buyer_id text collate "C" not null,
  offer_id text collate "C" not null,
  fired_at timestamptz not null default clock_timestamp(),
  primary key (shard, trigger, subject, occasion)
);

-- Invitation codes of buyers, keyed by the shard of the code.
create table invitations (
  shard smallint not null,
  code text collate "C" not null,
  inviter_id text collate "C" not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (shard, code)
);

-- Who was invited by whom: once per new buyer, keyed by the invited buyer.
create table invited (
  shard smallint not null,
  buyer_id text collate "C" not null,
  inviter_id text collate "C" not null,
  code text collate "C" not null,
  redeemed_at timestamptz not null default clock_timestamp(),
  primary key (shard, buyer_id)
);
