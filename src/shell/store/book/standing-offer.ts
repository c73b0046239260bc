import { parseInstant } from '../../../core/base/instant.ts'
import type { Campaign } from '../../../core/offers/campaign.ts'
import { canonicalCode } from '../../../core/offers/code-text.ts'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { pricedOffer } from '../../../core/offers/priced-offer.ts'
import { factsOf, type OfferFacts } from '../../../core/offers/qualify.ts'
import { type Validity, validityOf } from '../../../core/offers/validity.ts'
import { compileOffer, type Offer } from '../../../core/pricing/offer.ts'
import { type OfferDocument, offerSchema } from '../../../core/pricing/offer-document.ts'

/** A stored offer as the book keeps it. */
export interface StandingOffer {
  readonly issued: IssuedOffer
  readonly campaign: Campaign
  readonly version: number
  readonly validity: Validity
  /** The platform ended it or its campaign (tc.20). */
  readonly ended: boolean
  /** Its code in the form in which codes are looked up, where many share one. */
  readonly code: string | null
  /** From when on nobody can use it, whatever is held of it; milliseconds since 1970. */
  readonly voidAt: number
  /** Whether a limit of uses or of money holds for all buyers together. */
  readonly isLimited: boolean
  /** As it is priced for a buyer who holds nothing of it. */
  readonly document: OfferDocument
  /** The same as anybody could hold it: by this it is indexed. */
  readonly reach: OfferDocument
  readonly offer: Offer
}

/** What a book reads of an offer and its campaign. */
export interface StandingRow {
  readonly issued: object
  readonly campaign: object
  readonly campaignVersion: number
  readonly version: number
  readonly ended: boolean
}

/** A row as the book keeps it; null for one that no quote would accept, which is none that was issued here. */
export function standingOffer(row: StandingRow): StandingOffer | null {
  const issued = row.issued as IssuedOffer
  const campaign = row.campaign as Campaign
  const document = pricedOffer(issued, campaign, { ended: row.ended })
  if (!offerSchema.ok(document)) return null
  const { owner: _, ...open } = document
  const reach = { ...open, claimed: true }
  const validity = validityOf(issued, campaign)
  const { limits } = issued
  return {
    issued,
    campaign,
    version: row.version,
    validity,
    ended: row.ended,
    code: issued.obtain === 'code' ? canonicalCode(issued.offer.code ?? '') : null,
    voidAt:
      validity.usableUntil === null
        ? Number.POSITIVE_INFINITY
        : (parseInstant(validity.usableUntil) as number),
    isLimited: limits?.uses !== undefined || limits?.budget !== undefined,
    document,
    reach,
    offer: compileOffer(reach, 0),
  }
}

/** How an offer is named to whoever holds nothing of it. */
export function standingFacts({ issued, document }: StandingOffer): OfferFacts {
  return factsOf({ issued, document })
}
