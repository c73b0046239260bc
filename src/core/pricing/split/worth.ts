import { mulDivFloor, percentOf } from '../../base/exact.ts'
import type { Cart } from '../cart.ts'
import type { Offer } from '../offer.ts'
import type { Player } from './problem.ts'

/** What an offer's eligible lines in one checkout come to, before anything else. */
export interface Basket {
  readonly list: number
  readonly pieces: number
  /** The fees of the orders that they touch. */
  readonly fees: number
}

/** The most that an offer can take off in a checkout, whatever else applies there; 0 out of reach. */
export function worthOf(
  { candidate, needSpend, needPieces }: Player,
  cart: Cart,
  on: Basket,
): number {
  if (on.list < needSpend || on.pieces < needPieces) return 0
  const { offer } = candidate
  if (offer.benefit.form === 'freeShipping') {
    return bought(offer, cart, Math.min(on.fees, offer.benefit.cap))
  }
  return Math.min(on.list, bought(offer, cart, fullAmount(offer, cart, on)))
}

function fullAmount({ benefit }: Offer, cart: Cart, { list, pieces }: Basket): number {
  const { rounding } = cart.terms.settings
  switch (benefit.form) {
    case 'off':
      return benefit.off
    case 'percent':
      return Math.min(percentOf(list, benefit.percentBp, rounding), benefit.cap)
    case 'every':
      return Math.min(
        Math.floor(list / benefit.every) * benefit.off,
        benefit.cap,
        Number.MAX_SAFE_INTEGER,
      )
    case 'tiers': {
      // Eligible spend is at most the list, so a tier that is not reached here is reached nowhere.
      const reached = benefit.byQuantity ? pieces : list
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
