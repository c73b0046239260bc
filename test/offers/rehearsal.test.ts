import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import type { Campaign } from '../../src/core/offers/campaign.ts'
import type { IssuedOffer, OfferTerms } from '../../src/core/offers/issued-offer.ts'
import { type RecordedCart, rehearse } from '../../src/core/offers/rehearsal.ts'
import { draftOf } from '../../src/core/offers/rehearsal-drafts.ts'
import type { RehearsedSide } from '../../src/core/offers/rehearsal-side.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'

const TODAY: RehearsedSide = { library: shippedTerms }
const campaign: Campaign = {
  id: 'june',
  title: 'June',
  terms: 'aliexpress-2026',
  starts: '2026-06-01T00:00:00Z',
  ends: '2026-06-08T00:00:00Z',
}

function cart(price: number, more: Partial<Input> = {}): RecordedCart {
  return {
    input: {
      terms: 'aliexpress-2026',
      at: '2026-05-05T00:00:00Z',
      currency: 'USD',
      buyer: { id: 'b1' },
      stores: { s1: { seller: 'm1' } },
      lines: [{ id: 'l1', listing: 'x', sku: 'x', store: 's1', unitPrice: price }],
      ...more,
    },
  }
}

function issued(terms: Partial<OfferTerms>, more: Partial<IssuedOffer> = {}): IssuedOffer {
  return {
    id: 'draft',
    campaign: 'june',
    title: 'Draft',
    obtain: 'code',
    offer: {
      kind: 'code',
      funder: 'platform',
      currency: 'USD',
      benefit: { off: 500 },
      minimum: { spend: 3900 },
      code: 'JUNE5',
      ...terms,
    },
    ...more,
  }
}

const under = (...offers: readonly IssuedOffer[]): RehearsedSide => ({
  library: shippedTerms,
  drafts: offers.map((one) => draftOf(one, campaign)),
})

const storeCoupon: OfferDocument = {
  id: 'old',
  kind: 'code',
  funder: 'store:s1',
  benefit: { off: 1000 },
  minimum: { spend: 1000 },
}

describe('a rehearsal', () => {
  it('tells what a draft costs each payer, and who pays less or more', () => {
    const of = (id: string) => ({ buyer: { id } })
    const carts = [
      cart(5000, of('b1')),
      cart(2000, of('b2')),
      cart(8000, { ...of('b3'), offers: [storeCoupon] }),
    ]
    const exclusive = issued({ benefit: { off: 700 } })
    const report = rehearse(carts, TODAY, under(exclusive))
    expect(report).toMatchObject({ carts: 3, refused: { carts: 0, first: [] }, warned: 0 })
    expect(report.currencies).toEqual([
      {
        currency: 'USD',
        carts: 3,
        list: 15_000,
        total: { before: 14_000, after: 13_300 },
        funding: [
          { payer: 'store:s1', before: 1000, after: 1000 },
          { payer: 'platform', before: 0, after: 700 },
        ],
        winners: {
          carts: 1,
          amount: 700,
          most: [{ cart: '1', before: 5000, after: 4300, change: -700 }],
        },
        losers: { carts: 0, amount: 0, most: [] },
        same: 2,
      },
    ])
    expect(report.offers).toEqual([
      {
        offer: 'draft',
        used: 1,
        off: [{ currency: 'USD', amount: 700 }],
        rejected: [
          { reason: 'below-minimum', carts: 1 },
          { reason: 'slot-taken', carts: 1 },
        ],
      },
    ])
  })

  it('names the losers: carts whose dearer offer is pushed out', () => {
    const before: RehearsedSide = { library: shippedTerms }
    const after: RehearsedSide = { ...under(issued({})), without: ['old'] }
    const report = rehearse([cart(8000, { offers: [storeCoupon] })], before, after)
    expect(report.currencies[0]?.losers).toEqual({
      carts: 1,
      amount: 500,
      most: [{ cart: '1', before: 7000, after: 7500, change: 500 }],
    })
  })

  it('lets buyers choose the cheapest where that is asked for', () => {
    const carts = [cart(8000, { offers: [storeCoupon] })]
    const draft = issued({ benefit: { off: 2000 }, minimum: { spend: 3900 } })
    const asRecorded = rehearse(carts, TODAY, under(draft))
    expect(asRecorded.currencies[0]?.total).toEqual({ before: 7000, after: 7000 })
    const cheapest = rehearse(carts, TODAY, { ...under(draft), choosing: 'cheapest' })
    expect(cheapest.currencies[0]?.total).toEqual({ before: 7000, after: 6000 })
  })

  it('tries a draft of next month on carts of this month, or holds it to its window', () => {
    const draft = issued({})
    const keeping: RehearsedSide = {
      library: shippedTerms,
      drafts: [draftOf(draft, campaign, { keepWindow: true })],
    }
    expect(rehearse([cart(5000)], TODAY, under(draft)).offers[0]?.used).toBe(1)
    const held = rehearse([cart(5000)], TODAY, keeping)
    expect(held.offers[0]).toMatchObject({
      used: 0,
      rejected: [{ reason: 'not-started', carts: 1 }],
    })
  })

  it('attempts a draft in carts that recorded a choice', () => {
    const chosen = cart(5000, { offers: [storeCoupon], choose: [] })
    expect(rehearse([chosen], TODAY, under(issued({}))).offers[0]?.used).toBe(1)
  })

  it('gives a limited draft to the first carts only, and to a buyer once (tc.5)', () => {
    const buyers = ['b1', 'b1', 'b2', 'b3', 'b4']
    const carts = buyers.map((id) => cart(5000, { buyer: { id } }))
    const report = rehearse(carts, TODAY, under(issued({}, { limits: { uses: 3 } })))
    expect(report.offers[0]).toEqual({
      offer: 'draft',
      used: 3,
      off: [{ currency: 'USD', amount: 1500 }],
      rejected: [
        { reason: 'already-used', carts: 1 },
        { reason: 'out-of-stock', carts: 1 },
      ],
    })
  })

  it('prices under a draft of the terms', () => {
    const coupon: OfferDocument = { ...storeCoupon, kind: 'store-coupon', claimed: true }
    const after: RehearsedSide = { library: shippedTerms, terms: 'aliexpress-2020-03' }
    const codes = cart(5000, { offers: [storeCoupon, { ...coupon, id: 'other' }] })
    const report = rehearse([codes], TODAY, after)
    // The code of 2026 is no kind of 2020.
    expect(report.currencies[0]?.total).toEqual({ before: 3000, after: 4000 })
  })

  it('keeps currencies apart', () => {
    const carts = [cart(5000), cart(5000, { currency: 'EUR', buyer: { id: 'b2' } })]
    const { currency: _, ...anywhere } = issued({ benefit: { percent: 10 } }).offer
    const report = rehearse(carts, TODAY, under({ ...issued({}), offer: anywhere }))
    expect(report.currencies.map(({ currency, total }) => [currency, total.after])).toEqual([
      ['USD', 4500],
      ['EUR', 4500],
    ])
    expect(report.offers[0]?.off).toEqual([
      { currency: 'USD', amount: 500 },
      { currency: 'EUR', amount: 500 },
    ])
  })

  it('tells of carts that cannot be priced, and prices the others', () => {
    const report = rehearse([cart(5000), cart(-1), { name: 'empty', input: null }], TODAY, under())
    expect(report.carts).toBe(3)
    expect(report.refused.carts).toBe(2)
    expect(report.refused.first.map(({ cart: name, refused }) => [name, refused[0]?.path])).toEqual(
      [
        ['2', '/lines/0/unitPrice'],
        ['empty', ''],
      ],
    )
    expect(report.currencies[0]?.carts).toBe(1)
  })
})

describe('warnings of a rehearsal', () => {
  const warningsOf = (price: number, draft: IssuedOffer) =>
    rehearse([cart(price)], TODAY, under(draft)).warnings.map(({ warning }) => warning)

  it.each([
    ['a free order', 400, issued({ minimum: { spend: 100 } }), ['free-order']],
    ['more than half off', 900, issued({ minimum: { spend: 100 } }), ['deep-discount']],
    ['exactly half off', 1000, issued({ minimum: { spend: 100 } }), []],
    ['money back for buying more', 3899, issued({}), ['pays-less-for-more']],
    ['a threshold that is far', 3000, issued({}), []],
    ['nothing to speak of', 5000, issued({}), []],
  ])('%s', (_, price, draft, expected) => {
    expect(warningsOf(price, draft)).toEqual(expected)
  })

  it('are not of what was so before', () => {
    const gift: OfferDocument = { ...storeCoupon, minimum: null }
    const report = rehearse([cart(900, { offers: [gift] })], TODAY, under(issued({})))
    expect(report.warnings).toEqual([])
  })
})

describe('of any carts and drafts', () => {
  const price = fc.integer({ min: 1, max: 20_000 })
  const carts = fc.array(fc.tuple(price, fc.constantFrom('b1', 'b2', 'b3')), { maxLength: 12 })
  const draft = fc.record({
    off: fc.integer({ min: 1, max: 3000 }),
    minimum: fc.integer({ min: 3001, max: 9000 }),
    uses: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    budget: fc.option(fc.integer({ min: 1, max: 8000 }), { nil: undefined }),
    perBuyer: fc.integer({ min: 1, max: 3 }),
  })

  it('sums agree with the quotes, and no limit is passed', () => {
    fc.assert(
      fc.property(carts, draft, (rows, { off, minimum, uses, budget, perBuyer }) => {
        const limits = { ...(uses && { uses }), ...(budget && { budget }), perBuyer }
        const one = issued({ benefit: { off }, minimum: { spend: minimum } }, { limits })
        const recorded = rows.map(([amount, id]) => cart(amount, { buyer: { id } }))
        const report = rehearse(recorded, TODAY, under(one))
        const before = recorded.reduce((sum, { input }) => {
          const answer = quote(input)
          return sum + (isRefused(answer) ? 0 : answer.totals.total)
        }, 0)
        const [currency] = report.currencies
        const given = report.offers[0]?.off[0]?.amount ?? 0
        expect(currency?.total.before ?? 0).toBe(before)
        expect(currency?.total.after ?? 0).toBe(before - given)
        expect(currency?.winners.amount ?? 0).toBe(given)
        expect(report.offers[0]?.used).toBeLessThanOrEqual(uses ?? Number.POSITIVE_INFINITY)
        expect(given).toBeLessThanOrEqual(budget ?? Number.POSITIVE_INFINITY)
        expect(report.offers[0]?.used).toBeLessThanOrEqual(perBuyer * 3)
      }),
      { numRuns: 100 },
    )
  }, 30_000)
})
