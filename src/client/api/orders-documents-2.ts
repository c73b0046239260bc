// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Currency } from './pricing-documents.ts'
export interface SellerStatement {
  readonly seller: string
  readonly currency: Currency
  readonly entries: readonly {
    readonly number: number
    readonly posting: string
    readonly clause: string
    readonly debit: string
    readonly credit: string
    readonly amountMinor: number
    readonly availableAfterMinor: number
    readonly order: string | null
    readonly at: string
  }[]
  readonly next: number | null
}

export interface Extension {
  readonly days: number
  readonly shippedFrom: string | null
  readonly shippedUntil: string | null
  readonly countries: readonly string[] | null
}

export interface GivenExtension {
  readonly id: string
  readonly at: string
  readonly days: number
  readonly shippedFrom: string | null
  readonly shippedUntil: string | null
  readonly countries: readonly string[] | null
}

export interface ExtensionList {
  readonly extensions: readonly GivenExtension[]
}
