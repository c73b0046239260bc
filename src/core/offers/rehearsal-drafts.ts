import type { OfferDocument } from '../pricing/offer-document.ts'
import type { Campaign } from './campaign.ts'
import type { IssuedOffer } from './issued-offer.ts'
import { pricedOffer } from './priced-offer.ts'

/** An offer that is tried on recorded carts, with what may be given of it in all. */
export interface DraftOffer {
  readonly offer: OfferDocument
  readonly perBuyer: number
  /** Null is without limit. */
  readonly uses: number | null
  readonly budget: number | null
}

/**
 * An offer as it would be to any buyer who claimed it. Its window is left out, for the carts are of
 * another time than the campaign; with `keepWindow` it counts.
 */
export function draftOf(
  issued: IssuedOffer,
  campaign: Campaign,
  { keepWindow = false }: { readonly keepWindow?: boolean } = {},
): DraftOffer {
  const { uses = null, budget = null, perBuyer = 1 } = issued.limits ?? {}
  const {
    from,
    until,
    owner: _,
    ended: __,
    ...offer
  } = pricedOffer(issued, campaign, {
    claim: { buyer: issued.id, granted: 1, made: 0, usableUntil: null, heldUntil: null },
  })
  const window = keepWindow ? { ...(from ? { from } : {}), ...(until ? { until } : {}) } : {}
  return { offer: { ...offer, ...window, claimed: true }, perBuyer, uses, budget }
}
