import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accept } from '../../src/core/pricing/accept.ts'
import { bestOf } from '../../src/core/pricing/best.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { Effort } from '../../src/core/pricing/progress.ts'
import { best, isRefused, quote, shippedTerms, unlock } from '../../src/tessera.ts'
import { effort } from './draws.ts'
import { exhaustive } from './exhaustive.ts'
import { holdsForAll, LONG_PATIENCE } from './full-count.ts'
import { inputs, TERMS } from './generator.ts'
import { same } from './same.ts'

vi.setConfig(LONG_PATIENCE)

const OFFERS_MAX = 8

/** A random input with so few offers that every subset can be tried. */
const small = (terms: string) =>
  inputs([terms]).map((input): Input => {
    const { choose: _, ...rest } = input
    return { ...rest, offers: (input.offers ?? []).slice(0, OFFERS_MAX) }
  })

describe('the best choice', () => {
  test.each(TERMS)('is that of trying every subset, ties and all, under %s', (terms) => {
    const check = (input: Input) => {
      const found = best(input)
      if (isRefused(found)) throw new Error(JSON.stringify(found))
      const { total, chosen } = exhaustive(input)
      same({ total: found.total, chosen: found.chosen }, { total, chosen })
      same([found.proved, found.bound], [true, total])
      same(found.quote, quote({ ...input, choose: chosen }))
      same(found.quote.totals.total, total)
    }
    holdsForAll(small(terms), check)
  })

  test('that is not proved is told so, with a bound below it and a total that is real', () => {
    let unproved = 0
    const check = (input: Input) => {
      const accepted = accept(input, shippedTerms)
      if (isRefused(accepted)) throw new Error(JSON.stringify(accepted))
      const proved = bestOf(accepted.cart, accepted.attempts, new Effort({}))
      const hasty = bestOf(accepted.cart, accepted.attempts, new Effort({ stepsMax: 500 }))
      expect(hasty.bound).toBeLessThanOrEqual(proved.total)
      expect(hasty.total).toBeGreaterThanOrEqual(proved.total)
      expect(hasty.proved).toBe(hasty.bound === hasty.total)
      expect(hasty.quote.totals.total).toBe(hasty.total)
      if (!hasty.proved) unproved++
    }
    fc.assert(fc.property(inputs(), check), effort(1000))
    expect(unproved).toBeGreaterThan(20)
  })

  test('of a bad input is refused', () => {
    expect(best({})).toHaveProperty('refused')
    expect(unlock({})).toHaveProperty('refused')
  })
})

describe('what would unlock an offer', () => {
  const base = {
    terms: 'aliexpress-2026',
    at: '2026-06-24T12:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1' },
    stores: { s1: { seller: 'm1' } },
  }
  const line = { listing: '1', sku: '1', store: 's1' }
  const coupon = { kind: 'platform-select', funder: 'platform', claimed: true }

  test.each<[string, object, object[]]>([
    [
      'a spend that costs more than it brings (fg.eligible)',
      {
        lines: [{ ...line, id: 'a', unitPrice: 4000 }],
        offers: [{ ...coupon, id: 'o', benefit: { off: 500 }, minimum: { spend: 6000 } }],
      },
      [{ offer: 'o', short: 2000, shortOf: 'spend', cost: 1500, worth: false }],
    ],
    [
      'a spend that pays for itself',
      {
        lines: [{ ...line, id: 'a', unitPrice: 5600 }],
        offers: [{ ...coupon, id: 'o', benefit: { off: 400 }, minimum: { spend: 6000 } }],
      },
      [{ offer: 'o', short: 400, shortOf: 'spend', cost: 0, worth: true }],
    ],
    [
      'pieces of the cheapest line, the first of equals',
      {
        lines: [
          { ...line, id: 'a', unitPrice: 900 },
          { ...line, id: 'b', unitPrice: 100 },
          { ...line, id: 'c', unitPrice: 100 },
        ],
        offers: [{ ...coupon, id: 'o', benefit: { off: 250 }, minimum: { quantity: 5 } }],
      },
      [{ offer: 'o', short: 2, shortOf: 'items', cost: -50, worth: true }],
    ],
    [
      'nothing where nothing is short',
      {
        lines: [{ ...line, id: 'a', unitPrice: 900 }],
        offers: [{ ...coupon, id: 'o', claimed: false, benefit: { off: 1 } }],
      },
      [],
    ],
  ])('%s', (_, input, expected) => {
    expect(unlock({ ...base, ...input })).toEqual(expected)
  })
})
