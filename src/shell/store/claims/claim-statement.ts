import { linesOf } from './line-rules.ts'

/** What a request comes to in one run of the statement; a place in this list is its code. */
export const OUTCOMES = [
  'granted',
  /** The buyer has the claim of this key already. */
  'replayed',
  /** Its slice has no more, or another process was quicker at the same place. */
  'missed',
  /** The buyer has claims of the offer and may have more, or had one that was returned. */
  'more',
  /** The line says why not. */
  'line',
  'disqualified',
  'already-claimed',
  'not-new-buyer',
  'wrong-country',
] as const

export type Outcome = (typeof OUTCOMES)[number]

const code = (outcome: Outcome) => OUTCOMES.indexOf(outcome)

/** Instants as numbers: text would be read and written once more. */
const milliseconds = (instant: string) => `(extract(epoch from ${instant}) * 1000)::bigint`

/** One thing about a buyer: null where nothing is known of the buyer, or it is not so. */
const buyer = (what: string, condition: string) =>
  `(select ${what} from buyers b where b.shard = $1 and b.id = r.buyer_id and ${condition})`

/** Why this buyer may not have it, besides what the buyer holds. */
const BAR = `case
  when l.refusal is not null then ${code('line')}
  when ${buyer('true', 'b.disqualified_at is not null')} then ${code('disqualified')}
  when l.is_for_new and ${buyer('true', 'b.orders_placed > 0')} then ${code('not-new-buyer')}
  when l.countries is not null and ${buyer('true', 'l.countries ? b.country')} is null
    then ${code('wrong-country')}
  end`

/** In the order of precedence of the refusals; the statement's own writes are not seen by its reads. */
const VERDICT = `case
  when g.buyer_id is not null then ${code('granted')}
  when held.replay is not null then ${code('replayed')}
  when a.bar in (${code('line')}, ${code('disqualified')}) then a.bar
  when held.live >= a.per_buyer then ${code('already-claimed')}
  when a.bar is not null then a.bar
  when held.every > 0 then ${code('more')}
  else ${code('missed')} end`

const UNTIL_GRANTED = `
with line as materialized (${linesOf('$2', '$3', '$4')}
), slice as materialized (
  select l.line, s.offer_id, s.uses_left, s.budget_left
  from (select line, offer_id from line where is_limited order by offer_id) as l
    cross join lateral (
      select * from slices
      where shard = $1 and offer_id = l.offer_id and (uses_left > 0 or l.line = any ($9::integer[]))
      limit 1 for update) as s
), received as (
  insert into slice_transfers (shard, offer_id, number)
  select $1, offer_id, number from (
    select *, offer_id in (select offer_id from slice) as is_open
    from unnest($10::text[], $11::bigint[]) as t (offer_id, number)) as t
  where is_open
  order by offer_id, number
  on conflict (shard, offer_id, number) do nothing
  returning offer_id, number
), arrived as materialized (
  select *, (offer_id, number) in (select offer_id, number from received) as is_new
  from unnest($9::integer[], $10::text[], $11::bigint[], $12::bigint[], $13::bigint[])
    as t (line, offer_id, number, uses, budget)
), stock as materialized (
  select array_agg(uses order by line) as uses from (
    select line, sum(uses)::bigint as uses from (
      select line, 0::bigint as uses from line
      union all select line, uses_left from slice
      union all select line, uses from arrived where is_new) as part
    group by line) as whole
), asked as materialized (
  select r.nr::integer as nr, r.line, r.place, r.buyer_id, r.key, l.offer_id, l.is_limited,
    l.per_buyer, ${BAR} as bar
  from unnest($5::integer[], $6::integer[], $7::text[], $8::text[])
      with ordinality as r (line, place, buyer_id, key, nr)
    join line l on l.line = r.line
), granted as (
  insert into claims (shard, buyer_id, offer_id, ordinal, offer_version, source, key, claimed_at,
    usable_until, drew_use, changed_at)
  select $1, a.buyer_id, a.offer_id, 1, l.version, l.source, a.key, l.at, l.usable_until,
    l.is_limited, l.at
  from asked a join line l on l.line = a.line
  where a.bar is null and (not a.is_limited or a.place <= (select uses from stock)[a.line])
  order by a.buyer_id, a.offer_id`

const AFTER_GRANTED = `
  returning buyer_id, offer_id
), given as materialized (
  select offer_id, count(*) as uses, json_agg(buyer_id) as buyers,
    offer_id in (select offer_id from line where is_limited) as is_drawn
  from granted group by offer_id
), drawn as (
  insert into slices as s (shard, offer_id, uses_left, budget_left, arrivals)
  select $1, offer_id, sum(uses), sum(budget), sum(arrivals) from (
    select offer_id, uses_left as uses, budget_left as budget, 0 as arrivals from slice
    union all select offer_id, -uses, 0, 0 from given where is_drawn
    union all select offer_id, uses, budget, 1 from arrived where is_new) as part
  group by offer_id having count(*) > 1 order by offer_id
  on conflict (shard, offer_id) do update
  set uses_left = excluded.uses_left, budget_left = excluded.budget_left,
    arrivals = s.arrivals + excluded.arrivals
), told as (
  insert into outbox (shard, topic, document)
  select $1, 'claims.granted', json_build_object('granted', json_agg(
    json_build_object('offer', offer_id, 'buyers', buyers)))::jsonb
  from given having count(*) > 0
), judged as materialized (
  select a.nr, a.buyer_id, a.offer_id, held.replay, ${VERDICT} as outcome
  from asked a
    left join granted g on g.buyer_id = a.buyer_id and g.offer_id = a.offer_id
    left join lateral (
      select count(*) as every, count(*) filter (where c.state <> 'returned') as live,
        min(c.ordinal) filter (where c.key = a.key and c.state <> 'returned') as replay
      from claims c
      where c.shard = $1 and c.buyer_id = a.buyer_id and c.offer_id = a.offer_id
    ) as held on g.buyer_id is null
  where (select coalesce(sum(uses), 0) from given) < (select count(*) from asked)
)
select (
    select json_agg(json_build_array(version, source, is_limited, ${milliseconds('at')},
      ${milliseconds('usable_until')}, refusal, ${milliseconds('claim_from')}) order by line)
    from line) as lines,
  (select uses::text from stock) as stock,
  (select array_agg(outcome order by nr)::text from judged) as outcomes,
  (select json_agg(json_build_array(j.nr, (
      select to_json(c) from claims c
      where c.shard = $1 and c.buyer_id = j.buyer_id and c.offer_id = j.offer_id
        and c.ordinal = j.replay)))
    from judged j where j.outcome = ${code('replayed')}) as replays`

/**
 * Grants the waiting claims of one shard. Parameters: $1 the shard; $2 to $4 the lines (linesOf), one for
 * an offer; $5 to $8 the requests: line, place among those of the line, buyer, key, at most one of a buyer
 * and an offer; $9 to $13 transfers from pools to this shard: line, offer, number, uses, money.
 *
 * A buyer's first claim of an offer is tried as ordinal 1: the primary key guards it, whatever this
 * statement's snapshot does not see. Slices are locked before claims are written, always in the order of
 * their offers, and claims are written in the order of their buyers: so no two processes wait for each
 * other. What a slice has left is read under its lock, and counted with as it is then: computed from the
 * row of the snapshot, which may be older, it could seem to be less than nothing. The uses drawn, the claims and the
 * word to those who listen are one commit. Of a line the answer says how many uses there were.
 *
 * The planner is left no choice that could be a bad one: it expects ten lines where there may be a thousand,
 * and learns that a table has grown a minute later. So rows are looked up one by one (`limit 1`, scalar
 * subqueries), lines are put together by sums and arrays instead of joins, and slices are updated by way of
 * a conflict.
 */
export const CLAIM_STATEMENT = {
  name: 'grant',
  text: `${UNTIL_GRANTED} on conflict (shard, buyer_id, offer_id, ordinal) do nothing${AFTER_GRANTED}`,
}

/**
 * The same for a batch in which nobody has a claim of the offer yet: a fifth less work, for the index is
 * looked into once, not twice. Where somebody has one after all, nothing is done, by an error.
 */
export const FIRST_CLAIMS_STATEMENT = {
  name: 'grant-first',
  text: UNTIL_GRANTED + AFTER_GRANTED,
}
