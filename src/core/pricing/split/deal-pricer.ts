import { assert } from '../../base/faults.ts'
import { type Cart, readCart } from '../cart.ts'
import { type Choice, ChoiceSearch, type Stage } from '../choice-search.ts'
import { fallOf } from '../fall.ts'
import type { Input, LineDocument } from '../input.ts'
import type { Offer } from '../offer.ts'
import { candidatesOf } from '../potential.ts'
import { priceInTurn } from '../price.ts'
import type { Effort } from '../progress.ts'
import { totalOf } from '../quote.ts'
import { type Pick, pickOf } from '../tie-order.ts'
import { compareDeals, type Deal } from './deal.ts'
import type { Piece, Player, Problem } from './problem.ts'
import { Twins } from './twin-order.ts'
import { allowedIn, countedIn, mostIn, type Way } from './way.ts'

/** One checkout with the cheapest choice of the offers that it may use, were it alone. */
interface Alone extends Stage {
  readonly choice: Choice
  readonly coins: number
}

interface Limits {
  readonly ceiling: number
  readonly stepsMax: number
}

/** What was found for a checkout alone, null where nothing was up to the ceiling; and whether for sure. */
interface Known extends Limits {
  readonly alone: Alone | null
  readonly proved: boolean
}

function isEnough(known: Known, { ceiling, stepsMax }: Limits): boolean {
  if (!known.proved) return known.stepsMax >= stepsMax
  return known.alone !== null || ceiling <= known.ceiling
}

/** A deal at its exact price, null where none comes to the ceiling or below; and whether for sure. */
export interface Priced {
  readonly deal: Deal | null
  readonly proved: boolean
}

/** Where coins run short, one in so many of a deal's steps is for the proof: it comes up again with more. */
const COINS_PART = 200

/** Prices ways to deal the cart exactly: the same evaluator that prices a quote, checkout by checkout. */
export class DealPricer {
  readonly #problem: Problem
  readonly #partOf: PartOf
  readonly #effort: Effort
  readonly #carts = new Map<string, Cart>()
  /** By what lies and may be used. */
  readonly #known = new Map<string, Known>()
  readonly #looseMost: number
  readonly #twins: Twins
  /** Whether what is counted is not what is taken off: with offers that may not apply, or added tax. */
  readonly #inexact: boolean
  readonly #usesLeft: (offer: Offer) => number

  constructor(problem: Problem, partOf: PartOf, effort: Effort) {
    this.#problem = problem
    this.#partOf = partOf
    this.#effort = effort
    this.#inexact =
      problem.players.some(({ role }) => role === 'loose') ||
      (!problem.cart.pricesIncludeTax && problem.cart.lines.some(({ rateBp }) => rateBp > 0))
    this.#twins = new Twins(problem.players)
    this.#looseMost = problem.players.reduce(
      (sum, { role, candidate }) => sum + (role === 'loose' ? candidate.most : 0),
      0,
    )
    this.#usesLeft = (offer) => offer.usesLeft
  }

  /**
   * The deal with the offers that were counted on, where they come to exactly what was counted: then no
   * choice is cheaper. Null where something else might be.
   */
  predicted(way: Way, total: number): Deal | null {
    if (this.#inexact || way.settled.some((one) => one?.ambiguous)) return null
    const byStage: Pick[] = []
    let sum = 0
    for (const [place, group] of way.groupAt.entries()) {
      const players = countedIn(way, group)
      const cart = this.#cart(way.checkoutOf, place).cart
      const { applied, running, feesLeft } = priceInTurn(
        cart,
        players.map(({ candidate }) => candidate.attempt),
        'decide',
      )
      if (applied.length < players.length) return null
      sum += totalOf(cart, running, feesLeft)
      byStage.push(pickOf(players.map(({ candidate }) => candidate.offer)))
    }
    if (sum !== total) return null
    return this.#dealOf(way.checkoutOf, {
      total,
      all: pickOf(byStage.flatMap(({ offers }) => offers)),
      byStage,
    })
  }

  /**
   * The cheapest choice with the pieces dealt so, where each checkout may use the shared offers that it
   * was allotted and any other. Null where it cannot come below the ceiling.
   */
  price(way: Way, ceiling: number, stepsMax: number): Priced {
    const floors = way.groupAt.map((_, place) => this.#floorOf(way, place))
    const fromAlone = this.#priceFromAlone(way, floors, { ceiling, stepsMax })
    if (!this.#problem.coinsVary) return fromAlone
    // With fewer coins left a checkout may cost less: what is cheapest alone then bounds nothing.
    const { deal } = fromAlone
    const stages = floors.map((_, place) => this.#stageAt(way, place))
    const inTurn = this.#priceInTurn(
      way,
      { stages, least: floors },
      { ceiling: deal?.total ?? ceiling, stepsMax: stepsMax / COINS_PART },
    )
    const isBetter = deal === null || (inTurn.deal !== null && compareDeals(inTurn.deal, deal) < 0)
    return { deal: isBetter ? inTurn.deal : deal, proved: inTurn.proved }
  }

  /** From what is cheapest for each checkout alone, where that is as much as it can be. */
  #priceFromAlone(way: Way, floors: readonly number[], { ceiling, stepsMax }: Limits): Priced {
    let room = floors.reduce((left, floor) => left - floor, ceiling)
    const stages: Alone[] = []
    let proved = true
    for (const [place, floor] of floors.entries()) {
      const known = this.#alone(way, place, { ceiling: room + floor, stepsMax })
      if (!known.proved) proved = false
      if (known.alone === null) return { deal: null, proved }
      room += floor - known.alone.choice.total
      stages.push(known.alone)
    }
    if (this.#fitTogether(stages))
      return { deal: this.#dealOf(way.checkoutOf, together(stages)), proved }
    const least = stages.map(({ choice }, place) =>
      proved ? choice.total : (floors[place] as number),
    )
    const found = this.#priceInTurn(way, { stages, least }, { ceiling, stepsMax })
    return { deal: found.deal, proved: proved && found.proved }
  }

  /** The cheapest choice for the checkouts of a deal together, one paid after the other. */
  #priceInTurn(
    way: Way,
    { stages, least }: { readonly stages: readonly Stage[]; readonly least: readonly number[] },
    { ceiling, stepsMax }: Limits,
  ): Priced {
    const effort = this.#effort.part(stepsMax)
    const frame = { usesOf: this.#usesLeft, least, effort, ceiling }
    const choice = new ChoiceSearch(stages, frame).runOrNone()
    const deal = choice === null ? null : this.#dealOf(way.checkoutOf, choice)
    return { deal, proved: !effort.spent }
  }

  #stageAt(way: Way, place: number): Stage {
    const { cart } = this.#cart(way.checkoutOf, place)
    return stageOf(cart, allowedIn(way, this.#problem.players, place))
  }

  /** What a checkout comes to at least. */
  #floorOf(way: Way, place: number): number {
    const { cart } = this.#cart(way.checkoutOf, place)
    const most = mostIn(way, place, this.#problem) + this.#looseMost
    return totalOf(cart, cart.lists, cart.fees) - fallOf(this.#problem, most)
  }

  #cart(checkoutOf: Int32Array, place: number): { readonly lies: string; readonly cart: Cart } {
    const { pieces } = this.#problem
    let lies = ''
    for (let at = 0; at < pieces.length; at++) {
      if (checkoutOf[at] === place) lies += String.fromCharCode(at)
    }
    let cart = this.#carts.get(lies)
    if (cart === undefined) {
      cart = this.#partOf(quantitiesIn(this.#problem.pieces, checkoutOf, place))
      this.#carts.set(lies, cart)
    }
    return { lies, cart }
  }

  /** The cheapest choice of one checkout, were it alone; null where it comes to more than the ceiling. */
  #alone(way: Way, place: number, limits: Limits): Known {
    const players = allowedIn(way, this.#problem.players, place)
    const { lies, cart } = this.#cart(way.checkoutOf, place)
    const name = `${lies}\u{ffff}${String.fromCharCode(...players.map(({ index }) => index))}`
    const known = this.#known.get(name)
    if (known !== undefined && isEnough(known, limits)) {
      const tooMuch = (known.alone?.choice.total ?? 0) > limits.ceiling
      return tooMuch ? { ...known, alone: null } : known
    }
    const made = this.#cheapest(cart, players, limits)
    this.#known.set(name, made)
    return made
  }

  #cheapest(cart: Cart, players: readonly Player[], limits: Limits): Known {
    const stage = stageOf(cart, players)
    const effort = this.#effort.part(limits.stepsMax)
    const frame = { usesOf: this.#usesLeft, least: [0], effort, ceiling: limits.ceiling }
    const choice = new ChoiceSearch([stage], frame).runOrNone()
    const proved = !effort.spent
    if (choice === null) return { ...limits, alone: null, proved }
    const chosen = new Set(choice.all.offers)
    const spends = choice.all.offers.some((offer) => offer.coinsMax > 0 || offer.coinsRequired > 0)
    const alone = { ...stage, choice, coins: spends ? coinsOf(stage, chosen) : 0 }
    return { ...limits, alone, proved }
  }

  #dealOf(checkoutOf: Int32Array, { total, all, byStage }: Choice): Deal {
    const ordered = this.#twins.inOrder(byStage)
    return { total, checkouts: byStage.length, checkoutOf, all, byStage: ordered }
  }

  /** Whether what each checkout would choose alone can be had by all of them. */
  #fitTogether(stages: readonly Alone[]): boolean {
    let coins = 0
    const used = new Map<Offer, number>()
    for (const stage of stages) {
      coins += stage.coins
      for (const offer of stage.choice.all.offers) {
        const times = (used.get(offer) ?? 0) + 1
        if (times > offer.usesLeft) return false
        used.set(offer, times)
      }
    }
    return coins <= this.#problem.cart.coins
  }
}

/** One checkout where some offers may be used, and of these the shared ones have to be. */
function stageOf(cart: Cart, players: readonly Player[]): Stage {
  const attempts = players.map(({ candidate }) => candidate.attempt)
  const shared = players.filter(({ role }) => role === 'shared')
  return {
    cart,
    candidates: candidatesOf(cart, attempts),
    required: new Set(shared.map(({ candidate }) => candidate.offer)),
  }
}

function coinsOf({ cart, candidates }: Stage, chosen: ReadonlySet<Offer>): number {
  const attempts = candidates.map(({ attempt }) => attempt)
  const { applied } = priceInTurn(
    cart,
    attempts.filter(({ offer }) => chosen.has(offer)),
    'decide',
  )
  return applied.reduce((sum, { coins }) => sum + coins, 0)
}

function together(stages: readonly Alone[]): Choice {
  return {
    total: stages.reduce((sum, { choice }) => sum + choice.total, 0),
    all: pickOf(stages.flatMap(({ choice }) => choice.all.offers)),
    byStage: stages.map(({ choice }) => choice.all),
  }
}

/** The pieces of each line that lie in one checkout, in the order of the cart. */
export function quantitiesIn(
  pieces: readonly Piece[],
  checkoutOf: Int32Array,
  place: number,
): Map<number, number> {
  const quantities = new Map<number, number>()
  for (const [at, { line, quantity }] of pieces.entries()) {
    if (checkoutOf[at] === place) quantities.set(line, (quantities.get(line) ?? 0) + quantity)
  }
  return quantities
}

/** Reads the cart of some lines, by place, each with so many pieces. */
export type PartOf = (quantities: ReadonlyMap<number, number>) => Cart

/** Parts of a cart that was accepted, read like any other. */
export function partsOf(input: Input, { terms }: Cart): PartOf {
  return (quantities) => {
    const lines = [...quantities].map(
      ([line, quantity]): LineDocument => ({ ...(input.lines[line] as LineDocument), quantity }),
    )
    const part = readCart({ ...input, lines }, terms)
    assert(part !== null, 'a part of a cart that was accepted is accepted')
    return part as Cart
  }
}
