import { describe, expect, test } from 'vitest'
import { clauseById } from '../../src/core/base/clauses.ts'
import { type Input, refund } from '../../src/tessera.ts'
import { accepted, offer, outcomes, priced, purchase } from './purchase.ts'
import { fees, exampleTerms as terms, testWorked, twoShops, type Worked } from './worked.ts'

const shopVoucher = offer({
  id: 'shop-a',
  kind: 'shop-voucher',
  funder: 'store:A',
  benefit: { off: 1000 },
  minimum: { spend: 8000 },
})
const shopB = { ...shopVoucher, id: 'shop-b', funder: 'store:B', minimum: null }
const productVoucher = offer({
  id: 'product-a',
  kind: 'product-voucher',
  funder: 'store:A',
  scope: { listings: ['a'] },
  benefit: { percent: 20 },
})
const platform = offer({
  id: 'platform',
  kind: 'platform-voucher',
  benefit: { percent: 10, cap: 800 },
  minimum: { spend: 15_000 },
})
const shipping = offer({
  id: 'shipping',
  kind: 'shipping-voucher',
  benefit: { freeShipping: true, cap: 300 },
})

const shopee = (rows: Partial<Input>): Input =>
  purchase({ terms: 'shopee', currency: 'SGD', lines: twoShops, shipping: fees, ...rows })

const rows: readonly Worked[] = [
  {
    // 100 − 10 = 90 and 50 − 10 = 40; 10 % of 130 is 13, capped at 8, shared 5.54 and 2.46.
    name: 'sp.stack, sp.own.order, sp.own.open: one of each, each of what the ones before left',
    input: shopee({ offers: [shipping, platform, shopVoucher, shopB] }),
    outcomes: { 'shop-a': 1000, 'shop-b': 1000, platform: 800, shipping: 300 },
    nets: [8446, 3754],
    total: 12_348,
  },
  {
    name: 'sp.seller: a shop gives a shop voucher or a product voucher, not both',
    input: shopee({ offers: [productVoucher, shopVoucher, shopB] }),
    outcomes: { 'shop-a': 1000, 'product-a': 'slot-taken', 'shop-b': 1000 },
    nets: [9000, 4000],
    total: 13_448,
  },
  {
    name: 'sp.seller: beside a product voucher of one shop, another shop gives its own',
    input: shopee({ offers: [productVoucher, shopB] }),
    outcomes: { 'product-a': 2000, 'shop-b': 1000 },
    nets: [8000, 4000],
    total: 12_448,
  },
  {
    name: 'sp.stack: a second platform voucher finds no place, though it is for another shop',
    input: shopee({
      offers: [
        { ...platform, minimum: null, scope: { stores: ['A'] } },
        { ...platform, id: 'again', minimum: null, scope: { stores: ['B'] } },
      ],
    }),
    outcomes: { platform: 800, again: 'slot-taken' },
    nets: [9200, 5000],
    total: 14_648,
  },
  {
    name: 'sp.stack: one voucher for free shipping a checkout, though another order has none',
    input: shopee({
      offers: [
        { ...shipping, scope: { stores: ['A'] } },
        { ...shipping, id: 'again', scope: { stores: ['B'] } },
      ],
    }),
    outcomes: { shipping: 249, again: 'slot-taken' },
    nets: [10_000, 5000],
    total: 15_199,
  },
  {
    // The platform's minimum is 150: the list, not the 140 that are left.
    name: 'sp.own.minimum: an amount equal to the minimum is enough, and offers do not lower it',
    input: shopee({ offers: [shopVoucher, platform] }),
    outcomes: { 'shop-a': 1000, platform: 800 },
    nets: [8486, 4714],
    total: 13_648,
  },
]

describe('vouchers in the manner of Shopee, worked by hand', () => testWorked(rows))

/** What a clause limits coins to. */
function limit(name: string): number {
  return clauseById('sp.coins.limits')?.numbers?.[name] as number
}

/**
 * Coins of a hundredth each, as many as the limits of sp.coins.limits allow. They are spent last, so a
 * quote without them tells the checkout that they may pay a quarter of; the day's limit is the wallet's.
 */
function withCoins(input: Input, { balance, spentToday }: { balance: number; spentToday: number }) {
  const { total } = priced(input, terms).totals
  const quarter = Math.floor((total * limit('checkoutPercentMax')) / 100)
  const required = Math.min(balance, limit('perDayMax') - spentToday, quarter)
  const coins = offer({
    id: 'coins',
    kind: 'coins',
    coins: { required },
    benefit: { off: required },
  })
  const buyer = { id: 'b1', coins: balance }
  return { ...input, buyer, offers: [coins, ...(input.offers ?? [])] }
}

describe('coins in the manner of Shopee', () => {
  const small = shopee({
    currency: 'PHP',
    lines: twoShops.map((row) => ({ ...row, unitPrice: row.unitPrice / 25 })),
    shipping: [],
    offers: [{ ...platform, minimum: null }],
  })

  test.each([
    // 6.00 − 10 % = 5.40, of which a quarter is 1.35.
    ['a quarter of the checkout', { balance: 1000, spentToday: 0 }, 135],
    ['what the day leaves', { balance: 1000, spentToday: 120 }, 80],
    ['what there is', { balance: 50, spentToday: 0 }, 50],
  ])('sp.coins.limits, sp.own.order: they pay at most %s, after all vouchers', (_, wallet, off) => {
    const quote = priced(withCoins(small, wallet), terms)
    expect(outcomes(quote)).toEqual({ platform: 60, coins: off })
    expect(quote.applied.map((one) => one.offer)).toEqual(['platform', 'coins'])
    expect(quote.totals).toMatchObject({ total: 540 - off, coins: off })
  })

  test('sp.coins.limits: they are spent once a checkout, for the limit is one of the checkout', () => {
    const coins = (id: string, store: string) =>
      offer({
        id,
        kind: 'coins',
        scope: { stores: [store] },
        coins: { required: 10 },
        benefit: { off: 10 },
      })
    const buyer = { id: 'b1', coins: 100 }
    const quote = priced({ ...small, buyer, offers: [coins('a', 'A'), coins('b', 'B')] }, terms)
    expect(outcomes(quote)).toEqual({ a: 10, b: 'slot-taken' })
  })

  test('sp.refund.coins: they return with a full refund only, and vouchers are not paid out', () => {
    const input = withCoins(small, { balance: 50, spentToday: 0 })
    const bought = { input, quote: priced(input, terms) }
    const a = { line: 'a', quantity: 1 }
    const b = { line: 'b', quantity: 1 }
    const back = (before: (typeof a)[], now: (typeof a)[]) =>
      accepted(refund(bought, { before, now, reason: 'return' }, { terms }))
    // 4.00 and 2.00, less 0.40 and 0.20, less coins of 0.33 and 0.17.
    expect(back([], [a])).toMatchObject({ coins: 0, total: 327 })
    expect(back([a], [b])).toMatchObject({ coins: 50, total: 163 })
    expect(back([], [a, b])).toMatchObject({ coins: 50, total: 490 })
  })
})
