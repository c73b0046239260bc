// Made from the document of the API by docs/build-client.ts: npm run client.

import type { StoredCart } from './shop-documents.ts'
/** `promises`: in how many days each order is shipped and delivered, by `seller/method`. */
export interface NewCheckout {
  readonly cart: StoredCart
  readonly promises: Readonly<
    Record<
      string,
      {
        readonly shipDays: number
        readonly deliveryDays: number
      }
    >
  >
  readonly buyer?: string | undefined
  readonly specialTerms?: readonly string[] | undefined
  readonly accept?:
    | {
        readonly hash: string
        readonly totalMinor: number
      }
    | undefined
}

export type OrderState =
  | 'new'
  | 'unpaid'
  | 'verifying'
  | 'awaiting-shipment'
  | 'cancel-requested'
  | 'awaiting-delivery'
  | 'completed'
  | 'closed'
  | 'cancelled'

export interface OfferShare {
  readonly offer: string
  readonly kind: string
  readonly offMinor: number
  readonly funder?: string | undefined
}

export type PaymentCause =
  | 'invalid-card-number'
  | 'insufficient-funds'
  | 'limit-exceeded'
  | 'wrong-security-code'
  | 'verification-failed'

export interface Silence {
  readonly clock: string
  readonly name: string
  readonly at: string | null
  readonly pacific: string | null
  readonly loses: string
  readonly says: string
  readonly clause: string
}

export interface OrderAction {
  readonly action: string
  readonly name: string
  readonly eligible: boolean
  readonly from: string | null
  readonly until: string | null
  readonly ifSilent: Silence | null
  readonly needs: readonly string[]
  readonly refusal?:
    | {
        readonly refusal:
          | 'not-your-act'
          | 'order-cancelled'
          | 'payment-in-process'
          | 'already-paid'
          | 'offers-held'
          | 'attempt-used'
          | 'payment-known'
          | 'payment-unknown'
          | 'cause-unknown'
          | 'cancel-directly'
          | 'ask-the-seller'
          | 'already-asked'
          | 'reason-missing'
          | 'already-shipped'
          | 'nothing-asked'
          | 'not-paid'
          | 'answer-the-cancellation-first'
          | 'tracking-missing'
          | 'shipped-before'
          | 'not-shipped'
          | 'status-unknown'
          | 'days-out-of-range'
          | 'delivery-over'
          | 'dispute-open'
          | 'lines-missing'
          | 'line-unknown'
          | 'line-settled'
          | 'line-refunded'
          | 'line-disputed'
          | 'dispute-unknown'
          | 'protection-over'
        readonly clause: string
        readonly message: string
        readonly state: string
        readonly from?: string | undefined
      }
    | undefined
  readonly lines?: readonly string[] | undefined
}
