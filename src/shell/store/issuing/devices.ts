import { nowOf } from '../instants.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'

interface Opening {
  readonly device: string
  readonly buyer: string
  readonly at: Date | undefined
}

/**
 * Whether a buyer is the one who first opened the app on a device (fg.one-time): a device that changes
 * hands, or has several accounts, is opened for the first time once. The device's shard is its own key,
 * so this is written before the buyer's part, and says the same when the buyer comes again.
 */
export async function isFirstOpening(
  { db, shards }: Store,
  { device: asked, buyer, at }: Opening,
): Promise<boolean> {
  const device = asked.toWellFormed()
  const shard = shardOf(device, shards)
  await db
    .insertInto('device_openings')
    .values({ shard, device_id: device, buyer_id: buyer, opened_at: nowOf(at) })
    .onConflict((found) => found.doNothing())
    .execute()
  const first = await db
    .selectFrom('device_openings')
    .select('buyer_id')
    .where('shard', '=', shard)
    .where('device_id', '=', device)
    .executeTakeFirst()
  return first?.buyer_id === buyer
}
