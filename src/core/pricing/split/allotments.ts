import { type Family, familiesOf, type Turn, turnsOf, type Use } from './families.ts'
import { Needs } from './needs.ts'
import { Prices } from './prices.ts'
import type { Player, Problem } from './problem.ts'

/** Which checkout gets which of the shared offers, once all are decided. */
export interface Allotment {
  readonly uses: readonly Use[]
  /** Checkouts that have a place or an offer. */
  readonly groups: number
  /** The most that the offers take off together. */
  readonly most: number
  /** The most that the sellers' own offers can gain beside them. */
  readonly localMost: number
}

/** Allotments that begin alike: the offers before `at` are decided. */
export interface Branch extends Allotment {
  readonly at: number
  /** The most that any allotment of the branch takes off, with what the sellers' own offers gain. */
  readonly bound: number
}

/**
 * Shared offers in the order in which they are decided: those that compete for the same place together,
 * and of these the one that gives most for its minimum first.
 */
export class AllotmentTree {
  readonly #problem: Problem
  readonly #turns: readonly Turn[]
  readonly families: readonly Family[]
  /** By place: the most of all families after the one there. */
  readonly #later: readonly number[]
  /** By player: its family. */
  readonly familyOf: Int32Array
  /** The list of the whole cart. */
  readonly #list: number
  readonly needs: Needs
  readonly #prices: Prices | null
  /** What the sellers' own offers gain at most; and whether all of them come before the last ones. */
  readonly #localMost: number
  readonly #localsEarly: boolean

  constructor(problem: Problem, localMost: number) {
    this.#problem = problem
    this.#localMost = localMost
    this.#localsEarly = problem.players.every(({ role, early }) => role !== 'local' || early)
    const { players, cart } = problem
    this.needs = new Needs(problem)
    this.#list = cart.lists.reduce((sum, list) => sum + list, 0)
    const shared = players.filter(({ role }) => role === 'shared')
    this.families = familiesOf(problem, shared)
    this.familyOf = Int32Array.from(players, (player) =>
      this.families.findIndex((family) => family.players.includes(player)),
    )
    this.#turns = this.families.flatMap((family, index) => turnsOf(family, index, problem))
    const later: number[] = []
    let after = 0
    for (let at = this.#turns.length - 1; at >= 0; at--) {
      const turn = this.#turns[at] as Turn
      later[at] = after
      if (this.#turns[at - 1]?.family !== turn.family) after += this.#restOf(at, [])
    }
    this.#later = later
    this.#prices = Prices.of({
      problem,
      families: this.families,
      turns: this.#turns,
      needs: this.needs,
      list: this.#list,
      localMost,
      localsEarly: this.#localsEarly,
    })
  }

  root(): Branch {
    const branch = { uses: [], groups: this.#problem.placed, most: 0, at: 0 }
    return this.#bounded(branch)
  }

  isComplete(branch: Branch): boolean {
    return branch.at === this.#turns.length
  }

  /** The next offer in each checkout where it finds a place, and in none. */
  children(branch: Branch): Branch[] {
    const { uses, groups, most, at } = branch
    const { player, again } = this.#turns[at] as Turn
    const children: Branch[] = []
    const from = again ? after(player.index, uses) : after(player.twin, uses)
    const open = Math.min(groups + 1, this.#problem.checkoutsMax)
    for (let group = from; group < (player.firstOnly ? 1 : open); group++) {
      if (this.#isExcluded(player, group, uses)) continue
      const taken = [...uses, { player, group }]
      if (!this.#fits(taken)) continue
      const child = {
        uses: taken,
        groups: Math.max(groups, group + 1),
        most: most + player.candidate.most,
        at: at + 1,
      }
      children.push(this.#bounded(child))
    }
    const without = { uses, groups, most, at: at + 1 }
    children.push(this.#bounded(without))
    return children
  }

  /**
   * Whether the lines could suffice: each checkout needs as much as the greatest of its minimums, and
   * the minimums of a family are of different lines.
   */
  #fits(uses: readonly Use[]): boolean {
    const byGroup = new Float64Array(this.#problem.checkoutsMax)
    const byFamily = new Float64Array(this.families.length)
    for (const use of uses) {
      const { player, group } = use
      const need = this.needs.of(use, uses)
      const family = this.familyOf[player.index] as number
      byGroup[group] = Math.max(byGroup[group] as number, need)
      byFamily[family] = (byFamily[family] as number) + need
    }
    if (byFamily.some((need, at) => need > (this.families[at] as Family).capacity)) return false
    return byGroup.reduce((sum, need) => sum + need, 0) <= this.#list
  }

  #isExcluded(player: Player, group: number, uses: readonly Use[]): boolean {
    for (const use of uses) {
      if (use.group !== group) continue
      const [earlier, later] =
        use.player.index < player.index ? [use.player, player] : [player, use.player]
      if (this.#problem.exclusion[earlier.index]?.[later.index] === 1) return true
    }
    return false
  }

  #bounded(branch: Omit<Branch, 'bound' | 'localMost'>): Branch {
    const { at, uses, most } = branch
    const localMost = this.#localBeside(uses)
    if (at === this.#turns.length) return { ...branch, localMost, bound: most + localMost }
    const rest = this.#restOf(at, uses) + (this.#later[at] as number)
    const bound = Math.min(most + rest + localMost, this.#atPrices(at, uses))
    return { ...branch, localMost, bound }
  }

  /** The bound of the two families that have prices, with what the others could add. */
  #atPrices(at: number, uses: readonly Use[]): number {
    if (this.#prices === null) return Number.POSITIVE_INFINITY
    let sum = this.#prices.bound(at, uses)
    for (const { player } of uses) if (!this.#prices.has(player)) sum += player.candidate.most
    for (let turn = at; turn < this.#turns.length; turn++) {
      const { player } = this.#turns[turn] as Turn
      if (!this.#prices.has(player)) sum += player.candidate.most
    }
    return sum
  }

  /**
   * Where checkouts use offers that need a part to be left, all that is taken before these fits beside
   * their parts: what is left elsewhere only makes room as far as it is taken off there itself.
   */
  #localBeside(uses: readonly Use[]): number {
    if (!this.#localsEarly) return this.#localMost
    let room = this.#list
    for (const { player, group } of uses) {
      if (!player.last) continue
      room -= player.needSpend
      for (const { player: other, group: its } of uses) {
        if (its === group && other.early) room -= other.candidate.most
      }
    }
    return Math.min(this.#localMost, Math.max(0, room))
  }

  /**
   * The most that the rest of a family can add: their minimums are of different lines, so together
   * within what is left of the lines that they reach; and one a checkout, where they hold one.
   */
  #restOf(at: number, uses: readonly Use[]): number {
    const { family, most } = this.#turns[at] as Turn
    const { capacity, onePerCheckout } = this.families[family] as Family
    let room = capacity
    let places = this.#problem.checkoutsMax
    for (const { player } of uses) {
      if (this.familyOf[player.index] !== family) continue
      room -= player.needSpend
      places--
    }
    const byCount = onePerCheckout
      ? (most[Math.max(0, places)] as number)
      : Number.POSITIVE_INFINITY
    return Math.min(byCount, this.#byRoom(at, room))
  }

  #byRoom(at: number, room: number): number {
    const { family } = this.#turns[at] as Turn
    let left = room
    let sum = 0
    for (let k = at; k < this.#turns.length; k++) {
      const turn = this.#turns[k] as Turn
      if (turn.family !== family) break
      const { needSpend, candidate } = turn.player
      if (needSpend <= left) {
        left -= needSpend
        sum += candidate.most
      } else {
        // A part of it: more than any choice of whole ones can add.
        return sum + Math.floor((candidate.most * Math.max(0, left)) / needSpend) + 1
      }
    }
    return sum
  }
}

/**
 * The first checkout for one more use of an offer, or for its twin: after the checkout of the use
 * before, for the other way round is the same. None where that was not used.
 */
function after(index: number, uses: readonly Use[]): number {
  if (index < 0) return 0
  const before = uses.findLast(({ player }) => player.index === index)
  return before === undefined ? Number.POSITIVE_INFINITY : before.group + 1
}
