import type { Kysely } from 'kysely'
import type { Extension } from '../../../core/orders/extension.ts'
import { askIn } from '../claims/ask.ts'
import type { Tables } from '../tables.ts'
import type { ShardClocks } from './clock.ts'

interface Everywhere {
  readonly db: Kysely<Tables>
  readonly clocks: ShardClocks
  readonly shards: number
}

/**
 * Announces an extension to all shards at one instant: it holds every shard, so that whatever was decided
 * before it was decided before its instant, and whatever is decided after it knows it. Asked for again, it
 * is the one that was announced.
 */
export async function announce(
  { db, clocks, shards }: Everywhere,
  { extension, by }: { readonly extension: Extension; readonly by: string },
): Promise<Extension> {
  return db.transaction().execute(async (trx) => {
    let at = 0
    for (let shard = 0; shard < shards; shard++) {
      at = Math.max(at, (await clocks.hold(askIn(trx), shard)).now)
    }
    const [before] = await trx
      .selectFrom('order_extensions')
      .select('document')
      .where('id', '=', extension.id)
      .execute()
    if (before) return JSON.parse(before.document)
    const announced = { ...extension, at }
    await trx
      .insertInto('order_extensions')
      .values({
        id: extension.id,
        at: new Date(at),
        document: JSON.stringify(announced),
        made_by: by,
      })
      .execute()
    await trx
      .updateTable('order_clocks')
      .set((eb) => ({ at: new Date(at), extensions: eb('extensions', '+', 1) }))
      .where('shard', '>=', 0)
      .execute()
    return announced
  })
}
