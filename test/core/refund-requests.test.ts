import { describe, expect, test } from 'vitest'
import type { Input } from '../../src/core/pricing/input.ts'
import { isRefused, type Quote, quote, refundRequest } from '../../src/tessera.ts'

/** Three pieces at 900 with free shipping from 1800 on: one piece less is fine, two break it. */
const input: Input = {
  terms: 'aliexpress-2026',
  at: '2026-05-05T12:00:00Z',
  currency: 'USD',
  buyer: { id: 'b1' },
  stores: { s1: { seller: 'm1' } },
  lines: [{ id: 'a', listing: 'L', sku: 'L-1', store: 's1', unitPrice: 900, quantity: 3 }],
  shipping: [{ seller: 'm1', method: 'standard', fee: 420 }],
  offers: [
    {
      id: 'f',
      kind: 'free-shipping',
      funder: 'platform',
      benefit: { freeShipping: true },
      minimum: { spend: 1800 },
    },
  ],
}

const accepted = quote(input) as Quote
const request = {
  input,
  quote: accepted,
  before: [],
  now: [{ line: 'a', quantity: 2 }],
  reason: 'return',
}

/** The request with an applied entry that says something else. */
function entrySays(more: object): object {
  const applied = accepted.applied.map((entry) => ({ ...entry, ...more }))
  return { ...request, quote: { ...accepted, applied } }
}

function placesOf(answer: object): readonly string[] | 'answered' {
  return isRefused(answer) ? answer.refused.map(({ path }) => path) : 'answered'
}

describe('a request of a refund that is not well-formed', () => {
  test('as given it is answered', () => {
    expect(refundRequest(request)).toMatchObject({ total: 1380, deducted: { 'm1/standard': 420 } })
  })

  test.each([
    ['no document', null, ['']],
    ['no input', { ...request, input: undefined }, ['/input']],
    ['a bad input', { ...request, input: { ...input, currency: 'XYZ' } }, ['/input/currency']],
    ['no quote', { ...request, quote: undefined }, ['/quote']],
    ['a refusal for a quote', { ...request, quote: { refused: [] } }, QUOTE_FIELDS()],
    ['no reason', { ...request, reason: undefined }, ['/reason']],
    ['an unknown reason', { ...request, reason: 'regret' }, ['/reason']],
    ['an unknown field', { ...request, why: 'regret' }, ['/why']],
    ['no pieces', { ...request, now: [{ line: 'a', quantity: 0 }] }, ['/now/0/quantity']],
    ['half a piece', { ...request, now: [{ line: 'a', quantity: 0.5 }] }, ['/now/0/quantity']],
    ['a line of no cart', { ...request, before: [{ line: 'z', quantity: 1 }] }, ['/before/0/line']],
    ['nothing now', { ...request, now: [] }, 'answered'],
    ['lines of another quote', otherLines(), ['/quote/lines']],
    [
      'a part that is no amount',
      entrySays({ shipping: { 'm1/standard': -1 } }),
      ['/quote/applied/0/shipping/m1~1standard'],
    ],
  ] as const)('%s', (_, changed, places) => {
    expect(placesOf(refundRequest(changed))).toEqual(places)
  })

  function QUOTE_FIELDS(): readonly string[] {
    return ['/quote/lines', '/quote/orders', '/quote/applied', '/quote/totals']
  }

  function otherLines(): object {
    const lines = accepted.lines.map((line) => ({ ...line, id: 'z' }))
    return { ...request, quote: { ...accepted, lines } }
  }

  // The quote comes from outside: what it says of an applied offer may be anything.
  test.each([
    ['null', { narrowed: null }],
    ['a number', { narrowed: 5 }],
    ['an empty object', { narrowed: {} }],
    ['lines that are a number', { narrowed: { lines: 5 } }],
    ['lines that are no list', { narrowed: { lines: { length: 1 } } }],
    ['lines that are numbers', { narrowed: { lines: [5], by: [] } }],
    ['true', { narrowed: { lines: true } }],
  ])('an offer narrowed by %s is refused or answered, and nothing is thrown', (_, more) => {
    const answer = refundRequest(entrySays(more))
    if (isRefused(answer)) {
      for (const path of placesOf(answer)) expect(path).toMatch(/^\/quote\/applied\/0\/narrowed/)
    } else {
      expect(answer.total).toBe(1380)
    }
  })

  test('an entry of an offer that the input does not know costs nothing', () => {
    expect(refundRequest(entrySays({ offer: 'z' }))).toMatchObject({ deducted: {}, total: 1800 })
  })
})
