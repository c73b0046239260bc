import type { Reading } from '../../core/tracker/observation.ts'
import {
  type Asked,
  type ListedItem,
  type Seen,
  type Source,
  type Unseen,
  unseen,
} from './source.ts'

/** A listing as this marketplace sells it. */
export interface OwnListing {
  readonly listing: string
  readonly sku: string
  readonly title: string
  readonly store: string
  readonly storeName?: string
  readonly seller: string
  readonly category: readonly string[]
  readonly currency: string
  readonly listMinor: number
  readonly saleMinor: number
  readonly shippingMinor: number
  readonly isSold?: boolean
}

export interface MarketplaceOptions {
  /** The variants of a listing; none where there is no such listing. */
  readonly find: (listing: string) => Promise<readonly OwnListing[]>
  readonly now?: () => number
}

/**
 * This system's own listings: no request at all. Their offers are those of the book, which are known without
 * a reading, so none is a layer here.
 */
export function marketplaceSource({ find, now = Date.now }: MarketplaceOptions): Source {
  return {
    name: 'marketplace',
    origins: ['own'],
    observe: async (item, asked) => seen(await find(item.listing), { item, asked, now: now() }),
  }
}

interface Around {
  readonly item: ListedItem
  readonly asked: Asked
  readonly now: number
}

function seen(variants: readonly OwnListing[], { item, asked, now }: Around): Seen | Unseen {
  const [first] = variants
  if (first === undefined) return unseen('unknown')
  const readings = variants.map(
    (one): Reading => ({
      listing: item.listing,
      sku: one.sku,
      shipTo: asked.shipTo,
      // What is asked in another currency is converted where it is shown, never here.
      currency: one.currency,
      surface: 'site',
      at: new Date(now).toISOString(),
      source: 'marketplace',
      list: Math.max(one.listMinor, one.saleMinor),
      sale: one.saleMinor,
      stock: one.isSold === false ? 'out' : 'in',
      shipping: one.shippingMinor,
      conditions: [],
      layers: [],
      store: one.store,
      seller: one.seller,
      category: one.category,
    }),
  )
  const { title, storeName } = first
  return {
    listing: { id: item.listing, title, ...(storeName && { storeName }), variants: {} },
    readings,
  }
}
