import { id } from '../../base/fields.ts'
import type { Layer, SourceName } from '../layers.ts'
import { type Condition, type Reading, reading, type Stock, type Surface } from '../observation.ts'
import { plainTitle } from './plain-title.ts'

/** One variant as a page shows it, in minor units of the page's currency. */
export interface SeenVariant {
  readonly sku: string | null
  readonly name?: string | undefined
  readonly list: number
  readonly sale: number
  readonly stock: Stock
  readonly conditions?: readonly Condition[]
  readonly surface?: Surface
  readonly base?: Reading['base']
  readonly warehouse?: string | undefined
  readonly layers?: readonly Layer[]
}

/** A listing as one shape of page shows it. */
export interface SeenListing {
  readonly listing?: string | undefined
  readonly title?: string | undefined
  readonly image?: string | undefined
  readonly store?: string | undefined
  readonly storeName?: string | undefined
  readonly seller?: string | undefined
  readonly category?: readonly string[]
  readonly warehouse?: string | undefined
  readonly currency?: string | undefined
  readonly shipTo?: string | undefined
  /** The page's own clock, where it shows one. */
  readonly at?: string | undefined
  readonly shipping?: number | undefined
  readonly taxRate?: number | undefined
  readonly pricesIncludeTax?: boolean | undefined
  readonly layers?: readonly Layer[]
  readonly variants: readonly SeenVariant[]
}

/** What is known beside the page: when it was read, and what it was asked for. */
export interface PageHints {
  readonly at: string
  readonly listing?: string
  readonly shipTo?: string
  readonly currency?: string
}

/** What people know a listing by. */
export interface ListingFacts {
  readonly id: string
  readonly title?: string
  readonly image?: string
  readonly storeName?: string
  /** Names of the variants by their ids. */
  readonly variants: Readonly<Record<string, string>>
}

/** A listing with a reading for each of its variants. */
export interface ListingReadings {
  readonly listing: ListingFacts
  readonly readings: readonly Reading[]
}

/** Why a page gives no price, in order of precedence; a missing price is told and never made up. */
export const NO_READING = {
  blocked: 'The shop answered with a check for robots instead of the product.',
  'not-found': 'The answer holds no product: that does not mean that it is gone.',
  refused: 'The interface refused the request.',
  'no-listing': 'The page does not tell which listing it shows: name it.',
  'no-currency': 'The page does not tell the currency of its prices: name it.',
  'no-price': 'The page shows no price that can be read.',
} as const satisfies Readonly<Record<string, string>>

export type NoReadingReason = keyof typeof NO_READING

export interface NoReading {
  readonly none: NoReadingReason
  readonly why: string
}

export function noReading(none: NoReadingReason, detail?: string): NoReading {
  return { none, why: detail ? `${NO_READING[none]} ${plainTitle(detail)}` : NO_READING[none] }
}

export function isNoReading(answer: object): answer is NoReading {
  return 'none' in answer
}

/** The readings of a listing, each held to the schema; a variant that fails it is left out. */
export function readingsOf(
  seen: SeenListing,
  source: SourceName,
  hints: PageHints,
): ListingReadings | NoReading {
  const listing = seen.listing ?? hints.listing
  if (listing === undefined || !id.ok(listing)) return noReading('no-listing')
  const currency = seen.currency ?? hints.currency
  if (currency === undefined) return noReading('no-currency')
  const readings = seen.variants
    .map((variant) => readingOf(variant, { seen, source, hints, listing, currency }))
    .filter((one) => reading.ok(one))
  if (readings.length === 0) return noReading('no-price')
  const named = seen.variants.flatMap(({ sku, name }) => (sku && name ? [[sku, name]] : []))
  return {
    listing: {
      id: listing,
      ...(seen.title ? { title: plainTitle(seen.title) } : {}),
      ...(isImage(seen.image) ? { image: seen.image } : {}),
      ...(seen.storeName ? { storeName: plainTitle(seen.storeName) } : {}),
      variants: Object.fromEntries(named),
    },
    readings,
  }
}

interface Around {
  readonly seen: SeenListing
  readonly source: SourceName
  readonly hints: PageHints
  readonly listing: string
  readonly currency: string
}

function readingOf(variant: SeenVariant, around: Around): Reading {
  const { seen, source, hints, listing, currency } = around
  const category = (seen.category ?? []).filter((part) => id.ok(part)).slice(0, 20)
  const warehouse = variant.warehouse ?? seen.warehouse
  return {
    listing,
    sku: variant.sku,
    shipTo: seen.shipTo ?? hints.shipTo ?? null,
    currency,
    surface: variant.surface ?? 'site',
    at: seen.at ?? hints.at,
    source,
    // A page may show a sale price alone, or round the list price below it.
    list: Math.max(variant.list, variant.sale),
    sale: variant.sale,
    stock: variant.stock,
    shipping: seen.shipping ?? 0,
    conditions: variant.conditions ?? [],
    layers: [...(variant.layers ?? []), ...(seen.layers ?? [])].slice(0, 200),
    ...(variant.base ? { base: variant.base } : {}),
    ...(id.ok(seen.store) ? { store: seen.store as string } : {}),
    ...(id.ok(seen.seller) && !seen.seller?.includes('/') ? { seller: seen.seller as string } : {}),
    ...(category.length > 0 ? { category } : {}),
    ...(id.ok(warehouse) ? { warehouse: warehouse as string } : {}),
    ...(seen.taxRate === undefined ? {} : { taxRate: seen.taxRate }),
    ...(seen.pricesIncludeTax === undefined ? {} : { pricesIncludeTax: seen.pricesIncludeTax }),
    ...(seen.shipping === undefined ? { isShippingUnknown: true } : {}),
  }
}

/** An image is shown to others, so its address must be a plain one. */
function isImage(address: string | undefined): address is string {
  return address !== undefined && /^https:\/\/[\w.-]+\/[^\s"'<>\\]{1,500}$/.test(address)
}
