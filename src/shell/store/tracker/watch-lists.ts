import { randomBytes } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { beginning, type Watch, type WatchKind } from '../../../core/tracker/alerts/watch.ts'
import { type HistoryKey, keyText } from '../../../core/tracker/observation.ts'
import { digestOf, shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** A watch list as its owner has it: whoever has the link may read and change it (no account). */
export interface NewList {
  /** The last part of the link, 160 random bits: kept nowhere, but for its digest. */
  readonly token: string
  readonly id: string
}

/** The id under which a link's list is kept; what is no link's names none. */
export function listIdOf(token: string): string {
  return digestOf(`watch list ${token}`).toString('hex').slice(0, 40)
}

/** Opens a list, empty. */
export async function newWatchList({ db, shards }: Reader, at: Date): Promise<NewList> {
  const token = randomBytes(20).toString('base64url')
  const id = listIdOf(token)
  await db
    .insertInto('watch_lists')
    .values({ shard: shardOf(id, shards), id, name: null, created_at: at, seen_at: at })
    .execute()
  return { token, id }
}

/** A list by its link, which is seen by it; null where there is none (any more). */
export async function watchListOf(
  { db, shards }: Reader,
  token: string,
  at: Date,
): Promise<{ readonly id: string; readonly name: string | null } | null> {
  const id = listIdOf(token)
  const row = await db
    .updateTable('watch_lists')
    .set({ seen_at: at })
    .where('shard', '=', shardOf(id, shards))
    .where('id', '=', id)
    .returning(['id', 'name'])
    .executeTakeFirst()
  return row ?? null
}

/** A watch that is to be kept. */
export interface NewWatch {
  readonly list: string
  readonly of: HistoryKey
  readonly kind: WatchKind
  readonly target: number | null
}

/** A watch as its list shows it. */
export interface ListedWatch extends Watch {
  readonly key: string
  readonly listing: string
  readonly of: HistoryKey
  readonly title: string | null
  readonly totalMinor: number | null
  readonly place: string
  readonly createdAt: Date
}

/** Keeps a watch beside its history, which must be there; null where nothing is known of it. */
export async function addWatch(
  { db, shards }: Reader,
  { list, of, kind, target }: NewWatch,
  at: Date,
): Promise<string | null> {
  const shard = shardOf(of.listing, shards)
  const key = keyText(of)
  return db.transaction().execute(async (trx) => {
    const history = await trx
      .selectFrom('histories')
      .select(['receipt'])
      .where('shard', '=', shard)
      .where('key', '=', key)
      .forUpdate()
      .executeTakeFirst()
    if (!history) return null
    const stock = history.receipt === null ? 'unknown' : JSON.parse(history.receipt).stock
    const low = await lowestOf(trx, { shard, key })
    const id = `w_${randomBytes(12).toString('base64url')}`
    const state = JSON.stringify(beginning(kind, { low, stock }))
    const row = { shard, id, list_id: list, history_key: key, kind, target_minor: target, state }
    await trx
      .insertInto('watches')
      .values({ ...row, first: null, created_at: at })
      .execute()
    // Somebody waits for it: it is read at once, and as often as that is worth from then on.
    await trx
      .updateTable('histories')
      .set((eb) => ({ watches: eb('watches', '+', 1), next_at: at }))
      .where('shard', '=', shard)
      .where('key', '=', key)
      .execute()
    return id
  })
}

async function lowestOf(
  trx: Transaction<Tables>,
  { shard, key }: { readonly shard: number; readonly key: string },
): Promise<number | null> {
  const { rows } = await sql<{ low: number | null }>`
    select min(total_minor) as low from price_points
    where shard = ${shard} and history_key = ${key} and lane = 'line'
      and worth not like '%"stock":"out"%'`.execute(trx)
  return rows[0]?.low ?? null
}

/** Every watch of a list, the newest first. */
export async function watchesOfList({ db, shards }: Reader, list: string): Promise<ListedWatch[]> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  const rows = await db
    .selectFrom('watches as w')
    .innerJoin('histories as h', (join) =>
      join.onRef('h.shard', '=', 'w.shard').onRef('h.key', '=', 'w.history_key'),
    )
    .leftJoin('tracked_listings as l', (join) =>
      join.onRef('l.shard', '=', 'h.shard').onRef('l.id', '=', 'h.listing_id'),
    )
    .select(['w.id', 'w.kind', 'w.target_minor', 'w.state', 'w.created_at', 'w.history_key'])
    .select(['h.listing_id', 'h.sku', 'h.ship_to', 'h.currency', 'h.surface', 'h.total_minor'])
    .select('l.title')
    .where(sql<boolean>`w.shard = any(${every}::smallint[])`)
    .where('w.list_id', '=', list)
    .orderBy('w.created_at', 'desc')
    .orderBy('w.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    target: row.target_minor,
    key: row.history_key,
    listing: row.listing_id,
    of: {
      listing: row.listing_id,
      sku: row.sku,
      shipTo: row.ship_to,
      currency: row.currency,
      surface: row.surface,
    },
    title: row.title,
    totalMinor: row.total_minor,
    place: JSON.parse(row.state).place,
    createdAt: row.created_at,
  }))
}

/** Takes a watch off its list; whether it was on it. */
export async function removeWatch(
  { db, shards }: Reader,
  { list, watch }: { readonly list: string; readonly watch: string },
): Promise<boolean> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  const { rows } = await sql<{ key: string }>`
    with gone as (
      delete from watches where shard = any(${every}::smallint[]) and id = ${watch}
        and list_id = ${list} returning shard, history_key
    )
    update histories h set watches = greatest(0, h.watches - 1) from gone
    where h.shard = gone.shard and h.key = gone.history_key returning h.key`.execute(db)
  return rows.length > 0
}

/** Deletes a list with all that is of it: watches, channels, alerts and what was still to be sent. */
export async function deleteWatchList({ db, shards }: Reader, list: string): Promise<void> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  for (const { id } of await watchesOfList({ db, shards }, list)) {
    await removeWatch({ db, shards }, { list, watch: id })
  }
  await db.transaction().execute(async (trx) => {
    await sql`delete from alerts where shard = any(${every}::smallint[]) and list_id = ${list}`.execute(
      trx,
    )
    const shard = shardOf(list, shards)
    for (const table of ['alert_deliveries', 'watch_channels'] as const) {
      await trx.deleteFrom(table).where('shard', '=', shard).where('list_id', '=', list).execute()
    }
    await trx.deleteFrom('watch_lists').where('shard', '=', shard).where('id', '=', list).execute()
  })
}
