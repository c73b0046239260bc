import { nowOf } from '../instants.ts'
import type { Store } from '../store.ts'
import { sweepShards } from '../sweeping.ts'
import { withPurse } from './in-purse.ts'

/** So many buyers in one transaction: fewer cost more commits, more keep others waiting longer. */
const BUYERS_AT_ONCE = 50

/**
 * Lets go the coins that have lapsed (tc.6). Any number of these may run; what they do, the next act of
 * the buyer would have done too. Returns how many buyers were visited.
 */
export async function sweepLapsedCoins(store: Store, at?: Date): Promise<number> {
  return sweepShards(store, BUYERS_AT_ONCE, (shard) => sweepShard(store, shard, at))
}

function sweepShard(store: Store, shard: number, at: Date | undefined): Promise<number> {
  return store.db.transaction().execute(async (trx) => {
    const due = await trx
      .selectFrom('coin_heads')
      .select('buyer_id')
      .where('shard', '=', shard)
      .where('lapses_at', '<=', nowOf(at))
      .orderBy('lapses_at')
      .limit(BUYERS_AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { buyer_id: buyer } of due)
      await withPurse(store, { trx, buyer, at }, async () => {})
    return due.length
  })
}
