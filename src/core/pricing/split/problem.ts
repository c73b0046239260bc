import { mulDivRound, WHOLE_BP } from '../../base/exact.ts'
import type { Cart, CartLine } from '../cart.ts'
import type { Attempt } from '../lineup.ts'
import { type Candidate, candidatesOf, needed, taxFactorBp } from '../potential.ts'
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
  /** Whether it needs a part of the whole cart to be left, and a checkout holds one such offer. */
  readonly last: boolean
  /** By piece: whether it is eligible. */
  readonly reaches: Uint8Array
  /** The spend, at list, and the pieces that its eligible lines must have in a checkout. */
  readonly needSpend: number
  readonly needPieces: number
}

/** A cart to be dealt out to checkouts, and what each offer could do there. */
export interface Problem {
  readonly cart: Cart
  readonly attempts: readonly Attempt[]
  readonly pieces: readonly Piece[]
  /** Whether pieces are bundled, so that not every way to deal them is looked at. */
  readonly bundled: boolean
  readonly players: readonly Player[]
  readonly exclusion: Exclusion
  readonly checkoutsMax: number
  /** Checkouts whose place is fixed: the rest may change places without changing any total. */
  readonly placed: number
  /** What all comes to in one checkout without any offer. */
  readonly untouched: number
  /** How far a total can fall for each unit taken off, in basis points; and by rounding beside. */
  readonly taxFactorBp: number
  readonly slack: number
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
  const twins = twinsBefore(candidates)
  const ofOne = candidates.map((candidate) => ofOneSeller(candidate, cart))
  const firstLast = candidates.findIndex((candidate) => isLast(candidate, cart))
  const players = candidates.map((candidate, index): Player => {
    const { offer, kind } = candidate
    const reach = new Set(candidate.lines)
    return {
      index,
      candidate,
      role: roleOf(index, candidates, { ofOne, exclusion }),
      uses: Math.min(offer.usesLeft, checkouts),
      early: index < firstLast && offer.benefit.form !== 'freeShipping',
      last: isLast(candidate, cart),
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
  return {
    cart,
    attempts,
    pieces,
    bundled: units && pieces.length < cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    players,
    exclusion,
    checkoutsMax: checkouts,
    placed: placedOf(players, cart, checkouts),
    untouched: totalOf(cart, cart.lists, cart.fees),
    taxFactorBp: taxFactorBp(cart),
    slack: slackOf(cart, pieces, checkouts),
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

function isLast({ kind, needsLeft, coversAll }: Candidate, cart: Cart): boolean {
  return needsLeft > 0 && coversAll && kind.slot?.per === 'checkout' && !cart.pricesIncludeTax
}

function ofOneSeller({ lines }: Candidate, cart: Cart): boolean {
  const seller = cart.sellerOf[lines[0] as number]
  return lines.every((line) => cart.sellerOf[line] === seller)
}

/**
 * The first checkout differs from the others where an offer is for it only; and where an offer spends
 * as many coins as are left, every place does.
 */
function placedOf(players: readonly Player[], { coins }: Cart, checkouts: number): number {
  const spending = players.filter(({ candidate }) => candidate.offer.coinsMax > 0)
  const others = players.reduce(
    (sum, { candidate, uses }) =>
      sum + uses * Math.max(candidate.offer.coinsMax, candidate.offer.coinsRequired),
    0,
  )
  if (spending.length > 0 && others > coins) return checkouts
  return players.some(({ firstOnly }) => firstOnly) ? 1 : 0
}

/** Added tax of each part of a line that is dealt apart is rounded for itself, by half a unit at most. */
function slackOf(cart: Cart, pieces: readonly Piece[], checkouts: number): number {
  if (taxFactorBp(cart) === WHOLE_BP) return 0
  const { length } = cart.lines
  const parts = pieces.length === length ? length : length * checkouts
  return Math.ceil((length + parts) / 2)
}

/** How far a total can fall when `most` is taken off: with added tax by more, and by its rounding. */
export function fallOf({ taxFactorBp: factor, slack }: Problem, most: number): number {
  return factor === WHOLE_BP ? most : mulDivRound(most, factor, WHOLE_BP, 'half-up') + slack
}

/** Sums of list over the pieces from each place on, of those that an offer reaches. */
export function listFrom(pieces: readonly Piece[], reaches: Uint8Array): Float64Array {
  const from = new Float64Array(pieces.length + 1)
  for (let at = pieces.length - 1; at >= 0; at--) {
    from[at] = (from[at + 1] as number) + (reaches[at] === 1 ? (pieces[at] as Piece).list : 0)
  }
  return from
}

/** The seller of a piece, by its place among the sellers of the cart. */
export function sellerOf({ cart, pieces }: Problem, piece: number): number {
  return (cart.lines[(pieces[piece] as Piece).line] as CartLine).store.seller.index
}
