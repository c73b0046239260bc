-- Products that are watched. Their ids are texts from end to end. `origin` says whose they are, and so which
-- sources are asked for their prices; `address` is that of their page, where it does not follow from the id.
-- `variants`: the names of its SKUs by their ids.
create table tracked_listings (
  shard smallint not null,
  id text collate "C" not null,
  title text,
  image text,
  origin text not null,
  address text,
  store_id text collate "C",
  store_name text,
  seller_id text collate "C",
  variants text not null default '{}',
  category text[] not null default '{}',
  is_sample boolean not null default false,
  added_at timestamptz not null,
  primary key (shard, id)
);

-- Histories, one for each listing, SKU, country, currency and surface: nothing is compared across two of
-- them. `tail` is all that the next observation is held against, `receipt` the last one that counts,
-- `reading` what it was priced from. `next_at` is when it is to be read again, by whom until `leased_until`.
-- `reprice_at`: an offer that touches it starts, ends or has changed, and it is priced again without a look.
-- Shares are hundredths of a per cent: `stack_off` of the list price that the public stack takes off,
-- `below_median` under its own median of 30 days, which is counted now and then (`figured_at`; null: due).
create table histories (
  shard smallint not null,
  key text collate "C" not null,
  listing_id text collate "C" not null,
  sku text collate "C",
  ship_to text collate "C",
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  surface text not null,
  tail text not null,
  reading text,
  receipt text,
  total_minor bigint,
  interval_ms bigint not null,
  next_at timestamptz,
  leased_until timestamptz,
  failures integer not null default 0,
  fault text,
  reprice_at timestamptz,
  read_at timestamptz,
  warehouse text collate "C",
  stack_off integer,
  median_minor bigint,
  low_minor bigint,
  below_median integer,
  is_list_raised boolean not null default false,
  figured_at timestamptz,
  watches integer not null default 0,
  added_at timestamptz not null,
  primary key (shard, key)
);
create index histories_of_listing on histories (shard, listing_id);
create index histories_due on histories (shard, next_at) where next_at is not null;
create index histories_to_reprice on histories (shard, reprice_at) where reprice_at is not null;
create index histories_by_drop on histories (shard, below_median desc) where below_median > 0;
create index histories_by_stack on histories (shard, stack_off desc) where stack_off > 0;
create index histories_to_figure on histories (shard, figured_at nulls first) where receipt is not null;

-- Change points: since when a price stood, and when it was last seen to. `lane`: prices that not everybody
-- gets stand aside. `worth` is what is paid and how it comes about.
create table price_points (
  shard smallint not null,
  history_key text collate "C" not null,
  lane text not null check (lane in ('line', 'aside')),
  from_at timestamptz not null,
  seen_at timestamptz not null,
  readings integer not null,
  total_minor bigint not null,
  worth text not null,
  primary key (shard, history_key, lane, from_at)
);

-- Times of which nothing is known: no line is drawn over them.
create table price_gaps (
  shard smallint not null,
  history_key text collate "C" not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (shard, history_key, from_at)
);

-- Watch lists: their links are their ids, sealed by the key of the installation. No account is needed.
create table watch_lists (
  shard smallint not null,
  id text collate "C" not null,
  name text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (shard, id)
);

-- Watches stand beside the history that they are of. `first` is the first of two readings, kept for proof.
create table watches (
  shard smallint not null,
  id text collate "C" not null,
  list_id text collate "C" not null,
  history_key text collate "C" not null,
  kind text not null,
  target_minor bigint check (target_minor > 0),
  state text not null,
  first text,
  created_at timestamptz not null,
  primary key (shard, id)
);
create index watches_of_history on watches (shard, history_key);
create index watches_of_list on watches (shard, list_id);

-- Where alerts of a list are sent. Mail addresses are asked first (`confirmed_at`). The id follows from the
-- target, so that it is found in every list when its reader ends it.
create table watch_channels (
  shard smallint not null,
  list_id text collate "C" not null,
  id text collate "C" not null,
  kind text not null,
  target text not null,
  confirmed_at timestamptz,
  gone_at timestamptz,
  fault text,
  created_at timestamptz not null,
  primary key (shard, list_id, id)
);
create index watch_channels_by_id on watch_channels (shard, id);

-- Alerts, written with the observation that brought them. The proof is public; nobody is named in it.
create table alerts (
  shard smallint not null,
  id text collate "C" not null,
  key text collate "C" not null,
  watch_id text collate "C" not null,
  list_id text collate "C" not null,
  history_key text collate "C" not null,
  kind text not null,
  document text not null,
  at timestamptz not null,
  primary key (shard, id)
);
create index alerts_of_list on alerts (shard, list_id, at desc);
create index alerts_of_history on alerts (shard, history_key, at desc);

-- What is to be handed over, for each alert and channel of its list: at least once, and shown once.
create table alert_deliveries (
  shard smallint not null,
  alert_id text collate "C" not null,
  channel_id text collate "C" not null,
  list_id text collate "C" not null,
  document text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'gone', 'lapsed')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  lapses_at timestamptz not null,
  delivered_at timestamptz,
  fault text,
  primary key (shard, alert_id, channel_id)
);
create index alert_deliveries_due on alert_deliveries (shard, due_at) where state = 'waiting';
