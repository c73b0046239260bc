// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Currency, Offer } from './pricing-documents.ts'
export interface Paste {
  readonly text: string
  readonly shipTo?: string | undefined
  readonly currency?: Currency | undefined
  readonly points?: number | undefined
}

export type Surface =
  | 'site'
  | 'app'
  | 'mobile'
  | 'coins'
  | 'super-deals'
  | 'limited-deals'
  | 'bundle'

export interface PastedLink {
  readonly kind:
    | 'item'
    | 'share'
    | 'bundle'
    | 'coin'
    | 'short'
    | 'search'
    | 'store'
    | 'other'
    | 'foreign-tracker'
    | 'reject'
  readonly itemId: string | null
  readonly why: string
  readonly skuId?: string | undefined
  readonly globalIdInferred?: string | undefined
  readonly pdpNpi?:
    | {
        readonly v: string
        readonly currency: Currency
        readonly list: string
        readonly sale: string
        readonly baseList?: string | undefined
        readonly baseSale?: string | undefined
        readonly traceMs?: number | undefined
        readonly source?: string | undefined
        readonly shipTo?: string | undefined
      }
    | undefined
  readonly shipTo?: string | undefined
  readonly currency?: Currency | undefined
  readonly surface?: Surface | undefined
  readonly newcomer?: boolean | undefined
  readonly resolve?: string | undefined
}

export interface ListingFacts {
  readonly id: string
  readonly title: string | null
  readonly image: string | null
  readonly origin: 'marketplace' | 'shop' | 'own' | 'feed'
  readonly address: string | null
  readonly store: string | null
  readonly storeName: string | null
  readonly seller: string | null
  readonly category: readonly string[]
  readonly isSample: boolean
}

export interface HistoryKey {
  readonly listing: string
  readonly sku: string | null
  readonly shipTo: string | null
  readonly currency: Currency
  readonly surface: Surface
}

export type LayerKind =
  | 'sku-sale'
  | 'piece-ladder'
  | 'store-discount'
  | 'platform-coupon'
  | 'category-coupon'
  | 'welcome-coupon'
  | 'store-coupon'
  | 'seller-coupon'
  | 'coins'
  | 'code'
  | 'free-shipping'

export interface Observation {
  readonly listing: string
  readonly sku: string | null
  readonly shipTo: string | null
  readonly currency: Currency
  readonly surface: Surface
  readonly at: string
  readonly source: 'affiliate-api' | 'page' | 'marketplace' | 'feed' | 'link'
  readonly list: number
  readonly sale: number
  readonly stock: 'in' | 'out' | 'unknown'
  readonly shipping: number
  readonly conditions: readonly ('one-per-customer' | 'newcomer' | 'app-only' | 'seen-by-visitor')[]
  readonly layers: readonly {
    readonly kind: LayerKind
    readonly source: 'affiliate-api' | 'page' | 'marketplace' | 'feed' | 'link'
    readonly amount: number
    readonly outcome:
      | 'counted'
      | 'not-chosen'
      | 'out-of-reach'
      | 'not-in-force'
      | 'does-not-apply'
      | 'could-be-yours'
    readonly offer?: Offer | undefined
    readonly from?: string | null | undefined
    readonly until?: string | null | undefined
    readonly title?: string | undefined
    readonly personal?: 'new-user' | 'app-welcome' | 'anniversary' | 'held' | null | undefined
    readonly short?: number | undefined
    readonly shortOf?: 'spend' | 'items' | undefined
    readonly worth?: number | undefined
  }[]
  readonly tax: number
  readonly total: number
  readonly public: true
  readonly base?:
    | {
        readonly currency: Currency
        readonly list: number
        readonly sale: number
      }
    | null
    | undefined
  readonly store?: string | null | undefined
  readonly seller?: string | null | undefined
  readonly category?: readonly string[] | undefined
  readonly warehouse?: string | null | undefined
  readonly traits?: readonly string[] | undefined
  readonly taxRate?: number | undefined
  readonly pricesIncludeTax?: boolean | undefined
  readonly isShippingUnknown?: boolean | undefined
  readonly readAt?: string | null | undefined
}

export interface ChangePoint {
  readonly from: string
  readonly seen: string
  readonly readings: number
  readonly list: number
  readonly sale: number
  readonly shipping: number
  readonly tax: number
  readonly total: number
  readonly stock: 'in' | 'out' | 'unknown'
  readonly conditions: readonly ('one-per-customer' | 'newcomer' | 'app-only' | 'seen-by-visitor')[]
  readonly counted: readonly {
    readonly kind: LayerKind
    readonly offer: string | null
    readonly amount: number
  }[]
}

export interface PriceGap {
  readonly from: string
  readonly until: string
}

export interface DrawnHistory {
  readonly key: HistoryKey
  readonly points: readonly ChangePoint[]
  readonly asides: readonly ChangePoint[]
  readonly gaps: readonly PriceGap[]
  readonly pointsKnown: number
}

export interface PriceFigures {
  readonly lowMinor: number | null
  readonly lowAt: string | null
  readonly medianMinor: number | null
  readonly highMinor: number | null
  readonly knownDays: number
}
