import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { coinUseOf } from '../../../core/offers/coin-uses.ts'
import type { Refusal } from '../../../core/offers/refusals.ts'
import type { AcceptedTexts } from '../../../core/orders/money/replay.ts'
import type { Order, Promises } from '../../../core/orders/order.ts'
import type { OrderCommand } from '../../../core/orders/order-command.ts'
import { orderProcess } from '../../../core/orders/order-process.ts'
import type { OrderRefusal } from '../../../core/orders/order-refusals.ts'
import { placeOrders } from '../../../core/orders/place.ts'
import { reservationsOf } from '../../../core/orders/reservations.ts'
import type { Quote } from '../../../core/pricing/document.ts'
import type { Input } from '../../../core/pricing/input.ts'
import type { PricingOptions } from '../../../core/pricing/quote.ts'
import type { OfferSnapshot } from '../money/accepted-quotes.ts'
import { ActingCheckout, type Decided, type OrderRequest, type Scene } from './decision.ts'
import { type Checkout, checkoutOfOrder, sentText } from './rows.ts'

/** A quote that its buyer accepted, to be placed. */
export interface Placing {
  readonly checkout: string
  readonly buyer: string
  readonly input: Input
  readonly quote: Quote
  readonly texts: AcceptedTexts
  readonly offers: readonly OfferSnapshot[]
  readonly promises: Readonly<Record<string, Promises>>
  readonly specialTerms?: readonly string[] | undefined
  readonly options: PricingOptions
}

/** Orders that were placed; `replayed` where this checkout had been placed before. */
export interface PlacedCheckout {
  readonly checkout: string
  readonly orders: readonly Order[]
  readonly replayed: boolean
}

type PlacingAnswer = PlacedCheckout | Refusal | Refused

/** Places the orders of an accepted quote, with all that they reserve, or nothing (tc.5). */
export function placing(asked: Placing): OrderRequest<PlacingAnswer> {
  return {
    checkouts: [asked.checkout],
    reserver: asked.buyer,
    decide: (scene): Decided<PlacingAnswer> => {
      const { checkout: id, buyer } = asked
      const before = scene.checkout(id)
      if (before !== null) {
        const answer = { checkout: id, orders: [...before.orders.values()], replayed: true }
        return { answer, change: null }
      }
      const { now: at, extensions } = scene
      const { offers, options, texts, ...placing } = asked
      const { specialTerms = [] } = asked
      const rules = { process: orderProcess, extensions }
      const placed = placeOrders(rules, { ...placing, specialTerms, at }, options)
      if (isRefused(placed)) return { answer: placed, change: null }
      const { orders, steps } = placed
      const document = {
        reservations: reservationsOf(asked.quote, orders),
        ...coinUseOf(asked.input, asked.quote),
      }
      const byId = new Map(orders.map((order) => [order.id, order]))
      const checkout: Checkout = { id, buyer, document, orders: byId }
      const change = {
        checkout,
        steps: steps.map((step, place) => ({ order: orders[place] as Order, step, key: null })),
        acts: document.reservations.map((_, reservation) => ({
          act: 'reserve' as const,
          reservation,
          at,
        })),
        placed: { buyer, checkout: id, input: asked.input, offers, texts },
      }
      return {
        answer: { checkout: id, orders, replayed: false },
        change,
        orElse: (refusal) => ({ answer: refusal, change: null }),
      }
    },
  }
}

/** A command to an order. */
export interface Commanding {
  readonly order: string
  readonly command: OrderCommand
  /** What it is carried out once for. */
  readonly key?: string | undefined
}

/** What became of a command. */
export interface Commanded {
  readonly order: Order
  readonly replayed: boolean
}

/** An order that was refused something, as it stands. */
export interface CommandRefused {
  readonly refusal: OrderRefusal | Refusal
  readonly order: Order
}

/** The key came with another command before. */
export interface CommandConflict {
  readonly conflict: 'key-reused'
}

export type CommandAnswer = Commanded | CommandRefused | CommandConflict | null

/** Carries out a command of a party of an order, after all that was due before it; null: no such order. */
export function commanding({ order: id, command, key }: Commanding): OrderRequest<CommandAnswer> {
  const checkout = checkoutOfOrder(id)
  return {
    checkouts: [checkout],
    ...(key !== undefined && { key: { order: id, key } }),
    decide: (scene) => {
      const standing = scene.checkout(checkout)
      const found = standing?.orders.get(id)
      if (!standing || !found) return { answer: null, change: null }
      const acting = new ActingCheckout(scene, standing)
      const sent = key === undefined ? null : scene.sentBy(id, key)
      if (sent !== null) {
        if (sent !== sentText({ command })) {
          return { answer: { conflict: 'key-reused' }, change: null }
        }
        acting.bringUp(found)
        return { answer: { order: ordered(acting, id), replayed: true }, change: acting.change() }
      }
      const refusal = acting.send(found, command, key ?? null)
      const order = ordered(acting, id)
      const answer = refusal ? { refusal, order } : { order, replayed: false }
      return { answer, change: acting.change(), orElse: refusedAfter(scene, standing, id) }
    },
  }
}

const ordered = (acting: ActingCheckout, id: string): Order => acting.order(id) as Order

/** What a command comes to where its offers cannot be reserved: only what was due is applied. */
function refusedAfter(scene: Scene, standing: Checkout, id: string) {
  return (refusal: Refusal): Decided<CommandAnswer> => {
    const acting = new ActingCheckout(scene, standing)
    acting.bringUp(standing.orders.get(id) as Order)
    return { answer: { refusal, order: ordered(acting, id) }, change: acting.change() }
  }
}

/** Applies everything that is due of a checkout: what a sweep does; how many steps were taken. */
export function bringingUp(checkout: string): OrderRequest<number> {
  return {
    checkouts: [checkout],
    decide: (scene) => {
      const standing = scene.checkout(checkout)
      if (!standing) return { answer: 0, change: null }
      const acting = new ActingCheckout(scene, standing)
      for (const order of standing.orders.values()) acting.bringUp(order)
      const change = acting.change()
      return { answer: change?.steps.length ?? 0, change }
    },
  }
}

/** The order as its parties see it at this instant, with nothing written. */
export function asOf(scene: Pick<Scene, 'extensions' | 'now'>, order: Order): Order {
  const acting = new ActingCheckout(scene as Scene, {
    id: order.checkout,
    buyer: order.buyer,
    document: { reservations: [], coins: 0, products: [] },
    orders: new Map([[order.id, order]]),
  })
  acting.bringUp(order)
  return ordered(acting, order.id)
}
