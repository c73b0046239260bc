// Made from the document of the API by docs/build-client.ts: npm run client.

import type { OrderAction } from './checkouts-documents.ts'
export interface Order {
  readonly id: string
  readonly checkout: string
  readonly party: 'buyer' | 'seller' | 'payment' | 'carrier' | 'platform' | 'disputes'
  readonly state:
    | 'new'
    | 'unpaid'
    | 'verifying'
    | 'awaiting-shipment'
    | 'cancel-requested'
    | 'awaiting-delivery'
    | 'completed'
    | 'closed'
    | 'cancelled'
  readonly stateName: string
  readonly stateSays: string
  readonly buyer: string
  readonly seller: string
  readonly method: string
  readonly country: string | null
  readonly terms: readonly string[]
  readonly currency: string
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
    readonly offers: readonly {
      readonly offer: string
      readonly kind: string
      readonly offMinor: number
      readonly funder?: string | undefined
    }[]
    readonly confirmedAt: string | null
    readonly money: 'unpaid' | 'escrow' | 'pending' | 'available' | 'refunded'
  }[]
  readonly shipping: {
    readonly listMinor: number
    readonly offMinor: number
    readonly cashMinor: number
    readonly offers: readonly {
      readonly offer: string
      readonly kind: string
      readonly offMinor: number
      readonly funder?: string | undefined
    }[]
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
        readonly cause:
          | 'invalid-card-number'
          | 'insufficient-funds'
          | 'limit-exceeded'
          | 'wrong-security-code'
          | 'verification-failed'
          | null
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
  readonly silence: {
    readonly clock: string
    readonly name: string
    readonly at: string | null
    readonly pacific: string | null
    readonly loses: string
    readonly says: string
    readonly clause: string
  } | null
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
