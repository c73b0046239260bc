import { mulDivFloor, WHOLE_BP } from '../../base/exact.ts'
import type { CartOrder } from '../cart.ts'
import { comparePicks, type Pick, pickOf } from '../tie-order.ts'
import { worthOf } from '../worth.ts'
import { type Cell, fillCells, mostByBlocks, type Option, type Placed } from './fill-cells.ts'
import { type Piece, type Player, type Problem, sellerOf } from './problem.ts'
import { sumsFrom } from './sums.ts'
import { waysOf } from './ways.ts'

/**
 * What one seller's lines can gain by being dealt in some way: its own offers, less the fees of the
 * orders that are paid more than once. A node stands for the seller's first pieces dealt into blocks
 * that only differ by what lies in them; which checkout a block becomes is open.
 */
export interface GainNode {
  /** The most that the seller gains, however its further pieces are dealt. */
  readonly gain: number
  /** Of the ways to gain that much, the offers that come first among equals (pricing §7). */
  readonly pick: Pick
  /** Once all pieces lie: how that much is gained. */
  readonly settled: Settled | null
  /** The node after the next piece went to a block; the first block that is not yet, opens it. */
  child(block: number): GainNode
}

/** A seller's offers with all of its pieces dealt. */
export interface Settled {
  readonly placed: readonly Placed[]
  /** Whether the same offers could give as much in other blocks. */
  readonly ambiguous: boolean
  /** Fees that are paid again. */
  readonly fees: number
  /** By block: the most that could be taken off there, were the offers used nowhere else. */
  readonly mostIn: readonly Most[]
}

/** What is taken off before offers that need a part of the whole to be left, and beside that. */
export interface Most {
  early: number
  late: number
}

/** The gains of each seller of a cart, before any piece is dealt. */
export interface LocalGains {
  readonly roots: readonly GainNode[]
  /** By piece: its seller, or −1 where that gains the same however it is dealt. */
  readonly sellerOf: Int32Array
}

/** Ways to deal a seller's pieces that are all looked at before; with more, each when it comes up. */
const WAYS_MAX = 1_000

export function localGainsOf(problem: Problem): LocalGains {
  const { cart, pieces, players } = problem
  const sellers = Int32Array.from(pieces, (_, at) => sellerOf(problem, at))
  const roots: GainNode[] = []
  const indifferent = new Set<number>()
  for (const { index } of cart.sellers.values()) {
    const own = pieces.flatMap((_, at) => (sellers[at] === index ? [at] : []))
    const locals = players.filter(
      ({ role, reaches }) => role === 'local' && own.some((at) => reaches[at] === 1),
    )
    const seller = new SellerGains(problem, own, locals)
    if (seller.indifferent) indifferent.add(index)
    roots[index] = seller.root()
  }
  return {
    roots,
    sellerOf: sellers.map((seller) => (indifferent.has(seller) ? -1 : seller)),
  }
}

const NOTHING: GainNode = { gain: 0, pick: pickOf([]), settled: null, child: () => NOTHING }

class SellerGains {
  readonly #problem: Problem
  readonly #own: readonly number[]
  readonly #locals: readonly Local[]
  /** By family of cells and depth: the list that is still to be dealt to its offers. */
  readonly #leftFrom: readonly Float64Array[]
  /** By depth: orders of which no piece is dealt. */
  readonly #newOrdersFrom: Float64Array
  readonly indifferent: boolean
  /** The least that another block costs, weighed like what is taken off. */
  readonly #leastFee: number

  constructor(problem: Problem, own: readonly number[], players: readonly Player[]) {
    const { cart, pieces } = problem
    this.#problem = problem
    this.#own = own
    const families: string[] = []
    this.#locals = players.map((player) => localOf(player, problem, families))
    this.#leftFrom = families.map((_, family) => {
      const its = this.#locals.filter((one) => one.family === family)
      const isReached = (at: number) => its.some(({ player }) => player.reaches[at] === 1)
      return sumsFrom(own, (at) => (isReached(at) ? (pieces[at] as Piece).list : 0))
    })
    const orders = own.map((at) => this.#orderOf(at))
    const isNew = orders.map((order, k) => orders.indexOf(order) === k)
    this.#newOrdersFrom = sumsFrom(isNew, Number)
    const leastFee = Math.min(...own.map((at) => cart.fees[this.#orderOf(at)] as number))
    this.#leastFee = mulDivFloor(leastFee, WHOLE_BP, problem.taxFactorBp)
    const fees = own.some((at) => (cart.orders[this.#orderOf(at)] as CartOrder).fee > 0)
    this.indifferent = !fees && players.length === 0
  }

  root(): GainNode {
    if (this.indifferent) return NOTHING
    const { checkoutsMax, bundled } = this.#problem
    const few = !bundled && waysOf(this.#own.length, checkoutsMax, WAYS_MAX) <= WAYS_MAX
    return few ? this.#grown([], 0) : this.#lazy([], 0)
  }

  #orderOf(piece: number): number {
    const { cart, pieces } = this.#problem
    return cart.orderOf[(pieces[piece] as Piece).line] as number
  }

  /** All nodes below are made, so that the gain is one that can be had. */
  #grown(dealt: readonly number[], blocks: number): GainNode {
    if (dealt.length === this.#own.length) return this.#node(dealt, blocks, () => NOTHING)
    const next: GainNode[] = []
    for (let block = 0; block <= blocks && block < this.#problem.checkoutsMax; block++) {
      next.push(this.#grown([...dealt, block], Math.max(blocks, block + 1)))
    }
    const first = next.reduce((best, node) => {
      if (node.gain !== best.gain) return node.gain > best.gain ? node : best
      return comparePicks(node.pick, best.pick) < 0 ? node : best
    })
    const child = (block: number): GainNode => next[block] as GainNode
    return { gain: first.gain, pick: first.pick, settled: null, child }
  }

  /** Nodes below are made when they are asked for; until then the gain is a bound. */
  #lazy(dealt: readonly number[], blocks: number): GainNode {
    const next: GainNode[] = []
    return this.#node(dealt, blocks, (block) => {
      next[block] ??= this.#lazy([...dealt, block], Math.max(blocks, block + 1))
      return next[block]
    })
  }

  #node(dealt: readonly number[], blocks: number, child: GainNode['child']): GainNode {
    const open = dealt.length < this.#own.length
    const cells: Cell[] = []
    const free: Free = { gain: 0, placed: [], ambiguous: false, inBlocks: [] }
    for (const local of this.#locals) {
      const options: InBlock[] = []
      for (let block = 0; block < (open ? this.#problem.checkoutsMax : blocks); block++) {
        const option = this.#option(local, dealt, block)
        if (option.worth > 0) options.push(option)
      }
      if (local.family === null) useFreely(free, options, local.player)
      else addOptions(cells, local.family, options)
    }
    const fees = this.#feesAgain(dealt)
    if (open) {
      const gain = free.gain + this.#mostOf(cells, dealt.length, blocks) - fees
      return { gain, pick: NOTHING.pick, settled: null, child }
    }
    const filled = fillCells(cells)
    const gain = free.gain + filled.gain - fees
    const placed = [...free.placed, ...filled.placed]
    const mostIn = Array.from({ length: blocks }, (): Most => ({ early: 0, late: 0 }))
    for (const { block, worth, player } of free.inBlocks) {
      ;(mostIn[block] as Most)[player.early ? 'early' : 'late'] += worth
    }
    // What a late offer could take as well need not fit beside the part that is left.
    for (const { block, options } of cells) {
      const early = options.every(({ player }) => player.early)
      ;(mostIn[block] as Most)[early ? 'early' : 'late'] += (options[0] as Option).worth
    }
    const ambiguous = free.ambiguous || filled.ambiguous
    return {
      gain,
      pick: pickOf(placed.map(({ player }) => player.candidate.offer)),
      settled: { placed, ambiguous, fees, mostIn },
      child,
    }
  }

  /**
   * With more blocks more offers find a place; and in each of them an order pays its fee once more, but
   * in as many as an order can lie in that lies nowhere yet.
   */
  #mostOf(cells: readonly Cell[], dealt: number, blocks: number): number {
    const left = this.#leftFrom.map((from) => from[dealt] as number)
    const free = blocks + (this.#newOrdersFrom[dealt] as number)
    const byBlocks = mostByBlocks(cells, left, this.#problem.checkoutsMax)
    const gains = byBlocks.map((most, at) => most - this.#leastFee * Math.max(0, at + 1 - free))
    return Math.max(0, ...gains)
  }

  /** What an offer could give in a block, with all that is still to be dealt. */
  #option({ player }: Local, dealt: readonly number[], block: number): InBlock {
    const { cart, pieces } = this.#problem
    let list = 0
    let lies = 0
    let count = 0
    let fees = 0
    const orders = new Set<number>()
    for (let k = 0; k < this.#own.length; k++) {
      const at = this.#own[k] as number
      if (player.reaches[at] === 0 || (k < dealt.length && dealt[k] !== block)) continue
      const piece = pieces[at] as Piece
      list += piece.list
      if (k < dealt.length) lies += piece.list
      count += piece.quantity
      const order = this.#orderOf(at)
      if (orders.has(order)) continue
      orders.add(order)
      fees += cart.fees[order] as number
    }
    const isInReach = list >= player.needSpend && count >= player.needPieces
    const basket = { list, spend: list, pieces: count, fees }
    const worth = isInReach ? worthOf(player.candidate.offer, cart, basket) : 0
    return { player, block, worth, lacks: Math.max(0, player.needSpend - lies) }
  }

  /**
   * Each order pays its fee in every checkout that holds a piece of it; once it pays anyway. What is
   * taken off weighs more than a fee where tax is added to the lines.
   */
  #feesAgain(dealt: readonly number[]): number {
    const { cart, checkoutsMax, taxFactorBp } = this.#problem
    const paid = new Set<number>()
    const all = new Set<number>()
    let fees = 0
    for (let k = 0; k < dealt.length; k++) {
      const order = this.#orderOf(this.#own[k] as number)
      const here = order * checkoutsMax + (dealt[k] as number)
      if (paid.has(here)) continue
      paid.add(here)
      if (all.has(order)) fees += cart.fees[order] as number
      all.add(order)
    }
    return mulDivFloor(fees, WHOLE_BP, taxFactorBp)
  }
}

/** An offer of one seller, with the family of cells that it competes for; null where it is free. */
interface Local {
  readonly player: Player
  readonly family: number | null
}

function localOf(player: Player, problem: Problem, families: string[]): Local {
  const name = slotUnitOf(player, problem)
  if (name === null) return { player, family: null }
  const known = families.indexOf(name)
  return { player, family: known >= 0 ? known : families.push(name) - 1 }
}

/** The one unit of its slot that an offer can hold, by name; null where it has no slot or several. */
function slotUnitOf({ candidate }: Player, { cart }: Problem): string | null {
  const { kind, offer, units, lines } = candidate
  if (kind.slot !== null) return units.length === 1 ? `${kind.slot.index} ${units[0]?.unit}` : null
  // Offers of a kind that does not stack with itself hold an order as if it were a slot.
  const alone = (kind.allows & kind.bit) === 0 && offer.stacksWith === null
  const orders = new Set(lines.map((line) => cart.orderOf[line]))
  return alone && orders.size === 1 ? `kind ${kind.id} ${[...orders][0]}` : null
}

interface InBlock extends Option {
  readonly block: number
}

/** What offers give that hold no place of which there is one. */
interface Free {
  gain: number
  ambiguous: boolean
  readonly placed: Placed[]
  readonly inBlocks: InBlock[]
}

/** Wherever it gives most, as often as it may be used. */
function useFreely(free: Free, options: readonly InBlock[], { uses }: Player): void {
  const ordered = [...options].sort((a, b) => b.worth - a.worth)
  for (const option of ordered.slice(0, uses)) {
    free.gain += option.worth
    free.placed.push(option)
  }
  free.inBlocks.push(...options)
  if (ordered.length > uses && ordered[uses]?.worth === ordered[uses - 1]?.worth) {
    free.ambiguous = true
  }
}

/** Of each family, one cell a block. */
function addOptions(cells: Cell[], family: number, options: readonly InBlock[]): void {
  for (const option of options) {
    const { block } = option
    const cell = cells.find((one) => one.family === family && one.block === block)
    if (cell) cell.options.push(option)
    else cells.push({ family, block, options: [option] })
  }
}
