import { isRefused, type Refused } from '../base/faults.ts'
import { accept } from './accept.ts'
import { withAddition } from './addition.ts'
import type { Input } from './input.ts'
import { priceInTurn } from './price.ts'
import { type PricingOptions, totalOf } from './quote.ts'
import { shippedTerms } from './shipped.ts'

/** What it would cost to reach the minimum of a refused offer (pricing §7). */
export interface Unlock {
  readonly offer: string
  /** The least addition that passes, in minor units or items. */
  readonly short: number
  readonly shortOf: 'spend' | 'items'
  /** New total less old total: negative where adding makes the cart cheaper. */
  readonly cost: number
  /** Whether the addition costs nothing or less. */
  readonly worth: boolean
}

/**
 * For every refused offer that is short of its minimum: adds the missing spend as one imaginary untaxed
 * line beside its first eligible line, or the missing pieces of its cheapest eligible line, and prices
 * the cart again. In order of attempt.
 */
export function unlock(input: unknown, options: PricingOptions = {}): readonly Unlock[] | Refused {
  const library = options.terms ?? shippedTerms
  const accepted = accept(input, library, options.standing)
  if (isRefused(accepted)) return accepted
  const { cart, attempts } = accepted
  const priced = priceInTurn(cart, attempts, 'explain')
  const before = totalOf(cart, priced.running, priced.feesLeft)
  const unlocks: Unlock[] = []
  for (const rejection of priced.rejected) {
    if (rejection.short === 0) continue
    const lines = withAddition((input as Input).lines, { cart, rejection }, rejection.short)
    const enlarged = accept({ ...(input as Input), lines }, library, options.standing)
    // An addition that leaves the limits of an input (§2) is nothing that could be bought.
    if (isRefused(enlarged)) continue
    const after = priceInTurn(enlarged.cart, enlarged.attempts, 'decide')
    const cost = totalOf(enlarged.cart, after.running, after.feesLeft) - before
    const { short, shortOf, offer } = rejection
    unlocks.push({ offer: offer.id, short, shortOf, cost, worth: cost <= 0 })
  }
  return unlocks
}
