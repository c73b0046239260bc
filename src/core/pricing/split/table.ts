import type { Effort } from '../progress.ts'
import type { AllotmentTree } from './allotments.ts'
import type { Deal } from './deal.ts'
import type { DealPricer } from './deal-pricer.ts'
import type { LocalGains } from './local-gains.ts'
import { type Piece, type Player, type Problem, sellerOf } from './problem.ts'
import { sumsFrom } from './sums.ts'

/** What lies on the table while a cart is dealt out. */
export interface Table {
  readonly problem: Problem
  readonly tree: AllotmentTree
  readonly gains: LocalGains
  readonly largestFirst: DealOrder
  readonly inTurn: DealOrder
  /** Offers that are counted in full, as often as each may be used; and what they come to. */
  readonly loose: readonly Player[]
  readonly looseMost: number
  readonly pricer: DealPricer
  readonly effort: Effort
  /** The best deal so far: every search for a better one is held against it. */
  readonly standing: { deal: Deal }
}

/** In which order pieces are dealt, and what lies from each place on. */
export interface DealOrder {
  readonly pieces: Int32Array
  /** Whether that is the order of the cart, and checkouts are paid as they are opened. */
  readonly asInCart: boolean
  /** By player and place: the list, and the pieces, from there on that the offer reaches. */
  readonly listFrom: readonly Float64Array[]
  readonly countFrom: readonly Float64Array[]
  /** By family and place: the list from there on that any of its offers reaches. */
  readonly familyFrom: readonly Float64Array[]
}

/** Seller by seller, the largest first: what a seller loses by being parted shows at once. */
export function largestFirst(problem: Problem, tree: AllotmentTree): DealOrder {
  const lists = new Float64Array(problem.cart.sellers.size)
  for (const [at, { list }] of problem.pieces.entries()) {
    const seller = sellerOf(problem, at)
    lists[seller] = (lists[seller] as number) + list
  }
  const pieces = sellerBySeller(problem, (a, b) => (lists[b] as number) - (lists[a] as number))
  return orderOf(problem, tree, pieces)
}

/** Seller by seller as they come up in the cart: which of equal deals comes first shows soon. */
export function inTurn(problem: Problem, tree: AllotmentTree): DealOrder {
  const pieces = sellerBySeller(problem, () => 0)
  return orderOf(problem, tree, pieces)
}

/** Sellers are numbered as they come up in the cart. */
function sellerBySeller(problem: Problem, compare: (a: number, b: number) => number): Int32Array {
  return Int32Array.from(problem.pieces, (_, at) => at).sort((a, b) => {
    const [one, other] = [sellerOf(problem, a), sellerOf(problem, b)]
    return compare(one, other) || one - other || a - b
  })
}

function orderOf(
  { pieces, players, placed }: Problem,
  tree: AllotmentTree,
  order: Int32Array,
): DealOrder {
  const from = (amount: (piece: Piece) => number, reaches: (at: number) => boolean) =>
    sumsFrom(order, (at) => (reaches(at) ? amount(pieces[at] as Piece) : 0))
  const listOf = ({ list }: Piece): number => list
  const countOf = ({ quantity }: Piece): number => quantity
  const ofPlayers = (amount: (piece: Piece) => number) =>
    players.map((player) =>
      player.role === 'shared' ? from(amount, (at) => player.reaches[at] === 1) : NOWHERE,
    )
  return {
    pieces: order,
    asInCart: placed === 0 && order.every((piece, at) => piece === at),
    listFrom: ofPlayers(listOf),
    countFrom: ofPlayers(countOf),
    familyFrom: tree.families.map((family) =>
      from(listOf, (at) => family.players.some(({ reaches }) => reaches[at] === 1)),
    ),
  }
}

/** Only shared offers are allotted, and then have to find their lines. */
const NOWHERE = new Float64Array(0)
