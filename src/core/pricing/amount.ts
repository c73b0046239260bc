import { mulDivFloor, percentOf } from '../base/exact.ts'
import type { CartLine } from './cart.ts'
import type { Benefit, Offer } from './offer.ts'
import type { Till } from './till.ts'

/** What the benefit is computed from: the lines' base, their eligible spend and their pieces. */
export interface Measure {
  readonly base: number
  readonly spend: number
  readonly pieces: () => number
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
  const full = fullAmount(benefit, measure, till.cart.terms.settings.rounding)
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
function fullAmount(benefit: Benefit, measure: Measure, rounding: 'half-up' | 'down'): number {
  const { base } = measure
  switch (benefit.form) {
    case 'off':
      return benefit.off
    case 'percent':
      return Math.min(percentOf(base, benefit.percentBp, rounding), benefit.cap)
    case 'every':
      return Math.min(everyAmount(benefit, measure.spend), benefit.cap)
    case 'tiers':
      return tierAmount(benefit, measure, rounding)
    case 'freeShipping':
      return 0
  }
}

/** floor(spend ÷ every) × off, never beyond exact integers. */
function everyAmount(benefit: Benefit, spend: number): number {
  return Math.min(Math.floor(spend / benefit.every) * benefit.off, Number.MAX_SAFE_INTEGER)
}

/** The tier with the highest threshold reached; of equal thresholds the first. */
function tierAmount(benefit: Benefit, measure: Measure, rounding: 'half-up' | 'down'): number {
  const reached = benefit.byQuantity ? measure.pieces() : measure.spend
  let best = null
  for (const tier of benefit.tiers) {
    if (tier.threshold > reached) continue
    if (best === null || tier.threshold > best.threshold) best = tier
  }
  if (best === null) return 0
  return best.off >= 0 ? best.off : percentOf(measure.base, best.percentBp, rounding)
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
  const touched = [...new Set(lines.map((at) => (till.cart.lines[at] as CartLine).order))]
  let left = 0
  for (const order of touched) left += till.feesLeft[order] as number
  const coins = coinsSpent(offer, till.coinsLeft)
  const full = Math.min(left, offer.benefit.cap)
  let rest = offer.coinsMax > 0 ? mulDivFloor(full, coins, offer.coinsMax) : full
  const off = rest
  const orders: number[] = []
  const shares: number[] = []
  for (const order of touched) {
    const paid = Math.min(till.feesLeft[order] as number, rest)
    if (paid === 0) continue
    rest -= paid
    orders.push(order)
    shares.push(paid)
  }
  return { off, coins, orders, shares }
}
