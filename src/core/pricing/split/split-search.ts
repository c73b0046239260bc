import { fallOf } from '../fall.ts'
import { AllotmentTree, type Branch } from './allotments.ts'
import { Dealer, type Goal } from './dealer.ts'
import { Heap } from './heap.ts'
import { localGainsOf } from './local-gains.ts'
import { Polisher } from './polish.ts'
import type { Problem } from './problem.ts'
import { inTurn, largestFirst, type Table } from './table.ts'

/** What a search for a split has proved, beside the best deal that it leaves in `standing`. */
export interface Proof {
  /** No deal has a smaller total. */
  readonly bound: number
}

/** Steps that an allotment gets at first; eight times as many each time that it comes up again. */
const FIRST_STEPS = 60_000

/** Pieces from which on a look around the first deal pays before all else. */
const MANY = 30

/** What it takes to bound the ways that an offer can be allotted. */
const BRANCH_STEPS = 400

/**
 * Best first over which checkout gets which shared offers; for each such allotment the pieces are dealt
 * depth first. The branch with the greatest promise bounds what is still possible, so the search can
 * end at any time and say what is proved. First the smallest total is sought, in the order that shows it
 * soonest; then, of the deals that come to as much, the one that comes first.
 */
export class SplitSearch {
  readonly #table: Table
  /** Whether the smallest total is known, and of equal deals the first is sought. */
  #ties = false
  readonly #branches = new Heap<Branch>(comesFirst)
  /** Branches that held nothing cheaper, but perhaps deals of the smallest total. */
  readonly #aside: Branch[] = []
  /** Allotments that took more steps than they had. */
  #unfinished: Branch[] = []
  readonly #polisher: Polisher | null
  /** The promise of the branch that is being looked at. */
  #current = Number.NEGATIVE_INFINITY

  constructor(problem: Problem, on: Pick<Table, 'pricer' | 'effort' | 'standing'>) {
    const gains = localGainsOf(problem)
    const tree = new AllotmentTree(
      problem,
      gains.roots.reduce((sum, { gain }) => sum + gain, 0),
    )
    const loose = problem.players.filter(({ role }) => role === 'loose')
    const looseMost = loose.reduce((sum, { candidate, uses }) => sum + candidate.most * uses, 0)
    const orders = { largestFirst: largestFirst(problem, tree), inTurn: inTurn(problem, tree) }
    this.#table = { ...on, ...orders, problem, tree, gains, loose, looseMost }
    this.#polisher = Polisher.helps(problem) ? new Polisher(this.#table) : null
  }

  run(): Proof {
    const root = this.#table.tree.root()
    this.#branches.push(root)
    // Of a large cart the first allotments may take long to deal: something to hold them against.
    if (this.#table.problem.pieces.length > MANY) this.#polisher?.run()
    this.#seek()
    const proved = Math.min(this.#floor(), this.#table.standing.deal.total)
    // Bundles can be undone in ways that nobody looked at: then only the first bound is proved.
    const bound = this.#table.problem.bundled ? Math.min(proved, this.#floorOf(root.bound)) : proved
    if (this.#table.effort.spent) return { bound }
    this.#ties = true
    for (const branch of this.#aside) if (this.#isWorthwhile(branch)) this.#branches.push(branch)
    this.#seek()
    return { bound }
  }

  /** Looks through all branches that wait; where the effort ends, `#floor` is what is proved. */
  #seek(): void {
    this.#firstRound()
    for (let steps = 8 * FIRST_STEPS; this.#unfinished.length > 0; steps *= 8) {
      if (this.#table.effort.spent) return
      this.#round(steps)
    }
  }

  /** Every allotment that could hold something better, with few steps each. */
  #firstRound(): void {
    for (let branch = this.#branches.pop(); branch !== undefined; branch = this.#branches.pop()) {
      if (!this.#isWorthwhile(branch)) {
        this.#setAside(branch)
        continue
      }
      this.#current = branch.bound
      this.#dive(branch)
      if (this.#table.effort.spent) return
    }
    this.#current = Number.NEGATIVE_INFINITY
  }

  /** Those that were not finished, the most promising first, with more steps each. */
  #round(steps: number): void {
    const waiting = this.#unfinished.sort((a, b) => b.bound - a.bound)
    this.#unfinished = []
    for (const [at, branch] of waiting.entries()) {
      if (!this.#isWorthwhile(branch)) {
        this.#setAside(branch)
        continue
      }
      this.#current = branch.bound
      this.#dealOut(branch, steps)
      if (!this.#table.effort.spent) continue
      this.#unfinished.push(...waiting.slice(at + 1))
      return
    }
    this.#current = Number.NEGATIVE_INFINITY
  }

  /** Down to one allotment, always by the most promising way; the other ways wait. */
  #dive(from: Branch): void {
    let branch = from
    while (!this.#table.tree.isComplete(branch)) {
      this.#table.effort.take(BRANCH_STEPS)
      const [first, ...others] = this.#table.tree.children(branch) as [Branch, ...Branch[]]
      let best = first
      for (const child of others) {
        const waits = child.bound > best.bound ? best : child
        if (waits === best) best = child
        if (this.#isWorthwhile(waits)) this.#branches.push(waits)
        else this.#setAside(waits)
      }
      if (!this.#isWorthwhile(best)) {
        this.#setAside(best)
        return
      }
      branch = best
    }
    this.#dealOut(branch, FIRST_STEPS)
  }

  #dealOut(branch: Branch, stepsMax: number): void {
    const { effort, standing } = this.#table
    effort.proved(Math.min(this.#floor(), standing.deal.total))
    const goals: Goal[] = this.#ties ? ['a-tie', 'first-of-ties'] : ['cheaper']
    for (const goal of goals) {
      const dealer = new Dealer(this.#table, branch, { goal, stepsMax })
      const { deal } = standing
      const end = dealer.run()
      if (goal === 'cheaper' && standing.deal !== deal) this.#polisher?.run()
      if (end === 'unfinished') this.#unfinished.push(branch)
      else if (goal === 'cheaper' && dealer.least <= standing.deal.total) this.#aside.push(branch)
      if (end !== 'met') return
    }
  }

  /** The least total that is still possible: that of the most promising branch that is not done. */
  #floor(): number {
    let most = Math.max(this.#current, this.#branches.first?.bound ?? Number.NEGATIVE_INFINITY)
    for (const { bound } of this.#unfinished) most = Math.max(most, bound)
    return most === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : this.#floorOf(most)
  }

  #floorOf(most: number): number {
    const { problem, looseMost } = this.#table
    return Math.max(0, problem.untouched - fallOf(problem, looseMost + most))
  }

  /**
   * Whether the branch could hold what is sought: something cheaper; or something as cheap, which needs as
   * few checkouts and offers as the best deal so far.
   */
  #isWorthwhile({ bound, uses }: Branch): boolean {
    const { deal } = this.#table.standing
    const floor = this.#floorOf(bound)
    if (floor !== deal.total || !this.#ties) return floor < deal.total
    const checkouts = new Set(uses.map(({ group }) => group)).size
    if (checkouts !== deal.checkouts) return checkouts < deal.checkouts
    return uses.length <= deal.all.offers.length
  }

  /** Keeps a branch for later, where it could hold a deal as cheap as the best one. */
  #setAside(branch: Branch): void {
    if (!this.#ties && this.#floorOf(branch.bound) === this.#table.standing.deal.total) {
      this.#aside.push(branch)
    }
  }
}

/** The more promising first; of equals the one that is decided further. */
function comesFirst(a: Branch, b: Branch): number {
  return b.bound - a.bound || b.at - a.at
}
