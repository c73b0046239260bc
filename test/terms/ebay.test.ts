import { describe, expect, test } from 'vitest'
import type { Input } from '../../src/tessera.ts'
import { line, offer, priced, purchase } from './purchase.ts'
import { fees, exampleTerms as terms, testWorked, twoShops, type Worked } from './worked.ts'

const ebay = (rows: Partial<Input>): Input =>
  purchase({ terms: 'ebay', lines: twoShops, shipping: fees, ...rows })

const seller = offer({
  id: 'seller',
  kind: 'seller-coupon',
  funder: 'seller:m-B',
  benefit: { percent: 25, cap: 1000 },
  minimum: { spend: 5000 },
})

const rows: readonly Worked[] = [
  {
    name: 'eb.minimum, eb.cap: a total equal to the minimum is enough; 25 % of 50 is capped at 10',
    input: ebay({ offers: [seller] }),
    outcomes: { seller: 1000 },
    nets: [10_000, 4000],
    total: 14_448,
  },
  {
    // Shipping of 1.99 and tax of 4.00 would lift it over the minimum, but do not count.
    name: 'eb.minimum: a cent below is not, whatever shipping and tax add',
    input: ebay({ lines: [line('b', 4999, { store: 'B', taxRate: 8 })], offers: [seller] }),
    outcomes: { seller: 'below-minimum' },
    nets: [4999],
    total: 4999 + 199 + 400,
  },
  {
    name: 'eb.one, eb.own.open: one coupon for the whole purchase, though of another seller',
    input: ebay({
      offers: [
        seller,
        { ...seller, id: 'other', funder: 'seller:m-A' },
        offer({ id: 'ebay', kind: 'ebay-coupon', benefit: { off: 1500 } }),
      ],
    }),
    outcomes: { ebay: 1500, seller: 'slot-taken', other: 'slot-taken' },
    nets: [9000, 4500],
    total: 13_948,
  },
  {
    name: 'eb.one: the coupons of two sellers are one too many, though they share no item',
    input: ebay({ offers: [seller, { ...seller, id: 'other', funder: 'seller:m-A' }] }),
    outcomes: { seller: 1000, other: 'slot-taken' },
    nets: [10_000, 4000],
    total: 14_448,
  },
]

describe('coupons in the manner of eBay, worked by hand', () => testWorked(rows))

test('eb.minimum: what is missing is told', () => {
  const input = ebay({ lines: [line('b', 4999, { store: 'B' })], offers: [seller] })
  expect(priced(input, terms).rejected).toEqual([
    expect.objectContaining({ short: 1, shortOf: 'spend', clause: 'eb.minimum' }),
  ])
})

// Daylight saving: midnight in Los Angeles is 07:00 UTC in June and 08:00 UTC in December.
test.each([
  ['2026-06-24T06:59:59Z', '2026-06-24T00:00:00-07:00', 1000],
  ['2026-06-24T07:00:00Z', '2026-06-24T00:00:00-07:00', 'expired'],
  ['2026-12-24T07:59:59Z', '2026-12-24T00:00:00-08:00', 1000],
  ['2026-12-24T08:00:00Z', '2026-12-24T00:00:00-08:00', 'expired'],
])('eb.clock: at %s a coupon until %s gives %s', (at, until, outcome) => {
  const { applied, rejected } = priced(ebay({ at, offers: [{ ...seller, until }] }), terms)
  expect(applied[0]?.off ?? rejected[0]?.reason).toBe(outcome)
})
