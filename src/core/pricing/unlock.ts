import { isRefused, type Refused } from '../base/faults.ts'
import { type Accepted, accept } from './accept.ts'
import type { CartLine } from './cart.ts'
import type { Input, LineDocument } from './input.ts'
import { priceInTurn } from './price.ts'
import { type PricingOptions, totalOf } from './quote.ts'
import { shippedTerms } from './shipped.ts'
import type { Rejection } from './till.ts'

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
    const enlarged = accept(
      withAddition(input as Input, rejection, accepted),
      library,
      options.standing,
    )
    // An addition that leaves the limits of an input (§2) is nothing that could be bought.
    if (isRefused(enlarged)) continue
    const after = priceInTurn(enlarged.cart, enlarged.attempts, 'decide')
    const cost = totalOf(enlarged.cart, after.running, after.feesLeft) - before
    const { short, shortOf, offer } = rejection
    unlocks.push({ offer: offer.id, short, shortOf, cost, worth: cost <= 0 })
  }
  return unlocks
}

function withAddition(input: Input, rejection: Rejection, { cart }: Accepted): Input {
  const { short, shortOf, lines: eligible } = rejection
  if (shortOf === 'spend') return withLine(input, eligible[0] as number, short)
  const cheapest = eligible.reduce((best, at) =>
    (cart.lines[at] as CartLine).unitPrice < (cart.lines[best] as CartLine).unitPrice ? at : best,
  )
  const lines = input.lines.map((line, at) =>
    at === cheapest ? { ...line, quantity: (line.quantity ?? 1) + short } : line,
  )
  return { ...input, lines }
}

/** One imaginary untaxed line, in all else like its neighbour, right after it. */
function withLine(input: Input, neighbour: number, price: number): Input {
  const row = input.lines[neighbour] as LineDocument
  const ids = new Set(input.lines.map((line) => line.id))
  let id = 'addition'
  while (ids.has(id)) id += '+'
  const addition = { id, sku: 'addition', unitPrice: price, quantity: 1, taxRate: 0 }
  const line: LineDocument = { ...row, ...addition }
  return { ...input, lines: input.lines.toSpliced(neighbour + 1, 0, line) }
}
