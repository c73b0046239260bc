import { brokenShipping } from '../../pricing/recheck.ts'
import type { Purchase } from '../../pricing/returns.ts'

/** Shipping of an order that is no longer free, and who had paid it. */
export interface Deducted {
  readonly place: string
  readonly payer: string
  readonly amount: number
}

export interface DeductionLimits {
  /** The cash of this refund: no more is deducted. */
  readonly cash: number
  /** What a payer has not got back yet of what it gave for the shipping of an order. */
  readonly outstanding: (place: string, payer: string) => number
}

/**
 * What a partial return costs that breaks the minimum of a free shipping (fr.9), by who had paid for it.
 * The pricing says it by order alone, so each such offer is asked by itself, in its turn.
 */
export function deductedByPayer(purchase: Purchase, limits: DeductionLimits): Deducted[] {
  const { quote, accepted } = purchase
  const deducted: Deducted[] = []
  let left = limits.cash
  for (const [turn, entry] of quote.applied.entries()) {
    if (Object.keys(entry.shipping).length === 0) continue
    const applied = quote.applied.map((one, at) => (at === turn ? one : { ...one, shipping: {} }))
    const broken = brokenShipping({ ...purchase, quote: { ...quote, applied } }, left)
    const payer = accepted.offers.find(({ id }) => id === entry.offer)?.funder as string
    for (const [place, part] of Object.entries(broken)) {
      const earlier = deducted
        .filter((one) => one.place === place && one.payer === payer)
        .reduce((sum, { amount }) => sum + amount, 0)
      const amount = Math.min(part, limits.outstanding(place, payer) - earlier)
      if (amount <= 0) continue
      deducted.push({ place, payer, amount })
      left -= amount
    }
  }
  return deducted
}
