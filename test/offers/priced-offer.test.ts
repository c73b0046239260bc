import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import type { IssuedOffer } from '../../src/core/offers/issued-offer.ts'
import {
  type HeldClaim,
  type OfferStanding,
  pricedOffer,
} from '../../src/core/offers/priced-offer.ts'
import { offerSchema } from '../../src/core/pricing/offer-document.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { campaignOf, issuedOf, SALE } from './issuing-offer.ts'

const INSIDE = '2026-05-03T00:00:00Z'
const AFTER = '2026-05-12T00:00:00Z'

function claimOf(more: Partial<HeldClaim> = {}): HeldClaim {
  return { buyer: 'b1', granted: 1, made: 0, usableUntil: AFTER, heldUntil: null, ...more }
}

/** When it is asked, and for whom. */
interface Asked {
  readonly at?: string | undefined
  readonly asks?: string | undefined
}

/** What a quote says of the offer to a buyer: applied, or the reason why not. */
function outcomeOf(
  issued: IssuedOffer,
  standing: OfferStanding,
  { at = INSIDE, asks = 'b1' }: Asked = {},
): string {
  const offer = pricedOffer(issued, campaignOf(), standing)
  expect(offerSchema.ok(offer)).toBe(true)
  const answer = quote({
    terms: 'aliexpress-2026',
    at,
    currency: 'USD',
    buyer: { id: asks },
    stores: { s1: { seller: 'm1' }, s2: { seller: 'm2' } },
    lines: [
      { id: 'l1', listing: 'x', sku: 'x', store: 's1', unitPrice: 5000 },
      { id: 'l2', listing: 'y', sku: 'y', store: 's2', unitPrice: 5000 },
    ],
    offers: [offer],
  })
  if (isRefused(answer)) throw new Error(JSON.stringify(answer))
  return answer.rejected[0]?.reason ?? `off ${answer.applied[0]?.off}`
}

const coupon = issuedOf('platform-select')
const code = issuedOf('code', { obtain: 'code' })
const automatic = issuedOf('code', { obtain: 'automatic' })
const unique = issuedOf('code', { obtain: 'unique-code' })

describe('what an issued offer is in a quote', () => {
  it.each<readonly [string, IssuedOffer, OfferStanding & Asked, string]>([
    ['a claimed coupon', coupon, { claim: claimOf() }, 'off 500'],
    ['a coupon not claimed yet (cp.1)', coupon, { buyer: 'b1' }, 'not-claimed'],
    ['a coupon, and nobody asks', coupon, {}, 'not-owner'],
    ['another buyer’s claim (cp.8, tc.21)', coupon, { claim: claimOf(), asks: 'b2' }, 'not-owner'],
    [
      'a claim of the sale, after the sale',
      coupon,
      { claim: claimOf(), at: '2026-05-11T23:59:59Z' },
      'off 500',
    ],
    ['a claim that has ended (tc.6)', coupon, { claim: claimOf(), at: AFTER }, 'expired'],
    ['a claim that was used (tc.5)', coupon, { claim: claimOf({ made: 1 }) }, 'already-used'],
    ['the second of two claims', coupon, { claim: claimOf({ granted: 2, made: 1 }) }, 'off 500'],
    [
      'a claim held after a failed payment (cp.9)',
      coupon,
      { claim: claimOf({ heldUntil: AFTER }) },
      'held',
    ],
    [
      'a claim that is free again (cp.9)',
      coupon,
      { claim: claimOf({ heldUntil: INSIDE }) },
      'off 500',
    ],
    ['an ended promotion, claimed (tc.20)', coupon, { claim: claimOf(), ended: true }, 'ended'],
    [
      'all of them gone, but this one is held',
      coupon,
      { claim: claimOf(), exhausted: true },
      'off 500',
    ],
    ['all of them gone, and none is held', code, { exhausted: true }, 'out-of-stock'],
    ['a typed code', code, {}, 'off 500'],
    ['a typed code before its sale', code, { at: '2026-05-01T06:59:59Z' }, 'not-started'],
    ['a typed code after its sale', code, { at: SALE.ends }, 'expired'],
    ['a typed code that was used', code, { claim: claimOf({ made: 1 }) }, 'already-used'],
    ['an ended code (tc.20)', code, { ended: true }, 'ended'],
    ['what applies by itself', automatic, {}, 'off 500'],
    ['what applied by itself, after the sale', automatic, { at: SALE.ends }, 'expired'],
    ['a unique code that was not typed', unique, { buyer: 'b1' }, 'not-claimed'],
    ['a unique code that was typed', unique, { claim: claimOf() }, 'off 500'],
    ['no claim after all', unique, { claim: claimOf({ granted: 0 }) }, 'not-claimed'],
  ])('%s', (_, issued, { at, asks, ...standing }, expected) => {
    expect(outcomeOf(issued, standing, { at, asks })).toBe(expected)
  })

  it('may be used as often as a buyer may have it, where it needs no claim before', () => {
    const twice = issuedOf('code', { obtain: 'code', limits: { perBuyer: 2 } })
    expect(outcomeOf(twice, { claim: claimOf({ made: 1 }) })).toBe('off 500')
    expect(outcomeOf(twice, { claim: claimOf({ made: 1 }), exhausted: true })).toBe('out-of-stock')
    expect(outcomeOf(twice, { claim: claimOf({ granted: 2, made: 2 }) })).toBe('already-used')
  })

  it('of a seller is for that seller’s products, whichever store pays (tc.13.a)', () => {
    const own = { obtain: 'panel', seller: 'm1' } as const
    const minimum = { spend: 3900 }
    const byStore = (store: string) =>
      issuedOf('store-coupon', own, { funder: `store:${store}`, minimum })
    expect(outcomeOf(byStore('s1'), { claim: claimOf() })).toBe('off 500')
    expect(outcomeOf(byStore('s2'), { claim: claimOf() })).toBe('no-eligible-items')
    const bySeller = issuedOf('store-coupon', own, { funder: 'seller:m1', minimum })
    expect(outcomeOf(bySeller, { claim: claimOf() })).toBe('off 500')
  })

  it('carries what its issuer wrote, and nothing of the server’s own', () => {
    const offer = pricedOffer(code, campaignOf())
    expect(offer).toEqual({
      ...code.offer,
      id: 'o1',
      uses: { limit: 1, made: 0 },
      from: SALE.starts,
      until: SALE.ends,
    })
  })
})

describe('of any offer, claim and instant', () => {
  const day = (from: number, to: number) =>
    fc
      .integer({ min: from * 24, max: to * 24 })
      .map((hour) => new Date(Date.UTC(2026, 3, 25) + hour * 3_600_000).toISOString())
  const claims = fc.record({
    buyer: fc.constantFrom('b1', 'b1', 'b1', 'b2'),
    granted: fc.integer({ min: 0, max: 3 }),
    made: fc.integer({ min: 0, max: 3 }),
    usableUntil: fc.option(day(5, 16)),
    heldUntil: fc.option(day(5, 16)),
  })
  const standings = fc.record(
    {
      claim: fc.option(claims),
      ended: fc.constantFrom(false, false, false, true),
      exhausted: fc.boolean(),
      buyer: fc.constant('b1'),
    },
    { requiredKeys: [] },
  )
  const offers = fc.constantFrom(coupon, code, automatic, unique)

  it('it applies exactly while it is the buyer’s to use (cp.1, cp.8, tc.6, tc.20)', () => {
    let applied = 0
    fc.assert(
      fc.property(offers, standings, day(5, 16), (issued, standing, at) => {
        const outcome = outcomeOf(issued, standing, { at })
        const now = Date.parse(at)
        const { claim } = standing
        const held = claim && claim.granted > 0 ? claim : null
        const isOpen = issued.obtain === 'code' || issued.obtain === 'automatic'
        const inSale = Date.parse(SALE.starts) <= now && now < Date.parse(SALE.ends)
        const isAvailable = held !== null && held.made < held.granted
        const lasts = held?.usableUntil ? now < Date.parse(held.usableUntil) : true
        const isSale = issued !== coupon
        const mine = isAvailable && held.buyer === 'b1' && lasts && (!isSale || inSale)
        const free =
          isOpen &&
          inSale &&
          !standing.exhausted &&
          (held === null || (held.buyer === 'b1' && held.made < 1))
        const usable =
          !standing.ended &&
          (isAvailable ? mine : free) &&
          now >= Date.parse(SALE.starts) &&
          !(held?.heldUntil && now < Date.parse(held.heldUntil))
        expect(outcome === 'off 500').toBe(usable)
        if (usable) applied++
      }),
      { numRuns: 2000 },
    )
    expect(applied).toBeGreaterThan(100)
  }, 30_000)
})
