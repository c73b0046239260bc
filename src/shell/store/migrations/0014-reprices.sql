-- Histories that are to be priced again, for an offer has changed that touches them: a narrow row for each,
-- so that a million of them are marked without writing a million histories. `due_at`: since when it waits;
-- `changed_at`: the last such change, which whoever prices it again must know of.
create table reprices (
  shard smallint not null,
  key text collate "C" not null,
  due_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (shard, key)
);
create index reprices_due on reprices (shard, due_at);

-- `histories.reprice_at` says from now on when the stack of the receipt changes by itself. What was marked
-- before is due by it as well; what has no receipt has nothing to be priced from.
update histories set reprice_at = null where receipt is null and reprice_at is not null;

-- What was read stands in the receipt that was made of it.
alter table histories drop column reading;
