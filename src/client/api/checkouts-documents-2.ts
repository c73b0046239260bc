// Made from the document of the API by docs/build-client.ts: npm run client.

import type {
  OfferShare,
  OrderAction,
  OrderState,
  PaymentCause,
  Silence,
} from './checkouts-documents.ts'
import type { Currency } from './pricing-documents.ts'
import type { Quote } from './pricing-documents-2.ts'
export interface Order {
  readonly id: string
  readonly checkout: string
  readonly party: 'buyer' | 'seller' | 'payment' | 'carrier' | 'platform' | 'disputes'
  readonly state: OrderState
  readonly stateName: string
  readonly stateSays: string
  readonly buyer: string
  readonly seller: string
  readonly method: string
  readonly country: string | null
  readonly terms: readonly string[]
  readonly currency: Currency
  readonly lines: readonly {
    readonly id: string
    readonly listing: string
    readonly sku: string
    readonly quantity: number
    readonly listMinor: number
    readonly offMinor: number
    readonly netMinor: number
    readonly taxMinor: number
    readonly cashMinor: number
    readonly offers: readonly OfferShare[]
    readonly confirmedAt: string | null
    readonly money: 'unpaid' | 'escrow' | 'pending' | 'available' | 'refunded'
  }[]
  readonly shipping: {
    readonly listMinor: number
    readonly offMinor: number
    readonly cashMinor: number
    readonly offers: readonly OfferShare[]
  }
  readonly totalMinor: number
  readonly promised: {
    readonly shipDays: number
    readonly deliveryDays: number
  }
  readonly placedAt: string
  readonly since: string
  readonly changedAt: string
  readonly version: number
  readonly moments: Readonly<Record<string, string>>
  readonly tracking: string | null
  readonly logistics: readonly {
    readonly status:
      | 'accepted'
      | 'handed-to-airline'
      | 'departed'
      | 'arrived-in-country'
      | 'in-customs'
      | 'out-for-delivery'
      | 'delivered'
      | 'returned-to-seller'
      | 'wrong-address'
      | 'no-tracking'
    readonly says: string
    readonly at: string
  }[]
  readonly cancellation: {
    readonly reason: string
    readonly at: string
    readonly answer: string | null
  } | null
  readonly payments:
    | readonly {
        readonly attempt: string
        readonly at: string
        readonly result: 'pending' | 'verified' | 'failed' | 'void' | 'returned'
        readonly cause: PaymentCause | null
        readonly says: string | null
      }[]
    | null
  readonly extensions: readonly {
    readonly days: number
    readonly by: string
    readonly at: string
    readonly extension: string | null
  }[]
  readonly disputes: readonly {
    readonly line: string
    readonly openedAt: string
    readonly closedAt: string | null
  }[]
  readonly deadlines: readonly {
    readonly clock: string
    readonly name: string
    readonly at: string | null
    readonly pacific: string | null
    readonly loses: string
    readonly says: string
    readonly clause: string
    readonly passed: boolean
  }[]
  readonly silence: Silence | null
  readonly actions: readonly OrderAction[]
  readonly refundDates: {
    readonly from: string
    readonly until: string
    readonly says: string
  } | null
  readonly history?:
    | readonly {
        readonly version: number
        readonly event: string
        readonly name: string
        readonly by: string
        readonly from: string
        readonly to: string
        readonly effective: string
        readonly recorded: string
        readonly clauses: readonly string[]
        readonly told: readonly string[]
      }[]
    | undefined
}

export interface Checkout {
  readonly checkout: string
  readonly buyer: string
  readonly state: 'draft' | 'placed'
  readonly at: string
  readonly hash: string
  readonly totalMinor: number
  readonly currency: Currency
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
    readonly cause: PaymentCause | null
    readonly amountMinor: number
    readonly currency: Currency
    readonly payAt: string | null
    readonly begunAt: string
  }[]
  readonly toPayMinor: number
}

export interface Accepting {
  readonly hash: string
}
