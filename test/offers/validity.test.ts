import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import type { Campaign } from '../../src/core/offers/campaign.ts'
import { type IssuedOffer, obtained } from '../../src/core/offers/issued-offer.ts'
import { type Resolved, resolveValidity, type Validity } from '../../src/core/offers/validity.ts'
import { campaignOf, issuedOf, SALE } from './issuing-offer.ts'

function validityOf(issued: IssuedOffer, campaign: Campaign = campaignOf()): Validity {
  const resolved = resolveValidity(issued, campaign)
  if (isRefused(resolved)) throw new Error(JSON.stringify(resolved))
  return resolved.validity
}

function faultsOf(issued: IssuedOffer, campaign: Campaign = campaignOf()) {
  const resolved = resolveValidity(issued, campaign)
  return isRefused(resolved)
    ? resolved.refused.map((one) => [one.path, (one as { clause?: string }).clause])
    : []
}

const BEFORE = '2026-04-01T00:00:00Z'
const INSIDE = '2026-05-03T00:00:00Z'
const AFTER = '2026-05-20T00:00:00Z'
const LATER = '2026-06-20T00:00:00Z'
const OPEN = campaignOf({ starts: null, ends: null })

describe('how long a kind lasts unless its issuer says otherwise (fg.valid, cp.2)', () => {
  it.each([
    ['platform-select', {}, 7, null],
    ['store-coupon', { obtain: 'panel', seller: 'm1' }, 14, null],
    ['seller-coupon', { obtain: 'panel', seller: 'm1' }, 14, null],
    ['platform-select', { obtain: 'trigger', trigger: { on: 'follow' } }, 30, null],
    ['category-coupon', {}, null, SALE.ends],
    ['code', { obtain: 'code' }, null, SALE.ends],
    ['free-shipping', {}, null, SALE.ends],
    ['welcome-coupon', {}, null, null],
    ['platform-coupon', {}, null, null],
    ['code', { obtain: 'trigger', trigger: { on: 'cart-left' } }, null, null],
  ] as const)('%s %j: %s days, until %s', (kind, more, validDays, usableUntil) => {
    expect(validityOf(issuedOf(kind, more))).toMatchObject({ validDays, usableUntil })
  })

  it('is what the issuer says', () => {
    expect(validityOf(issuedOf('platform-select', { validDays: 20 })).validDays).toBe(20)
    const until = validityOf(issuedOf('platform-select', {}, { until: LATER }))
    expect(until).toMatchObject({ validDays: null, usableUntil: LATER })
  })

  it('is a doubt, not a fault, where it is unusual', () => {
    const doubts = (kind: string, validDays: number) =>
      (resolveValidity(issuedOf(kind, { validDays }), campaignOf()) as Resolved).doubts
    for (const usual of [7, 20, 30]) expect(doubts('platform-select', usual)).toEqual([])
    expect(doubts('platform-select', 6)).toMatchObject([{ path: '/validDays', clause: 'fg.valid' }])
    expect(doubts('platform-select', 31)).toHaveLength(1)
    expect(doubts('store-coupon', 15)).toHaveLength(1)
    expect(doubts('welcome-coupon', 60)).toEqual([])
  })
})

describe('when an offer is claimed (cp.1)', () => {
  it.each([
    ['in the whole campaign', {}, {}, [SALE.starts, SALE.ends]],
    ['in its own window', { claimFrom: INSIDE, claimUntil: SALE.ends }, {}, [INSIDE, SALE.ends]],
    ['no longer than it can be used', {}, { until: INSIDE }, [SALE.starts, INSIDE]],
    ['from the start, for later use', {}, { from: AFTER, until: LATER }, [SALE.starts, SALE.ends]],
  ])('is %s', (_, more, terms, [claimFrom, claimUntil]) => {
    const issued = issuedOf('platform-select', more, terms)
    expect(validityOf(issued)).toMatchObject({ claimFrom, claimUntil })
  })

  it('is when it can be used, for a code that is typed', () => {
    const code = issuedOf('code', { obtain: 'code' }, { from: INSIDE })
    expect(validityOf(code)).toMatchObject({ claimFrom: INSIDE, claimUntil: SALE.ends })
  })

  it.each([
    ['before the campaign', { claimFrom: BEFORE }, '/claimFrom'],
    ['after it', { claimUntil: AFTER }, '/claimUntil'],
    ['from its very end', { claimFrom: SALE.ends }, '/claimFrom'],
    ['until its very start', { claimUntil: SALE.starts }, '/claimUntil'],
  ])('is refused %s', (_, more, path) => {
    expect(faultsOf(issuedOf('platform-select', more))).toEqual([[path, 'cp.1']])
  })

  it('is never, for what applies by itself', () => {
    const more = { obtain: 'automatic', claimFrom: INSIDE, validDays: 7 } as const
    expect(faultsOf(issuedOf('code', more))).toEqual([
      ['/claimFrom', 'cp.1'],
      ['/validDays', 'cp.1'],
    ])
    expect(validityOf(issuedOf('code', { obtain: 'automatic' }, { from: INSIDE }))).toEqual({
      claimFrom: null,
      claimUntil: null,
      usableFrom: INSIDE,
      usableUntil: SALE.ends,
      validDays: null,
    })
  })
})

describe('what contradicts its campaign is refused', () => {
  const select = 'platform-select'
  it.each([
    [
      'free shipping after its named sale',
      issuedOf('free-shipping', {}, { until: AFTER }),
      '/offer/until',
      'fg.valid',
    ],
    [
      'free shipping before it',
      issuedOf('free-shipping', {}, { from: BEFORE }),
      '/offer/from',
      'fg.valid',
    ],
    [
      'an event coupon after the sale’s last day',
      issuedOf('category-coupon', {}, { until: AFTER }),
      '/offer/until',
      'fg.valid',
    ],
    [
      'what combines after its promotion',
      issuedOf(select, {}, { until: AFTER, stacksWith: 'any' }),
      '/offer/until',
      'cp.10',
    ],
    [
      'what combines with its own kind',
      issuedOf('coupon', {}, { until: AFTER, stacksWith: ['coupon'] }),
      '/offer/until',
      'cp.10',
    ],
    [
      'an end before it can be used',
      issuedOf(select, {}, { until: BEFORE }),
      '/offer/until',
      'tc.6',
    ],
    [
      'a claim of what is void',
      issuedOf(select, { claimUntil: SALE.ends }, { until: INSIDE }),
      '/claimUntil',
      'tc.6',
    ],
    [
      'days that end before it can be used',
      issuedOf(select, { validDays: 7 }, { from: AFTER }),
      '/validDays',
      'tc.6',
    ],
  ])('%s', (_, issued, path, clause) => {
    expect(faultsOf(issued)).toEqual([[path, clause]])
  })

  it('an event coupon of a campaign without an end says until when (fg.valid)', () => {
    expect(faultsOf(issuedOf('category-coupon'), OPEN)).toEqual([['/offer/until', 'fg.valid']])
    expect(faultsOf(issuedOf('category-coupon', {}, { until: LATER }), OPEN)).toEqual([])
  })

  it('what combines only while its promotion is active ends with it (cp.10)', () => {
    const coupon = issuedOf('coupon', {}, { stacksWith: 'any' })
    expect(validityOf(coupon).usableUntil).toBe(SALE.ends)
    expect(validityOf(issuedOf('coupon')).usableUntil).toBeNull()
    expect(validityOf(issuedOf('coupon', {}, { stacksWith: [] })).usableUntil).toBeNull()
  })
})

describe('of any offer and campaign', () => {
  const instant = fc
    .integer({ min: 0, max: 120 })
    .map((day) => new Date(Date.UTC(2026, 3, 1 + day)).toISOString())
  const bound = fc.option(instant, { nil: undefined, freq: 1 })
  const kind = fc.constantFrom('platform-select', 'store-coupon', 'code', 'free-shipping', 'coupon')
  const rows = fc.record({
    kind,
    obtain: fc.constantFrom(...obtained.filter((one) => one !== 'trigger' && one !== 'exchange')),
    claimFrom: bound,
    claimUntil: bound,
    from: bound,
    until: bound,
    starts: bound,
    ends: bound,
    validDays: fc.option(fc.integer({ min: 1, max: 62 }), { nil: undefined, freq: 1 }),
    stacksWith: fc.constantFrom(null, 'any' as const),
  })

  it('what is resolved can be claimed, then used, inside the campaign (cp.1, cp.10)', () => {
    let resolvedOnce = 0
    fc.assert(
      fc.property(rows, (row) => {
        const { starts, ends } = row
        const campaign = campaignOf({ starts, ends })
        const { claimFrom, claimUntil, validDays, from, until, stacksWith } = row
        const more = { obtain: row.obtain, claimFrom, claimUntil, validDays }
        const issued = issuedOf(row.kind, more, { from, until, stacksWith })
        const resolved = resolveValidity(issued, campaign)
        if (isRefused(resolved)) {
          for (const { fault } of resolved.refused) expect(fault).toMatch(/^[A-Z].*\.$/)
          return
        }
        resolvedOnce++
        const { validity } = resolved
        const precedes = (one: string | null | undefined, other: string | null | undefined) =>
          !one || !other || Date.parse(one) < Date.parse(other)
        const notAfter = (one: string | null | undefined, other: string | null | undefined) =>
          !one || !other || Date.parse(one) <= Date.parse(other)
        expect(precedes(validity.claimFrom, validity.usableUntil)).toBe(true)
        expect(precedes(validity.usableFrom, validity.usableUntil)).toBe(true)
        expect(notAfter(validity.claimUntil, validity.usableUntil)).toBe(true)
        if (row.obtain === 'automatic') return
        expect(notAfter(starts, validity.claimFrom ?? starts)).toBe(true)
        expect(notAfter(validity.claimUntil, ends)).toBe(true)
        if (ends) expect(validity.claimUntil).not.toBeNull()
        if (stacksWith === 'any' && ends) expect(notAfter(validity.usableUntil, ends)).toBe(true)
      }),
      { numRuns: 2000 },
    )
    expect(resolvedOnce).toBeGreaterThan(200)
  }, 30_000)
})
