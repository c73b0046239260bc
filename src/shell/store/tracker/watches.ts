import { randomBytes } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { AlertPlace } from '../../../core/tracker/alerts/alert-states.ts'
import { beginning, type Watch, type WatchKind } from '../../../core/tracker/alerts/watch.ts'
import { type HistoryKey, keyText } from '../../../core/tracker/observation.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

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
  readonly image: string | null
  readonly isSample: boolean
  readonly totalMinor: number | null
  readonly readAt: Date | null
  readonly fault: string | null
  readonly place: AlertPlace
  readonly createdAt: Date
}

/** More watches than this on one list are no person's. */
export const WATCHES_MAX = 500

/**
 * Keeps a watch beside its history, which must be there; null where nothing is known of it. A list has one
 * watch of a kind on a history: another target takes the place of the one before.
 */
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
    const state = JSON.stringify(beginning(kind, { low, stock }))
    const before = await sameWatch(trx, { shard, key, list, kind })
    if (before?.target_minor === target) return before.id
    const id = before?.id ?? `w_${randomBytes(12).toString('base64url')}`
    const row = { shard, id, list_id: list, history_key: key, kind, target_minor: target, state }
    await trx
      .insertInto('watches')
      .values({ ...row, first: null, created_at: at })
      .onConflict((found) =>
        found
          .columns(['shard', 'id'])
          .doUpdateSet({ target_minor: target, state, first: null, created_at: at }),
      )
      .execute()
    // Somebody waits for it: it is read at once, and as often as that is worth from then on.
    await trx
      .updateTable('histories')
      .set((eb) => ({ watches: eb('watches', '+', before ? 0 : 1), next_at: at }))
      .where('shard', '=', shard)
      .where('key', '=', key)
      .execute()
    return id
  })
}

interface SameWatch {
  readonly shard: number
  readonly key: string
  readonly list: string
  readonly kind: WatchKind
}

function sameWatch(trx: Transaction<Tables>, { shard, key, list, kind }: SameWatch) {
  return trx
    .selectFrom('watches')
    .select(['id', 'target_minor'])
    .where('shard', '=', shard)
    .where('history_key', '=', key)
    .where('list_id', '=', list)
    .where('kind', '=', kind)
    .executeTakeFirst()
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
    .select(['h.read_at', 'h.fault', 'l.title', 'l.image', 'l.is_sample'])
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
    image: row.image,
    isSample: row.is_sample ?? false,
    totalMinor: row.total_minor,
    readAt: row.read_at,
    fault: row.fault,
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
