-- The latest instant at which something of a shard was written down: time never turns back behind it, and
-- whoever acts on orders of the shard holds its row, so that acts on them come one after the other.
-- `extensions` counts those of the platform (order_extensions): who knows fewer reads them again.
create table order_clocks (
  shard smallint primary key,
  at timestamptz not null,
  extensions integer not null default 0
);

-- What was paid for together (cp.6): the offers that its orders reserve, its coins, its special terms.
create table checkouts (
  shard smallint not null,
  id text collate "C" not null,
  buyer_id text collate "C" not null,
  placed_at timestamptz not null,
  document text not null,
  primary key (shard, id)
);

-- A quote that a buyer was shown and may accept by its hash: the cart, what sellers promise, the quote.
-- `at` is when it was last priced; one that nobody accepted is deleted after some days.
create table checkout_drafts (
  shard smallint not null,
  id text collate "C" not null,
  buyer_id text collate "C" not null,
  at timestamptz not null,
  document text not null,
  hash bytea not null,
  total_minor bigint not null,
  currency text collate "C" not null,
  quote text not null,
  primary key (shard, id)
);
create index checkout_drafts_by_age on checkout_drafts (shard, at);

-- Orders. The document is the order as its machine knows it; a text, so that it stays as it was to the
-- byte. Beside it what is searched: `due_at` is when the next of its clocks passes, `remind_at` when
-- somebody is to be reminded of one.
create table orders (
  shard smallint not null,
  id text collate "C" not null,
  checkout_id text collate "C" not null,
  buyer_id text collate "C" not null,
  seller_id text collate "C" not null,
  state text not null,
  placed_at timestamptz not null,
  changed_at timestamptz not null,
  due_at timestamptz,
  remind_at timestamptz,
  version integer not null check (version >= 1),
  document text not null,
  primary key (shard, id)
);
create index orders_due on orders (shard, due_at) where due_at is not null;
create index orders_to_remind on orders (shard, remind_at) where remind_at is not null;
create index orders_of_checkout on orders (shard, checkout_id);
create index orders_of_buyer on orders (shard, buyer_id, placed_at desc, id desc);
create index orders_of_seller on orders (shard, seller_id, placed_at desc, id desc);

-- Every step of every order, in order, and only added to: when it took effect, and when it was written
-- down. `key` is what a command is carried out once for.
create table order_steps (
  shard smallint not null,
  order_id text collate "C" not null,
  version integer not null check (version >= 1),
  event text collate "C" not null,
  by text collate "C" not null,
  effective timestamptz not null,
  recorded timestamptz not null,
  key text collate "C",
  document text not null,
  primary key (shard, order_id, version)
);
create unique index order_steps_by_key on order_steps (shard, order_id, key) where key is not null;

-- Tries to pay, by the number under which the payment provider knows them. `reference` is the provider's
-- own name, `pay_at` where the buyer goes to pay. A payment is returned when it came and nobody waited.
create table payments (
  shard smallint not null,
  attempt text collate "C" not null,
  checkout_id text collate "C" not null,
  buyer_id text collate "C" not null,
  provider text collate "C" not null,
  amount_minor bigint not null check (amount_minor >= 0),
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  state text not null check (state in ('pending', 'verified', 'failed', 'void', 'returned')),
  cause text,
  return_url text not null,
  reference text collate "C",
  pay_at text,
  begun_at timestamptz not null,
  settled_at timestamptz,
  primary key (shard, attempt)
);
create index payments_of_checkout on payments (shard, checkout_id);

-- What payment providers have told, each event once, and what came of it.
create table payment_events (
  shard smallint not null,
  provider text collate "C" not null,
  id text collate "C" not null,
  attempt text collate "C" not null,
  kind text not null,
  outcome text not null,
  received_at timestamptz not null,
  primary key (shard, provider, id)
);

-- What counts against a party: an order that was not paid for (pol.unpaid), or not shipped in time
-- (bp.ship-by). Once for each order.
create table order_marks (
  shard smallint not null,
  order_id text collate "C" not null,
  mark text not null check (mark in ('non-payment', 'late-shipment')),
  party text not null check (party in ('buyer', 'seller')),
  member_id text collate "C" not null,
  at timestamptz not null,
  primary key (shard, order_id, mark)
);
create index order_marks_of_member on order_marks (shard, member_id, at);

-- More delivery time that the platform gives to everyone it reaches, in one act (bp.extend).
create table order_extensions (
  id text collate "C" primary key,
  at timestamptz not null,
  document text not null,
  made_by text collate "C" not null
);
