import { sql } from 'kysely'
import { instantOf } from '../access/clock.ts'
import { KEPT_SECONDS } from '../access/idempotency.ts'
import type { Store } from '../store.ts'
import { sweepShards } from '../sweeping.ts'

/** Who repeats a request within its two days is answered as before, also by a clock that is a little off. */
const MARGIN_SECONDS = 3_600

/** How many rows a statement deletes at most: more would keep others of the shard waiting. */
const CHUNK = 1_000

/**
 * Throws away what acts on claims were answered, after the time in which a repetition is recognised. What
 * the acts did stands in the claims: a claim knows its request and its order for good.
 */
export async function tidyClaimRequests(store: Store, at?: Date): Promise<number> {
  const until = sql`${instantOf(at)} - make_interval(secs => ${KEPT_SECONDS + MARGIN_SECONDS})`
  return sweepShards(store, CHUNK, async (shard) => {
    const { numAffectedRows = 0n } = await sql`
      delete from claim_requests where shard = ${shard} and ctid = any(array(
        select ctid from claim_requests
        where shard = ${shard} and answered_at <= ${until}
        order by answered_at limit ${CHUNK} for update skip locked))`.execute(store.db)
    return Number(numAffectedRows)
  })
}
