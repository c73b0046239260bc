-- Mails: a row first, sent after. Keyed by the shard of the receiving account; who reads mails without
-- an account stands there as `reader:` and a digest of the address. `id` is derived from what the mail
-- tells and to whom, so that something that is told twice is one mail; it is in the Message-ID too.
-- `order_id`: null for a mail that is about no order. `unsubscribe`: the address that ends mails of its
-- kind; null for those that are part of a contract. `kept`: there is no mail server to send it by. `lapses_at`: after that it helps nobody any more.
-- `reply` is what the mail server said when it took the mail, `fault` why it did not.
create table mails (
  shard smallint not null,
  id text collate "C" not null,
  account_id text collate "C" not null,
  order_id text collate "C",
  message text not null,
  address text not null,
  subject text not null,
  text text not null,
  html text not null,
  unsubscribe text,
  state text not null default 'waiting' check (state in ('waiting', 'kept', 'sent', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  lapses_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  reply text,
  fault text,
  primary key (shard, id)
);
create index mails_due on mails (shard, due_at) where state = 'waiting';
create index mails_of_account on mails (shard, account_id, created_at, id);
create index mails_by_end on mails (shard, sent_at) where state = 'sent';

-- Which reminders of an order were told, each once for a clock and its due time: an extension moves the
-- due time, and has a reminder of its own. Keyed by the shard of the buyer, like the order.
create table order_reminders (
  shard smallint not null,
  order_id text collate "C" not null,
  clock text collate "C" not null,
  due_at timestamptz not null,
  told_at timestamptz not null,
  primary key (shard, order_id, clock, due_at)
);

-- A seller is told by every account that acts for it: the one question that names no account.
create index accounts_of_seller on accounts (seller) where seller is not null;
