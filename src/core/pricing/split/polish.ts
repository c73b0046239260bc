import type { Allotment } from './allotments.ts'
import { compareDeals } from './deal.ts'
import type { Family, Use } from './families.ts'
import type { GainNode, Settled } from './local-gains.ts'
import { orderOfPayment } from './order-of-payment.ts'
import type { Piece, Player, Problem } from './problem.ts'
import type { Table } from './table.ts'

/** Carts below this are proved at once; above the other, a look around costs too much. */
const PIECES = { least: 12, most: 200 }

/** Looks at ways to deal before it is enough, and what each takes in steps. */
const LOOKS_MAX = 6_000
const LOOK_STEPS = 2_000

/** A way to deal the pieces, and what it is estimated to take off. */
interface Guess {
  readonly worth: number
  readonly uses: readonly Use[]
}

/**
 * Looks around the best deal for a better one, by moving a line or a seller to another checkout, or
 * changing two of them, as long as that helps. It proves nothing: it only finds sooner what lowers the
 * total that all else is held against.
 */
export class Polisher {
  readonly #table: Table
  readonly #first: readonly Player[]
  readonly #second: readonly Player[]
  readonly #groupOf: Int32Array
  /** By seller: its pieces; first those that move as one. */
  readonly #units: readonly (readonly number[])[]
  #looks = 0

  constructor(table: Table) {
    this.#table = table
    const { problem, tree } = table
    const [first, second] = tree.families.filter((family: Family) => family.onePerCheckout)
    this.#first = first?.players ?? []
    this.#second = second?.players ?? []
    this.#groupOf = new Int32Array(problem.pieces.length)
    this.#units = unitsOf(problem)
  }

  static helps({ pieces, placed }: Problem): boolean {
    return placed === 0 && pieces.length >= PIECES.least && pieces.length <= PIECES.most
  }

  /** From the best deal so far, to where no move helps. */
  run(): void {
    const { standing, effort } = this.#table
    this.#groupOf.set(standing.deal.checkoutOf)
    this.#looks = 0
    let best = this.#guess()
    for (let better = this.#step(best); better !== null; better = this.#step(best)) {
      best = better
      // At once, so that whoever ends the search has it.
      this.#settle(best)
      if (effort.spent) return
    }
  }

  /** The first move that helps; null where none does, or it is enough. */
  #step({ worth }: Guess): Guess | null {
    const { checkoutsMax } = this.#table.problem
    for (const unit of this.#units) {
      for (let group = 0; group < checkoutsMax; group++) {
        const found = this.#tried(unit, group, worth)
        if (found !== null) return found
      }
    }
    for (let a = 0; a < this.#units.length; a++) {
      for (let b = a + 1; b < this.#units.length; b++) {
        const found = this.#swapped(a, b, worth)
        if (found !== null) return found
        if (this.#looks > LOOKS_MAX) return null
      }
    }
    return null
  }

  #tried(unit: readonly number[], group: number, worth: number): Guess | null {
    if (unit.every((piece) => this.#groupOf[piece] === group)) return null
    const before = unit.map((piece) => this.#groupOf[piece] as number)
    for (const piece of unit) this.#groupOf[piece] = group
    const guess = this.#guess()
    if (guess.worth > worth) return guess
    for (const [k, piece] of unit.entries()) this.#groupOf[piece] = before[k] as number
    return null
  }

  #swapped(a: number, b: number, worth: number): Guess | null {
    const [one, other] = [this.#units[a], this.#units[b]] as [readonly number[], readonly number[]]
    const [here, there] = [this.#groupOf[one[0] as number], this.#groupOf[other[0] as number]]
    if (here === there || one.some((piece) => other.includes(piece))) return null
    const before = Int32Array.from(this.#groupOf)
    for (const piece of one) this.#groupOf[piece] = there as number
    for (const piece of other) this.#groupOf[piece] = here as number
    const guess = this.#guess()
    if (guess.worth > worth) return guess
    this.#groupOf.set(before)
    return null
  }

  /** Each seller's own gain, and the offers of the two families given to the fullest checkouts first. */
  #guess(): Guess {
    const { problem, gains, effort } = this.#table
    effort.take(LOOK_STEPS)
    this.#looks++
    const groups = Array.from({ length: problem.checkoutsMax }, () => ({ list: 0, early: 0 }))
    for (const [at, { list }] of problem.pieces.entries()) {
      ;(groups[this.#groupOf[at] as number] as { list: number }).list += list
    }
    let worth = 0
    for (const [seller, root] of gains.roots.entries()) {
      const { node, blocks } = this.#walk(seller, root)
      worth += node.gain
      for (const [group, { early }] of blocksByGroup(node.settled, blocks)) {
        ;(groups[group] as { early: number }).early += early
      }
    }
    const uses: Use[] = []
    const order = groups.map((_, group) => group)
    order.sort((a, b) => (groups[b]?.list as number) - (groups[a]?.list as number))
    for (const group of order) {
      const room = groups[group] as { list: number; early: number }
      const pair = this.#bestPair(group, room, uses)
      for (const player of pair) {
        uses.push({ player, group })
        worth += player.candidate.most
      }
    }
    return { worth, uses }
  }

  #bestPair(group: number, room: { list: number; early: number }, uses: readonly Use[]): Player[] {
    if (room.list === 0) return []
    const free = (players: readonly Player[]) =>
      players.filter(
        (player) =>
          uses.filter((use) => use.player === player).length < player.uses &&
          player.needSpend <= room.list &&
          this.#listIn(player, group) >= player.needSpend,
      )
    let best: Player[] = []
    let most = 0
    const seconds = free(this.#second)
    for (const one of [null, ...free(this.#first)]) {
      for (const other of [null, ...seconds]) {
        const pair = [one, other].filter((player) => player !== null)
        const worth = pair.reduce((sum, { candidate }) => sum + candidate.most, 0)
        if (worth <= most) continue
        const taken = room.early + (one?.early ? one.candidate.most : 0)
        if (other?.last && other.needSpend + taken > room.list) continue
        best = pair
        most = worth
      }
    }
    return best
  }

  #listIn({ reaches }: Player, group: number): number {
    const { pieces } = this.#table.problem
    let list = 0
    for (let at = 0; at < pieces.length; at++) {
      if (reaches[at] === 1 && this.#groupOf[at] === group) list += (pieces[at] as Piece).list
    }
    return list
  }

  /** The seller's node with its pieces dealt so, and by group the seller's block. */
  #walk(seller: number, root: GainNode): { node: GainNode; blocks: Int8Array } {
    const { problem, gains } = this.#table
    const blocks = new Int8Array(problem.checkoutsMax).fill(-1)
    let node = root
    let opened = 0
    for (let at = 0; at < problem.pieces.length; at++) {
      if (gains.sellerOf[at] !== seller) continue
      const group = this.#groupOf[at] as number
      if (blocks[group] === -1) blocks[group] = opened++
      node = node.child(blocks[group] as number)
    }
    return { node, blocks }
  }

  /** Priced exactly, and kept where it is the best. */
  #settle({ uses }: Guess): void {
    const { problem, gains, pricer, standing, effort } = this.#table
    const { checkoutOf, groupAt } = orderOfPayment(
      problem,
      (piece) => this.#groupOf[piece] as number,
    )
    const walks = gains.roots.map((root, seller) => this.#walk(seller, root))
    const most = uses.reduce((sum, { player }) => sum + player.candidate.most, 0)
    const allotment: Allotment = { uses, groups: problem.checkoutsMax, most, localMost: 0 }
    const settled = walks.map(({ node }) => node.settled)
    const way = {
      checkoutOf,
      groupAt,
      allotment,
      settled,
      blocks: walks.map(({ blocks }) => blocks),
    }
    const gain = walks.reduce((sum, { node }) => sum + node.gain, 0)
    const predicted = pricer.predicted(way, problem.untouched - most - gain)
    const deal = predicted ?? pricer.price(way, standing.deal.total, LOOK_STEPS * 100).deal
    if (deal === null || compareDeals(deal, standing.deal) >= 0) return
    standing.deal = deal
    effort.found(deal.total)
  }
}

function blocksByGroup(settled: Settled | null, blocks: Int8Array): [number, { early: number }][] {
  if (settled === null) return []
  return [...blocks.entries()].flatMap(([group, block]) =>
    block < 0 ? [] : [[group, settled.mostIn[block] as { early: number }] as const],
  ) as [number, { early: number }][]
}

/** What moves as one: all pieces of a seller, where it has several, and each piece. */
function unitsOf({ pieces, cart }: Problem): number[][] {
  const bySeller = new Map<number, number[]>()
  for (const [at, { line }] of pieces.entries()) {
    const seller = cart.sellerOf[line] as number
    bySeller.set(seller, [...(bySeller.get(seller) ?? []), at])
  }
  const sellers = [...bySeller.values()].filter((own) => own.length > 1)
  return [...sellers, ...pieces.map((_, at) => [at])]
}
