import type { Input } from '../../src/core/pricing/input.ts'
import type { Draws } from './draws.ts'
import { kindsOf } from './generator-offers.ts'

type Line = Input['lines'][number]
type Offer = NonNullable<Input['offers']>[number]

/**
 * A small cart in round figures whose offers nearly all apply and want the same slots, coins and
 * minimums: splitting it often pays, and often there are several ways of splitting it equally well.
 */
export function tightInput(draws: Draws, terms: string, size: Size): Input {
  const isAdded = draws.below(4) < 3
  const all = kindsOf(terms)
  const kinds = draws.oneIn(3) ? all : draws.list(1, 2, () => draws.pick(all))
  return {
    terms,
    at: '2026-06-24T12:00:00Z',
    currency: 'USD',
    ...(isAdded ? {} : { pricesIncludeTax: true }),
    buyer: {
      id: 'b1',
      coins: draws.pick([100, 0, 200, 150]),
      ordersPlaced: draws.pick([0, 0, 0, 1]),
    },
    stores: {
      s1: { seller: 'm1', ...select(draws) },
      s2: { seller: draws.pick(['m2', 'm1']), ...select(draws) },
    },
    lines: Array.from({ length: size.lines }, (_, at) => randomLine(draws, at)),
    ...draws.maybe(2, () => ({
      shipping: ['m1', 'm2'].map((seller) => ({
        seller,
        method: 'standard',
        fee: draws.pick([50, 0, 100, 300, 10]),
      })),
    })),
    offers: Array.from({ length: size.offers }, (_, at) => randomOffer(draws, kinds, at)),
  }
}

export interface Size {
  readonly lines: number
  readonly offers: number
}

function select(draws: Draws): object {
  return draws.maybe(2, () => ({
    select: { minimum: draws.pick([1000, 1500, 500]), value: draws.pick([200, 300]) },
  }))
}

function randomLine(draws: Draws, at: number): Line {
  return {
    id: `l${at + 1}`,
    listing: draws.pick(['L1', 'L2', 'L3']),
    sku: `k${at + 1}`,
    store: draws.pick(['s1', 's2']),
    unitPrice: draws.pick([1000, 1000, 500, 1500, 333, 2000]),
    ...draws.maybe(3, () => ({ quantity: draws.pick([3, 2]) })),
    ...draws.maybe(3, () => ({ category: [draws.pick(['home', 'toys'])] })),
    ...draws.maybe(5, () => ({ method: 'express' })),
    ...draws.maybe(4, () => ({ taxRate: draws.pick([20, 8.25]) })),
    ...draws.maybe(15, () => ({ traits: [draws.pick(['virtual', 'cashback'])] })),
  }
}

function randomOffer(draws: Draws, kinds: readonly string[], at: number): Offer {
  const kind = draws.pick(kinds)
  const offer = {
    // Neither in the order of the alphabet nor against it.
    id: `${'cadbe'[at] ?? 'f'}${at}`,
    kind,
    funder: draws.pick(['platform', 'platform', 'seller:m1', 'store:s1', 'store:s2', 'seller:m2']),
    claimed: true,
    ...draws.maybe(3, () => ({
      until: draws.pick(['2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z']),
    })),
    ...draws.maybe(3, () => ({ uses: { limit: 2 + draws.below(2), made: draws.below(2) } })),
    ...draws.maybe(8, () => ({ budget: { limit: 3, made: 1 + draws.below(2) } })),
    ...draws.maybe(10, () => ({ newBuyersOnly: true })),
    ...draws.maybe(20, () => ({ exclusive: true })),
    ...draws.maybe(8, () => ({ stacksWith: draws.pick(['any' as const, kinds]) })),
    ...draws.maybe(8, () => ({ scope: { categories: [['home']] } })),
  }
  if (kind === 'select-coupon') return { ...offer, benefit: { off: draws.pick([200, 100]) } }
  return {
    ...offer,
    benefit: kind === 'free-shipping' ? { freeShipping: true } : randomBenefit(draws),
    ...draws.maybe(2, () => ({ minimum: randomMinimum(draws) })),
    ...(kind === 'coins' || draws.oneIn(30) ? { coins: randomCoins(draws) } : {}),
  }
}

function randomBenefit(draws: Draws): Offer['benefit'] {
  const cap = draws.maybe(3, () => ({ cap: draws.pick([100, 250]) }))
  switch (draws.below(8)) {
    case 1:
      return { percent: draws.pick([10, 33.33, 50]), ...cap }
    case 2:
      return { every: 1000, off: 100, ...cap }
    case 3:
      return { freeShipping: true, ...cap }
    case 4:
      return {
        tiers: [
          { spend: 1000, off: 100 },
          { spend: 2000, off: 300 },
        ],
      }
    case 5:
      return {
        tiers: [
          { quantity: 1, percent: 3 },
          { quantity: 2, percent: 10 },
        ],
      }
    default:
      return { off: draws.pick([300, 100, 200, 600]) }
  }
}

function randomMinimum(draws: Draws): NonNullable<Offer['minimum']> {
  if (draws.oneIn(5)) return { quantity: 2 }
  return { spend: draws.pick([1000, 2000, 1500, 999, 2500, 3000]) }
}

function randomCoins(draws: Draws): NonNullable<Offer['coins']> {
  return draws.pick([{ required: 100 }, { max: 100 }, { max: 150 }, { required: 50 }])
}
