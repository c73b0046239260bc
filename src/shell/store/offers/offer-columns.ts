import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import type { Validity } from '../../../core/offers/validity.ts'
import { dateOf } from './acting.ts'

/** The columns that are drawn from an offer and its resolved times: what the claiming statement asks. */
export function offerColumns(issued: IssuedOffer, validity: Validity) {
  const { limits } = issued
  return {
    campaign_id: issued.campaign,
    seller: issued.seller ?? null,
    obtain: issued.obtain,
    document: JSON.stringify(issued),
    ...validityColumns(validity),
    per_buyer: limits?.perBuyer ?? 1,
    uses_limit: limits?.uses ?? null,
    budget_minor: limits?.budget ?? null,
    returns_when_cancelled: issued.returnsWhenFullyCancelled ?? false,
  }
}

/** The columns that change with the campaign's window too. */
export function validityColumns(validity: Validity) {
  return {
    claim_from: dateOf(validity.claimFrom),
    claim_until: dateOf(validity.claimUntil),
    usable_from: dateOf(validity.usableFrom),
    usable_until: dateOf(validity.usableUntil),
    valid_days: validity.validDays,
  }
}
