import type { Cart } from './cart.ts'
import { restMostAt, restMosts } from './choice-bounds.ts'
import { type Fall, fallIn, fallOf } from './fall.ts'
import type { Offer } from './offer.ts'
import type { Candidate } from './potential.ts'
import { decide } from './price.ts'
import type { Effort } from './progress.ts'
import { totalOf } from './quote.ts'
import { SlotBounds } from './slot-bounds.ts'
import { comparePicks, compareStages, type Pick, pickOf } from './tie-order.ts'
import { cloneTill, openTill, type Till } from './till.ts'

/** One checkout of a search: its cart, and the offers that it may use, in order of attempt. */
export interface Stage {
  readonly cart: Cart
  readonly candidates: readonly Candidate[]
  /** Offers that it has to use. */
  readonly required?: ReadonlySet<Offer>
}

/** The cheapest choice for checkouts that are paid one after the other. */
export interface Choice {
  readonly total: number
  /** The offers chosen over all, and those of each checkout. */
  readonly all: Pick
  readonly byStage: readonly Pick[]
}

export interface SearchFrame {
  /** How often an offer may be used over all checkouts. */
  readonly usesOf: (offer: Offer) => number
  /** By checkout: totals that are proved to be the least of each alone. */
  readonly least: readonly number[]
  readonly effort: Effort
  /** A total above which no choice is of use. */
  readonly ceiling?: number
  /** Told each smaller total that is found. */
  readonly found?: (total: number) => void
}

interface StageFrame extends Stage, Fall {
  /** By place: the most that the candidates from there on can take off together, slots counted. */
  readonly restMost: readonly number[]
  readonly bounds: SlotBounds
  /** By place: the steps that a sharp bound over the candidates from there on takes. */
  readonly boundSteps: readonly number[]
  /** The least that the checkouts after this one come to. */
  readonly later: number
}

/**
 * Branch and bound over the offers of one or several checkouts: which subset of each, attempted in
 * turn, gives the smallest sum of totals (pricing §7)? Ties: fewer offers, then those that expire
 * first, then ids in order, over all and then checkout by checkout.
 */
export class ChoiceSearch {
  readonly #stages: readonly StageFrame[]
  readonly #frame: SearchFrame
  readonly #path: Candidate[] = []
  /** By place in the path: the checkout that uses it. */
  readonly #stageOf: number[] = []
  #choice: Choice | null = null
  /** The smallest bound among choices that were left unexplored. */
  openBound = Number.POSITIVE_INFINITY

  constructor(stages: readonly Stage[], frame: SearchFrame) {
    this.#frame = frame
    let later = 0
    this.#stages = stages
      .map((_, at) => stages.length - 1 - at)
      .map((at) => {
        const stage = stages[at] as Stage
        const made = stageFrame(stage, later)
        later += frame.least[at] ?? 0
        return made
      })
      .reverse()
  }

  /** The cheapest choice; where the effort ended, the best that was found, and `openBound` is proved. */
  run(): Choice {
    this.#open(0, 0, null)
    return this.#choice as Choice
  }

  /** The same where not every choice will do: null where none does. */
  runOrNone(): Choice | null {
    this.#open(0, 0, null)
    return this.#choice
  }

  /** A new checkout: `paid` is what those before it came to, `before` holds the coins that they left. */
  #open(at: number, paid: number, before: Till | null): void {
    const { cart } = this.#stages[at] as StageFrame
    const till = openTill(cart)
    if (before !== null) till.coinsLeft = before.coinsLeft
    this.#explore({ at, paid }, till, 0)
  }

  /** All choices that begin with the path: this one, then those that add one of the later candidates. */
  #explore(on: { readonly at: number; readonly paid: number }, till: Till, from: number): void {
    const stage = this.#stages[on.at] as StageFrame
    const { candidates, restMost } = stage
    const total = on.paid + totalOf(stage.cart, till.running, till.feesLeft)
    this.#close(on.at, total, till)
    for (let place = from; place < candidates.length; place++) {
      // The bound that costs nothing first, and only where it does not decide the sharper one.
      const bound = total + stage.later - fallOf(stage, restMost[place] as number)
      if (this.#isHopeless(bound)) return
      if (this.#frame.effort.spent) {
        this.openBound = Math.min(this.openBound, Math.max(0, bound))
        return
      }
      this.#frame.effort.take(stage.boundSteps[place] as number)
      if (this.#isHopeless(total + stage.later - fallOf(stage, restMostAt(stage, till, place)))) {
        return
      }
      const candidate = candidates[place] as Candidate
      this.#branch(on, till, place)
      if (stage.required?.has(candidate.offer)) return
    }
  }

  /** The choices that use the candidate at this place next. */
  #branch(on: { readonly at: number; readonly paid: number }, till: Till, place: number): void {
    const { candidates } = this.#stages[on.at] as StageFrame
    const candidate = candidates[place] as Candidate
    if (this.#usedUp(candidate.offer)) return
    const next = cloneTill(till)
    // An offer that is refused changes nothing, and fewer offers are better: no branch.
    if (decide(candidate.attempt, next) !== null) return
    this.#path.push(candidate)
    this.#stageOf.push(on.at)
    this.#explore(on, next, place + 1)
    this.#path.pop()
    this.#stageOf.pop()
  }

  #hasRequired(at: number): boolean {
    const required = this.#stages[at]?.required
    if (required === undefined) return true
    let found = 0
    for (let k = this.#path.length - 1; k >= 0 && this.#stageOf[k] === at; k--) {
      if (required.has((this.#path[k] as Candidate).offer)) found++
    }
    return found === required.size
  }

  get #ceiling(): number {
    return this.#frame.ceiling ?? Number.POSITIVE_INFINITY
  }

  #usedUp(offer: Offer): boolean {
    if (this.#stages.length === 1) return false
    let used = 0
    for (const { offer: other } of this.#path) if (other === offer) used++
    return used >= this.#frame.usesOf(offer)
  }

  /** The choice of a checkout ends here: on to the next one, or to the comparison. */
  #close(at: number, total: number, till: Till): void {
    if (!this.#hasRequired(at)) return
    if (at === this.#stages.length - 1) {
      this.#consider(total)
      return
    }
    const { later } = this.#stages[at] as StageFrame
    const choice = this.#choice
    if (total + later > (choice?.total ?? this.#ceiling)) return
    this.#open(at + 1, total, till)
  }

  #consider(total: number): void {
    const choice = this.#choice
    if (total > (choice?.total ?? this.#ceiling)) return
    const offers = this.#path.map(({ offer }) => offer)
    const all = pickOf(offers)
    const found = (): Choice => ({
      total,
      all,
      byStage: this.#stages.map((_, at) =>
        pickOf(offers.filter((_, k) => this.#stageOf[k] === at)),
      ),
    })
    if (choice === null || total < choice.total) {
      this.#choice = found()
      this.#frame.found?.(total)
      return
    }
    const order = comparePicks(all, choice.all)
    if (order < 0) this.#choice = found()
    if (order === 0 && this.#stages.length > 1) {
      const other = found()
      if (compareStages(other.byStage, choice.byStage) < 0) this.#choice = other
    }
  }

  /** Whether no choice within this bound can take the place of the best one so far. */
  #isHopeless(bound: number): boolean {
    const choice = this.#choice
    if (choice === null) return bound > this.#ceiling
    if (bound !== choice.total) return bound > choice.total
    // An equal total would need at least one offer more than the path has.
    return this.#path.length + 1 > choice.all.offers.length
  }
}

function stageFrame(stage: Stage, later: number): StageFrame {
  const { cart, candidates } = stage
  const bounds = new SlotBounds(cart, candidates)
  return {
    ...stage,
    ...fallIn(cart, cart.lines.length),
    restMost: restMosts(candidates, bounds),
    bounds,
    boundSteps: boundStepsOf(cart, candidates),
    later,
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
