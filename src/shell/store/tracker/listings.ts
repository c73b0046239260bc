import { type Kysely, sql } from 'kysely'
import { type HistoryKey, keyText, type Observation } from '../../../core/tracker/observation.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** A product that is watched. */
export interface TrackedListing {
  readonly id: string
  readonly title: string | null
  readonly image: string | null
  /** Whose it is, and so which sources are asked. */
  readonly origin: string
  readonly address: string | null
  readonly store: string | null
  readonly seller: string | null
  readonly category: readonly string[]
  readonly isSample: boolean
}

/** A history of it, as it stands. */
export interface StandingHistory {
  readonly key: string
  readonly of: HistoryKey
  readonly receipt: Observation | null
  readonly totalMinor: number | null
  readonly nextAt: Date | null
  readonly fault: string | null
  readonly watches: number
}

/** Keeps what is known of a product; what is not said stays as it was. */
export async function keepListing(
  { db, shards }: Reader,
  { id, ...listing }: Pick<TrackedListing, 'id' | 'origin'> & Partial<TrackedListing>,
  at: Date,
): Promise<void> {
  const { title, image, origin, address, store, seller, category, isSample } = listing
  const said = {
    origin,
    ...(title !== undefined && { title }),
    ...(image !== undefined && { image }),
    ...(address !== undefined && { address }),
    ...(store !== undefined && { store_id: store }),
    ...(seller !== undefined && { seller_id: seller }),
    ...(category !== undefined && { category }),
    ...(isSample !== undefined && { is_sample: isSample }),
  }
  await db
    .insertInto('tracked_listings')
    .values({
      shard: shardOf(id, shards),
      id,
      added_at: at,
      category: [],
      is_sample: false,
      ...said,
    })
    .onConflict((found) => found.columns(['shard', 'id']).doUpdateSet(said))
    .execute()
}

/** A product and its histories; null where nobody has asked for it. */
export async function readListing(
  { db, shards }: Reader,
  id: string,
): Promise<{
  readonly listing: TrackedListing
  readonly histories: readonly StandingHistory[]
} | null> {
  const shard = shardOf(id, shards)
  const row = await db
    .selectFrom('tracked_listings')
    .selectAll()
    .where('shard', '=', shard)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const histories = await db
    .selectFrom('histories')
    .selectAll()
    .where('shard', '=', shard)
    .where('listing_id', '=', id)
    .orderBy('key')
    .execute()
  const { store_id: store, seller_id: seller, is_sample: isSample, ...rest } = row
  const { title, image, origin, address, category } = rest
  return {
    listing: { id, title, image, origin, address, store, seller, category, isSample },
    histories: histories.map((one) => ({
      key: one.key,
      of: {
        listing: one.listing_id,
        sku: one.sku,
        shipTo: one.ship_to,
        currency: one.currency,
        surface: one.surface,
      },
      receipt: one.receipt === null ? null : JSON.parse(one.receipt),
      totalMinor: one.total_minor,
      nextAt: one.next_at,
      fault: one.fault,
      watches: one.watches,
    })),
  }
}

/** What is to be read: a history, and where. */
export interface DueLook {
  readonly shard: number
  readonly key: string
  readonly of: HistoryKey
  readonly origin: string
  readonly address: string | null
}

/** How long a worker may take for a look before another takes it over. */
const LEASE_SECONDS = 60

/**
 * Takes looks that are due, the longest ago in front: whoever takes one has it for a minute. Rows that others
 * hold are passed over, so any number of workers may run.
 */
export async function leaseLooks(
  { db, shards }: Reader,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<DueLook[]> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  const { rows } = await sql<{
    shard: number
    key: string
    listing: string
    sku: string | null
    shipTo: string | null
    currency: string
    surface: HistoryKey['surface']
    origin: string
    address: string | null
  }>`
    with due as (
      select shard, key from histories
      where shard = any(${every}::smallint[]) and next_at <= ${now}
        and (leased_until is null or leased_until <= ${now})
      order by next_at limit ${most} for update skip locked
    ), taken as (
      update histories h set leased_until = ${now}::timestamptz + ${LEASE_SECONDS} * interval '1 second'
      from due where h.shard = due.shard and h.key = due.key
      returning h.shard, h.key, h.listing_id, h.sku, h.ship_to, h.currency, h.surface
    )
    select t.shard, t.key, t.listing_id as listing, t.sku, t.ship_to as "shipTo", t.currency, t.surface,
      l.origin, l.address
    from taken t join tracked_listings l on l.shard = t.shard and l.id = t.listing_id`.execute(db)
  return rows.map(({ shard, key, origin, address, ...of }) => ({ shard, key, of, origin, address }))
}

/** A look that found nothing: why, and when to try again. */
export async function keepFault(
  { db }: Pick<Reader, 'db'>,
  { shard, key }: Pick<DueLook, 'shard' | 'key'>,
  { fault, nextAt }: { readonly fault: string; readonly nextAt: Date },
): Promise<void> {
  await db
    .updateTable('histories')
    .set((eb) => ({
      fault,
      failures: eb('failures', '+', 1),
      leased_until: null,
      next_at: nextAt,
    }))
    .where('shard', '=', shard)
    .where('key', '=', key)
    .execute()
}

/** Has a history read as soon as somebody can: it was pasted, or an alert waits for a second reading. */
export async function lookSoon({ db, shards }: Reader, key: HistoryKey, at: Date): Promise<void> {
  await db
    .updateTable('histories')
    .set({ next_at: at, leased_until: null })
    .where('shard', '=', shardOf(key.listing, shards))
    .where('key', '=', keyText(key))
    .execute()
}
