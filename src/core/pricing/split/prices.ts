import type { Family, Turn, Use } from './families.ts'
import type { Needs } from './needs.ts'
import type { Player, Problem } from './problem.ts'

/** What a checkout takes of the cart, and gives, with one offer of each of two families or none. */
interface Pair {
  /** What the two take off. */
  readonly worth: number
  /** The list that it needs; and of it, what must be beside the sellers' own offers. */
  readonly list: number
  readonly beside: number
}

/** What whoever asks knows of the cart. */
export interface Whole {
  readonly problem: Problem
  readonly families: readonly Family[]
  readonly turns: readonly Turn[]
  readonly needs: Needs
  readonly list: number
  /** What the sellers' own offers gain at most, and whether all of them come before the last ones. */
  readonly localMost: number
  readonly localsEarly: boolean
}

const ROUNDS = 120

/**
 * Bounds what two families of offers, of which a checkout holds one each, give together with the
 * sellers' own offers: the platform's coupon and the code, say. Each checkout pays a price for the list
 * that it needs and for each offer that others could use as well; at any prices, what all checkouts
 * earn at most, and the prices of all there is, bound what can be had (Lagrangian relaxation). The
 * prices are found once; a bound at a branch is then a sum.
 */
export class Prices {
  readonly #whole: Whole
  readonly #first: Side
  readonly #second: Side
  /** By player of the one side and the other, none last: what the two come to; null where they exclude. */
  readonly #pairs: readonly (readonly (Pair | null)[])[]
  #ofList = 0
  #ofBeside = 0
  readonly #ofSecond: number[]
  /** By player of the first side, none last: the most that a checkout earns with it. */
  #earned: readonly number[] = []

  /** Null where there are no two such families. */
  static of(whole: Whole): Prices | null {
    const [first, second] = whole.families.flatMap((family, index) =>
      family.onePerCheckout ? [sideOf(whole, index)] : [],
    )
    if (first === undefined) return null
    return new Prices(whole, first, second ?? { players: [], rowOf: new Map(), from: 0, to: 0 })
  }

  private constructor(whole: Whole, first: Side, second: Side) {
    this.#whole = whole
    this.#first = first
    this.#second = second
    this.#pairs = [...first.players, null].map((one) =>
      [...second.players, null].map((other) => pairOf(whole, one, other)),
    )
    this.#ofSecond = second.players.map(() => 0)
    this.#settle()
  }

  /** Whether an offer is of one of the two families. */
  has(player: Player): boolean {
    return this.#first.rowOf.has(player) || this.#second.rowOf.has(player)
  }

  /** The most that an allotment of a branch takes off in these families, with the sellers' own offers. */
  bound(at: number, uses: readonly Use[]): number {
    const second = Math.max(at, this.#second.from)
    let sum = this.#ofWhole()
    for (let turn = second; turn < this.#second.to; turn++) sum += this.#priceOfTurn(turn)
    const checkouts = this.#checkouts(uses)
    for (const { one, other } of checkouts) {
      sum += other === null ? this.#mostWith(one, second) : this.#earning(one, other, false)
    }
    const left = this.#whole.problem.checkoutsMax - checkouts.length
    return Math.floor((sum + this.#mostOfRest(at, second, left)) * (1 + 1e-9)) + 1
  }

  /** By checkout that has an offer of the two families: their rows. */
  #checkouts(uses: readonly Use[]): { one: number; other: number | null }[] {
    const byGroup = new Map<number, { one: number; other: number | null }>()
    const none = this.#first.players.length
    for (const { player, group } of uses) {
      const one = this.#first.rowOf.get(player)
      const other = this.#second.rowOf.get(player)
      if (one === undefined && other === undefined) continue
      const known = byGroup.get(group) ?? { one: none, other: null }
      byGroup.set(group, { one: one ?? known.one, other: other ?? known.other })
    }
    return [...byGroup.values()]
  }

  /** Checkouts without an offer yet: the best of those that are still to be decided. */
  #mostOfRest(at: number, second: number, left: number): number {
    const blank = Math.max(0, this.#mostWith(this.#first.players.length, second))
    if (at >= this.#first.to) return left * blank
    const earned: number[] = []
    for (let turn = Math.max(at, this.#first.from); turn < this.#first.to; turn++) {
      earned.push(this.#earned[this.#rowOfTurn(turn, this.#first)] as number)
    }
    earned.sort((a, b) => b - a)
    let sum = 0
    for (let k = 0; k < left; k++) sum += Math.max(blank, earned[k] ?? 0)
    return sum
  }

  #rowOfTurn(turn: number, side: Side): number {
    return side.rowOf.get((this.#whole.turns[turn] as Turn).player) as number
  }

  #priceOfTurn(turn: number): number {
    return this.#ofSecond[this.#rowOfTurn(turn, this.#second)] as number
  }

  /** The most that a checkout earns with an offer of the first side and one that is still to be decided. */
  #mostWith(one: number, from: number): number {
    if (from <= this.#second.from) return this.#earned[one] as number
    let most = this.#earning(one, this.#second.players.length, true)
    for (let turn = from; turn < this.#second.to; turn++) {
      most = Math.max(most, this.#earning(one, this.#rowOfTurn(turn, this.#second), true))
    }
    return most
  }

  #earning(one: number, other: number, priced: boolean): number {
    const pair = this.#pairs[one]?.[other] ?? null
    if (pair === null) return Number.NEGATIVE_INFINITY
    const price = priced ? (this.#ofSecond[other] ?? 0) : 0
    return pair.worth - this.#ofList * pair.list - this.#ofBeside * pair.beside - price
  }

  /** The price of the whole list, twice over; and what the sellers' own offers earn at it. */
  #ofWhole(): number {
    const { list, localMost } = this.#whole
    return (this.#ofList + this.#ofBeside) * list + localMost * Math.max(0, 1 - this.#ofBeside)
  }

  /** Looks for the prices with the least bound: dearer what is asked for too often, cheaper what is not. */
  #settle(): void {
    let best = { bound: Number.POSITIVE_INFINITY, ...this.#prices() }
    let closeness = 0.1
    let without = 0
    for (let round = 0; round < ROUNDS; round++) {
      const { bound, asked } = this.#demand()
      if (bound < best.bound - 1e-9) {
        best = { bound, ...this.#prices() }
        without = 0
      } else if (++without === 8) {
        closeness /= 2
        without = 0
      }
      this.#adjust(asked, closeness * best.bound)
    }
    this.#ofList = best.ofList
    this.#ofBeside = best.ofBeside
    for (const [row, price] of best.ofSecond.entries()) this.#ofSecond[row] = price
    this.#demand()
  }

  #prices() {
    return { ofList: this.#ofList, ofBeside: this.#ofBeside, ofSecond: [...this.#ofSecond] }
  }

  /** What checkouts would take at these prices, as parts of what there is; and the bound. */
  #demand(): { bound: number; asked: Asked } {
    const { problem, list, localMost } = this.#whole
    const rows = this.#pairs.map((_, one) => this.#bestOf(one))
    this.#earned = rows.map(({ earning }) => earning)
    const none = rows.pop() as Row
    const taken = rows
      .flatMap((row, at) => new Array<Row>(this.#first.players[at]?.uses ?? 0).fill(row))
      .sort((a, b) => b.earning - a.earning)
    const asked: Asked = { list: 0, beside: 0, second: this.#ofSecond.map(() => 0) }
    let bound = this.#ofWhole()
    for (const [row, price] of this.#ofSecond.entries()) {
      bound += price * (this.#second.players[row]?.uses ?? 0)
    }
    for (let k = 0; k < problem.checkoutsMax; k++) {
      const row = (taken[k]?.earning ?? 0) > none.earning ? (taken[k] as Row) : none
      if (row.earning <= 0) continue
      bound += row.earning
      asked.list += (row.pair?.list ?? 0) / list
      asked.beside += (row.pair?.beside ?? 0) / list
      if (row.other < asked.second.length) {
        asked.second[row.other] = (asked.second[row.other] as number) + 1
      }
    }
    if (this.#ofBeside < 1) asked.beside += localMost / list
    return { bound, asked }
  }

  #bestOf(one: number): Row {
    let best: Row = { earning: Number.NEGATIVE_INFINITY, other: 0, pair: null }
    for (let other = 0; other <= this.#second.players.length; other++) {
      const earning = this.#earning(one, other, true)
      if (earning > best.earning) best = { earning, other, pair: this.#pairs[one]?.[other] ?? null }
    }
    return best
  }

  /** A step against the excess of each, so long that the bound could fall by `by`. */
  #adjust(asked: Asked, by: number): void {
    const { list, localsEarly } = this.#whole
    const excess = [asked.list - 1, localsEarly ? asked.beside - 1 : 0]
    for (const [row, times] of asked.second.entries()) {
      excess.push(times - (this.#second.players[row]?.uses ?? 0))
    }
    const size = excess.reduce((sum, one) => sum + one * one, 0)
    if (size === 0) return
    const step = by / size
    this.#ofList = Math.max(0, this.#ofList + (step * (excess[0] as number)) / list)
    this.#ofBeside = Math.max(0, this.#ofBeside + (step * (excess[1] as number)) / list)
    for (let row = 0; row < this.#ofSecond.length; row++) {
      const price = (this.#ofSecond[row] as number) + step * (excess[row + 2] as number)
      this.#ofSecond[row] = Math.max(0, price)
    }
  }
}

interface Row {
  readonly earning: number
  readonly other: number
  readonly pair: Pair | null
}

interface Asked {
  list: number
  beside: number
  readonly second: number[]
}

/** A family with the turns in which its offers are decided. */
interface Side {
  readonly players: readonly Player[]
  readonly rowOf: ReadonlyMap<Player, number>
  readonly from: number
  readonly to: number
}

function sideOf({ families, turns }: Whole, index: number): Side {
  const { players } = families[index] as Family
  const from = turns.findIndex(({ family }) => family === index)
  return {
    players,
    rowOf: new Map(players.map((player, row) => [player, row])),
    from,
    to: turns.findLastIndex(({ family }) => family === index) + 1,
  }
}

function pairOf({ problem, needs }: Whole, one: Player | null, other: Player | null): Pair | null {
  if (one !== null && other !== null) {
    const [earlier, later] = one.index < other.index ? [one, other] : [other, one]
    if (problem.exclusion[earlier.index]?.[later.index] === 1) return null
  }
  const uses = [one, other].flatMap((player) => (player === null ? [] : [{ player, group: 0 }]))
  let worth = 0
  let list = 0
  let beside = 0
  for (const use of uses) {
    const need = needs.of(use, uses)
    worth += use.player.candidate.most
    list = Math.max(list, need)
    if (use.player.last) beside = Math.max(beside, need)
  }
  return { worth, list, beside }
}
