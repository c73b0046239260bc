import type { Kysely, Selectable } from 'kysely'
import type { HistoryKey, Observation } from '../../../core/tracker/observation.ts'
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
  readonly storeName: string | null
  readonly seller: string | null
  readonly category: readonly string[]
  /** Names of its variants by their SKUs. */
  readonly variants: Readonly<Record<string, string>>
  readonly isSample: boolean
}

/** A history of it, as it stands. */
export interface StandingHistory {
  readonly key: string
  readonly of: HistoryKey
  readonly receipt: Observation | null
  readonly totalMinor: number | null
  readonly nextAt: Date | null
  readonly readAt: Date | null
  /** Somebody reads it just now. */
  readonly isLeased: boolean
  readonly fault: string | null
  readonly watches: number
}

/** Keeps what is known of a product; what is not said stays as it was. */
export async function keepListing(
  { db, shards }: Reader,
  { id, ...listing }: Pick<TrackedListing, 'id' | 'origin'> & Partial<TrackedListing>,
  at: Date,
): Promise<void> {
  const { title, image, origin, address, store, storeName, seller } = listing
  const { category, variants, isSample } = listing
  const said = {
    origin,
    ...(title !== undefined && { title }),
    ...(image !== undefined && { image }),
    ...(address !== undefined && { address }),
    ...(store !== undefined && { store_id: store }),
    ...(storeName !== undefined && { store_name: storeName }),
    ...(seller !== undefined && { seller_id: seller }),
    ...(variants !== undefined && { variants: JSON.stringify(variants) }),
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
  now: Date,
): Promise<{
  readonly listing: TrackedListing
  readonly histories: readonly StandingHistory[]
} | null> {
  const shard = shardOf(id, shards)
  const rows = db.selectFrom('tracked_listings').selectAll()
  const standing = db.selectFrom('histories').selectAll()
  const [row, histories] = await Promise.all([
    rows.where('shard', '=', shard).where('id', '=', id).executeTakeFirst(),
    standing.where('shard', '=', shard).where('listing_id', '=', id).orderBy('key').execute(),
  ])
  if (!row) return null
  return {
    listing: listingOf(row),
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
      readAt: one.read_at,
      isLeased: one.leased_until !== null && one.leased_until > now,
      fault: one.fault,
      watches: one.watches,
    })),
  }
}

function listingOf(row: Selectable<Tables['tracked_listings']>): TrackedListing {
  const { store_id: store, store_name: storeName, seller_id: seller, is_sample: isSample } = row
  const { id, title, image, origin, address, category, variants } = row
  const named = { id, title, image, origin, address, category, isSample }
  return { ...named, store, storeName, seller, variants: JSON.parse(variants) }
}
