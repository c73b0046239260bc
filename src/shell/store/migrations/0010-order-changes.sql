-- What has changed of orders, for whoever looks on just now: a row for each message of an order that was
-- told, by when it was. Rows are deleted after two days; nothing is decided by them.
create table order_changes (
  shard smallint not null,
  order_id text collate "C" not null,
  version integer not null check (version >= 1),
  checkout_id text collate "C" not null,
  buyer_id text collate "C" not null,
  seller_id text collate "C" not null,
  state text not null,
  at timestamptz not null,
  primary key (shard, order_id, version)
);
create index order_changes_by_age on order_changes (shard, at);
