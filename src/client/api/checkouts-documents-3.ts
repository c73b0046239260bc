// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Order } from './checkouts-documents-2.ts'
import type { Quote } from './pricing-documents-2.ts'
export interface Checkout {
  readonly checkout: string
  readonly buyer: string
  readonly state: 'draft' | 'placed'
  readonly at: string
  readonly hash: string
  readonly totalMinor: number
  readonly currency: string
  readonly quote: Quote
  readonly offers: Readonly<
    Record<
      string,
      {
        readonly title: string
      }
    >
  >
  readonly lines: readonly {
    readonly id: string
    readonly listing: string
    readonly sku: string
    readonly seller: string
    readonly order: string
    readonly quantity: number
    readonly unitPriceMinor: number
  }[]
  readonly promises: Readonly<
    Record<
      string,
      {
        readonly shipDays: number
        readonly deliveryDays: number
      }
    >
  >
  readonly orders: readonly Order[]
  readonly payments: readonly {
    readonly attempt: string
    readonly provider: string
    readonly state: 'pending' | 'verified' | 'failed' | 'void' | 'returned'
    readonly cause:
      | 'invalid-card-number'
      | 'insufficient-funds'
      | 'limit-exceeded'
      | 'wrong-security-code'
      | 'verification-failed'
      | null
    readonly amountMinor: number
    readonly currency: string
    readonly payAt: string | null
    readonly begunAt: string
  }[]
  readonly toPayMinor: number
}

export interface Accepting {
  readonly hash: string
}

/**
 * `returnUrl` is where the buyer comes back to: a path of this server, or an address of an
 * origin that it was told of (TESSERA_RETURN_ORIGINS).
 */
export interface Paying {
  readonly provider?: string | undefined
  readonly returnUrl?: string | undefined
}

export interface BegunPayment {
  readonly attempt: string
  readonly provider: string
  readonly amountMinor: number
  readonly currency: string
  readonly payAt: string | null
  readonly paid: boolean
}
