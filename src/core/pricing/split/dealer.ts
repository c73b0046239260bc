import { WHOLE_BP } from '../../base/exact.ts'
import { fallOf } from '../fall.ts'
import type { Offer } from '../offer.ts'
import { comparePicks, pickOf } from '../tie-order.ts'
import type { Allotment } from './allotments.ts'
import { compareDeals, comparePlaces, type Deal } from './deal.ts'
import { Demands, sortDown } from './demands.ts'
import type { GainNode } from './local-gains.ts'
import { Opened } from './opened.ts'
import { type OrderOfPayment, orderOfPayment } from './order-of-payment.ts'
import type { Piece } from './problem.ts'
import type { DealOrder, Table } from './table.ts'
import { mostOf, type Way } from './way.ts'

/**
 * What a search for deals is after: one that is cheaper than the best so far; any that comes to as much
 * and could come first; or of these the first.
 */
export type Goal = 'cheaper' | 'a-tie' | 'first-of-ties'

export interface Search {
  readonly goal: Goal
  readonly stepsMax: number
}

/** What it takes to put a piece somewhere, in steps; and, a piece, to price a deal. */
const NODE_STEPS = 40
const PRICE_STEPS = 100

/**
 * Deals the pieces of a cart to checkouts that were allotted their shared offers: depth first, and only
 * where every offer can still reach its minimum and the total can still come below the best so far.
 */
export class Dealer {
  readonly #table: Table
  readonly #order: DealOrder
  readonly #allotment: Allotment
  readonly #demands: Demands
  /** By piece: the place, in the order in which they are opened, of the checkout where it lies. */
  readonly #placeAt: Int32Array
  readonly #opened: Opened
  /** By seller: what it gains so far; and by group, the seller's block that lies there, −1 where none. */
  readonly #nodes: GainNode[]
  readonly #blocks: readonly Int8Array[]
  readonly #blocksOpen: Int32Array
  /** By depth: where a piece may go. Made anew at each piece. */
  readonly #choices: readonly Int32Array[]
  /** What shared and loose offers take off. */
  readonly #fixed: number
  #stepsLeft: number
  /** Steps for the choice of one deal; and whether one was left before it was proved. */
  readonly #choiceSteps: number
  #unsure = false
  readonly #goal: Goal
  /** Whether a deal was met that comes to as much as the best one, where any will do. */
  #met = false
  /** The least total that was still possible where the search turned back. */
  least = Number.POSITIVE_INFINITY

  constructor(table: Table, allotment: Allotment, { goal, stepsMax }: Search) {
    const order = goal === 'first-of-ties' ? table.inTurn : table.largestFirst
    this.#table = table
    this.#order = order
    this.#goal = goal
    this.#allotment = allotment
    this.#stepsLeft = stepsMax
    this.#choiceSteps = 10 * stepsMax
    const { problem, gains } = table
    const { checkoutsMax, pieces, placed } = problem
    this.#demands = new Demands(allotment, table, order)
    this.#placeAt = new Int32Array(pieces.length).fill(-1)
    this.#opened = new Opened(checkoutsMax, placed)
    this.#nodes = [...gains.roots]
    this.#blocks = gains.roots.map(() => new Int8Array(checkoutsMax).fill(-1))
    this.#blocksOpen = new Int32Array(gains.roots.length)
    this.#choices = pieces.map(() => new Int32Array(checkoutsMax))
    this.#fixed = allotment.most + table.looseMost
  }

  /** `done`: all deals of the allotment were looked at or bounded; `met`: a tie was, and that is enough. */
  run(): 'done' | 'met' | 'unfinished' {
    let gain = 0
    for (const node of this.#nodes) gain += node.gain
    if (!this.#demands.canBeMet(0) || this.#isHopeless(gain)) return 'done'
    this.#deal(0, gain)
    if (this.#met) return 'met'
    const cut = this.#unsure || this.#stepsLeft <= 0 || this.#table.effort.spent
    return cut ? 'unfinished' : 'done'
  }

  #deal(at: number, gain: number): void {
    if (at === this.#choices.length) {
      this.#settle(gain)
      return
    }
    const groups = this.#choices[at] as Int32Array
    const count = this.#opened.choices(groups, this.#leastPlace(at), this.#allotment.groups)
    if (this.#goal !== 'first-of-ties') this.#neediestFirst(at, groups, count)
    for (let k = 0; k < count; k++) {
      const group = groups[k] as number
      if (this.#opened.isOpen(group)) this.#put(at, group, gain)
      else this.#open(at, group, gain)
    }
  }

  /**
   * What lacks most; but where the seller's last piece went, for parting it may cost. Of a line that is
   * dealt piece by piece the checkouts get theirs in turn, so each gets what it lacks when its turn is.
   */
  #neediestFirst(at: number, groups: Int32Array, count: number): void {
    const need = this.#demands.needs()
    const { groups: open } = this.#opened
    if (this.#isOfMany(at)) {
      for (const [place, group] of open.entries()) {
        if ((need[group] as number) > 0) need[group] = Number.MAX_SAFE_INTEGER - place
      }
    } else if (at > 0) {
      const { sellerOf } = this.#table.gains
      const here = this.#order.pieces[at] as number
      const before = this.#order.pieces[at - 1] as number
      const seller = sellerOf[here] as number
      if (seller >= 0 && sellerOf[before] === seller) {
        need[open[this.#placeAt[before] as number] as number] = Number.POSITIVE_INFINITY
      }
    }
    sortDown(groups, count, need)
  }

  /** Whether the piece is one of several of its line. */
  #isOfMany(at: number): boolean {
    const { pieces } = this.#table.problem
    const here = this.#order.pieces[at] as number
    const { line } = pieces[here] as Piece
    return pieces[here - 1]?.line === line || pieces[here + 1]?.line === line
  }

  #open(at: number, group: number, gain: number): void {
    this.#opened.open(group, this.#pieceAt(at))
    this.#put(at, group, gain)
    this.#opened.close(group)
  }

  #pieceAt(at: number): Piece {
    return this.#table.problem.pieces[this.#order.pieces[at] as number] as Piece
  }

  /** Equal pieces of a line are dealt in the order of the places: any other order is the same deal. */
  #leastPlace(at: number): number {
    const { pieces } = this.#table.problem
    const here = this.#order.pieces[at] as number
    const [piece, before] = [pieces[here] as Piece, pieces[here - 1]]
    const same = before?.line === piece.line && before.quantity === piece.quantity
    return same ? (this.#placeAt[here - 1] as number) : 0
  }

  #put(at: number, group: number, gain: number): void {
    const { problem, gains, effort } = this.#table
    if (this.#stepsLeft <= 0 || effort.spent || this.#met) return
    const here = this.#order.pieces[at] as number
    const piece = problem.pieces[here] as Piece
    if (this.#opened.outgrows(group, piece)) return
    this.#stepsLeft -= NODE_STEPS
    effort.take(NODE_STEPS)
    this.#opened.hold(group, piece, 1)
    this.#placeAt[here] = this.#opened.placeOf(group)
    this.#demands.meet(here, group, piece, 1)
    if (this.#demands.canBeMet(at + 1)) {
      const seller = gains.sellerOf[here] as number
      if (seller < 0) this.#goOn(at + 1, gain)
      else this.#putOfSeller(at, { group, seller }, gain)
    }
    this.#demands.meet(here, group, piece, -1)
    this.#opened.hold(group, piece, -1)
    this.#placeAt[here] = -1
  }

  #putOfSeller(at: number, { group, seller }: { group: number; seller: number }, gain: number) {
    const blocks = this.#blocks[seller] as Int8Array
    const before = this.#nodes[seller] as GainNode
    const known = blocks[group] as number
    const block = known >= 0 ? known : (this.#blocksOpen[seller] as number)
    if (known < 0) {
      blocks[group] = block
      this.#blocksOpen[seller] = block + 1
    }
    const node = before.child(block)
    this.#nodes[seller] = node
    this.#goOn(at + 1, gain - before.gain + node.gain)
    this.#nodes[seller] = before
    if (known < 0) {
      blocks[group] = -1
      this.#blocksOpen[seller] = block
    }
  }

  #goOn(dealt: number, gain: number): void {
    if (!this.#isHopeless(gain)) this.#deal(dealt, gain)
  }

  #isHopeless(gain: number): boolean {
    const { problem, standing } = this.#table
    const { localMost } = this.#allotment
    const floor = problem.untouched - fallOf(problem, this.#fixed + Math.min(gain, localMost))
    if (floor < standing.deal.total) return false
    if (floor === standing.deal.total && this.#goal !== 'cheaper') {
      // Fees are weighed against what is taken off before tax, and rounded: then a unit may be spare.
      return this.#cannotTie(gain > localMost || problem.taxFactorBp !== WHOLE_BP)
    }
    if (floor < this.least) this.least = floor
    return true
  }

  /** Whether, with an equal total, the deal so far would come after the best one (pricing §7, §9). */
  #cannotTie(canSpare: boolean): boolean {
    const { deal } = this.#table.standing
    const more =
      this.#opened.leastCheckouts(this.#demands.groupsInNeed(), this.#placeAt) - deal.checkouts
    if (more !== 0) return more > 0
    const order = comparePicks(pickOf(this.#offers(canSpare)), deal.all)
    if (order !== 0) return order > 0
    if (this.#order.asInCart) return comparePlaces(this.#placeAt, deal.checkoutOf) > 0
    const { checkoutOf, count } = this.#paid()
    return comparePlaces(checkoutOf.subarray(0, count), deal.checkoutOf) > 0
  }

  #paid(): OrderOfPayment {
    return orderOfPayment(this.#table.problem, (piece) => {
      const place = this.#placeAt[piece] as number
      return place < 0 ? -1 : (this.#opened.groups[place] as number)
    })
  }

  /**
   * The fewest offers that have to be used: those that are allotted; and with no amount to spare every
   * other one that is counted.
   */
  #offers(canSpare: boolean): Offer[] {
    const offers = this.#allotment.uses.map(({ player }) => player.candidate.offer)
    if (canSpare) return offers
    for (const { pick } of this.#nodes) offers.push(...pick.offers)
    for (const { candidate, uses } of this.#table.loose) {
      for (let time = 0; time < uses; time++) offers.push(candidate.offer)
    }
    return offers
  }

  /** All pieces lie: priced exactly, and kept where it is the best so far. */
  #settle(gain: number): void {
    const { pricer, standing, problem, effort, looseMost } = this.#table
    const lying = this.#wayAs(this.#placeAt, this.#opened.groups)
    const most = this.#fixed + gain
    const floor =
      problem.untouched - fallOf(problem, Math.min(most, mostOf(lying, problem, looseMost)))
    const { total } = standing.deal
    if (floor > total || (floor === total && this.#goal === 'cheaper')) {
      this.least = Math.min(this.least, floor)
      return
    }
    const way = this.#way()
    if (way === null) return
    this.#stepsLeft -= PRICE_STEPS * problem.pieces.length
    const deal = pricer.predicted(way, problem.untouched - most) ?? this.#priced(way, total)
    if (deal === null) return
    this.least = Math.min(this.least, deal.total)
    if (this.#goal === 'a-tie' && deal.total <= total) this.#met = true
    if (compareDeals(deal, standing.deal) >= 0) return
    standing.deal = deal
    effort.found(deal.total)
  }

  #priced(way: Way, ceiling: number): Deal | null {
    const { deal, proved } = this.#table.pricer.price(way, ceiling, this.#choiceSteps)
    if (!proved) this.#unsure = true
    return deal
  }

  /** Who lies where; null where a checkout that is paid before another holds nothing. */
  #way(): Way | null {
    const { checkoutOf, groupAt: all } = this.#paid()
    const groupAt = [...all]
    while (groupAt.length > 0 && !checkoutOf.includes(groupAt.length - 1)) groupAt.pop()
    if (!groupAt.every((_, place) => checkoutOf.includes(place))) return null
    return this.#wayAs(checkoutOf, groupAt)
  }

  #wayAs(checkoutOf: Int32Array, groupAt: readonly number[]): Way {
    const settled = this.#nodes.map((node) => node.settled)
    return { checkoutOf, groupAt, allotment: this.#allotment, settled, blocks: this.#blocks }
  }
}
