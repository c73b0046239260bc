import type { Cart, CartLine } from '../cart.ts'
import { type Fall, fallIn } from '../fall.ts'
import type { Attempt } from '../lineup.ts'
import { type Candidate, candidatesOf, needed, needsPartOfAll } from '../potential.ts'
import { totalOf } from '../quote.ts'
import { type Exclusion, exclusionOf } from './exclusion.ts'
import { twinsBefore } from './twins.ts'

/** What is dealt to a checkout as one: a line, a single piece of it, or a bundle of pieces. */
export interface Piece {
  readonly line: number
  readonly quantity: number
  readonly list: number
}

/**
 * How an offer takes part in the search for a split.
 * `shared`: it reaches lines of several sellers, and competes with others for a place in a checkout;
 * which checkout gets it is decided first. `local`: all its lines are of one seller, so what it gives
 * depends on how that seller's lines are dealt. `loose`: it is counted in full wherever it could apply.
 */
export type Role = 'shared' | 'local' | 'loose'

/** An offer of the problem. */
export interface Player {
  readonly index: number
  readonly candidate: Candidate
  readonly role: Role
  /** How many checkouts may use it. */
  readonly uses: number
  readonly firstOnly: boolean
  /** The twin that stands before it, of those that are for one checkout each; −1 where none does. */
  readonly twin: number
  /** Whether it takes its amount from lines, before any offer that is `last`. */
  readonly early: boolean
  /**
   * Whether it needs a part of the whole cart to be left, and a checkout holds one such offer. Of several
   * slots of such offers one counts: what they need may be the same part.
   */
  readonly last: boolean
  /** By piece: whether it is eligible. */
  readonly reaches: Uint8Array
  /** The spend, at list, and the pieces that its eligible lines must have in a checkout. */
  readonly needSpend: number
  readonly needPieces: number
}

/** A cart to be dealt out to checkouts, and what each offer could do there. */
export interface Problem extends Fall {
  readonly cart: Cart
  readonly attempts: readonly Attempt[]
  readonly pieces: readonly Piece[]
  /** Whether pieces are bundled, so that not every way to deal them is looked at. */
  readonly bundled: boolean
  readonly players: readonly Player[]
  readonly exclusion: Exclusion
  readonly checkoutsMax: number
  /** Whether an offer may find fewer coins than it could spend, for checkouts before it took some. */
  readonly coinsVary: boolean
  /** Checkouts whose place is fixed: the rest may change places without changing any total. */
  readonly placed: number
  /** What all comes to in one checkout without any offer. */
  readonly untouched: number
}

export interface ProblemOptions {
  readonly checkoutsMax: number
  readonly units: boolean
}

export function problemOf(
  cart: Cart,
  attempts: readonly Attempt[],
  { checkoutsMax, units }: ProblemOptions,
): Problem {
  const pieces = piecesOf(cart, units)
  const candidates = candidatesOf(cart, attempts)
  const checkouts = Math.min(checkoutsMax, pieces.length)
  const exclusion = exclusionOf(candidates, cart)
  const twins = twinsBefore(candidates, cart)
  const ofOne = candidates.map((candidate) => ofOneSeller(candidate, cart))
  const firstLast = cart.pricesIncludeTax ? -1 : candidates.findIndex(needsPartOfAll)
  const lastSlot = candidates[firstLast]?.kind.slot
  const players = candidates.map((candidate, index): Player => {
    const { offer, kind } = candidate
    const reach = new Set(candidate.lines)
    return {
      index,
      candidate,
      role: roleOf(index, candidates, { ofOne, exclusion }),
      uses: Math.min(offer.usesLeft, checkouts),
      early: index < firstLast && offer.benefit.form !== 'freeShipping',
      last: firstLast >= 0 && needsPartOfAll(candidate) && kind.slot === lastSlot,
      firstOnly: offer.newBuyersOnly || kind.firstCheckoutOnly,
      twin: hasTwins(candidate) ? (twins[index] as number) : -1,
      reaches: Uint8Array.from(pieces, ({ line }) => (reach.has(line) ? 1 : 0)),
      needSpend: spendNeeded(candidate),
      needPieces: Math.max(
        offer.minimumQuantity,
        offer.benefit.byQuantity ? offer.benefit.threshold : 0,
      ),
    }
  })
  const coinsVary = mayRunShort(players, cart)
  return {
    cart,
    attempts,
    pieces,
    bundled: units && pieces.length < cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    players,
    exclusion,
    checkoutsMax: checkouts,
    coinsVary,
    placed: coinsVary ? checkouts : placedOf(players),
    untouched: totalOf(cart, cart.lists, cart.fees),
    ...fallIn(cart, partsOf(cart, units, checkouts)),
  }
}

/** Single pieces are dealt in bundles where there are more than these: then nothing more is proved. */
const PIECES_MAX = 1_000

function piecesOf(cart: Cart, units: boolean): Piece[] {
  if (!units) return cart.lines.map(({ list, quantity }, line) => ({ line, quantity, list }))
  const all = cart.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const bundle = Math.ceil(all / PIECES_MAX)
  return cart.lines.flatMap(({ quantity, unitPrice }, line) => {
    const bundles: Piece[] = []
    for (let left = quantity; left > 0; left -= bundle) {
      const count = Math.min(bundle, left)
      bundles.push({ line, quantity: count, list: count * unitPrice })
    }
    return bundles
  })
}

/** The least list amount in a checkout with which the offer can apply; something, for it takes off something. */
function spendNeeded({ offer, kind }: Candidate): number {
  if (kind.pooled) return 1
  // Whoever takes something off lines finds something on them; a fee stands on lines that cost nothing.
  return Math.max(offer.benefit.form === 'freeShipping' ? 0 : 1, needed(offer, kind))
}

function roleOf(
  at: number,
  candidates: readonly Candidate[],
  { ofOne, exclusion }: { readonly ofOne: readonly boolean[]; readonly exclusion: Exclusion },
): Role {
  const candidate = candidates[at] as Candidate
  const { offer, kind } = candidate
  if (kind.pooled || offer.coinsMax > 0 || offer.coinsRequired > 0) return 'loose'
  if (ofOne[at] && kind.slot?.per !== 'checkout') {
    return offer.newBuyersOnly || kind.firstCheckoutOnly ? 'loose' : 'local'
  }
  const competes = candidates.some(
    (other, index) =>
      (!ofOne[index] || other.kind.slot?.per === 'checkout') &&
      exclusion[Math.min(at, index)]?.[Math.max(at, index)] === 1,
  )
  return competes ? 'shared' : 'loose'
}

/** One use each, one of them a checkout, and no matter which checkout comes first. */
function hasTwins({ offer, kind }: Candidate): boolean {
  const first = offer.newBuyersOnly || kind.firstCheckoutOnly
  return kind.slot?.per === 'checkout' && offer.usesLeft === 1 && !first
}

function ofOneSeller({ lines }: Candidate, cart: Cart): boolean {
  const seller = cart.sellerOf[lines[0] as number]
  return lines.every((line) => cart.sellerOf[line] === seller)
}

/** Whether an offer spends as many coins as are left, and all could spend more than there are. */
function mayRunShort(players: readonly Player[], { coins }: Cart): boolean {
  const most = players.reduce(
    (sum, { candidate, uses }) =>
      sum + uses * Math.max(candidate.offer.coinsMax, candidate.offer.coinsRequired),
    0,
  )
  return most > coins && players.some(({ candidate }) => candidate.offer.coinsMax > 0)
}

/** The first checkout differs from the others where an offer is for it only. */
function placedOf(players: readonly Player[]): number {
  return players.some(({ firstOnly }) => firstOnly) ? 1 : 0
}

/** In how many parts the lines can be paid at most, be their pieces bundled or not. */
function partsOf({ lines }: Cart, units: boolean, checkouts: number): number {
  if (!units) return lines.length
  return lines.reduce((sum, { quantity }) => sum + Math.min(quantity, checkouts), 0)
}

/** The seller of a piece, by its place among the sellers of the cart. */
export function sellerOf({ cart, pieces }: Problem, piece: number): number {
  return (cart.lines[(pieces[piece] as Piece).line] as CartLine).store.seller.index
}
