/** The tables of orders (migration 0007) as types. */
import type { Generated } from 'kysely'
import type { PaymentCause } from '../../../core/orders/payment-causes.ts'

export interface OrderTables {
  order_clocks: OrderClocks
  checkouts: Checkouts
  checkout_drafts: CheckoutDrafts
  orders: Orders
  order_steps: OrderSteps
  payments: Payments
  payment_events: PaymentEvents
  order_marks: OrderMarks
  order_extensions: OrderExtensions
}

interface OrderClocks {
  shard: number
  at: Date
  extensions: Generated<number>
}

interface Checkouts {
  shard: number
  id: string
  buyer_id: string
  placed_at: Date
  document: string
}

interface CheckoutDrafts {
  shard: number
  id: string
  buyer_id: string
  at: Date
  document: string
  hash: Buffer
  total_minor: number
  currency: string
  quote: string
}

interface Orders {
  shard: number
  id: string
  checkout_id: string
  buyer_id: string
  seller_id: string
  state: string
  placed_at: Date
  changed_at: Date
  due_at: Date | null
  remind_at: Date | null
  version: number
  document: string
}

interface OrderSteps {
  shard: number
  order_id: string
  version: number
  event: string
  by: string
  effective: Date
  recorded: Date
  key: string | null
  document: string
}

/** What became of a try to pay. */
export type PaymentState = 'pending' | 'verified' | 'failed' | 'void' | 'returned'

interface Payments {
  shard: number
  attempt: string
  checkout_id: string
  buyer_id: string
  provider: string
  amount_minor: number
  currency: string
  state: PaymentState
  cause: PaymentCause | null
  return_url: string
  reference: string | null
  pay_at: string | null
  begun_at: Date
  settled_at: Date | null
}

interface PaymentEvents {
  shard: number
  provider: string
  id: string
  attempt: string
  kind: string
  outcome: string
  received_at: Date
}

interface OrderMarks {
  shard: number
  order_id: string
  mark: 'non-payment' | 'late-shipment'
  party: 'buyer' | 'seller'
  member_id: string
  at: Date
}

interface OrderExtensions {
  id: string
  at: Date
  document: string
  made_by: string
}
