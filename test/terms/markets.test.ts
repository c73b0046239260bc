import { describe, expect, test } from 'vitest'
import {
  type Input,
  isRefused,
  type OfferDocument,
  prepareMarket,
  quote,
} from '../../src/tessera.ts'
import { accepted, line, offer, priced, purchase } from './purchase.ts'

const inCountry = (country: string | null, rows: Partial<Input> = {}): Input =>
  purchase({
    terms: 'aliexpress-2026',
    lines: [line('a', 10_000)],
    buyer: { id: 'b1', country },
    ...rows,
  })

/** The tax rates that the market gives to the lines. */
function ratesOf(input: Input): (number | undefined)[] {
  return accepted(prepareMarket(input)).input.lines.map((row) => row.taxRate)
}

describe('fg.market.eu: prices hold VAT, at the rate of the date', () => {
  test.each([
    ['EE', '2023-12-31T21:59:59.999Z', 20],
    ['EE', '2023-12-31T22:00:00Z', 22],
    ['EE', '2025-06-30T20:59:59.999Z', 22],
    ['EE', '2025-06-30T21:00:00Z', 24],
    ['FI', '2024-08-31T20:59:59.999Z', 24],
    ['FI', '2024-08-31T21:00:00Z', 25.5],
    ['SK', '2024-12-31T22:59:59.999Z', 20],
    ['SK', '2024-12-31T23:00:00Z', 23],
    ['RO', '2025-07-31T20:59:59.999Z', 19],
    ['RO', '2025-07-31T21:00:00Z', 21],
    ['LU', '2022-12-31T22:59:59.999Z', 17],
    ['LU', '2022-12-31T23:00:00Z', 16],
    ['LU', '2023-12-31T22:59:59.999Z', 16],
    ['LU', '2023-12-31T23:00:00Z', 17],
    ['DE', '2026-06-24T12:00:00Z', 19],
    ['HU', '2026-06-24T12:00:00Z', 27],
  ])('%s at %s: %s %', (country, at, rate) => {
    expect(ratesOf(inCountry(country, { at }))).toEqual([rate])
  })

  test('a minimum looks at the price without it', () => {
    const code = offer({ id: 'c', kind: 'code', minimum: { spend: 10_000 }, benefit: { off: 500 } })
    const german = inCountry('DE', { currency: 'EUR', offers: [code] })
    const { input, notes } = accepted(prepareMarket(german))
    expect(input.pricesIncludeTax).toBe(true)
    expect(notes).toEqual([
      { clause: 'fg.market.eu', says: expect.stringContaining('VAT of 19 %') },
    ])
    // 100.00 ÷ 1.19 = 84.03, and 15.97 is missing.
    expect(priced(input).rejected[0]).toMatchObject({ short: 1597 })
    // 119.00 holds exactly 100.00.
    const dearer = accepted(prepareMarket({ ...german, lines: [line('a', 11_900)] }))
    expect(priced(dearer.input).totals).toMatchObject({ off: 500, total: 11_400 })
    expect(priced(german).totals.off).toBe(500)
  })

  test('before the rates begin there is none', () => {
    const input = inCountry('DE', { at: '2021-06-30T21:59:59.999Z' })
    expect(prepareMarket(input)).toEqual({ input, notes: [] })
  })
})

describe('fg.market.uk: orders of goods up to GBP 135 hold import VAT', () => {
  const british = (...prices: number[]): Input =>
    inCountry('GB', {
      currency: 'GBP',
      lines: prices.map((price, at) => line(`l${at}`, price, { store: `s${at}` })),
    })

  test.each([
    ['a penny below', 13_499, 20],
    ['at it', 13_500, 20],
    ['a penny above', 13_501, 0],
  ])('%s', (_, price, rate) => {
    expect(ratesOf(british(price))).toEqual([rate])
  })

  test('each order counts for itself, not the checkout', () => {
    const { input, notes } = accepted(prepareMarket(british(13_500, 13_501, 1)))
    expect(input.lines.map((row) => row.taxRate)).toEqual([20, 0, 20])
    expect(input.pricesIncludeTax).toBe(true)
    expect(notes).toEqual([{ clause: 'fg.market.uk', says: expect.stringContaining('GBP 135') }])
    // 135.00 ÷ 1.2 = 112.50; of a penny nothing is tax.
    expect(priced(input).lines.map((row) => row.tax)).toEqual([2250, 0, 0])
  })

  test('lines of one seller and method are one order; another method is another', () => {
    const one = { ...british(13_000, 600), stores: { s0: { seller: 'm' }, s1: { seller: 'm' } } }
    expect(ratesOf(one)).toEqual([0, 0])
    const [first, second] = one.lines
    if (!first || !second) throw new Error('two lines')
    expect(ratesOf({ ...one, lines: [first, { ...second, method: 'express' }] })).toEqual([20, 20])
  })

  test('quantities count, shipping and offers do not', () => {
    const shipped = {
      ...british(4500),
      lines: [line('a', 4500, { quantity: 3 })],
      shipping: [{ seller: 'm-s1', method: 'standard', fee: 999 }],
      stores: { s1: { seller: 'm-s1' } },
    }
    expect(ratesOf(shipped)).toEqual([20])
    const dear = [line('a', 4501, { quantity: 3 })]
    const offers: OfferDocument[] = [offer({ id: 'o', kind: 'code', benefit: { off: 3 } })]
    expect(ratesOf({ ...shipped, lines: dear, offers })).toEqual([0])
  })

  test('another currency is refused, for the limit is one in pounds', () => {
    expect(prepareMarket({ ...british(100), currency: 'EUR' })).toEqual({
      refused: [{ path: '/currency', fault: expect.stringContaining('GBP') }],
    })
  })
})

describe('fg.market.in: what customs may refuse is marked', () => {
  const risky = { customsRiskCategories: [['drones'], ['toys', 'lasers']] }
  const indian = inCountry('IN', {
    currency: 'INR',
    lines: [
      line('drone', 500_000, { category: ['drones', 'camera'] }),
      line('ball', 10_000, { category: ['toys', 'balls'] }),
      line('pointer', 20_000, { category: ['toys', 'lasers'], traits: ['virtual'] }),
      line('book', 5000),
      line('marked', 5000, { traits: ['customs-risk'] }),
    ],
    offers: [offer({ id: 'c', kind: 'code', benefit: { off: 1000 } })],
  })

  test('offers on such lines are provisional', () => {
    const { input, notes } = accepted(prepareMarket(indian, risky))
    expect(input.lines.map((row) => row.traits ?? [])).toEqual([
      ['customs-risk'],
      [],
      ['virtual', 'customs-risk'],
      [],
      ['customs-risk'],
    ])
    expect(notes).toEqual([{ clause: 'fg.market.in', says: expect.stringContaining('3 of 5') }])
    expect(priced(input).applied[0]?.provisional).toEqual(['drone', 'pointer', 'marked'])
    expect(input.pricesIncludeTax).toBeUndefined()
  })

  test('only what is marked already, where no category is named', () => {
    const { input, notes } = accepted(prepareMarket(indian))
    expect(input.lines).toEqual(indian.lines)
    expect(notes).toHaveLength(1)
  })
})

describe('what is left as it is', () => {
  test.each(['US', 'JP', 'XX', '__proto__', null])('a cart for %s', (country) => {
    const input = inCountry(country)
    expect(prepareMarket(input)).toEqual({ input, notes: [] })
  })

  test('what the input says itself', () => {
    const lines = [line('a', 10_000, { taxRate: 7 }), line('b', 100, { taxRate: 0 }), line('c', 1)]
    const { input } = accepted(prepareMarket(inCountry('DE', { lines, pricesIncludeTax: false })))
    expect(input.lines.map((row) => row.taxRate)).toEqual([7, 0, 19])
    expect(input.pricesIncludeTax).toBe(false)
  })

  test('the input that was passed in', () => {
    const input = inCountry('DE')
    const before = structuredClone(input)
    prepareMarket(input)
    expect(input).toEqual(before)
  })

  test('bad input: it is refused as a quote refuses it', () => {
    const bad = { ...inCountry('DE'), currency: 'XXX' }
    const refused = prepareMarket(bad)
    expect(isRefused(refused) && refused).toEqual(quote(bad))
  })
})
