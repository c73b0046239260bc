import { isRefused, type Refused } from '../base/faults.ts'
import { accept } from './accept.ts'
import type { Cart, CartLine } from './cart.ts'
import { type Input, inputFaults } from './input.ts'
import type { Attempt } from './lineup.ts'
import { type Plan, type PlannedCheckout, readPlanRequest } from './plan-document.ts'
import { priceInTurn } from './price.ts'
import { Effort, type SearchLimits } from './progress.ts'
import { type PricingOptions, quoteDocument } from './quote.ts'
import { shippedTerms } from './shipped.ts'
import { cheapestAlone } from './split/alone.ts'
import type { Deal } from './split/deal.ts'
import { DealPricer, partsOf, quantitiesIn } from './split/deal-pricer.ts'
import { type Problem, problemOf } from './split/problem.ts'
import { SplitSearch } from './split/split-search.ts'

export interface PlanOptions extends PricingOptions, SearchLimits {
  /** Into how many checkouts the cart may be split, where the document does not say. */
  readonly maxCheckouts?: number
  /** Whether single pieces of a line may be dealt apart, where the document does not say. */
  readonly units?: boolean
}

/**
 * The cheapest way to pay a cart in several checkouts, one after the other, and the proof (pricing §7,
 * fg.batch, fg.shipping). The document is an input of a quote with `maxCheckouts` and perhaps
 * `options.units` beside it. Offers are used as often as they may be over the whole plan, coins are
 * shared, each order in each checkout pays its own shipping. Ties: fewer checkouts, then as in best over
 * all that is chosen, then the first line that differs lies in the earlier checkout.
 */
export function plan(document: unknown, options: PlanOptions = {}): Plan | Refused {
  const settled = settlePlan(document, options)
  return isRefused(settled) ? settled : settled.plan
}

/** A plan with what it was made from. */
export interface SettledPlan {
  readonly plan: Plan
  readonly input: Input
  readonly cart: Cart
  readonly attempts: readonly Attempt[]
}

export function settlePlan(document: unknown, options: PlanOptions = {}): SettledPlan | Refused {
  const library = options.terms ?? shippedTerms
  const asked = readPlanRequest(document, options, (input) =>
    inputFaults(input, library, { standingIds: options.standing?.ids }),
  )
  if (isRefused(asked)) return asked
  const accepted = accept(asked.input, library, options.standing)
  if (isRefused(accepted)) return accepted
  const units = asked.request.options?.units ?? options.units ?? false
  const problem = problemOf(accepted.cart, accepted.attempts, {
    checkoutsMax: asked.request.maxCheckouts,
    units,
  })
  const input = asked.input as Input
  const found = search(problem, input, new Effort(options))
  return { ...accepted, input, plan: planDocument(problem, input, { ...found, units }) }
}

interface Found {
  readonly deal: Deal
  readonly bound: number
  readonly single: number
}

/** What a cart that is paid as one may take of the whole search. */
const ALONE_STEPS = 40_000_000

function search(problem: Problem, input: Input, effort: Effort): Found {
  const { cart, pieces, checkoutsMax, attempts } = problem
  const few = checkoutsMax === 1 ? effort : effort.part(ALONE_STEPS)
  const { choice, bound: aloneBound } = cheapestAlone(cart, attempts, few)
  const single = choice.total
  const checkoutOf = new Int32Array(pieces.length)
  const { total, all, byStage } = choice
  const deal: Deal = { total, checkouts: 1, checkoutOf, all, byStage }
  if (checkoutsMax === 1) return { deal, bound: aloneBound, single }
  const standing = { deal }
  const pricer = new DealPricer(problem, partsOf(input, cart), effort)
  const { bound } = new SplitSearch(problem, { pricer, effort, standing }).run()
  return { deal: standing.deal, bound, single }
}

function planDocument(
  problem: Problem,
  input: Input,
  { deal, bound, single, units }: Found & { readonly units: boolean },
): Plan {
  let { coins } = problem.cart
  const checkouts = deal.byStage.map((pick, place): PlannedCheckout => {
    const quantities = quantitiesIn(problem.pieces, deal.checkoutOf, place)
    const cart = partsOf({ ...input, buyer: { ...input.buyer, coins } }, problem.cart)(quantities)
    const chosen = new Set(pick.offers)
    const attempts = problem.attempts.filter(({ offer }) => chosen.has(offer))
    const quote = quoteDocument(priceInTurn(cart, attempts, 'explain'))
    coins -= quote.totals.coins
    return {
      lines: linesOf(problem.cart, quantities, units),
      chosen: [...chosen].sort((a, b) => a.position - b.position).map(({ id }) => id),
      quote,
    }
  })
  const { total } = deal
  return { checkouts, total, bound, proved: bound === total, single }
}

function linesOf(
  cart: Cart,
  quantities: ReadonlyMap<number, number>,
  units: boolean,
): PlannedCheckout['lines'] {
  const rows = [...quantities]
  const idOf = (line: number): string => (cart.lines[line] as CartLine).id
  return units
    ? rows.map(([line, quantity]) => ({ line: idOf(line), quantity }))
    : rows.map(([line]) => idOf(line))
}
