/** Orders to try things on: placed by the real path from a quote, and driven by short words. */
import { isRefused } from '../../src/core/base/faults.ts'
import { parseInstant } from '../../src/core/base/instant.ts'
import type { Extension } from '../../src/core/orders/extension.ts'
import {
  ORDER_STATES,
  type Order,
  type OrderRules,
  type OrderState,
} from '../../src/core/orders/order.ts'
import { act, type Outcome } from '../../src/core/orders/order-acts.ts'
import type { OrderCommand } from '../../src/core/orders/order-command.ts'
import { orderProcess } from '../../src/core/orders/order-process.ts'
import { bringUpTo } from '../../src/core/orders/order-timers.ts'
import { type Placing, placeOrders } from '../../src/core/orders/place.ts'
import type { Quote } from '../../src/core/pricing/document.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { quote } from '../../src/core/pricing/quote.ts'

export const RULES: OrderRules = { process: orderProcess }

/** The instant that a text names. */
export const at = (text: string): number => {
  const found = parseInstant(text)
  if (found === null) throw new Error(`${text} is no instant`)
  return found
}

/** Days and hours in milliseconds, for what is exact. */
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** A cart of one seller and method unless it is said otherwise: three lines and a coupon of the platform. */
export function cartOf(changes: Partial<Input> = {}): Input {
  const line = (id: string, unitPrice: number) => ({
    id,
    listing: `listing ${id}`,
    sku: `sku ${id}`,
    store: 'store',
    unitPrice,
    method: 'AliExpress Standard Shipping',
  })
  return {
    terms: 'aliexpress-2026',
    at: '2026-06-01T12:00:00Z',
    currency: 'USD',
    buyer: { id: 'ann', country: 'US' },
    stores: { store: { seller: 'shop' } },
    lines: [line('a', 1000), line('b', 2500), line('c', 499)],
    shipping: [{ seller: 'shop', method: 'AliExpress Standard Shipping', fee: 300 }],
    offers: [
      {
        id: 'five',
        kind: 'platform-select',
        funder: 'platform',
        benefit: { off: 500 },
        minimum: { spend: 2000 },
        claimed: true,
      },
    ],
    ...changes,
  }
}

interface PlacedBy {
  readonly cart?: Input
  readonly at?: number
  readonly shipDays?: number
  readonly deliveryDays?: number
  readonly specialTerms?: readonly string[]
}

/** What placing a cart takes, with the same promise for each of its orders. */
export function placingOf({ cart = cartOf(), ...by }: PlacedBy = {}): Placing {
  const quoted = quote(cart)
  if (isRefused(quoted)) throw new Error(JSON.stringify(quoted))
  const promise = { shipDays: by.shipDays ?? 7, deliveryDays: by.deliveryDays ?? 30 }
  return {
    checkout: 'checkout',
    input: cart,
    quote: quoted as Quote,
    promises: Object.fromEntries(quoted.orders.map(({ id }) => [id, promise])),
    at: by.at ?? at(cart.at),
    ...(by.specialTerms && { specialTerms: by.specialTerms }),
  }
}

/** One placed order. */
export function placedOrder(by: PlacedBy = {}): Order {
  const placed = placeOrders(RULES, placingOf(by))
  if (isRefused(placed)) throw new Error(JSON.stringify(placed))
  return placed.orders[0] as Order
}

/** An order, and what was done to it, for tests that read as a story. */
export class Story {
  order: Order
  readonly outcomes: Outcome[] = []
  extensions: readonly Extension[] = []

  constructor(order: Order) {
    this.order = order
  }

  get rules(): OrderRules {
    return { ...RULES, extensions: this.extensions }
  }

  /** Does something at an instant; gives the outcome. */
  do(when: string | number, command: OrderCommand): Outcome {
    const instant = typeof when === 'number' ? when : at(when)
    const outcome = act(this.rules, this.order, { command, at: instant })
    this.order = outcome.order
    this.outcomes.push(outcome)
    return outcome
  }

  /** The same, for what must be accepted. */
  did(when: string | number, command: OrderCommand): Outcome {
    const outcome = this.do(when, command)
    if (outcome.refusal) throw new Error(JSON.stringify(outcome.refusal))
    return outcome
  }

  /** Lets pass what is due by an instant. */
  look(when: string | number): this {
    const instant = typeof when === 'number' ? when : at(when)
    const { order, steps } = bringUpTo(this.rules, this.order, instant)
    this.order = order
    this.outcomes.push({ order, steps, refusal: null })
    return this
  }

  pay(when: string | number, attempt = 'p1'): this {
    this.did(when, { event: 'pay', by: 'buyer', attempt })
    return this
  }

  verified(when: string | number, attempt = 'p1'): this {
    this.did(when, { event: 'payment-verified', by: 'payment', attempt })
    return this
  }

  ship(when: string | number): this {
    this.did(when, { event: 'ship', by: 'seller', tracking: 'LX123456789CN' })
    return this
  }

  /** Where the money of each line is. */
  get money(): string[] {
    return this.order.lines.map(({ money }) => money)
  }

  /** Every effect so far, by name. */
  get effects(): string[] {
    return this.outcomes.flatMap(({ steps }) =>
      steps.flatMap((step) => step.effects.map(({ effect }) => effect)),
    )
  }
}

/** An order that was paid and shipped, with the instants of both. */
export function shippedStory(
  order: Order,
  { paid, shipped }: { readonly paid: string; readonly shipped: string },
): Story {
  return new Story(order).pay(paid).verified(paid).ship(shipped)
}

const NOON = '2026-06-02T19:00:00Z'

/** An order in a state, as it comes there by itself. */
export function storyIn(state: OrderState): Story {
  const story = new Story(placedOrder())
  const order = ORDER_STATES.indexOf(state)
  if (state === 'cancelled') {
    story.did(NOON, { event: 'cancel', by: 'buyer' })
    return story
  }
  if (order >= ORDER_STATES.indexOf('verifying')) story.pay(NOON)
  if (order >= ORDER_STATES.indexOf('awaiting-shipment')) story.verified(NOON)
  if (state === 'cancel-requested') {
    story.did(NOON, { event: 'request-cancel', by: 'buyer', reason: 'found it elsewhere' })
  }
  if (order >= ORDER_STATES.indexOf('awaiting-delivery')) story.ship(NOON)
  if (order >= ORDER_STATES.indexOf('completed')) {
    story.did(NOON, { event: 'confirm', by: 'buyer', lines: ['a', 'b', 'c'] })
  }
  if (state === 'closed') story.look('2026-12-01T00:00:00Z')
  return story
}
