import { CLOSED, COUNTRIES, IS_FOR_NEW, instantOf, USABLE_UNTIL } from './line-rules.ts'

/**
 * Everything that the acts of a batch look at, in one row of JSON lists: $1 the shard; $2 the instant or
 * null; $3, $4 buyers and orders; $5, $6 buyers and offers; $7, $8 buyers and keys. Run by whoever has the
 * turn of the shard, so nobody else changes what is read; the slices are locked, for first claims draw
 * from them without a turn.
 */
export const LOAD_ACTS = {
  name: 'load-acts',
  text: `
with clock as materialized (select ${instantOf('$2::timestamptz')} as at
), claim as materialized (
  select c.* from unnest($3::text[], $4::text[]) as o (buyer_id, order_id)
    cross join lateral (
      select * from claims
      where shard = $1 and buyer_id = o.buyer_id and order_id = o.order_id offset 0) as c
  union
  select c.* from unnest($5::text[], $6::text[]) as p (buyer_id, offer_id)
    cross join lateral (
      select * from claims
      where shard = $1 and buyer_id = p.buyer_id and offer_id = p.offer_id offset 0) as c
), asked as materialized (
  select offer_id from claim union select offer_id from unnest($6::text[]) as p (offer_id)
), slice as materialized (
  select s.offer_id, s.uses_left, s.budget_left
  from (select offer_id from asked order by offer_id) as a
    cross join lateral (
      select * from slices where shard = $1 and offer_id = a.offer_id limit 1 for update) as s
)
select (select at from clock) as at,
  (select json_agg(c order by c.buyer_id, c.offer_id, c.ordinal) from claim c) as claims,
  (select json_agg(s) from slice s) as slices,
  (select json_agg(b)
    from unnest($5::text[]) as a (id)
      cross join lateral (
        select * from buyers where shard = $1 and id = a.id limit 1) as b) as buyers,
  (select json_agg(json_build_object('buyer', r.buyer_id, 'key', r.key,
      'digest', encode(r.body_digest, 'hex'), 'answer', r.answer))
    from unnest($7::text[], $8::text[]) as k (buyer_id, key)
      cross join lateral (
        select * from claim_requests
        where shard = $1 and buyer_id = k.buyer_id and key = k.key limit 1) as r) as requests,
  (select json_agg(json_build_object('id', o.id, 'version', o.version, 'obtain', o.obtain,
      'closed', ${CLOSED}, 'claimFrom', o.claim_from, 'usableFrom', o.usable_from,
      'usableUntil', ${USABLE_UNTIL}, 'perBuyer', o.per_buyer,
      'hasLimit', o.uses_limit is not null, 'hasBudget', o.budget_minor is not null,
      'returnsWhenCancelled', o.returns_when_cancelled, 'newBuyersOnly', ${IS_FOR_NEW},
      'countries', coalesce(${COUNTRIES}, '[]')))
    from asked cross join clock
      cross join lateral (select * from offers where id = asked.offer_id limit 1) as o) as offers`,
}

/** The columns of a claim that is written, with their types, as they are given: one array for each. */
export const WRITTEN_COLUMNS = [
  ['buyer_id', 'text'],
  ['offer_id', 'text'],
  ['ordinal', 'integer'],
  ['state', 'text'],
  ['offer_version', 'integer'],
  ['source', 'text'],
  ['key', 'text'],
  ['claimed_at', 'timestamptz'],
  ['usable_until', 'timestamptz'],
  ['order_id', 'text'],
  ['amount_minor', 'bigint'],
  ['drew_use', 'boolean'],
  ['drawn_minor', 'bigint'],
  ['held_until', 'timestamptz'],
] as const

const NAMES = WRITTEN_COLUMNS.map(([name]) => name)
const FIRST = 10
const ARRAYS = WRITTEN_COLUMNS.map(([, type], place) => `$${FIRST + place}::${type}[]`)
const IS_NEW = `$${FIRST + WRITTEN_COLUMNS.length}::boolean[]`

/**
 * Writes what the acts of a batch came to: $1 the shard; $2 the instant; $3 to $6 slices as they are now, and how
 * often something came to them; $7
 * transfers that the slices received and $8 answers to keep, as JSON; $9 the word to those who listen, or
 * null; then the claims, and which of them are new. A row that is there against expectation is an error,
 * and the batch is decided anew. Rows that are changed are found by way of a conflict with themselves, for
 * the planner cannot choose a worse one.
 */
export const WRITE_ACTS = {
  name: 'write-acts',
  text: `
with claim as materialized (
  select * from unnest(${ARRAYS.join(', ')}, ${IS_NEW}) as c (${NAMES.join(', ')}, is_new)
), made as (
  insert into claims (shard, ${NAMES.join(', ')}, changed_at)
  select $1, ${NAMES.join(', ')}, $2 from claim where is_new order by buyer_id, offer_id, ordinal
), changed as (
  insert into claims (shard, ${NAMES.join(', ')}, changed_at)
  select $1, ${NAMES.join(', ')}, $2 from claim where not is_new
  order by buyer_id, offer_id, ordinal
  on conflict (shard, buyer_id, offer_id, ordinal) do update
  set ${NAMES.slice(3)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}, changed_at = excluded.changed_at
), drawn as (
  insert into slices as s (shard, offer_id, uses_left, budget_left, arrivals)
  select $1, offer_id, uses, budget, arrivals
  from unnest($3::text[], $4::bigint[], $5::bigint[], $6::integer[])
    as d (offer_id, uses, budget, arrivals)
  order by offer_id
  on conflict (shard, offer_id) do update
  set uses_left = excluded.uses_left, budget_left = excluded.budget_left,
    arrivals = s.arrivals + excluded.arrivals
), received as (
  insert into slice_transfers (shard, offer_id, number)
  select $1, offer_id, number from json_to_recordset($7::json) as t (offer_id text, number bigint)
), answered as (
  insert into claim_requests (shard, buyer_id, key, body_digest, answer)
  select $1, buyer_id, key, decode(digest, 'hex'), answer
  from json_to_recordset($8::json) as r (buyer_id text, key text, digest text, answer jsonb)
)
insert into outbox (shard, topic, document) select $1, 'claims.changed', $9::jsonb
where $9::jsonb is not null`,
}
