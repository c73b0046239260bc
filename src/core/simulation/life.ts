import type { Instant } from '../base/instant.ts'
import type { Order } from '../orders/order.ts'
import type { OrderStep } from '../orders/order-step.ts'
import type { Buyer, Seller } from './market.ts'
import type { PaidOrder, Purchase } from './purchase.ts'
import type { Random } from './random.ts'

/** The orders of one cart, which are paid together (cp.6). */
export interface Checkout {
  readonly id: string
  readonly buyer: Buyer
  readonly purchase: Purchase
  readonly random: Random
  readonly lives: Life[]
  /** How many payments were tried. */
  attempts: number
}

/** One order while it lives: its document, its money, its people. */
export interface Life {
  readonly placed: Order
  readonly checkout: Checkout
  readonly seller: Seller
  readonly random: Random
  order: Order
  /** Null before a payment is verified. */
  paid: PaidOrder | null
  /** Every step so far, for the replay at its end. */
  readonly steps: OrderStep[]
  /** Open disputes by their lines, each with its id. */
  readonly disputes: Map<string, string>
  /** How many disputes there have been. */
  disputed: number
  /** When its next clock will be looked at; null where none runs. */
  watched: Instant | null
  /** What is still to happen to its money from outside: it is not over before. */
  awaited: number
  isOver: boolean
}

/** What can become of an order, for the tables of habits. */
export const OUTCOMES = [
  { id: 'paid-out', name: 'Delivered, and the seller is paid in full' },
  { id: 'part-refunded', name: 'Delivered, a part is refunded' },
  { id: 'refunded', name: 'Delivered or lost, all is refunded' },
  { id: 'never-paid', name: 'Cancelled before it was paid' },
  { id: 'cancelled', name: 'Cancelled and refunded' },
  { id: 'under-way', name: 'Under way' },
] as const

export type OutcomeId = (typeof OUTCOMES)[number]['id']

/** What has become of an order by now. */
export function outcomeOf({ order, paid }: Pick<Life, 'order' | 'paid'>): OutcomeId {
  if (order.state === 'cancelled') return paid === null ? 'never-paid' : 'cancelled'
  if (order.state !== 'closed' || paid === null) return 'under-way'
  const { returned, paid: cash } = paid.money
  if (returned === 0) return 'paid-out'
  return returned === cash ? 'refunded' : 'part-refunded'
}
