import { isRefused, type Refused } from '../base/faults.ts'
import { accept } from './accept.ts'
import { type Best, type BestOptions, bestOf } from './best.ts'
import { type LeftOut, type SplitGain, whyLeftOut } from './left-out.ts'
import type { Offer } from './offer.ts'
import { type PlanOptions, type SettledPlan, settlePlan } from './plan.ts'
import type { Plan } from './plan-document.ts'
import { Effort } from './progress.ts'
import { shippedTerms } from './shipped.ts'
import { type Checkout, checkoutsOf, gainOf, usableIn } from './split-gain.ts'

/** The cheapest choice, and for each offer that it leaves out, why (pricing §7). */
export interface BestExplanation {
  readonly best: Best
  /** In order of attempt. */
  readonly leftOut: readonly LeftOut[]
}

/** The cheapest plan, why each offer is left out of it, and why no two of its checkouts are paid as one. */
export interface PlanExplanation {
  readonly plan: Plan
  /**
   * In order of attempt. What an offer would cost is said with the lines dealt as they are; of one that no
   * checkout can use, with all paid as one.
   */
  readonly leftOut: readonly LeftOut[]
  readonly splits: readonly SplitGain[]
}

/** Finds the cheapest choice, and tells for each other offer what using it would cost, and why. */
export function explainBest(input: unknown, options: BestOptions = {}): BestExplanation | Refused {
  const accepted = accept(input, options.terms ?? shippedTerms, options.standing)
  if (isRefused(accepted)) return accepted
  const { cart, attempts } = accepted
  const effort = new Effort(options)
  const best = bestOf(cart, attempts, effort)
  const ids = new Set(best.chosen)
  const chosen = attempts.flatMap(({ offer }) => (ids.has(offer.id) ? [offer] : []))
  const settled = { cart, attempts, chosen, total: best.total }
  const leftOut = attempts
    .filter(({ offer }) => !ids.has(offer.id))
    .map(({ offer }) => whyLeftOut(offer, settled, effort))
  return { best, leftOut }
}

/** Finds the cheapest plan, and tells why each other offer is left out and what each split gains. */
export function explainPlan(
  document: unknown,
  options: PlanOptions = {},
): PlanExplanation | Refused {
  const settled = settlePlan(document, options)
  if (isRefused(settled)) return settled
  const { plan, attempts } = settled
  const effort = new Effort(options)
  const checkouts = checkoutsOf(settled)
  const used = new Set(checkouts.flatMap(({ chosen }) => chosen))
  const leftOut = attempts
    .filter(({ offer }) => !used.has(offer))
    .map(({ offer }) => whyNowhere(offer, { ...settled, checkouts, effort }))
  const splits = plan.checkouts.flatMap((_, first) =>
    plan.checkouts
      .slice(first + 1)
      .map((_, at) => gainOf(settled, checkouts, { pair: [first, first + 1 + at], effort })),
  )
  return { plan, leftOut, splits }
}

interface Sought extends SettledPlan {
  readonly checkouts: readonly Checkout[]
  readonly effort: Effort
}

/** What using it would cost in the checkout where that is least; where none can use it, in all as one. */
function whyNowhere(offer: Offer, sought: Sought): LeftOut {
  const { checkouts, effort } = sought
  const why = (places: readonly number[]) =>
    whyLeftOut(offer, usableIn(sought, checkouts, places), effort)
  const places = checkouts.map((_, place) => place)
  if (places.length === 1) return why(places)
  const whys = places.map((place) => within(`In checkout ${place + 1}`, why([place])))
  const least = whys.reduce((best, one) => (cheaper(one, best) ? one : best))
  if (least.cost !== null) return least
  const unknown = whys.find(({ reason }) => reason === 'not-searched')
  return unknown ?? within('Paid as one', why(places))
}

function cheaper(a: LeftOut, b: LeftOut): boolean {
  return a.cost !== null && (b.cost === null || a.cost < b.cost)
}

/** Says where it would cost that; an offer that cannot be used there is told why, wherever that is. */
function within(where: string, why: LeftOut): LeftOut {
  if (why.cost === null) return why
  const { message } = why
  return { ...why, message: `${where}: ${message.charAt(0).toLowerCase()}${message.slice(1)}` }
}
