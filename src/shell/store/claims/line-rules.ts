/**
 * What is asked of an offer, and not of a buyer, when it is claimed: once for all claims of it in a batch,
 * on the clock of the database, so that no other path can grant what has ended. Each text is a part of
 * a query in which `o` is the row of the offer and `at` the instant.
 */

const PACIFIC = `'America/Los_Angeles'`

/** 00:00 Pacific of a date, as an instant. */
const midnight = (date: string) => `((${date})::timestamp at time zone ${PACIFIC})`

const day = (instant: string) => `((${instant}) at time zone ${PACIFIC})::date`

/**
 * Until when a claim made now can be used: the end of its last Pacific day (D-8), of two calendar
 * months (cp.2), and of the offer, whichever comes first (tc.6).
 */
export const USABLE_UNTIL = `least(
  o.usable_until,
  case when o.valid_days is not null then ${midnight(`${day('at')} + o.valid_days + 1`)} end,
  ${midnight(`(${day('at')} + interval '2 months')::date + 1`)})`

/** Why nobody may claim it now (tc.20, cp.1), in the order of precedence of the refusals. */
const CLOSED_CASES = `
  when o.ended_at <= at then 'ended'
  when o.claim_from > at then 'not-started'
  when o.claim_until <= at or o.usable_until <= at then 'claim-over'`

export const CLOSED = `case ${CLOSED_CASES} end`

export const IS_FOR_NEW = `coalesce(o.document #>> '{offer,newBuyersOnly}' = 'true', false)`

/** The countries that it is locked to; null where it is for all (tc.4). */
export const COUNTRIES = `case
  when jsonb_array_length(nullif(o.document #> '{offer,countries}', 'null')) > 0
  then o.document #> '{offer,countries}' end`

/** The instant of an act, to the millisecond, as it is shown and told. */
export const instantOf = (asked: string) =>
  `date_trunc('milliseconds', coalesce(${asked}, clock_timestamp()))`

/**
 * The lines of a batch: each offer that is asked for in some way, at some time. An empty source is a
 * buyer's, who comes to it by the centre or a panel.
 */
export function linesOf(offers: string, sources: string, instants: string): string {
  return `select asked.line::integer as line, o.id as offer_id, at, o.version,
      case when asked.source = '' then o.obtain else asked.source end as source,
      o.per_buyer, o.uses_limit is not null as is_limited, o.claim_from,
      case when o.id is null then 'unknown-offer'
        when asked.source = '' and o.obtain not in ('centre', 'panel') then 'not-claimable'
        ${CLOSED_CASES} end as refusal,
      ${USABLE_UNTIL} as usable_until, ${IS_FOR_NEW} as is_for_new, ${COUNTRIES} as countries
    from unnest(${offers}::text[], ${sources}::text[], ${instants}::timestamptz[])
        with ordinality as asked (offer_id, source, at_instant, line)
      cross join lateral (select ${instantOf('asked.at_instant')} as at) as clock
      left join lateral (select * from offers where id = asked.offer_id limit 1) as o on true`
}
