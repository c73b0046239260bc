import { mulDivFloor, percentOf } from '../base/exact.ts'
import type { Cart } from './cart.ts'
import type { Offer } from './offer.ts'

/** What an offer's eligible lines come to before anything else: all of them, or those in a checkout. */
export interface Basket {
  readonly list: number
  /** What minimums and thresholds count of it, or more. */
  readonly spend: number
  readonly pieces: number
  /** The fees of the orders that they touch. */
  readonly fees: number
}

/** The most that an offer can take off such lines, whatever else applies there. */
export function worthOf(offer: Offer, cart: Cart, on: Basket): number {
  const { form, cap } = offer.benefit
  if (form === 'freeShipping') return bought(offer, cart, Math.min(on.fees, cap))
  return Math.min(on.list, bought(offer, cart, fullAmount(offer, cart, on)))
}

function fullAmount({ benefit }: Offer, cart: Cart, { list, spend, pieces }: Basket): number {
  const { rounding } = cart.terms.settings
  switch (benefit.form) {
    case 'off':
      return Math.min(benefit.off, Number.MAX_SAFE_INTEGER)
    case 'percent':
      return Math.min(percentOf(list, benefit.percentBp, rounding), benefit.cap)
    case 'every': {
      const full = Math.floor(spend / benefit.every) * benefit.off
      return Math.min(full, benefit.cap, Number.MAX_SAFE_INTEGER)
    }
    case 'tiers': {
      // What is taken before only lowers the spend, so a tier that is not reached here never is.
      const reached = benefit.byQuantity ? pieces : spend
      let most = 0
      for (const tier of benefit.tiers) {
        if (tier.threshold > reached) continue
        most = Math.max(most, tier.off >= 0 ? tier.off : percentOf(list, tier.percentBp, rounding))
      }
      return most
    }
    case 'freeShipping':
      return 0
  }
}

/** The part that coins can buy. */
function bought({ coinsMax }: Offer, { coins }: Cart, full: number): number {
  return coinsMax > 0 ? mulDivFloor(full, Math.min(coins, coinsMax), coinsMax) : full
}
