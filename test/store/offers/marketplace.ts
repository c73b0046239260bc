/** A small marketplace for the tests of stored offers: campaigns, offers and who acts, with one call each. */
import type { Campaign } from '../../../src/core/offers/campaign.ts'
import type { IssuedOffer, OfferTerms } from '../../../src/core/offers/issued-offer.ts'
import { shippedTerms } from '../../../src/core/pricing/shipped.ts'
import type { Acting, Scope } from '../../../src/shell/store/offers/acting.ts'

export const MAY = { starts: '2026-05-01T00:00:00-07:00', ends: '2026-05-08T00:00:00-07:00' }
export const DURING = new Date('2026-05-03T12:00:00Z')

export function acting(scope: Scope = 'all', at: Date = DURING): Acting {
  return { scope, by: 'test', terms: shippedTerms, at }
}

export function campaign(more: Partial<Campaign> = {}): Campaign {
  return { id: 'may', title: 'May Sale', terms: 'aliexpress-2026', ...MAY, ...more }
}

/** A code of 5 off 39, in the campaign "may" unless it is said otherwise. */
export function offer(
  more: Partial<Omit<IssuedOffer, 'offer'>> = {},
  terms: Partial<OfferTerms> = {},
): IssuedOffer {
  const obtain = more.obtain ?? 'code'
  return {
    id: 'save5',
    campaign: 'may',
    title: '5 off 39',
    obtain,
    ...more,
    offer: {
      kind: 'code',
      funder: 'platform',
      currency: 'USD',
      benefit: { off: 500 },
      minimum: { spend: 3900 },
      ...(obtain === 'code' ? { code: 'SAVE5' } : {}),
      ...terms,
    },
  }
}

/** A store coupon of a seller, in the seller's panel. */
export function storeCoupon(seller: string, more: Partial<IssuedOffer> = {}): IssuedOffer {
  return offer(
    { id: `coupon-of-${seller}`, obtain: 'panel', seller, ...more },
    { kind: 'store-coupon', funder: `seller:${seller}`, ...more.offer },
  )
}
