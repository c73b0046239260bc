import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * The instant of an act, to the millisecond, so that a `Date` holds all of it: the database's clock,
 * unless a test or a replay says another.
 */
export const nowOf = (at: Date | undefined): RawBuilder<Date> =>
  sql<Date>`date_trunc('milliseconds', coalesce(${at ?? null}::timestamptz, clock_timestamp()))`

/** The same as a value. */
export async function readNow(db: Kysely<Tables>, at: Date | undefined): Promise<Date> {
  if (at) return at
  const { now } = await db.selectNoFrom(nowOf(at).as('now')).executeTakeFirstOrThrow()
  return now
}
