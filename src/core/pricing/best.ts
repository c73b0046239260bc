import { isRefused, type Refused } from '../base/faults.ts'
import { accept } from './accept.ts'
import type { Cart } from './cart.ts'
import type { Quote } from './document.ts'
import type { Attempt } from './lineup.ts'
import { priceInTurn } from './price.ts'
import { Effort, type SearchLimits } from './progress.ts'
import { type PricingOptions, quoteDocument } from './quote.ts'
import { shippedTerms } from './shipped.ts'
import { cheapestAlone } from './split/alone.ts'

/** The cheapest choice among the offers of an input (pricing §7). */
export interface Best {
  readonly total: number
  /** Ids in the order of `offers`. */
  readonly chosen: readonly string[]
  /** A proved lower bound on the total; equal to it where the choice is proved best. */
  readonly bound: number
  readonly proved: boolean
  /** The quote with the chosen offers alone. */
  readonly quote: Quote
}

export interface BestOptions extends PricingOptions, SearchLimits {}

/**
 * Finds the subset of the offers that gives the smallest total, and proves it, by branch and bound.
 * Ties: fewer offers, then those that expire first, then ids in order (pricing §7). Unless a watch
 * ends it, the answer is a function of the input and the number of steps alone.
 */
export function best(input: unknown, options: BestOptions = {}): Best | Refused {
  const accepted = accept(input, options.terms ?? shippedTerms, options.standing)
  if (isRefused(accepted)) return accepted
  return bestOf(accepted.cart, accepted.attempts, new Effort(options))
}

/** The same for a cart and offers that were accepted. */
export function bestOf(cart: Cart, attempts: readonly Attempt[], effort: Effort): Best {
  const { choice, bound } = cheapestAlone(cart, attempts, effort)
  const { total, all } = choice
  const chosen = new Set(all.offers)
  const priced = priceInTurn(
    cart,
    attempts.filter(({ offer }) => chosen.has(offer)),
    'explain',
  )
  return {
    total,
    chosen: [...chosen].sort((a, b) => a.position - b.position).map((offer) => offer.id),
    bound,
    proved: bound === total,
    quote: quoteDocument(priced),
  }
}
