import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { lastAnniversary, nextAnniversary } from '../../src/core/offers/anniversary.ts'
import type { IssuedOffer, Trigger } from '../../src/core/offers/issued-offer.ts'
import {
  daysLater,
  dayText,
  pacificDay,
  pacificMidnight,
} from '../../src/core/offers/pacific-day.ts'
import {
  type Occasion,
  occasionName,
  offerFor,
  TRIGGER_RULES,
  triggerFaults,
  triggerRules,
} from '../../src/core/offers/trigger-rules.ts'
import { effort } from '../core/draws.ts'

const coupon = (id: string, on: Trigger, more: Partial<IssuedOffer> = {}): IssuedOffer => ({
  ...{ id, campaign: 'c', title: id, obtain: 'trigger', trigger: { on } },
  ...more,
  offer: {
    ...{ kind: 'platform-select', funder: 'platform', benefit: { off: 300 } },
    ...more.offer,
  },
})
const appOnly = { offer: { channels: ['app'] } } as unknown as Partial<IssuedOffer>
const tier = (id: string, spentAtLeast: number, currency?: string) =>
  coupon(id, 'anniversary', {
    trigger: { on: 'anniversary', spentAtLeast },
    ...(currency && ({ offer: { currency } } as unknown as Partial<IssuedOffer>)),
  })

const OFFERS = [
  coupon('left', 'cart-left'),
  coupon('left-of-m1', 'cart-left', { seller: 'm1' }),
  coupon('open-anywhere', 'first-app-open'),
  coupon('open', 'first-app-open', appOnly),
  tier('a0', 0),
  tier('a100', 10_000, 'USD'),
  tier('a500', 50_000, 'USD'),
  tier('e500', 50_000, 'EUR'),
  coupon('follow-m1', 'follow', { seller: 'm1', claimUntil: '2026-06-01T00:00:00Z' }),
  coupon('follow-m1-longer', 'follow', { seller: 'm1', claimUntil: '2026-07-01T00:00:00Z' }),
  coupon('sorry', 'compensation'),
  coupon('very-sorry', 'compensation'),
]

describe('the offer of an occasion (fg.one-time)', () => {
  test.each<[Partial<Occasion> & { trigger: Trigger }, string | null]>([
    [{ trigger: 'cart-left' }, 'left'],
    [{ trigger: 'cart-left', seller: 'm1' }, 'left-of-m1'],
    [{ trigger: 'cart-left', seller: 'm2' }, null],
    [{ trigger: 'first-app-open' }, 'open'],
    [{ trigger: 'anniversary' }, 'a0'],
    [{ trigger: 'anniversary', spentMinor: 9_999, currency: 'USD' }, 'a0'],
    [{ trigger: 'anniversary', spentMinor: 10_000, currency: 'USD' }, 'a100'],
    [{ trigger: 'anniversary', spentMinor: 49_999, currency: 'USD' }, 'a100'],
    [{ trigger: 'anniversary', spentMinor: 50_000, currency: 'USD' }, 'a500'],
    [{ trigger: 'anniversary', spentMinor: 50_000, currency: 'EUR' }, 'e500'],
    [{ trigger: 'anniversary', spentMinor: 50_000, currency: 'JPY' }, 'a0'],
    [{ trigger: 'follow', seller: 'm1' }, 'follow-m1-longer'],
    [{ trigger: 'follow', seller: 'm2' }, null],
    [{ trigger: 'compensation' }, 'sorry'],
    [{ trigger: 'compensation', offer: 'very-sorry' }, 'very-sorry'],
    [{ trigger: 'compensation', offer: 'left' }, null],
  ])('%j: %s', (occasion, id) => {
    const whole = { seller: null, spentMinor: 0, currency: null, ...occasion }
    expect(offerFor(whole, OFFERS)?.id ?? null).toBe(id)
    expect(offerFor(whole, OFFERS.toReversed())?.id ?? null).toBe(id)
  })

  test.each([
    ['an app coupon for every channel', coupon('o', 'first-app-open'), ['/offer/channels']],
    ['an app coupon for the app', coupon('o', 'first-app-open', appOnly), []],
    ['a follow coupon of nobody', coupon('o', 'follow'), ['/seller']],
    ['an anniversary of a seller', coupon('o', 'anniversary', { seller: 'm' }), ['/seller']],
    ['a tier of past spend', tier('o', 100), []],
    [
      'a tier of anything else',
      coupon('o', 'cart-left', { trigger: { on: 'cart-left', spentAtLeast: 5 } }),
      ['/trigger/spentAtLeast'],
    ],
  ])('is checked when it is issued: %s', (_, offer, paths) => {
    expect(triggerFaults(offer).map(({ path }) => path)).toEqual(paths)
  })
})

describe('an occasion (fg.one-time)', () => {
  test.each([
    [{ trigger: 'cart-left', cart: 'c1' }, '["c1",null]'],
    [{ trigger: 'cart-left', cart: 'c1', seller: 'm1' }, '["c1","m1"]'],
    [{ trigger: 'first-app-open', device: 'd1' }, 'first'],
    [{ trigger: 'first-app-open', device: 'd2' }, 'first'],
    [{ trigger: 'anniversary', years: 3 }, '3'],
    [{ trigger: 'follow', seller: 'm1' }, 'm1'],
    [{ trigger: 'compensation', occasion: 'case-1', reason: 'late' }, 'case-1'],
  ] as const)('%j is called %s', (facts, name) => {
    expect(occasionName(facts)).toBe(name)
  })

  test.each([
    [{ trigger: 'cart-left' }, ['/cart']],
    [{ trigger: 'first-app-open' }, ['/device']],
    [{ trigger: 'follow' }, ['/seller']],
    [{ trigger: 'compensation' }, ['/occasion', '/reason']],
    [{ trigger: 'compensation', occasion: 'case-1' }, ['/reason']],
  ] as const)('%j lacks %j', (facts, paths) => {
    const faults = occasionName(facts)
    expect(typeof faults === 'string' ? faults : faults.map(({ path }) => path)).toEqual(paths)
  })

  it('of a cart is two to three days after it was left, unless the installation says otherwise', () => {
    expect(TRIGGER_RULES.cartLeftHours).toEqual({ from: 48, until: 72 })
    expect(triggerRules.ok(TRIGGER_RULES)).toBe(true)
    expect(triggerRules.ok({ ...TRIGGER_RULES, cartLeftHours: { from: 72, until: 72 } })).toBe(
      false,
    )
  })
})

const ms = (text: string) => Date.parse(text)
const dayOf = (text: string) => dayText(pacificDay(ms(text)))

describe('days on the Pacific coast (bp.pst)', () => {
  test.each([
    ['2026-05-07T06:59:59.999Z', '2026-05-06'],
    ['2026-05-07T07:00:00Z', '2026-05-07'],
    ['2026-12-07T07:59:59Z', '2026-12-06'],
    ['2026-12-07T08:00:00Z', '2026-12-07'],
    ['2027-01-01T00:00:00Z', '2026-12-31'],
  ])('%s lies in %s', (at, day) => expect(dayOf(at)).toBe(day))

  test.each([
    // Clocks go on at 2:00 of 8 March and back at 2:00 of 1 November 2026.
    ['2026-03-08', '2026-03-08T08:00:00Z'],
    ['2026-03-09', '2026-03-09T07:00:00Z'],
    ['2026-11-01', '2026-11-01T07:00:00Z'],
    ['2026-11-02', '2026-11-02T08:00:00Z'],
  ])('%s begins at %s', (text, at) => {
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
    expect(pacificMidnight({ year, month, day })).toBe(ms(at))
  })

  test('begin at the instant before which another day is, and count on one by one', () => {
    const instants = fc.integer({ min: ms('2000-01-01'), max: ms('2100-01-01') })
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 800 }), (at, days) => {
        const day = pacificDay(at)
        const begins = pacificMidnight(day)
        expect(pacificDay(begins)).toEqual(day)
        expect(pacificDay(begins - 1)).not.toEqual(day)
        expect(daysLater(daysLater(day, days), 1)).toEqual(daysLater(day, days + 1))
      }),
      effort(300),
    )
  })
})

describe('the anniversary of an account (fg.one-time)', () => {
  test.each([
    ['2024-05-07T12:00:00Z', '2026-05-06T12:00:00Z', 2, '2026-05-07T07:00:00Z'],
    ['2024-05-07T12:00:00Z', '2026-05-07T06:59:59Z', 2, '2026-05-07T07:00:00Z'],
    ['2024-05-07T12:00:00Z', '2026-05-07T07:00:00Z', 3, '2027-05-07T07:00:00Z'],
    ['2026-05-07T12:00:00Z', '2026-05-07T12:00:00Z', 1, '2027-05-07T07:00:00Z'],
    // Registered on the evening of the 6th, as the Pacific coast sees it.
    ['2024-05-07T03:00:00Z', '2026-01-01T00:00:00Z', 2, '2026-05-06T07:00:00Z'],
    ['2024-02-29T20:00:00Z', '2026-01-01T00:00:00Z', 2, '2026-02-28T08:00:00Z'],
    ['2024-02-29T20:00:00Z', '2028-01-01T00:00:00Z', 4, '2028-02-29T08:00:00Z'],
    ['2030-05-07T12:00:00Z', '2026-01-01T00:00:00Z', 1, '2031-05-07T07:00:00Z'],
  ])('of %s comes after %s as number %i at %s', (registered, after, years, at) => {
    expect(nextAnniversary(ms(registered), ms(after))).toEqual({ years, at: ms(at) })
  })

  test.each([
    ['2024-05-07T12:00:00Z', '2025-05-07T06:59:59Z', null],
    ['2024-05-07T12:00:00Z', '2025-05-07T07:00:00Z', 1],
    ['2024-05-07T12:00:00Z', '2026-04-01T00:00:00Z', 1],
    ['2024-05-07T12:00:00Z', '2026-05-08T00:00:00Z', 2],
    ['2024-05-07T12:00:00Z', '2024-01-01T00:00:00Z', null],
  ])('of %s was last before %s as number %j', (registered, at, years) => {
    expect(lastAnniversary(ms(registered), ms(at))?.years ?? null).toBe(years)
  })

  test('comes once a year: the last one and the next have nothing between them', () => {
    const instants = fc.integer({ min: ms('2001-01-01'), max: ms('2060-01-01') })
    fc.assert(
      fc.property(instants, instants, (registered, at) => {
        const next = nextAnniversary(registered, at)
        const last = lastAnniversary(registered, at)
        expect(next.at).toBeGreaterThan(at)
        if (last) expect([last.at <= at, next.years]).toEqual([true, last.years + 1])
        else expect(next.years).toBe(1)
      }),
      effort(300),
    )
  })
})
