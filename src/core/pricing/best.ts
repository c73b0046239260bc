import { mulDivRound, percentOf, WHOLE_BP } from '../base/exact.ts'
import { isRefused, type Refused } from '../base/faults.ts'
import { accept } from './accept.ts'
import type { Cart } from './cart.ts'
import type { Quote } from './document.ts'
import type { Attempt } from './lineup.ts'
import { type Candidate, candidatesOf, taxFactorBp } from './potential.ts'
import { decide, priceInTurn } from './price.ts'
import { type PricingOptions, quoteDocument, totalOf } from './quote.ts'
import { shippedTerms } from './shipped.ts'
import { SlotBounds } from './slot-bounds.ts'
import { cloneTill, openTill, type Till } from './till.ts'

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

export interface BestOptions extends PricingOptions {
  /** How many steps the search may take before it gives up proving; it reads no clock. */
  readonly stepsMax?: number
}

/** A step is some nanoseconds: several seconds, for whoever sets no bound. */
const STEPS_MAX = 1_000_000_000

/**
 * Finds the subset of the offers that gives the smallest total, and proves it, by branch and bound.
 * Ties: fewer offers, then those that expire first, then ids in order (pricing §7). The answer is a
 * function of the input alone.
 */
export function best(input: unknown, options: BestOptions = {}): Best | Refused {
  const accepted = accept(input, options.terms ?? shippedTerms, options.standing)
  if (isRefused(accepted)) return accepted
  return bestOf(accepted.cart, accepted.attempts, options.stepsMax ?? STEPS_MAX)
}

/** The same for a cart and offers that were accepted. */
export function bestOf(cart: Cart, attempts: readonly Attempt[], stepsMax: number): Best {
  const search = newSearch(cart, candidatesOf(cart, attempts), stepsMax)
  explore(search, openTill(cart), 0)
  const { choice } = search
  const chosen = new Set(choice.offers.map(({ offer }) => offer))
  const quoted = priceInTurn(
    cart,
    attempts.filter(({ offer }) => chosen.has(offer)),
    'explain',
  )
  return {
    total: choice.total,
    chosen: [...chosen].sort((a, b) => a.position - b.position).map((offer) => offer.id),
    bound: Math.min(choice.total, search.openBound),
    proved: search.openBound >= choice.total,
    quote: quoteDocument(quoted),
  }
}

/** A choice of offers that all apply, with what decides between equals. */
interface Choice {
  readonly total: number
  readonly offers: readonly Candidate[]
  /** Ends of the offers, ascending, none last; and their ids, ascending: made when first compared. */
  ends: readonly number[] | null
  ids: readonly string[] | null
}

interface Search {
  readonly cart: Cart
  readonly candidates: readonly Candidate[]
  readonly taxFactorBp: number
  /** By place: the most that the candidates from there on can take off together, slots counted. */
  readonly restMost: readonly number[]
  readonly bounds: SlotBounds
  readonly path: Candidate[]
  choice: Choice
  /** By place: the steps that a sharp bound over the candidates from there on takes. */
  readonly boundSteps: readonly number[]
  stepsLeft: number
  /** The smallest bound among choices that were left unexplored. */
  openBound: number
}

function newSearch(cart: Cart, candidates: readonly Candidate[], stepsMax: number): Search {
  const untouched = openTill(cart)
  const bounds = new SlotBounds(cart)
  return {
    cart,
    candidates,
    taxFactorBp: taxFactorBp(cart),
    restMost: restMosts(candidates, bounds),
    bounds,
    path: [],
    choice: {
      total: totalOf(cart, untouched.running, untouched.feesLeft),
      offers: [],
      ends: null,
      ids: null,
    },
    boundSteps: boundStepsOf(cart, candidates),
    stepsLeft: stepsMax,
    openBound: Number.POSITIVE_INFINITY,
  }
}

/** All choices that begin with the path: this one, then those that add one of the later candidates. */
function explore(search: Search, till: Till, from: number): void {
  const { candidates, restMost, cart } = search
  const total = totalOf(cart, till.running, till.feesLeft)
  consider(search, total)
  for (let at = from; at < candidates.length; at++) {
    // The bound that costs nothing first, and only where it does not decide the sharper one.
    const bound = total - fallOf(search, restMost[at] as number)
    if (isHopeless(search, bound)) return
    if (search.stepsLeft <= 0) {
      search.openBound = Math.min(search.openBound, Math.max(0, bound))
      return
    }
    search.stepsLeft -= search.boundSteps[at] as number
    if (isHopeless(search, total - fallOf(search, restMostAt(search, till, at)))) return
    const candidate = candidates[at] as Candidate
    const next = cloneTill(till)
    // An offer that is refused changes nothing, and fewer offers are better: no branch.
    if (decide(candidate.attempt, next) !== null) continue
    search.path.push(candidate)
    explore(search, next, at + 1)
    search.path.pop()
  }
}

/** Each candidate with its units, and the lines that are added up and copied. */
function boundStepsOf({ lines, orders }: Cart, candidates: readonly Candidate[]): number[] {
  const steps = new Array<number>(candidates.length + 1).fill(
    100 + 4 * (lines.length + orders.length),
  )
  for (let at = candidates.length - 1; at >= 0; at--) {
    const { units } = candidates[at] as Candidate
    steps[at] = (steps[at + 1] as number) + 4 + 2 * units.length
  }
  return steps
}

/** Whether no choice within this bound can take the place of the best one so far. */
function isHopeless(search: Search, bound: number): boolean {
  const { total } = search.choice
  return bound > total || (bound === total && cannotTie(search))
}

/** An equal total would need at least one offer more than the path has. */
function cannotTie({ path, choice }: Search): boolean {
  return path.length + 1 > choice.offers.length
}

/** How far a total can fall when `most` is taken off: with added tax by more, and by its rounding. */
function fallOf({ taxFactorBp: factor, cart }: Search, most: number): number {
  if (factor === WHOLE_BP) return most
  return mulDivRound(most, factor, WHOLE_BP, 'half-up') + cart.lines.length
}

function consider(search: Search, total: number): void {
  const { choice, path } = search
  if (total > choice.total) return
  const found: Choice = { total, offers: [...path], ends: null, ids: null }
  if (total < choice.total || precedes(found, choice)) search.choice = found
}

/** Of equal totals: fewer offers, then what expires first, then ids by code unit. */
function precedes(a: Choice, b: Choice): boolean {
  if (a.offers.length !== b.offers.length) return a.offers.length < b.offers.length
  const byEnd = compareLists(endsOf(a), endsOf(b))
  return (byEnd === 0 ? compareLists(idsOf(a), idsOf(b)) : byEnd) < 0
}

function endsOf(choice: Choice): readonly number[] {
  choice.ends ??= choice.offers
    .map(({ offer }) => offer.until)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return choice.ends
}

function idsOf(choice: Choice): readonly string[] {
  choice.ids ??= choice.offers.map(({ offer }) => offer.id).sort()
  return choice.ids
}

function compareLists<T extends string | number>(a: readonly T[], b: readonly T[]): number {
  for (let k = 0; k < a.length; k++) {
    const [one, other] = [a[k] as T, b[k] as T]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}

/** By place, the most that all candidates from there on can take off, on an untouched cart. */
function restMosts(candidates: readonly Candidate[], bounds: SlotBounds): number[] {
  const rest = new Array<number>(candidates.length + 1).fill(0)
  bounds.open()
  for (let at = candidates.length - 1; at >= 0; at--) {
    const candidate = candidates[at] as Candidate
    bounds.add(candidate, candidate.most, null)
    rest[at] = bounds.sum()
  }
  return rest
}

/**
 * The same at some turn: what is held is gone, and a percentage is of what is left. Where it covers
 * the whole cart, what is taken before it comes off its base: x + p × (left − x) grows with x, so the
 * most that can be taken before it bounds the two together.
 */
function restMostAt(search: Search, till: Till, at: number): number {
  const { bounds, candidates } = search
  let left = 0
  for (let k = 0; k < till.running.length; k++) left += till.running[k] as number
  bounds.open()
  let ships = false
  for (let k = at; k < candidates.length; k++) {
    const candidate = candidates[k] as Candidate
    const { kind, percentBp } = candidate
    let most = candidate.most
    if (percentBp > 0) {
      const before = candidate.coversAll && !ships ? bounds.sumBefore(kind.slot) : 0
      most = Math.min(most, percentOf(Math.max(0, left - before), percentBp, 'half-up'))
    }
    ships ||= candidate.offer.benefit.form === 'freeShipping'
    bounds.add(
      candidate,
      most,
      kind.slot === null ? null : (till.held[kind.slot.index]?.holders ?? null),
    )
  }
  return bounds.sum()
}
