import type { Instant } from '../../../core/base/instant.ts'
import type { Refusal } from '../../../core/offers/refusals.ts'
import type { Extension } from '../../../core/orders/extension.ts'
import type { Order, OrderRules } from '../../../core/orders/order.ts'
import { act, type Outcome } from '../../../core/orders/order-acts.ts'
import type { OrderCommand } from '../../../core/orders/order-command.ts'
import { orderProcess, orderProcesses } from '../../../core/orders/order-process.ts'
import { bringUpTo } from '../../../core/orders/order-timers.ts'
import { type ReservationAct, reservationActs } from '../../../core/orders/reservations.ts'
import type { Acceptance } from '../money/accepted-quotes.ts'
import type { PaymentState } from './order-tables.ts'
import type { Checkout, TakenStep } from './rows.ts'

/** A try to pay, as it is written. */
export interface NewPayment {
  readonly attempt: string
  readonly checkout: string
  readonly buyer: string
  readonly provider: string
  readonly amountMinor: number
  readonly currency: string
  readonly returnUrl: string
}

/** What became of a try to pay. */
export interface SettledPayment {
  readonly attempt: string
  readonly state: PaymentState
  readonly cause: string | null
}

/** What a provider told, and what came of it. */
export interface HeardEvent {
  readonly provider: string
  readonly id: string
  readonly attempt: string
  readonly kind: string
  readonly outcome: string
}

/** A word to somebody else: it is written with what it tells of, and acted on after it. */
export interface Message {
  readonly topic: string
  readonly document: object
  /** How long to wait with it, in milliseconds. */
  readonly afterMs?: number
}

/** What a request changes: a checkout as it is then, and all that goes with it. */
export interface Change {
  readonly checkout: Checkout
  readonly steps: readonly TakenStep[]
  readonly acts: readonly ReservationAct[]
  /** The quote that was accepted, where the checkout is new. */
  readonly placed?: Acceptance | undefined
  readonly payment?: NewPayment | undefined
  readonly settled?: SettledPayment | undefined
  readonly heard?: HeardEvent | undefined
  /** The payment provider paid the buyer back (bp.d.paypal). */
  readonly reimbursed?: readonly {
    readonly order: string
    readonly claim: string
    readonly amount: number
  }[]
  readonly messages?: readonly Message[]
}

/** What a request comes to; without a change, nothing is written. */
export interface Decided<A> {
  readonly answer: A
  readonly change: Change | null
  /** What it comes to instead where its offers or coins cannot be reserved. */
  readonly orElse?: (refusal: Refusal) => Decided<A>
}

/** What decisions look at. */
export interface Scene {
  readonly now: Instant
  readonly extensions: readonly Extension[]
  /** A checkout as it stands after the requests before this one. */
  readonly checkout: (id: string) => Checkout | null
  /** What a key was used for before, as text (`sentText`); null for a new one. */
  readonly sentBy: (order: string, key: string) => string | null
  readonly heard: (provider: string, id: string) => boolean
  readonly payment: (attempt: string) => KnownPayment | null
}

/** A try to pay, as it was written. */
export interface KnownPayment extends NewPayment {
  readonly state: PaymentState
}

/** A request to the orders of a shard: what has to be read for it, and how it is decided. */
export interface OrderRequest<A = unknown> {
  readonly checkouts: readonly string[]
  readonly key?: { readonly order: string; readonly key: string } | undefined
  readonly event?: { readonly provider: string; readonly id: string } | undefined
  readonly attempt?: string | undefined
  /** Who reserves offers by it: what other orders of the buyer let go by then is free for it (D-10). */
  readonly reserver?: string | undefined
  readonly decide: (scene: Scene) => Decided<A>
}

/** The rules that an order keeps (tc.22). */
export function rulesOf({ extensions }: Pick<Scene, 'extensions'>, { process }: Order): OrderRules {
  return { process: orderProcesses.get(process) ?? orderProcess, extensions }
}

/** The orders of a checkout while a request acts on them. */
export class ActingCheckout {
  readonly #scene: Scene
  readonly #before: Checkout
  readonly #orders: Map<string, Order>
  readonly #steps: TakenStep[] = []

  constructor(scene: Scene, checkout: Checkout) {
    this.#scene = scene
    this.#before = checkout
    this.#orders = new Map(checkout.orders)
  }

  get orders(): readonly Order[] {
    return [...this.#orders.values()]
  }

  order(id: string): Order | null {
    return this.#orders.get(id) ?? null
  }

  /** Sends a command to an order; what was due before it is applied whether it is refused or not. */
  send(order: Order, command: OrderCommand, key: string | null = null): Outcome['refusal'] {
    const rules = rulesOf(this.#scene, order)
    const outcome = act(rules, order, { command, at: this.#scene.now })
    this.#take(order, outcome, outcome.refusal ? null : { command, key })
    return outcome.refusal
  }

  /** Applies what is due by now. */
  bringUp(order: Order): void {
    const rules = rulesOf(this.#scene, order)
    this.#take(order, bringUpTo(rules, order, this.#scene.now), null)
  }

  #take(
    before: Order,
    { order, steps }: Pick<Outcome, 'order' | 'steps'>,
    sent: { readonly command: OrderCommand; readonly key: string | null } | null,
  ): void {
    if (order === before) return
    this.#orders.set(order.id, order)
    for (const step of steps) {
      const key = sent !== null && step.command === sent.command ? sent.key : null
      this.#steps.push({ order, step, key })
    }
  }

  /** What it came to; null where nothing changed. */
  change(more: Omit<Partial<Change>, 'checkout' | 'steps' | 'acts'> = {}): Change | null {
    const steps = this.#steps
    if (steps.length === 0 && Object.keys(more).length === 0) return null
    const checkout = { ...this.#before, orders: new Map(this.#orders) }
    const pairs = steps.map(({ order, step }) => [order.id, step] as const)
    const acts = reservationActs(checkout.document.reservations, checkout.orders, pairs)
    return { checkout, steps, acts, ...more }
  }
}
