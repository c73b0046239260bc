import type { Instant } from '../base/instant.ts'
import type { ClaimEvent } from '../offers/claim-states.ts'
import type { Quote } from '../pricing/document.ts'
import type { Order } from './order.ts'
import type { OrderStep } from './order-step.ts'

/** Offers that the same orders of a checkout use: they are reserved, used and set free together. */
export interface Reservation {
  /** What each of them took off, in minor units: what is drawn from its budget. */
  readonly offers: readonly { readonly offer: string; readonly amountMinor: number }[]
  /** The orders that it lowers, by their ids. */
  readonly orders: readonly string[]
}

type Placed = Pick<Order, 'id' | 'offers'>

/**
 * What the orders of a checkout reserve. An offer can lower several orders at once (cp.6), and an order
 * can end by itself: so that it is set free with the last of its orders, and no sooner, offers stand
 * together by the orders that they lower.
 */
export function reservationsOf({ applied }: Pick<Quote, 'applied'>, orders: readonly Placed[]) {
  const together = new Map<string, { offers: Reservation['offers'][number][]; orders: string[] }>()
  for (const { offer, off } of applied) {
    const lowered = orders.filter(({ offers }) => offers.includes(offer)).map(({ id }) => id)
    if (lowered.length === 0) continue
    const key = lowered.join('\n')
    const found = together.get(key) ?? { offers: [], orders: lowered }
    found.offers.push({ offer, amountMinor: off })
    together.set(key, found)
  }
  return [...together.values()] satisfies Reservation[]
}

/** What is to happen to a reservation of a checkout, by its place. */
export interface ReservationAct {
  readonly act: Extract<ClaimEvent, 'reserve' | 'use' | 'hold' | 'release' | 'cancel'>
  readonly reservation: number
  /** When it takes effect: that of the step that does it. */
  readonly at: Instant
}

const ACTS: Readonly<Record<string, ReservationAct['act']>> = {
  'reserve-offers': 'reserve',
  'use-offers': 'use',
  'hold-offers': 'hold',
  'release-offers': 'release',
  'return-offers': 'cancel',
}

/**
 * What the steps of a checkout's orders do to its reservations, each once. Set free, or given back, is a
 * reservation only when none of its orders is left (D-12).
 */
export function reservationActs(
  reservations: readonly Reservation[],
  orders: ReadonlyMap<string, Pick<Order, 'state'>>,
  steps: readonly (readonly [order: string, step: Pick<OrderStep, 'effects' | 'effective'>])[],
): ReservationAct[] {
  const found = new Map<string, ReservationAct>()
  for (const [order, { effects, effective: at }] of steps) {
    for (const { effect } of effects) {
      const act = ACTS[effect]
      if (act === undefined) continue
      for (const [reservation, { orders: lowered }] of reservations.entries()) {
        if (!lowered.includes(order)) continue
        const isLetGo = lowered.every((id) => orders.get(id)?.state === 'cancelled')
        if ((act === 'release' || act === 'cancel') && !isLetGo) continue
        const before = found.get(`${act} ${reservation}`)?.at ?? at
        found.set(`${act} ${reservation}`, { act, reservation, at: Math.max(at, before) })
      }
    }
  }
  return [...found.values()].sort((one, other) => one.at - other.at)
}
