import type { Instant } from '../base/instant.ts'
import type { Extension } from './extension.ts'
import type { LogisticsStatus } from './logistics.ts'
import type { PaymentCause } from './payment-causes.ts'
import type { Process } from './process.ts'

export const ORDER_STATES = [
  'new',
  'unpaid',
  'verifying',
  'awaiting-shipment',
  'cancel-requested',
  'awaiting-delivery',
  'completed',
  'closed',
  'cancelled',
] as const

export type OrderState = (typeof ORDER_STATES)[number]

/** Who acts on an order. Clocks act by themselves: their steps are by `timer`. */
export const PARTIES = ['buyer', 'seller', 'payment', 'carrier', 'platform', 'disputes'] as const

export type Party = (typeof PARTIES)[number]

/** Where the money of a line is (protection §2). */
export type LineMoney = 'unpaid' | 'escrow' | 'pending' | 'available' | 'refunded'

/** What one offer took off, and who pays it. */
export interface OfferShare {
  readonly offer: string
  readonly kind: string
  readonly funder: string
  readonly offMinor: number
}

/** A line of an accepted quote, with what the refunds of its life read: nothing is derived again. */
export interface OrderLine {
  readonly id: string
  readonly listing: string
  readonly sku: string
  readonly quantity: number
  readonly listMinor: number
  readonly offMinor: number
  readonly netMinor: number
  readonly taxMinor: number
  /** What the buyer pays for it: net, and tax where prices do not include it. */
  readonly cashMinor: number
  readonly offers: readonly OfferShare[]
  /** When the buyer confirmed its receipt (bp.confirm). */
  readonly confirmed: Instant | null
  readonly money: LineMoney
}

/** One try to pay, by the number that the payment provider knows it by. */
export interface Payment {
  readonly attempt: string
  readonly at: Instant
  /** `void`: nobody answered in time. `returned`: its money came when nobody waited for it. */
  readonly result: 'pending' | 'verified' | 'failed' | 'void' | 'returned'
  readonly cause: PaymentCause | null
}

/** What a buyer asked for, and what came of it. */
export interface Cancellation {
  readonly reason: string
  readonly at: Instant
  readonly answer: 'approved' | 'refused' | 'silence' | null
}

/** A dispute over a line, as far as the order is concerned: its clocks stand still meanwhile. */
export interface OrderDispute {
  readonly line: string
  readonly opened: Instant
  readonly closed: Instant | null
}

/**
 * One order: the lines of one seller with one shipping method (faq.combine), and what has become of
 * it. A document of plain values, instants in milliseconds: what is stored, sent and replayed.
 */
export interface Order {
  readonly id: string
  /** The version of the process that it was placed under, which it keeps (tc.22). */
  readonly process: string
  /** The orders of one checkout are paid together (cp.6). */
  readonly checkout: string
  /** The order's id in the quote: `seller/method`. */
  readonly quoted: string
  readonly buyer: string
  readonly seller: string
  readonly method: string
  readonly country: string | null
  /** The terms that it was placed under: the rule-set of its quote first, then special ones (tc.2). */
  readonly terms: readonly string[]
  readonly currency: string
  readonly lines: readonly OrderLine[]
  readonly shipping: {
    readonly listMinor: number
    readonly offMinor: number
    readonly cashMinor: number
    readonly offers: readonly OfferShare[]
  }
  /** What the buyer pays in all. */
  readonly totalMinor: number
  /** The offers that lowered it, each once. */
  readonly offers: readonly string[]
  readonly promised: Promises
  readonly state: OrderState
  /** When this state was entered, and when the last step took effect. */
  readonly since: Instant
  readonly at: Instant
  /** How many steps it has taken. */
  readonly version: number
  /** When something last happened: placed, paid, shipped and so on. */
  readonly moments: Readonly<Record<string, Instant>>
  /** When each clock that runs is due. One that is paused is not here. */
  readonly clocks: Readonly<Record<string, Instant>>
  /** The due time for which a clock has passed that the state outlives. */
  readonly passed: Readonly<Record<string, Instant>>
  readonly payments: readonly Payment[]
  readonly cancellation: Cancellation | null
  readonly tracking: string | null
  readonly logistics: readonly { readonly status: LogisticsStatus; readonly at: Instant }[]
  readonly extensions: readonly GivenDays[]
  readonly disputes: readonly OrderDispute[]
}

/** What a seller promises with an order, in days. */
export interface Promises {
  readonly shipDays: number
  readonly deliveryDays: number
}

/** More time for delivery (bp.extend), by the seller, or by an extension of the platform for many. */
export interface GivenDays {
  readonly days: number
  readonly by: Party
  readonly at: Instant
  readonly extension: string | null
}

/** What an order is run by: the process it was placed under, and what the platform gives to many. */
export interface OrderRules {
  readonly process: Process
  /** Extensions of the platform; those that do not reach the order do nothing. */
  readonly extensions?: readonly Extension[]
}

/** Whether nothing more is to be settled for a line: it is confirmed, or its money went back. */
export function isSettled({ confirmed, money }: OrderLine): boolean {
  return confirmed !== null || money === 'refunded'
}

/** Whether a dispute over any of its lines is open (bp.d.secure). */
export function hasOpenDispute({ disputes }: Order): boolean {
  return disputes.some(({ closed }) => closed === null)
}

/** The payment that is being checked, if one is: an order has one at a time (bp.cancel.pending). */
export function pendingPayment({ payments }: Order): Payment | undefined {
  return payments.find(({ result }) => result === 'pending')
}
