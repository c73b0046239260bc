import { sql } from 'kysely'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'

type Database = Pick<Store, 'db' | 'shards'>

/** Rows that go in one statement: it holds them for some milliseconds. */
const CHUNK = 5_000

/**
 * Throws away what the histories of some listings say of the time before an instant: points, gaps, and the
 * alerts that came of them. How many rows.
 */
export async function forgetBefore(
  { db, shards }: Database,
  listings: readonly string[],
  before: Date,
): Promise<number> {
  let gone = 0
  for (const listing of listings) {
    const shard = shardOf(listing, shards)
    for (const [table, instant] of [
      ['price_points', 'seen_at'],
      ['price_gaps', 'until_at'],
      ['alerts', 'at'],
    ] as const) {
      gone += await inChunks(() =>
        sql`
          delete from ${sql.table(table)} where shard = ${shard} and ctid = any(array(
            select p.ctid from ${sql.table(table)} p join histories h
              on h.shard = p.shard and h.key = p.history_key
            where p.shard = ${shard} and h.listing_id = ${listing}
              and p.${sql.ref(instant)} < ${before} limit ${CHUNK}))`.execute(db),
      )
    }
  }
  return gone
}

/** Throws away deliveries that have come to their end, and lapsed before an instant. How many. */
export async function tidyDeliveries({ db, shards }: Database, before: Date): Promise<number> {
  let gone = 0
  for (let shard = 0; shard < shards; shard++) {
    gone += await inChunks(() =>
      sql`
        delete from alert_deliveries where shard = ${shard} and ctid = any(array(
          select ctid from alert_deliveries
          where shard = ${shard} and state <> 'waiting' and lapses_at < ${before}
          limit ${CHUNK}))`.execute(db),
    )
  }
  return gone
}

async function inChunks(
  remove: () => Promise<{ readonly numAffectedRows?: bigint }>,
): Promise<number> {
  let all = 0
  for (;;) {
    const { numAffectedRows = 0n } = await remove()
    all += Number(numAffectedRows)
    if (numAffectedRows < CHUNK) return all
  }
}
