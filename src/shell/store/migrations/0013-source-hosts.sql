-- What is remembered of hosts that prices are read from, so that all servers together ask them no more than
-- one may: tokens, breaker, and until when they want to be left alone. `until`: of no use after that.
create table source_hosts (
  shard smallint not null,
  host text collate "C" not null,
  state text not null,
  until timestamptz not null,
  primary key (shard, host)
);
create index source_hosts_by_end on source_hosts (shard, until);

-- Which listings an offer touches that is of a store or a seller: without a look at all of them.
create index tracked_listings_of_store on tracked_listings (shard, store_id) where store_id is not null;
create index tracked_listings_of_seller on tracked_listings (shard, seller_id) where seller_id is not null;
