// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Currency } from './pricing-documents.ts'
export interface SampleListings {
  readonly listings: readonly {
    readonly listing: string
    readonly sku: string
    readonly title: string
    readonly store: string
    readonly seller: string
    readonly sellerName: string
    readonly category: readonly string[]
    readonly currency: Currency
    readonly priceMinor: number
    readonly method: string
    readonly feeMinor: number
    readonly shipDays: number
    readonly deliveryDays: number
  }[]
}

export interface SampleBasket {
  readonly lines: readonly {
    readonly listing: string
    readonly quantity: number
    readonly sku?: string | undefined
  }[]
  readonly codes?: readonly string[] | undefined
}
