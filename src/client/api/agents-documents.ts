// Made from the document of the API by docs/build-client.ts: npm run client.

import type { StoredCart } from './shop-documents.ts'
export interface AgentAsked {
  readonly cart: StoredCart
  readonly buyer?: string | undefined
  readonly order?: string | undefined
  readonly discounts?:
    | {
        readonly codes?: readonly string[] | undefined
      }
    | undefined
  readonly coupons?: readonly string[] | undefined
}

export interface UcpCheckout {
  readonly currency: string
  readonly line_items: readonly Readonly<Record<string, unknown>>[]
  readonly totals: readonly Readonly<Record<string, unknown>>[]
  readonly discounts: Readonly<Record<string, unknown>>
  readonly messages: readonly Readonly<Record<string, unknown>>[]
}

export interface AcpCheckout {
  readonly currency: string
  readonly line_items: readonly Readonly<Record<string, unknown>>[]
  readonly totals: readonly Readonly<Record<string, unknown>>[]
  readonly discounts: Readonly<Record<string, unknown>>
  readonly messages: readonly Readonly<Record<string, unknown>>[]
}
