import { type RawBuilder, sql } from 'kysely'

/** The instant of an act: the database's clock, unless a test or a replay says another. */
export function instantOf(at: Date | undefined): RawBuilder<Date> {
  return sql<Date>`coalesce(${at ?? null}::timestamptz, clock_timestamp())`
}

/** An instant so many seconds after an act. */
export function secondsAfter(at: Date | undefined, seconds: number): RawBuilder<Date> {
  return sql<Date>`${instantOf(at)} + make_interval(secs => ${seconds})`
}
