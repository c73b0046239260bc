import { assert } from '../../base/faults.ts'
import { type Cart, readCart } from '../cart.ts'
import { type Choice, ChoiceSearch, type Stage } from '../choice-search.ts'
import type { Input, LineDocument } from '../input.ts'
import type { Offer } from '../offer.ts'
import { candidatesOf } from '../potential.ts'
import { priceInTurn } from '../price.ts'
import type { Effort } from '../progress.ts'
import { totalOf } from '../quote.ts'
import { type Pick, pickOf } from '../tie-order.ts'
import type { Deal } from './deal.ts'
import type { Piece, Player, Problem } from './problem.ts'
import { allowedIn, countedIn, type Way } from './way.ts'

/** One checkout with the cheapest choice of the offers that it may use, were it alone. */
interface Alone extends Stage {
  readonly choice: Choice
  readonly coins: number
}

/** Prices ways to deal the cart exactly: the same evaluator that prices a quote, checkout by checkout. */
export class DealPricer {
  readonly #problem: Problem
  readonly #input: Input
  readonly #effort: Effort
  readonly #carts = new Map<string, Cart>()
  readonly #known = new Map<string, Alone>()
  /** Whether what is counted is not what is taken off: with offers that may not apply, or added tax. */
  readonly #inexact: boolean
  readonly #usesLeft: (offer: Offer) => number

  constructor(problem: Problem, input: Input, effort: Effort) {
    this.#problem = problem
    this.#input = input
    this.#effort = effort
    this.#inexact =
      problem.players.some(({ role }) => role === 'loose') ||
      (!problem.cart.pricesIncludeTax && problem.cart.lines.some(({ rateBp }) => rateBp > 0))
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
    return dealOf(way.checkoutOf, {
      total,
      all: pickOf(byStage.flatMap(({ offers }) => offers)),
      byStage,
    })
  }

  /**
   * The cheapest choice with the pieces dealt so, where each checkout may use the shared offers that it
   * was allotted and any other. Null where it cannot come below the ceiling.
   */
  price(way: Way, ceiling: number): Deal | null {
    const { checkoutOf, groupAt } = way
    const stages = groupAt.map((group, place) =>
      this.#alone(checkoutOf, place, allowedIn(way, this.#problem.players, { group, place })),
    )
    const least = stages.map(({ choice }) => choice.total)
    const floor = least.reduce((sum, total) => sum + total, 0)
    if (floor > ceiling) return null
    const choice = this.#fitTogether(stages)
      ? together(stages)
      : new ChoiceSearch(stages, { usesOf: this.#usesLeft, least, effort: this.#effort }).run()
    return dealOf(checkoutOf, choice)
  }

  #cart(checkoutOf: Int32Array, place: number): { readonly lies: string; readonly cart: Cart } {
    const { pieces } = this.#problem
    let lies = ''
    for (let at = 0; at < pieces.length; at++) {
      if (checkoutOf[at] === place) lies += String.fromCharCode(at)
    }
    let cart = this.#carts.get(lies)
    if (cart === undefined) {
      cart = cartOf(this.#problem, this.#input, { checkoutOf, place })
      this.#carts.set(lies, cart)
    }
    return { lies, cart }
  }

  #alone(checkoutOf: Int32Array, place: number, players: readonly Player[]): Alone {
    const { lies, cart } = this.#cart(checkoutOf, place)
    const name = `${lies}\u{ffff}${String.fromCharCode(...players.map(({ index }) => index))}`
    let alone = this.#known.get(name)
    if (alone === undefined) {
      alone = this.#cheapest(cart, players)
      this.#known.set(name, alone)
    }
    return alone
  }

  #cheapest(cart: Cart, players: readonly Player[]): Alone {
    const candidates = candidatesOf(
      cart,
      players.map(({ candidate }) => candidate.attempt),
    )
    const stage: Stage = { cart, candidates }
    const search = new ChoiceSearch([stage], {
      usesOf: this.#usesLeft,
      least: [0],
      effort: this.#effort,
    })
    const choice = search.run()
    const chosen = new Set(choice.all.offers)
    const spends = choice.all.offers.some((offer) => offer.coinsMax > 0 || offer.coinsRequired > 0)
    return { ...stage, choice, coins: spends ? coinsOf(stage, chosen) : 0 }
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

function dealOf(checkoutOf: Int32Array, { total, all, byStage }: Choice): Deal {
  return { total, checkouts: byStage.length, checkoutOf, all, byStage }
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

/** The cart of one checkout, read like any other. */
export function cartOf(
  { cart, pieces }: Problem,
  input: Input,
  { checkoutOf, place }: { readonly checkoutOf: Int32Array; readonly place: number },
): Cart {
  const lines = [...quantitiesIn(pieces, checkoutOf, place)].map(
    ([line, quantity]): LineDocument => ({ ...(input.lines[line] as LineDocument), quantity }),
  )
  const part = readCart({ ...input, lines }, cart.terms)
  assert(part !== null, 'a part of a cart that was accepted is accepted')
  return part as Cart
}
