import { expect } from 'vitest'
import type { Input } from '../../src/tessera.ts'
import { line, nets, offer, outcomes, priced, purchase } from '../terms/purchase.ts'
import { exampleTerms } from '../terms/worked.ts'
import type { Example } from './example.ts'

const SELECT: Example = {
  id: 3,
  shows:
    'tc.12.a: select coupons of 2, the allowance of the store gives 2, 6 and 8, not a true multiple',
  check: () => {
    const coupons = Array.from({ length: 12 }, (_, at) =>
      offer({ id: `c${at}`, kind: 'select-coupon', benefit: { off: 200 } }),
    )
    const offIn = (price: number, select: { minimum: number; value: number }): number =>
      priced({
        ...purchase({ terms: 'aliexpress-2018-10', lines: [line('a', price)], offers: coupons }),
        stores: { s1: { seller: 'm', select } },
      }).totals.off
    expect(offIn(1501, { minimum: 1500, value: 200 })).toBe(200)
    expect(offIn(6501, { minimum: 6500, value: 600 })).toBe(600)
    expect(offIn(15_001, { minimum: 15_000, value: 800 })).toBe(800)
    // The text beside those figures, "2 off every 15", would give 8 and 20.
    const every = (price: number): number =>
      priced(
        purchase({
          terms: 'aliexpress-2018-10',
          lines: [line('a', price)],
          offers: [
            offer({ id: 'e', kind: 'platform-discount', benefit: { every: 1500, off: 200 } }),
          ],
        }),
      ).totals.off
    expect([1501, 6501, 15_001].map(every)).toEqual([200, 800, 2000])
  },
}

const LAYERS: Example = {
  id: 5,
  shows: 'fixed discount, seller coupon and AliExpress coupon stack: 30 in all (one 5 is inferred)',
  check: () => {
    const quote = priced(
      purchase({
        terms: 'aliexpress-2018-10',
        lines: [line('a', 10_000)],
        offers: [
          offer({ id: 'platform', kind: 'platform-coupon', benefit: { off: 500 } }),
          offer({ id: 'seller', kind: 'store-coupon', benefit: { off: 2000 } }),
          offer({
            id: 'fixed',
            kind: 'store-discount',
            minimum: { spend: 10_000 },
            benefit: { off: 500 },
          }),
        ],
      }),
    )
    expect(quote.applied.map((one) => one.offer)).toEqual(['fixed', 'seller', 'platform'])
    expect(quote.totals.off).toBe(3000)
  },
}

const AT_LEAST: Example = {
  id: 22,
  shows: 'USAFF015: 15 off at 109.00, refused at 108.99 for a cent',
  check: () => {
    const code = offer({
      id: 'USAFF015',
      kind: 'code',
      minimum: { spend: 10_900 },
      benefit: { off: 1500 },
    })
    const at = (price: number) =>
      priced(purchase({ terms: 'aliexpress-2026', lines: [line('a', price)], offers: [code] }))
    expect(at(10_900).totals).toMatchObject({ off: 1500, total: 9400 })
    expect(at(10_899).rejected[0]).toMatchObject({ reason: 'below-minimum', short: 1 })
  },
}

const EVERY: Example = {
  id: 26,
  shows: 'cp.6: Taobao, 50 off every 400 is a true multiple, over the items of several stores',
  check: () => {
    const cart = (...prices: number[]): Input =>
      purchase({
        terms: 'aliexpress-2026',
        currency: 'CNY',
        lines: prices.map((price, at) => line(`l${at}`, price, { store: `s${at}` })),
        offers: [
          offer({ id: 'o', kind: 'platform-select', benefit: { every: 40_000, off: 5000 } }),
        ],
      })
    expect(outcomes(priced(cart(40_000)))).toEqual({ o: 5000 })
    expect(outcomes(priced(cart(80_000)))).toEqual({ o: 10_000 })
    expect(outcomes(priced(cart(39_999)))).toEqual({ o: 'below-minimum' })
    // 80 and 320 bear 10 and 40.
    expect(nets(priced(cart(8000, 32_000)))).toEqual([7000, 28_000])
  },
}

const VOUCHER: Example = {
  id: 44,
  shows: 'RedMart: 25 off order after order, until it is expired or used up (the last is inferred)',
  check: () => {
    const orders = [
      { price: 6000, at: '2026-06-01T00:00:00Z', made: 0, total: 3500 },
      { price: 5500, at: '2026-06-02T00:00:00Z', made: 1, total: 3000 },
      { price: 5500, at: '2026-07-01T00:00:00Z', made: 2, total: 5500 },
      { price: 12_000, at: '2026-06-03T00:00:00Z', made: 2, total: 9500 },
      { price: 6000, at: '2026-06-04T00:00:00Z', made: 3, total: 6000 },
    ]
    const answers = orders.map(({ price, at, made }) =>
      priced(
        purchase({
          terms: 'lazada-2023',
          currency: 'SGD',
          at,
          lines: [line('a', price)],
          offers: [
            offer({
              id: 'v',
              kind: 'platform-voucher',
              until: '2026-07-01T00:00:00Z',
              uses: { limit: 3, made },
              benefit: { off: 2500 },
            }),
          ],
        }),
        exampleTerms,
      ),
    )
    expect(answers.map((one) => one.totals.total)).toEqual(orders.map((one) => one.total))
    expect(answers.map((one) => outcomes(one).v)).toEqual([
      2500,
      2500,
      'expired',
      2500,
      'already-used',
    ])
  },
}

const DISJOINT: Example = {
  id: 47,
  shows: 'two discounts on different items both count: 8 and 10 are 18',
  check: () => {
    const discount = (id: string, off: number, listings: string[]) =>
      offer({ id, kind: 'instant-discount', scope: { listings }, benefit: { off } })
    const quote = priced(
      purchase({
        terms: 'aliexpress-2020-03',
        lines: ['1', '2', '3', '4'].map((id) => line(id, 2000)),
        offers: [discount('A', 800, ['1', '3']), discount('B', 1000, ['2', '4'])],
      }),
    )
    expect(outcomes(quote)).toEqual({ A: 800, B: 1000 })
    expect(quote.totals.off).toBe(1800)
    expect(nets(quote)).toEqual([1600, 1500, 1600, 1500])
  },
}

/** What stands beside what, and from which amount on. */
export const STACKING: readonly Example[] = [SELECT, LAYERS, AT_LEAST, EVERY, VOUCHER, DISJOINT]
