import { describe, expect, test } from 'vitest'
import type { Input } from '../../src/tessera.ts'
import { line, nets, offer, outcomes, priced, purchase } from '../terms/purchase.ts'
import { exampleTerms } from '../terms/worked.ts'

/** A line of 50 of seller A and one of 150 of seller B. */
const twoSellers = (rows: Partial<Input>): Input =>
  purchase({
    terms: 'aliexpress-2026',
    lines: [line('a', 5000, { store: 'A' }), line('b', 15_000, { store: 'B' })],
    ...rows,
  })

const codes = (rows: Partial<Input>): Input =>
  purchase({ terms: 'woocommerce-like', lines: [line('a', 3000)], ...rows })

describe('what other engines get wrong comes out right: sharing', () => {
  test('10 off three equal lines of 10 is 3.34, 3.33 and 3.33 (Medusa: 3.333… three times)', () => {
    const quote = priced(
      purchase({
        terms: 'aliexpress-2026',
        lines: ['a', 'b', 'c'].map((id) => line(id, 1000)),
        offers: [offer({ id: 'o', kind: 'platform-select', benefit: { off: 1000 } })],
      }),
    )
    expect(quote.applied[0]?.lines).toEqual({ a: 334, b: 333, c: 333 })
    expect(quote.totals).toMatchObject({ off: 1000, total: 2000 })
  })

  test('tc.13.a: a seller’s 10 off in a cart of 50 and 150 gives 10 (Mercur: 2.50)', () => {
    const coupon = offer({
      id: 'o',
      kind: 'seller-coupon',
      funder: 'seller:m-A',
      benefit: { off: 1000 },
    })
    const both = priced(twoSellers({ offers: [coupon] }))
    expect(nets(both)).toEqual([4000, 15_000])
    expect(both.funding).toEqual({ 'seller:m-A': 1000 })
    const alone = priced(twoSellers({ lines: [line('a', 5000, { store: 'A' })], offers: [coupon] }))
    expect(alone.applied).toEqual(both.applied)
  })

  test('a coupon over two sellers is given once, in parts that add up (Vendure: once each)', () => {
    const coupon = offer({ id: 'o', kind: 'platform-select', benefit: { off: 1001 } })
    const quote = priced(twoSellers({ offers: [coupon] }))
    expect(quote.orders.map((order) => order.off)).toEqual([250, 751])
    expect(quote.totals.off).toBe(1001)
  })

  test('who pays is told apart, so that a seller is not charged for the platform (Mercur)', () => {
    const quote = priced(
      twoSellers({
        offers: [
          offer({ id: 'p', kind: 'platform-select', benefit: { off: 2000 } }),
          offer({ id: 's', kind: 'store-coupon', funder: 'store:A', benefit: { off: 500 } }),
        ],
      }),
    )
    expect(quote.funding).toEqual({ platform: 2000, 'store:A': 500 })
  })
})

describe('what other engines get wrong comes out right: never below zero', () => {
  test('shipping that is paid twice over stops at nothing (Vendure: below zero)', () => {
    const row = (id: string) =>
      offer({ id, kind: 'shipping-code', benefit: { freeShipping: true, cap: 300 } })
    const quote = priced(
      codes({
        shipping: [{ seller: 'm-s1', method: 'standard', fee: 490 }],
        offers: [row('one'), row('two'), row('three')],
      }),
      exampleTerms,
    )
    expect(outcomes(quote)).toEqual({ one: 300, two: 190, three: 'nothing-left' })
    expect(quote.totals).toMatchObject({ shippingOff: 490, total: 3000 })
  })

  test('tc.7: two amounts above the cart leave nothing to pay, and no credit (Medusa: below zero)', () => {
    const row = (id: string) => offer({ id, kind: 'fixed-code', benefit: { off: 2000 } })
    const quote = priced(codes({ offers: [row('one'), row('two'), row('three')] }), exampleTerms)
    expect(outcomes(quote)).toEqual({ one: 2000, two: 1000, three: 'nothing-left' })
    expect(quote.applied[1]?.forfeited).toBe(1000)
    expect(quote.totals.total).toBe(0)
  })

  test.each([19, 21, 25.5])(
    '100 % off leaves 0, with VAT of %s % too (Medusa: −1.6e-14)',
    (rate) => {
      const quote = priced(
        codes({
          pricesIncludeTax: true,
          lines: [line('a', 3333, { taxRate: rate }), line('b', 1, { taxRate: rate })],
          offers: [offer({ id: 'o', kind: 'percent-code', benefit: { percent: 100 } })],
        }),
        exampleTerms,
      )
      expect(quote.totals).toMatchObject({ tax: 0, total: 0 })
    },
  )

  test('40 % and 70 % leave 18 %, not free goods (Saleor: of the undiscounted total)', () => {
    const row = (id: string, percent: number) =>
      offer({ id, kind: 'percent-code', benefit: { percent } })
    const quote = priced(codes({ offers: [row('one', 40), row('two', 70)] }), exampleTerms)
    expect(quote.totals.total).toBe(540)
  })
})

describe('what other engines get wrong comes out right: minimums and refusals', () => {
  test('an offer does not pull the cart below its own minimum (Sylius)', () => {
    const row = offer({
      id: 'o',
      kind: 'fixed-code',
      minimum: { spend: 3000 },
      benefit: { off: 1000 },
    })
    expect(outcomes(priced(codes({ offers: [row] }), exampleTerms))).toEqual({ o: 1000 })
  })

  test('an offer that takes nothing off is refused, so that no use is spent (Vendure)', () => {
    const row = offer({ id: 'o', kind: 'fixed-code', benefit: { off: 0 } })
    expect(outcomes(priced(codes({ offers: [row] }), exampleTerms))).toEqual({ o: 'nothing-left' })
  })

  test('each refusal says why in a sentence (Medusa, Vendure, Mercur: silence)', () => {
    const row = offer({ id: 'o', kind: 'fixed-code', benefit: { off: 100 } })
    const { rejected } = priced(
      codes({
        offers: [
          { ...row, id: 'early', from: '2027-01-01T00:00:00Z' },
          { ...row, id: 'foreign', currency: 'EUR' },
          { ...row, id: 'elsewhere', scope: { listings: ['z'] } },
          { ...row, id: 'short', minimum: { spend: 3001 } },
        ],
      }),
      exampleTerms,
    )
    expect(rejected.map((one) => [one.offer, one.reason])).toEqual([
      ['early', 'not-started'],
      ['foreign', 'wrong-currency'],
      ['elsewhere', 'no-eligible-items'],
      ['short', 'below-minimum'],
    ])
    expect(rejected.filter((one) => !one.message.endsWith('.'))).toEqual([])
    expect(new Set(rejected.map((one) => one.message)).size).toBe(4)
  })
})
