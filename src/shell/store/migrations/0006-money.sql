-- Accepted quotes, whole: the input to the byte, the quote that it came to, who paid which part of it,
-- and the offers as they were. Texts, not documents: a document would be kept in another order of keys.
-- Rows are only added; `hash` is the quote's, by which it was accepted, `seal` is over the whole row.
create table accepted_quotes (
  shard smallint not null,
  checkout_id text collate "C" not null,
  buyer_id text collate "C" not null,
  accepted_at timestamptz not null,
  terms_id text collate "C" not null,
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null check (total_minor >= 0),
  coins bigint not null check (coins >= 0),
  input text not null,
  quote text not null,
  shares text not null,
  offers text not null,
  hash bytea not null,
  seal bytea not null,
  primary key (shard, checkout_id)
);

-- The money of each paid order: the row that acts on it wait for, and the end of its chain of entries.
-- `paid` is the buyer's cash, `returned` what of it went back or is granted to, `due` what of that is not
-- paid out yet. `frozen_by` are open disputes. `digest` is the last entry's, `seal` is over the whole row.
create table order_money (
  shard smallint not null,
  order_id text collate "C" not null,
  buyer_id text collate "C" not null,
  seller_id text collate "C" not null,
  checkout_id text collate "C" not null,
  place text collate "C" not null,
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  number bigint not null check (number >= 0),
  paid bigint not null check (paid >= 0),
  returned bigint not null check (returned between 0 and paid),
  due bigint not null check (due between 0 and returned),
  escrow bigint not null check (escrow >= 0),
  pending bigint not null check (pending >= 0),
  released bigint not null check (released >= 0),
  standing text not null check (standing in ('held', 'completed', 'released')),
  confirmed text[] not null,
  reimbursed boolean not null,
  frozen_by text[] not null,
  refunds integer not null check (refunds >= 0),
  digest bytea not null,
  seal bytea not null,
  primary key (shard, order_id)
);
create index order_money_of_checkout on order_money (shard, checkout_id);
create index order_money_of_seller on order_money (shard, seller_id);

-- The money of orders, double entry: each row moves `amount` from one account to another, so all accounts
-- together are always zero. Rows are only added; `number` counts an order's rows without a gap,
-- `escrow_after` is what the order holds in escrow after the row, and `digest` chains each row to the one
-- before. `key` is what an act is done once for, `leg` counts its movements. `party` names the partner.
create table money_entries (
  shard smallint not null,
  order_id text collate "C" not null,
  number bigint not null check (number >= 1),
  buyer_id text collate "C" not null,
  posting text not null check (posting in
    ('payment', 'confirmation', 'release', 'refund', 'pay-out', 'reimbursement')),
  debit text not null check (debit in
    ('cash-in', 'escrow', 'pending', 'released', 'platform-subsidy', 'partner-subsidy',
     'platform-revenue', 'refunds-due')),
  credit text not null check (credit in
    ('escrow', 'pending', 'released', 'platform-subsidy', 'partner-subsidy', 'refunds-due',
     'refunds-paid', 'provider-settled')),
  party text collate "C",
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  amount bigint not null check (amount > 0),
  escrow_after bigint not null check (escrow_after >= 0),
  key text collate "C" not null,
  leg smallint not null check (leg >= 1),
  at timestamptz not null,
  digest bytea not null,
  check (debit <> credit),
  primary key (shard, order_id, number),
  unique (shard, order_id, key, leg)
);

-- Refunds of every cause. The row reserves the balance: it is written with the entries that move it, in a
-- transaction that holds the lock of the order's money. `record` is the refund as it was granted,
-- `cash` what the buyer gets, of which the payment provider has covered `covered`. `body_digest` is of
-- what was asked with `key`: another request with the same key is refused.
create table refunds (
  shard smallint not null,
  order_id text collate "C" not null,
  number integer not null check (number >= 1),
  buyer_id text collate "C" not null,
  checkout_id text collate "C" not null,
  key text collate "C" not null,
  body_digest bytea not null,
  cause text not null check (cause in
    ('cancellation', 'missed-shipping', 'dispute', 'return', 'guarantee', 'provider')),
  occasion text collate "C" not null,
  record text not null,
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  cash bigint not null check (cash >= 0),
  covered bigint not null check (covered between 0 and cash),
  state text not null check (state in ('due', 'paid', 'settled')),
  granted_at timestamptz not null,
  paid_at timestamptz,
  reference text collate "C",
  seal bytea not null,
  primary key (shard, order_id, number),
  unique (shard, order_id, key)
);
create index refunds_of_checkout on refunds (shard, checkout_id);
create index refunds_due on refunds (shard, granted_at) where state = 'due';

-- One refund for each line of an order, cause and occasion: the primary key is the guard.
create table refund_lines (
  shard smallint not null,
  order_id text collate "C" not null,
  line_id text collate "C" not null,
  cause text not null,
  occasion text collate "C" not null,
  number integer not null,
  primary key (shard, order_id, line_id, cause, occasion)
);

-- The money of sellers, keyed by the seller's shard: the other side of `released` in the orders, which
-- arrives by messages of the outbox. One row for each seller and currency: the end of its chain.
create table seller_money (
  shard smallint not null,
  seller_id text collate "C" not null,
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  number bigint not null check (number >= 0),
  available bigint not null check (available >= 0),
  owed bigint not null check (owed >= 0),
  withdrawn bigint not null,
  digest bytea not null,
  seal bytea not null,
  check (available = 0 or owed = 0),
  primary key (shard, seller_id, currency)
);

-- The entries of sellers, as those of orders. `key` names the order and the entry of it that a message was
-- about, so that a message which comes again is known.
create table seller_entries (
  shard smallint not null,
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  seller_id text collate "C" not null,
  number bigint not null check (number >= 1),
  posting text not null check (posting in ('credit', 'debit', 'withdrawal', 'repayment')),
  debit text not null check (debit in ('released', 'available', 'receivable', 'withdrawn')),
  credit text not null check (credit in ('released', 'available', 'receivable', 'withdrawn')),
  amount bigint not null check (amount > 0),
  available_after bigint not null check (available_after >= 0),
  order_id text collate "C",
  key text collate "C" not null,
  leg smallint not null check (leg >= 1),
  at timestamptz not null,
  digest bytea not null,
  check (debit <> credit),
  primary key (shard, currency, seller_id, number),
  unique (shard, currency, seller_id, key, leg)
);
