import { describe, expect, it, test } from 'vitest'
import type { Fault } from '../../src/core/base/faults.ts'
import { isRefused } from '../../src/core/base/faults.ts'
import {
  COIN_RULES,
  coinRules,
  coinsEarned,
  type EarnRule,
} from '../../src/core/offers/coin-rules.ts'
import { coinUseOf, offersBesideUsed } from '../../src/core/offers/coin-uses.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { quote } from '../../src/tessera.ts'

const bySpend: EarnRule = {
  ...{ rule: 'spent', title: 'Spent', amount: 'by-spend', coins: 3, once: 'occasion' },
  unitMinor: { EUR: 50 },
  most: 100,
}

describe('rules by which coins are earned', () => {
  it('are a document that an installation may change; what it starts with is one (tc.1)', () => {
    expect(coinRules.ok(COIN_RULES)).toBe(true)
  })

  test.each([
    ['two of one name', { earn: [COIN_RULES.earn[0], COIN_RULES.earn[0]] }, '/earn/1/rule'],
    [
      'a unit where the coins are fixed',
      { earn: [{ ...bySpend, amount: 'fixed' }] },
      '/earn/0/unitMinor',
    ],
    ['no coins', { earn: [{ ...bySpend, coins: 0 }] }, '/earn/0/coins'],
    ['a name with a slash', { earn: [{ ...bySpend, rule: 'a/b' }] }, '/earn/0/rule'],
    ['no day to last', { validDays: 0 }, '/validDays'],
    [
      'an unknown currency',
      { earn: [{ ...bySpend, unitMinor: { XXQ: 1 } }] },
      '/earn/0/unitMinor/XXQ',
    ],
  ])('refuse %s', (_, change, path) => {
    const faults: Fault[] = []
    coinRules.find({ ...COIN_RULES, ...change }, '', faults)
    expect(faults.map((fault) => fault.path)).toContain(path)
  })

  test.each([
    [{ spentMinor: 99, currency: 'USD' }, 2],
    [{ spentMinor: 100, currency: 'USD' }, 3],
    [{ spentMinor: 0, currency: 'USD' }, 0],
    [{ spentMinor: 100, currency: 'EUR' }, 6],
    [{ spentMinor: 100, currency: 'JPY' }, 100],
    [{ spentMinor: 1_000_000, currency: 'USD' }, 100],
  ])('give by what was spent, whole coins and at most so many: %j gives %i', (earning, coins) => {
    expect(coinsEarned(bySpend, earning)).toBe(coins)
  })

  test.each([
    [bySpend, {}, '/spentMinor'],
    [bySpend, { spentMinor: 100 }, '/currency'],
    [bySpend, { spentMinor: 100, currency: 'nowhere' }, '/currency'],
    [{ ...bySpend, amount: 'given' }, {}, '/coins'],
    [{ ...bySpend, amount: 'given' }, { coins: 4 }, '/coins'],
    [{ ...bySpend, amount: 'given' }, { coins: 0 }, '/coins'],
  ] as const)('say what is missing', (rule, earning, path) => {
    expect(coinsEarned(rule, earning)).toMatchObject({ path })
  })

  it('give as many as customer service names, up to the most', () => {
    expect(coinsEarned({ ...bySpend, amount: 'given' }, { coins: 3 })).toBe(3)
    expect(coinsEarned({ ...bySpend, amount: 'fixed' }, {})).toBe(3)
  })
})

const cart = {
  terms: 'aliexpress-2020-03',
  at: '2020-11-11T08:00:00Z',
  currency: 'USD',
  buyer: { id: 'b1', coins: 500 },
  stores: { s1: { seller: 'm1' }, s2: { seller: 'm2' } },
  lines: [
    { id: 'l1', listing: 'A', sku: 'A1', store: 's1', unitPrice: 1_000 },
    { id: 'l2', listing: 'A', sku: 'A2', store: 's1', unitPrice: 2_000 },
    { id: 'l3', listing: 'B', sku: 'B1', store: 's2', unitPrice: 3_000 },
  ],
}
const coinsOffer = (id: string, more: Partial<OfferDocument>): OfferDocument => ({
  ...{ id, kind: 'coins', funder: 'platform', benefit: { off: 100 } },
  ...more,
})
const platformCoins = coinsOffer('platform-coins', {
  coins: { required: 200 },
  scope: { listings: ['A'] },
})
const sellerCoins = coinsOffer('seller-coins', {
  ...{ funder: 'seller:m2', coins: { max: 400 }, benefit: { off: 200 } },
})
const coupon: OfferDocument = {
  ...{ id: 'coupon', kind: 'store-coupon', funder: 'store:s1', benefit: { off: 300 } },
  claimed: true,
}

describe('coins of a quote', () => {
  const offers = [platformCoins, sellerCoins, coupon]
  const quoted = quote({ ...cart, offers })

  it('combine with other incentives; seller coins buy a part with what is left (tc.18.c, tc.18.a.ii)', () => {
    if (isRefused(quoted)) throw new Error(JSON.stringify(quoted))
    expect(quoted.applied.map((one) => [one.offer, one.coins, one.off])).toEqual([
      ['coupon', 0, 300],
      ['platform-coins', 200, 100],
      ['seller-coins', 300, 150],
    ])
    expect(coinUseOf({ ...cart, offers }, quoted)).toEqual({
      coins: 500,
      products: [{ store: 's1', listing: 'A' }],
    })
  })

  it('are kept off products on which platform coins were used before (tc.18.a.i.1)', () => {
    const used = [{ store: 's1', listing: 'A' }]
    expect(offersBesideUsed(offers, cart.lines, [])).toEqual({ offers, barred: [] })
    expect(offersBesideUsed(offers, cart.lines, used)).toEqual({
      offers: [sellerCoins, coupon],
      barred: ['platform-coins'],
    })
    const wide = coinsOffer('wide', { coins: { required: 200 } })
    expect(offersBesideUsed([wide], cart.lines, used)).toEqual({
      offers: [{ ...wide, scope: { listings: ['B'] } }],
      barred: [],
    })
  })

  it('used on a listing of one store leave that listing of another alone (tc.18.a.i.1)', () => {
    const used = [{ store: 's2', listing: 'A' }]
    expect(offersBesideUsed(offers, cart.lines, used)).toEqual({ offers, barred: [] })
  })
})
