import type { Cart } from '../cart.ts'
import { type Choice, ChoiceSearch } from '../choice-search.ts'
import type { Attempt } from '../lineup.ts'
import { candidatesOf } from '../potential.ts'
import type { Effort } from '../progress.ts'
import type { Deal } from './deal.ts'
import { DealPricer } from './deal-pricer.ts'
import { problemOf } from './problem.ts'
import { SplitSearch } from './split-search.ts'
import { withoutTwins } from './twins.ts'

/** The cheapest choice for a cart that is paid as one, and what is proved. */
export interface Alone {
  readonly choice: Choice
  readonly bound: number
}

/** Steps that the plain search gets: most carts are proved with far fewer. */
const PLAIN_STEPS = 4_000_000

/**
 * Offer by offer first; and where that does not end soon, by what competes for the checkout first, with
 * the sellers' own offers bounded apart: the same search as for a split, into one checkout.
 */
export function cheapestAlone(cart: Cart, attempts: readonly Attempt[], effort: Effort): Alone {
  const found = (total: number): void => effort.found(total)
  const part = effort.part(PLAIN_STEPS)
  const frame = { usesOf: () => 1, least: [0], effort: part, found }
  const candidates = withoutTwins(candidatesOf(cart, attempts), cart)
  const plain = new ChoiceSearch([{ cart, candidates }], frame)
  const choice = plain.run()
  const bound = Math.min(choice.total, plain.openBound)
  // Where it was cut short, what is as cheap and comes first may be among what it did not see.
  if (!part.spent || effort.spent) return { choice, bound }
  const problem = problemOf(cart, attempts, { checkoutsMax: 1, units: false })
  const deal: Deal = {
    total: choice.total,
    checkouts: 1,
    checkoutOf: new Int32Array(problem.pieces.length),
    all: choice.all,
    byStage: choice.byStage,
  }
  const standing = { deal }
  const pricer = new DealPricer(problem, () => cart, effort)
  const proof = new SplitSearch(problem, { pricer, effort, standing }).run()
  return { choice: standing.deal, bound: Math.max(bound, proof.bound) }
}
