import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { IssuedOffer } from '../../src/core/offers/issued-offer.ts'
import {
  drawer,
  type Holding,
  heldClaimOf,
  heldRefusal,
  sectionOf,
} from '../../src/core/offers/wallet.ts'
import { pricedCart, storedCart, VISITOR } from '../../src/core/offers/wallet-cart.ts'
import {
  afterClaim,
  type ClaimAsked,
  claimEndsAt,
  claimRefusal,
} from '../../src/core/offers/wallet-claim.ts'
import { cartSchema } from '../../src/core/pricing/input.ts'
import { drawn, effort, PATIENCE } from '../core/draws.ts'
import { offer } from '../store/offers/marketplace.ts'

vi.setConfig(PATIENCE)

const NOW = '2026-05-03T12:00:00Z'
const AT = { at: Date.parse(NOW) }

const claim = (more: Partial<Holding> = {}): Holding => ({
  offer: 'o1',
  ordinal: 1,
  state: 'claimed',
  claimedAt: '2026-05-01T12:00:00Z',
  usableUntil: '2026-05-20T07:00:00Z',
  ...more,
})

describe('a holding', () => {
  it.each<[string, Partial<Holding>, string | null, string | null]>([
    ['can be used', {}, 'usable', null],
    ['never lapses', { usableUntil: null }, 'usable', null],
    ['lapses at this instant (tc.6)', { usableUntil: NOW }, 'expired', 'expired'],
    ['is held by a failed payment (cp.9)', { heldUntil: '2026-05-03T12:30:00Z' }, 'held', null],
    ['is free again at the end of the hold (cp.9)', { heldUntil: NOW }, 'usable', null],
    [
      'is in another order (tc.4)',
      { state: 'reserved', order: 'x' },
      'reserved',
      'in-another-order',
    ],
    ['is in this order', { state: 'reserved', order: 'o9' }, 'usable', null],
    ['was used (tc.5)', { state: 'used', order: 'x' }, 'used', 'already-used'],
    ['was forfeited (tc.8)', { state: 'forfeited', order: 'x' }, 'forfeited', 'already-used'],
    ['is no longer the buyer’s', { state: 'returned' }, null, null],
  ])('that %s', (_, more, section, refused) => {
    const looking = { ...AT, order: 'o9' }
    expect(sectionOf(claim(more), looking)).toBe(section)
    expect(heldRefusal([claim(more)], looking)?.refusal ?? null).toBe(refused)
  })

  it('is priced by the use that is free and lapses first; the rest is spoken for (tc.5)', () => {
    const rows = [
      claim({ ordinal: 1, state: 'used', order: 'x' }),
      claim({ ordinal: 2, usableUntil: '2026-05-09T07:00:00Z' }),
      claim({ ordinal: 3, usableUntil: '2026-05-07T07:00:00Z' }),
      claim({ ordinal: 4, usableUntil: '2026-05-05T07:00:00Z', heldUntil: '2026-05-03T12:10:00Z' }),
      claim({ ordinal: 5, usableUntil: '2026-05-02T07:00:00Z' }),
      claim({ ordinal: 6, state: 'returned' }),
    ]
    expect(heldClaimOf('ana', rows, AT)).toEqual({
      buyer: 'ana',
      granted: 5,
      made: 2,
      usableUntil: '2026-05-07T07:00:00Z',
      heldUntil: null,
    })
  })
})

const facts = (id: string, obtain: IssuedOffer['obtain'] = 'centre', ended = false) => ({
  offer: id,
  title: id,
  kind: 'platform-select',
  obtain,
  seller: null,
  until: null,
  ended,
})

describe('the drawer (fg.drawer)', () => {
  const layOut = (rows: readonly Holding[]) =>
    drawer(rows, AT, { factsOf: (id) => facts(id), findingOf: () => null })

  it('is sorted by expiry, so that what lapses within 7 days comes first (fg.drawer)', () => {
    const rows = [
      claim({ offer: 'never', usableUntil: null }),
      claim({ offer: 'later', usableUntil: '2026-05-10T12:00:01Z' }),
      claim({ offer: 'week', usableUntil: '2026-05-10T12:00:00Z' }),
      claim({ offer: 'today', usableUntil: '2026-05-03T23:00:00Z' }),
    ]
    const { usable, soonDays } = layOut(rows)
    expect(usable.map(({ offer: id, soon }) => [id, soon])).toEqual([
      ['today', true],
      ['week', true],
      ['later', false],
      ['never', false],
    ])
    expect(soonDays).toBe(7)
  })

  it('holds every claim once, in its section, whatever the order in which they come', () => {
    const states = ['claimed', 'claimed', 'reserved', 'used', 'forfeited', 'returned'] as const
    const wallets = drawn((draws) =>
      draws.list(0, 30, (at) =>
        claim({
          offer: `o${draws.below(5)}`,
          ordinal: at + 1,
          state: draws.pick(states),
          usableUntil: draws.pick([null, NOW, '2026-05-05T00:00:00Z', '2026-06-01T00:00:00Z']),
          ...draws.maybe(3, () => ({ heldUntil: '2026-05-03T12:20:00Z' })),
        }),
      ),
    )
    fc.assert(
      fc.property(wallets, (rows) => {
        const { soonDays: _, ...sections } = layOut(rows)
        expect(layOut([...rows].reverse())).toEqual(layOut(rows))
        const names = Object.values(sections).flatMap((entries) =>
          entries.map(({ offer: id, ordinal }) => `${id} ${ordinal}`),
        )
        const kept = rows.filter(({ state }) => state !== 'returned')
        expect(names.sort()).toEqual(kept.map((one) => `${one.offer} ${one.ordinal}`).sort())
        const soon = sections.usable.map((one) => one.soon)
        expect(soon.lastIndexOf(true)).toBeLessThan(soon.includes(false) ? soon.indexOf(false) : 99)
      }),
      effort(300),
    )
  })

  it('has no automatic offers, and puts what the platform ended with what has expired (tc.20)', () => {
    const rows = [claim({ offer: 'auto' }), claim({ offer: 'ended' }), claim({ offer: 'gone' })]
    const { usable, expired } = drawer(rows, AT, {
      factsOf: (id) =>
        id === 'gone' ? null : facts(id, id === 'auto' ? 'automatic' : 'panel', id === 'ended'),
      findingOf: () => null,
    })
    expect(usable).toEqual([])
    expect(expired.map(({ offer: id, ended }) => [id, ended])).toEqual([['ended', true]])
  })
})

describe('what a claim would be answered (cp.1)', () => {
  const validity = {
    claimFrom: '2026-05-01T00:00:00Z',
    claimUntil: '2026-05-05T00:00:00Z',
    usableUntil: null,
  }
  const issued = offer({ obtain: 'centre', limits: { perBuyer: 2 } }, { kind: 'platform-select' })
  const buyer = { id: 'ana', country: 'US', ordersPlaced: 1, coins: 10, disqualified: false }
  const asked: ClaimAsked = { ...AT, buyer, granted: 0, ended: false, spent: null }

  it.each<[string, Partial<ClaimAsked>, Partial<IssuedOffer>, string | null]>([
    ['granted', {}, {}, null],
    ['for nobody to claim', {}, { obtain: 'grant' }, 'not-claimable'],
    ['ended (tc.20)', { ended: true }, {}, 'ended'],
    ['not open yet', { at: Date.parse('2026-04-30T00:00:00Z') }, {}, 'not-started'],
    ['over', { at: Date.parse('2026-05-05T00:00:00Z') }, {}, 'claim-over'],
    [
      'of a member who is shut out (cp.11)',
      { buyer: { ...buyer, disqualified: true } },
      {},
      'disqualified',
    ],
    ['made already (tc.4)', { granted: 2 }, {}, 'already-claimed'],
    [
      'for new members (fg.types)',
      {},
      { offer: { ...issued.offer, newBuyersOnly: true } },
      'not-new-buyer',
    ],
    [
      'for another country (tc.4)',
      {},
      { offer: { ...issued.offer, countries: ['FR'] } },
      'wrong-country',
    ],
    [
      'too dear (tc.18.a.i.2)',
      {},
      { obtain: 'exchange', exchange: { coins: 11 } },
      'not-enough-coins',
    ],
    ['of what is all taken (fg.reject)', { spent: 'uses' }, {}, 'exhausted'],
    ['of a spent budget (fg.reject)', { spent: 'budget' }, {}, 'budget-spent'],
    ['ended before all else', { ended: true, granted: 9, spent: 'uses' }, {}, 'ended'],
  ])('%s', (_, more, changed, expected) => {
    const answer = claimRefusal({ ...issued, ...changed }, validity, { ...asked, ...more })
    expect(answer?.refusal ?? null).toBe(expected)
    if (expected === 'not-started') expect(answer?.from).toBe(validity.claimFrom)
  })

  it.each([
    ['its days, to the end of the Pacific day (D-8)', 7, null, '2026-05-11T07:00:00Z'],
    ['the end of the offer (tc.6)', 7, '2026-05-04T00:00:00Z', '2026-05-04T00:00:00Z'],
    ['two months at most (cp.2)', null, '2027-01-01T00:00:00Z', '2026-07-04T07:00:00Z'],
    ['two months where nothing else is said (cp.2)', null, null, '2026-07-04T07:00:00Z'],
  ])('lasts %s', (_, validDays, usableUntil, expected) => {
    const ends = claimEndsAt(AT.at)
    const held = afterClaim(null, { validDays, usableUntil }, { buyer: 'ana', usableUntil: ends })
    expect(held).toMatchObject({ granted: 1, made: 0, usableUntil: expected })
  })

  it('ends with the last day of a month that has no such day (cp.2)', () => {
    const end = claimEndsAt(Date.parse('2026-12-31T12:00:00Z'))({
      validDays: null,
      usableUntil: null,
    })
    expect(end).toBe('2027-03-01T08:00:00Z')
  })
})

describe('a cart for stored offers', () => {
  const body = {
    terms: 'aliexpress-2026',
    currency: 'USD',
    stores: { s: { seller: 'm' } },
    lines: [{ id: 'l', listing: 'L', sku: 'k', store: 's', unitPrice: 100 }],
  }
  const paths = (value: unknown) => {
    const faults: { path: string; fault: string }[] = []
    storedCart.find(value, '/cart', faults)
    expect(storedCart.ok(value)).toBe(faults.length === 0)
    return faults.map(({ path }) => path)
  }

  it('is a cart without what the server knows, and says so in its schema', () => {
    expect(paths({ ...body, channel: 'app', codes: ['A'], choose: 'all' })).toEqual([])
    expect(paths({ ...body, buyer: { id: 'x' }, at: NOW })).toEqual(['/cart/at', '/cart/buyer'])
    expect(paths({ ...body, codes: Array(31).fill('A') })).toEqual(['/cart/codes'])
    expect(paths({ ...body, coins: 5 })).toEqual(['/cart/coins'])
    expect(paths([])).toEqual(['/cart'])
    const { properties, required } = storedCart.json as { properties: object; required: string[] }
    expect(Object.keys(properties).sort()).toEqual([
      'channel',
      'choose',
      'codes',
      'currency',
      'lines',
      'pricesIncludeTax',
      'shipping',
      'stores',
      'terms',
    ])
    expect(required).toEqual(['terms', 'currency', 'stores', 'lines'])
  })

  it('is priced with the instant and the buyer of the server', () => {
    const priced = pricedCart({ ...body, channel: 'app', codes: ['A'] }, NOW, VISITOR)
    expect(cartSchema.ok(priced)).toBe(true)
    expect(priced).toEqual({ ...body, at: NOW, buyer: { ...VISITOR, channel: 'app' } })
  })
})
