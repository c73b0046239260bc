/** Offers and campaigns for the tests of issuing, each with one call. */
import type { Campaign } from '../../src/core/offers/campaign.ts'
import type { IssuedOffer, OfferTerms } from '../../src/core/offers/issued-offer.ts'

export const SALE = { starts: '2026-05-01T07:00:00Z', ends: '2026-05-08T07:00:00Z' }

export function campaignOf(more: Partial<Campaign> = {}): Campaign {
  return { id: 'may', title: 'May', terms: 'aliexpress-2026', ...SALE, ...more }
}

/** 5 off 39 of a kind, obtained in the centre unless said otherwise. */
export function issuedOf(
  kind: string,
  more: Partial<Omit<IssuedOffer, 'offer'>> = {},
  terms: Partial<OfferTerms> = {},
): IssuedOffer {
  const obtain = more.obtain ?? 'centre'
  return {
    id: 'o1',
    campaign: 'may',
    title: '5 off 39',
    ...more,
    obtain,
    offer: {
      kind,
      funder: 'platform',
      currency: 'USD',
      benefit: kind === 'free-shipping' ? { freeShipping: true } : { off: 500 },
      minimum: { spend: 3900 },
      ...(obtain === 'code' ? { code: 'SAVE5' } : {}),
      ...terms,
    },
  }
}
