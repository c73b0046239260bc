import type { OfferDocument } from '../pricing/offer-document.ts'
import type { Random } from './random.ts'

/** What offers of a cart are made from: the first of its sellers gives some of its own. */
interface Drawn {
  readonly random: Random
  readonly scaled: (hundredths: number) => number
  readonly seller: string
  readonly store: string
}

/** Offers of the platform, of a partner and of the first seller. */
export function offersOf2026({ random, scaled, seller }: Drawn): OfferDocument[] {
  const offers: OfferDocument[] = [
    {
      id: 'platform coupon',
      kind: 'platform-select',
      funder: 'platform',
      benefit: { off: scaled(500) },
      minimum: { spend: scaled(4000) },
    },
    {
      id: 'coupon of the seller',
      kind: 'seller-coupon',
      funder: `seller:${seller}`,
      benefit: { percent: 10 },
      minimum: { spend: scaled(1500) },
      scope: { sellers: [seller] },
    },
    {
      id: 'code of the bank',
      kind: 'code',
      funder: 'partner:bank',
      benefit: { off: scaled(300) },
      minimum: { spend: scaled(2500) },
    },
    {
      id: 'free shipping',
      kind: 'free-shipping',
      funder: 'platform',
      benefit: { freeShipping: true, cap: scaled(500) },
      minimum: { spend: scaled(3500) },
    },
  ]
  return some(offers, random)
}

/** Offers of the earlier terms: coins too, which come back only with the whole (tc.18.b). */
export function offersOf2020({ random, scaled, seller, store }: Drawn): OfferDocument[] {
  const offers: OfferDocument[] = [
    {
      id: 'coins',
      kind: 'coins',
      funder: 'platform',
      benefit: { percent: 5, cap: scaled(400) },
      coins: { max: 400 },
    },
    {
      id: 'store coupon',
      kind: 'store-coupon',
      funder: `store:${store}`,
      benefit: { off: scaled(200) },
      minimum: { spend: scaled(1500) },
      scope: { stores: [store] },
    },
    {
      id: 'instant off of the seller',
      kind: 'seller-instant-off',
      funder: `seller:${seller}`,
      benefit: { every: scaled(3000), off: scaled(200) },
      scope: { sellers: [seller] },
    },
    {
      id: 'promo code of the bank',
      kind: 'promo-code',
      funder: 'partner:bank',
      benefit: { off: scaled(350) },
      minimum: { spend: scaled(3000) },
    },
    {
      id: 'instant off of the platform',
      kind: 'platform-instant-off',
      funder: 'platform',
      benefit: { tiers: [{ spend: scaled(5000), off: scaled(300) }] },
    },
  ]
  return some(offers, random)
}

/** Most of them, each claimed: a cart of no offers is met too. */
function some(offers: readonly OfferDocument[], random: Random): OfferDocument[] {
  if (random.chance(15)) return []
  return offers.filter(() => random.chance(65)).map((one) => ({ ...one, claimed: true }))
}
