import type { OfferDocument } from '../pricing/offer-document.ts'
import { earlier, isEmpty, later } from './bounds.ts'
import type { Campaign } from './campaign.ts'
import type { IssuedOffer } from './issued-offer.ts'
import { validityOf } from './validity.ts'

/** What a buyer holds of an offer, as far as a quote asks. */
export interface HeldClaim {
  readonly buyer: string
  /** How many claims of it the buyer was ever granted. */
  readonly granted: number
  /** How many of them are spoken for: in another order, used, forfeited or given back. */
  readonly made: number
  /** Until when the next one can be used. */
  readonly usableUntil: string | null
  /** Until when a failed payment blocks it (cp.9). */
  readonly heldUntil: string | null
}

/** How an offer stands when it is priced. */
export interface OfferStanding {
  readonly claim?: HeldClaim | null | undefined
  /** Who asks, where there is no claim: it is then theirs to claim. */
  readonly buyer?: string | undefined
  /** The platform ended it, or its campaign (tc.20). */
  readonly ended?: boolean | undefined
  /** Nothing of it is left to claim; what is held already can still be used. */
  readonly exhausted?: boolean | undefined
}

/** Holds what nobody claimed; and a buyer of that name would not have claimed it either. */
const NOBODY = 'nobody'

const SPENT = { limit: 0, made: 0 }

/** Whether it needs no claim to be in a quote: it applies by itself, or whoever knows its code types it. */
export function isOpenToAll({ obtain }: Pick<IssuedOffer, 'obtain'>): boolean {
  return obtain === 'automatic' || obtain === 'code'
}

/**
 * The offer of a quote (pricing §3) that an issued offer is to a buyer. What is claimed is the buyer's
 * alone (cp.8, tc.21), as often as it was granted (tc.5), until the claim or the offer ends (tc.6). What is
 * not claimed cannot be used (cp.1), unless it is open to all.
 */
export function pricedOffer(
  issued: IssuedOffer,
  campaign: Campaign,
  standing: OfferStanding = {},
): OfferDocument {
  const { ended = false, exhausted = false } = standing
  const claim = standing.claim && standing.claim.granted > 0 ? standing.claim : null
  const isHeld = claim !== null && claim.made < claim.granted
  const { from, until, never } = windowOf(issued, campaign, isHeld ? claim : null)
  const heldUntil = claim?.heldUntil ?? null
  return {
    ...issued.offer,
    id: issued.id,
    ...scopeOf(issued),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
    ...holderOf(issued, claim, standing.buyer ?? standing.claim?.buyer),
    uses: usesOf(issued, claim),
    ...(exhausted && !isHeld ? { budget: SPENT } : {}),
    ...(heldUntil === null ? {} : { heldUntil }),
    ...(ended || never ? { ended: true } : {}),
  }
}

/** A held claim counts while it can be used; without one, it is as if it were claimed at that moment. */
function windowOf(issued: IssuedOffer, campaign: Campaign, held: HeldClaim | null) {
  const validity = validityOf(issued, campaign)
  const start = held ? validity.usableFrom : later(validity.usableFrom, validity.claimFrom)
  const end = held ? held.usableUntil : validity.claimUntil
  const until = earlier(validity.usableUntil, end)
  // Two windows that do not meet leave none, which a half-open window cannot say.
  const never = isEmpty(start, until)
  return never ? { from: null, until, never } : { from: start, until, never }
}

function holderOf(issued: IssuedOffer, claim: HeldClaim | null, buyer: string | undefined) {
  if (claim !== null) return { owner: claim.buyer, claimed: true }
  return isOpenToAll(issued) ? {} : { owner: buyer ?? NOBODY, claimed: false }
}

function usesOf(issued: IssuedOffer, claim: HeldClaim | null) {
  const perBuyer = issued.limits?.perBuyer ?? 1
  if (claim === null) return { limit: perBuyer, made: 0 }
  // What is open to all is claimed by using it: all that a buyer may have counts, not only what is held.
  const limit = isOpenToAll(issued) ? Math.max(perBuyer, claim.granted) : claim.granted
  return { limit, made: claim.made }
}

/** A seller's offer is for that seller's products, whichever store it says pays for it (tc.13.a). */
function scopeOf({ seller = null, offer }: IssuedOffer): Pick<OfferDocument, 'scope'> {
  if (seller === null || offer.funder === `seller:${seller}`) return {}
  return { scope: { ...offer.scope, sellers: [seller] } }
}
