import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Observation } from '../../../core/tracker/observation.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** A product as the pages of deals and of search list it. */
export interface FoundListing {
  readonly receipt: Observation
  readonly title: string | null
  readonly image: string | null
  readonly isSample: boolean
  readonly stackOff: number
  readonly medianMinor: number | null
  readonly lowMinor: number | null
  readonly belowMedian: number | null
  readonly isListRaised: boolean
  readonly readAt: Date
}

export interface FoundFilter {
  readonly warehouse?: string | undefined
  readonly shipTo?: string | undefined
  readonly currency?: string | undefined
  readonly limit: number
}

/** The biggest drops below their own median of 30 days (fg.t.deals). */
export function findDeals(reader: Reader, filter: FoundFilter): Promise<FoundListing[]> {
  return find(reader, filter, {
    where: sql`h.below_median >= ${DEAL_LEAST}`,
    order: sql`h.below_median desc`,
  })
}

/** 2 %: less is no drop. */
const DEAL_LEAST = 200

/** What the public stack now takes so much off, by words of its title (fg.t.search). */
export function searchStacks(
  reader: Reader,
  filter: FoundFilter & { readonly text?: string | undefined; readonly least: number },
): Promise<FoundListing[]> {
  const words = (filter.text ?? '').split(/\s+/).filter(Boolean).slice(0, WORDS_MAX)
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  return find(reader, filter, {
    where: sql`h.stack_off >= ${filter.least} and l.title ilike all(${patterns}::text[])`,
    order: sql`h.stack_off desc`,
  })
}

const WORDS_MAX = 8

interface Sought {
  readonly where: RawBuilder<unknown>
  readonly order: RawBuilder<unknown>
}

/** A listing stands once, with the best of its variants: so more rows are read than are shown. */
const ROWS_PER_LISTING = 4

async function find(
  { db, shards }: Reader,
  { warehouse = undefined, shipTo, currency, limit }: FoundFilter,
  { where, order }: Sought,
): Promise<FoundListing[]> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  const { rows } = await sql<Omit<FoundListing, 'receipt'> & { receipt: string }>`
    select h.receipt, l.title, l.image, l.is_sample as "isSample", h.stack_off as "stackOff",
      h.median_minor as "medianMinor", h.low_minor as "lowMinor", h.below_median as "belowMedian",
      h.is_list_raised as "isListRaised", h.read_at as "readAt"
    from histories h join tracked_listings l on l.shard = h.shard and l.id = h.listing_id
    where h.shard = any(${every}::smallint[]) and h.receipt is not null and ${where}
      and (${warehouse ?? null}::text is null or h.warehouse = ${warehouse ?? null})
      and (${shipTo ?? null}::text is null or h.ship_to = ${shipTo ?? null})
      and (${currency ?? null}::text is null or h.currency = ${currency ?? null})
    order by ${order}, h.key limit ${limit * ROWS_PER_LISTING}`.execute(db)
  const byListing = new Map<string, FoundListing>()
  for (const { receipt: text, ...row } of rows) {
    const receipt: Observation = JSON.parse(text)
    if (receipt.stock === 'out' || byListing.has(receipt.listing)) continue
    byListing.set(receipt.listing, { ...row, receipt })
  }
  return [...byListing.values()].slice(0, limit)
}
