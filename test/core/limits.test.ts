import { describe, expect, test } from 'vitest'
import { compileOffers, isRefused, type Quote, quote } from '../../src/tessera.ts'

const LINE = { listing: 'L', sku: 'L-1', store: 's1', unitPrice: 1 }
const OFFER = { kind: 'code', funder: 'platform', benefit: { percent: 50 } }

function input(lines: number, offers: number): object {
  return {
    terms: 'aliexpress-2026',
    at: '2026-05-05T12:00:00Z',
    currency: 'JPY',
    buyer: { id: 'b1' },
    stores: { s1: { seller: 'm1' } },
    lines: Array.from({ length: lines }, (_, at) => ({ ...LINE, id: `line ${at}` })),
    offers: Array.from({ length: offers }, (_, at) => ({ ...OFFER, id: `offer ${at}` })),
  }
}

/** The places of the faults, or none. */
function placesOf(answer: object): readonly string[] {
  return isRefused(answer) ? answer.refused.map(({ path }) => path) : []
}

describe('more than 10,000 lines or offers are refused', () => {
  test.each([
    [10_000, 1, []],
    [10_001, 1, ['/lines']],
    [1, 10_000, []],
    [1, 10_001, ['/offers']],
    [10_001, 10_001, ['/lines', '/offers']],
    [0, 1, ['/lines']],
  ] as const)('%i lines and %i offers', (lines, offers, places) => {
    expect(placesOf(quote(input(lines, offers)))).toEqual(places)
  })

  test('the largest cart is shared to the last unit', () => {
    const { totals, applied } = quote(input(10_000, 1)) as Quote
    expect([totals.off, totals.total]).toEqual([5000, 5000])
    expect(Object.values(applied[0]?.lines ?? {})).toEqual(Array(5000).fill(1))
  })

  test('standing offers of a book may be more', () => {
    const offers = Array.from({ length: 20_000 }, (_, at) => ({ ...OFFER, id: `offer ${at}` }))
    expect(compileOffers(offers)).toMatchObject({ size: 20_000 })
  })
})

describe('a benefit that grows beyond all carts', () => {
  test('takes what is left, and what it forfeits stays a whole number', () => {
    const every = { ...OFFER, id: 'e', benefit: { every: 1, off: 1e13 } }
    const lines = [{ ...LINE, id: 'a', unitPrice: 1e13, quantity: 100 }]
    const answer = quote({ ...input(1, 0), lines, offers: [every] }) as Quote
    expect(answer.applied[0]?.off).toBe(1e15)
    expect(Number.isSafeInteger(answer.applied[0]?.forfeited)).toBe(true)
    expect(answer.totals.total).toBe(0)
  })
})

describe('what is no input at all', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', '{}'],
    ['a number', 12],
    ['a date', new Date(0)],
    ['a function', () => ({})],
  ])('%s is refused', (_, value) => {
    const answer = quote(value)
    expect(isRefused(answer)).toBe(true)
    expect(placesOf(answer).length).toBeGreaterThan(0)
  })
})
