import { mulDivFloor, percentOf } from '../base/exact.ts'
import { piecesOver } from './minimum.ts'
import type { Benefit, Offer } from './offer.ts'
import type { Till } from './till.ts'

/** What the benefit is computed from: the lines, their base and their eligible spend. */
export interface Measure {
  readonly base: number
  readonly spend: number
  readonly lines: readonly number[]
}

/** What an offer takes off, what of a fixed amount lapses (tc.7), and the coins that it costs. */
export interface Amount {
  readonly off: number
  readonly forfeited: number
  readonly coins: number
}

/** The amount of an offer on its lines (pricing §5.5), after coins (§5.7). Not for free shipping. */
export function amountOf(offer: Offer, measure: Measure, till: Till): Amount {
  const { benefit } = offer
  const full = fullAmount(benefit, measure, till)
  const coins = coinsSpent(offer, till.coinsLeft)
  const bought = offer.coinsMax > 0 ? mulDivFloor(full, coins, offer.coinsMax) : full
  const off = Math.min(bought, measure.base)
  return { off, forfeited: bought - off, coins }
}

/** Platform coins: all that are required; seller coins: as many as are left, up to the maximum. */
export function coinsSpent(offer: Offer, coinsLeft: number): number {
  return offer.coinsMax > 0 ? Math.min(coinsLeft, offer.coinsMax) : offer.coinsRequired
}

/** The amount before the limit of what is left on the lines. */
function fullAmount(benefit: Benefit, measure: Measure, till: Till): number {
  const { base } = measure
  const { rounding } = till.cart.terms.settings
  switch (benefit.form) {
    case 'off':
      return benefit.off
    case 'percent':
      return Math.min(percentOf(base, benefit.percentBp, rounding), benefit.cap)
    case 'every':
      return Math.min(everyAmount(benefit, measure.spend), benefit.cap)
    case 'tiers':
      return tierAmount(benefit, measure, till)
    case 'freeShipping':
      return 0
  }
}

/** floor(spend ÷ every) × off, never beyond exact integers. */
function everyAmount(benefit: Benefit, spend: number): number {
  return Math.min(Math.floor(spend / benefit.every) * benefit.off, Number.MAX_SAFE_INTEGER)
}

/** The tier with the highest threshold reached; of equal thresholds the first. */
function tierAmount(benefit: Benefit, measure: Measure, till: Till): number {
  const reached = benefit.byQuantity ? piecesOver(till, measure.lines) : measure.spend
  let best = null
  for (const tier of benefit.tiers) {
    if (tier.threshold > reached) continue
    if (best === null || tier.threshold > best.threshold) best = tier
  }
  if (best === null) return 0
  return best.off >= 0
    ? best.off
    : percentOf(measure.base, best.percentBp, till.cart.terms.settings.rounding)
}

/** Shipping that an offer pays, by order in order of appearance (pricing §5.5, §9). */
export interface ShippingAmount {
  readonly off: number
  readonly coins: number
  readonly orders: readonly number[]
  readonly shares: readonly number[]
}

export function shippingAmountOf(
  offer: Offer,
  till: Till,
  lines: readonly number[],
): ShippingAmount {
  const touched = ordersOf(till, lines)
  let left = 0
  for (let k = 0; k < touched.length; k++) left += till.feesLeft[touched[k] as number] as number
  const coins = coinsSpent(offer, till.coinsLeft)
  const full = Math.min(left, offer.benefit.cap)
  let rest = offer.coinsMax > 0 ? mulDivFloor(full, coins, offer.coinsMax) : full
  const off = rest
  const orders: number[] = []
  const shares: number[] = []
  for (let k = 0; k < touched.length; k++) {
    const order = touched[k] as number
    const paid = Math.min(till.feesLeft[order] as number, rest)
    if (paid === 0) continue
    rest -= paid
    orders.push(order)
    shares.push(paid)
  }
  return { off, coins, orders, shares }
}

/** The orders of the lines, each once, in order of appearance. */
function ordersOf(till: Till, lines: readonly number[]): readonly number[] {
  const seen = new Uint8Array(till.cart.orders.length)
  const orders: number[] = []
  for (let k = 0; k < lines.length; k++) {
    const order = till.cart.orderOf[lines[k] as number] as number
    if (seen[order] === 1) continue
    seen[order] = 1
    orders.push(order)
  }
  return orders
}
