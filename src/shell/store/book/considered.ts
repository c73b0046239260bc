import type { Baseline } from '../../../core/offers/effect.ts'
import { pricedOffer } from '../../../core/offers/priced-offer.ts'
import { baselineAmong } from '../../../core/offers/qualify.ts'
import type { Considered } from '../../../core/offers/qualify-finding.ts'
import { type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { heldClaimOf, heldRefusal, isHeld } from '../../../core/offers/wallet.ts'
import {
  afterClaim,
  type ClaimEnd,
  claimEndsAt,
  claimRefusal,
} from '../../../core/offers/wallet-claim.ts'
import type { Cart } from '../../../core/pricing/cart.ts'
import { compileOffer, type Offer } from '../../../core/pricing/offer.ts'
import type { SearchLimits } from '../../../core/pricing/progress.ts'
import type { Attempts } from './attempts.ts'
import type { Desk } from './shopper.ts'
import type { StandingOffer } from './standing-offer.ts'
import { bestWithin, chosenWithin } from './stored-quotes.ts'

/** Which of the offers that a buyer could use are attempted: all that `choose` names, or the cheapest choice. */
export type Measure = 'all' | 'best'

/** A cart with every stored offer that could matter to it, and what it comes to now. */
export interface Consideration {
  readonly attempts: Attempts
  readonly considered: readonly Considered[]
  readonly base: Baseline
  /** The stored offers that are considered, by id. */
  readonly standing: ReadonlyMap<string, StandingOffer>
  /** How many more offers in reach there were than are considered. */
  readonly passedOver: number
}

/** More coupons than this, of which none is held, nobody reads; those that could give most are taken. */
const UNCLAIMED_MAX = 300

export interface ConsiderOptions {
  readonly measure?: Measure | undefined
  readonly limits?: SearchLimits | undefined
  /** Consider these beside what is attempted, and not what lies in reach. */
  readonly only?: readonly StandingOffer[] | undefined
}

/**
 * Considers for a cart all that its quote attempts, and beside it what the buyer left out, what lies in the
 * cart's reach to be claimed, what is used up, and what is reserved elsewhere.
 */
export async function consider(
  desk: Desk,
  attempts: Attempts,
  { measure = 'all', limits = {}, only }: ConsiderOptions = {},
): Promise<Consideration> {
  const { cart } = attempts
  const rows = attemptedRows(desk, attempts, { measure, limits })
  const standing = new Map(attempts.attempted.map((one) => [one.standing.issued.id, one.standing]))
  const beside = (only ?? besides(desk, attempts)).filter(
    ({ issued, campaign }) => campaign.terms === cart.terms.id && !standing.has(issued.id),
  )
  const taken = only ? beside : mostFirst(beside, cart).slice(0, UNCLAIMED_MAX)
  await desk.book.left.freshen(taken)
  const usableUntil = claimEndsAt(attempts.looking.at)
  for (const one of taken) {
    standing.set(one.issued.id, one)
    rows.push(unclaimedRow(desk, { attempts, usableUntil }, one))
  }
  const considered = rows
    .sort((a, b) => (a.document.id < b.document.id ? -1 : 1))
    .map((row, position) => ({ ...row, offer: compileOffer(row.document, position) }))
  return {
    attempts,
    considered,
    base: baselineAmong(cart, considered),
    standing,
    passedOver: beside.length - taken.length,
  }
}

/** What is not attempted but could matter: to be claimed, used up, reserved elsewhere or lapsed. */
function besides({ book: { shelf, left } }: Desk, attempts: Attempts): StandingOffer[] {
  const { cart, claimsOf, looking } = attempts
  const reserved = [...claimsOf].flatMap(([id, claims]) => {
    const one = shelf.get(id)
    return one && !isHeld(claims, looking) && isTold(claims) ? [one] : []
  })
  const spent = shelf
    .inReach(cart, 'automatic')
    .filter(({ issued }) => left.spent(issued.id) !== null)
  return [...new Set([...reserved, ...spent, ...shelf.inReach(cart, 'claimable')])]
}

/** What is reserved elsewhere or has lapsed is told; what was used long ago is for the drawer. */
function isTold(claims: readonly { readonly state: string }[]): boolean {
  return claims.some(({ state }) => state === 'reserved' || state === 'claimed')
}

type Row = Omit<Considered, 'offer'>

function attemptedRows(
  desk: Desk,
  attempts: Attempts,
  { measure, limits }: { readonly measure: Measure; readonly limits: SearchLimits },
): Row[] {
  const searched = measure === 'best' ? bestWithin(desk, attempts, limits) : null
  const { attempted } = searched ?? chosenWithin(desk, attempts)
  const within = new Map(attempted.map((one) => [one.standing.issued.id, one.document]))
  const best = searched && new Set(searched.best.chosen)
  return attempts.attempted.map(({ standing: { issued }, document }) => {
    const isIn = best ? best.has(issued.id) : within.has(issued.id)
    return {
      issued,
      document: within.get(issued.id) ?? document,
      stands: isIn ? ('attempted' as const) : ('unchosen' as const),
      claim: null,
      claimUntil: null,
    }
  })
}

/** An offer that the buyer does not hold: as it would be priced once claimed, and what a claim would be told. */
function unclaimedRow(
  desk: Desk,
  { attempts, usableUntil }: { readonly attempts: Attempts; readonly usableUntil: ClaimEnd },
  one: StandingOffer,
): Row {
  const { issued, campaign, validity, ended } = one
  const { shopper, claimsOf, looking } = attempts
  const claims = claimsOf.get(issued.id) ?? []
  const asked = {
    at: looking.at,
    buyer: shopper.facts,
    granted: claims.filter(({ state }) => state !== 'returned').length,
    ended,
    spent: desk.book.left.spent(issued.id),
  }
  const claim =
    bar(one, asked) ?? heldRefusal(claims, looking) ?? claimRefusal(issued, validity, asked)
  const held = claims.length === 0 ? null : heldClaimOf(shopper.facts.id, claims, looking)
  const document = pricedOffer(issued, campaign, {
    claim: afterClaim(held, validity, { buyer: shopper.facts.id, usableUntil }),
    ended,
  })
  return { issued, document, stands: 'unclaimed', claim, claimUntil: validity.claimUntil }
}

/** What applies by itself is not claimed: it stands here only when nothing of it is left. */
function bar(
  { issued }: StandingOffer,
  { spent }: { readonly spent: 'uses' | 'budget' | null },
): Refusal | null {
  if (issued.obtain !== 'automatic' || spent === null) return null
  return refusal(spent === 'uses' ? 'exhausted' : 'budget-spent', { offer: issued.id })
}

/** The offers that could take most off a cart come first. */
function mostFirst(offers: readonly StandingOffer[], { lists }: Cart): readonly StandingOffer[] {
  if (offers.length <= UNCLAIMED_MAX) return offers
  const sum = lists.reduce((total, list) => total + list, 0)
  const most = new Map(offers.map((one) => [one, mostOf(one.offer, sum)]))
  return [...offers].sort((a, b) => (most.get(b) as number) - (most.get(a) as number))
}

/** More than an offer could ever take off a cart of that sum. */
function mostOf({ benefit }: Offer, sum: number): number {
  const percent = Math.max(benefit.percentBp, ...benefit.tiers.map(({ percentBp }) => percentBp))
  const fixed = Math.max(benefit.off, ...benefit.tiers.map(({ off }) => off))
  const times = benefit.form === 'every' ? Math.floor(sum / benefit.every) : 1
  const shared = Math.max(fixed * times, (sum / 10_000) * Math.max(percent, 0))
  return benefit.form === 'freeShipping' ? benefit.cap : Math.min(shared, benefit.cap)
}
