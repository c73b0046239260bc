import { type Kysely, sql } from 'kysely'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { listIdOf, listToken, newListId } from './list-links.ts'
import { removeWatch, watchesOfList } from './watches.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }
type Keyed = Reader & Pick<Store, 'secret'>

/** A watch list as its owner has it: whoever has the link may read and change it (no account). */
export interface NewList {
  /** The last part of the link. */
  readonly token: string
  readonly id: string
}

/** Opens a list, empty. */
export async function newWatchList(
  { db, shards, secret }: Keyed,
  at: Date,
  name: string | null = null,
): Promise<NewList> {
  const id = newListId()
  await db
    .insertInto('watch_lists')
    .values({ shard: shardOf(id, shards), id, name, created_at: at, seen_at: at })
    .execute()
  return { token: listToken({ secret }, id), id }
}

export interface KeptList {
  readonly id: string
  readonly name: string | null
  readonly createdAt: Date
}

/** A list by its link, which is seen by it; null where there is none (any more). */
export async function watchListOf(
  { db, shards, secret }: Keyed,
  token: string,
  at: Date,
): Promise<KeptList | null> {
  const id = listIdOf({ secret }, token)
  if (id === null) return null
  const shard = shardOf(id, shards)
  const row = await db
    .selectFrom('watch_lists')
    .select(['id', 'name', 'created_at as createdAt', 'seen_at'])
    .where('shard', '=', shard)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { seen_at: seenAt, ...list } = row
  // A page asks every two seconds: the day is all that matters.
  if (at.getTime() - seenAt.getTime() > DAY_MS) {
    const seen = db.updateTable('watch_lists').set({ seen_at: at })
    await seen.where('shard', '=', shard).where('id', '=', id).execute()
  }
  return list
}

const DAY_MS = 86_400_000

/** Deletes a list with all that is of it: watches, channels and their tokens, alerts and what was still to be sent. */
export async function deleteWatchList({ db, shards }: Reader, list: string): Promise<void> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  for (const { id } of await watchesOfList({ db, shards }, list)) {
    await removeWatch({ db, shards }, { list, watch: id })
  }
  await db.transaction().execute(async (trx) => {
    await sql`delete from alerts where shard = any(${every}::smallint[]) and list_id = ${list}`.execute(
      trx,
    )
    await sql`delete from channel_tokens
      where shard = any(${every}::smallint[]) and list_id = ${list}`.execute(trx)
    const shard = shardOf(list, shards)
    for (const table of ['alert_deliveries', 'watch_channels'] as const) {
      await trx.deleteFrom(table).where('shard', '=', shard).where('list_id', '=', list).execute()
    }
    await trx.deleteFrom('watch_lists').where('shard', '=', shard).where('id', '=', list).execute()
  })
}
