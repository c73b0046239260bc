import { sql } from 'kysely'
import type { Store } from '../store.ts'
import { instantOf } from './clock.ts'
import { KEPT_SECONDS } from './idempotency.ts'

/** How much was thrown away. */
export interface Tidied {
  readonly sessions: number
  readonly answers: number
  readonly deliveries: number
}

/** Deliveries that ended are shown for so long. */
const DELIVERIES_SHOWN_SECONDS = 30 * 86_400

/** How many rows a statement deletes at most: more would keep others of the shard waiting. */
const CHUNK = 1_000

/** Throws away what nobody will ask for any more, a shard and a thousand rows at a time. */
export async function tidyAccess(store: Store, at?: Date): Promise<Tidied> {
  const now = instantOf(at)
  const before = (seconds: number) => sql`${now} - make_interval(secs => ${seconds})`
  let [sessions, answers, deliveries] = [0, 0, 0]
  for (let shard = 0; shard < store.shards; shard++) {
    sessions += await inChunks(
      store,
      sql`
      delete from sessions where shard = ${shard} and digest = any(array(
        select digest from sessions
        where shard = ${shard} and expires_at <= ${now} limit ${CHUNK}))`,
    )
    answers += await inChunks(
      store,
      sql`
      delete from idempotency where shard = ${shard} and ctid = any(array(
        select ctid from idempotency
        where shard = ${shard} and created_at <= ${before(KEPT_SECONDS)} limit ${CHUNK}))`,
    )
    deliveries += await inChunks(
      store,
      sql`
      delete from deliveries where shard = ${shard} and ctid = any(array(
        select ctid from deliveries
        where shard = ${shard} and ended_at <= ${before(DELIVERIES_SHOWN_SECONDS)}
        limit ${CHUNK}))`,
    )
  }
  return { sessions, answers, deliveries }
}

async function inChunks(store: Store, statement: ReturnType<typeof sql>): Promise<number> {
  let all = 0
  for (;;) {
    const { numAffectedRows = 0n } = await statement.execute(store.db)
    all += Number(numAffectedRows)
    if (numAffectedRows < CHUNK) return all
  }
}
