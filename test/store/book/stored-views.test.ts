import { describe, expect, it, vi } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import { acpDocument } from '../../../src/core/offers/agent-acp.ts'
import { ucpDocument } from '../../../src/core/offers/agent-ucp.ts'
import type { IssuedOffer } from '../../../src/core/offers/issued-offer.ts'
import type { OfferDocument } from '../../../src/core/pricing/offer-document.ts'
import { agentCheckoutOf } from '../../../src/shell/store/book/agent-checkouts.ts'
import { quoteStored } from '../../../src/shell/store/book/stored-quotes.ts'
import {
  centreOf,
  drawerOf,
  panelOf,
  type QualifyAsked,
  qualifyStored,
} from '../../../src/shell/store/book/stored-views.ts'
import { upsertBuyer } from '../../../src/shell/store/buyers.ts'
import { PATIENCE } from '../../core/draws.ts'
import { acpFaults, ucpFaults } from '../../offers/agent-rules.ts'
import { DURING, offer } from '../offers/marketplace.ts'
import { cart, freshDesk, hold } from './desk.ts'

vi.setConfig(PATIENCE)

const desk = await freshDesk()
const at = DURING

const select = (
  id: string,
  off: number,
  more: Partial<IssuedOffer> = {},
  terms: Partial<OfferDocument> = {},
) =>
  offer(
    { id, obtain: 'centre', title: `Coupon ${id}`, ...more },
    { kind: 'platform-select', benefit: { off }, minimum: { spend: 4_000 }, ...terms },
  )
const panel = (id: string, store: string, seller: string) =>
  offer(
    { id, obtain: 'panel', seller, title: `Coupon of ${store}` },
    {
      kind: 'store-coupon',
      funder: `store:${store}`,
      benefit: { off: 300 },
      minimum: { spend: 100 },
    },
  )

await desk.issue(
  select('open', 600),
  select('dear', 2_000, {}, { minimum: { spend: 6_000 } }),
  select('gone', 900, { limits: { uses: 5 } }),
  select('light', 300, {}, { scope: { categories: [['home', 'light']] }, minimum: { spend: 100 } }),
  select('tomorrow', 800, { claimFrom: '2026-05-04T12:00:00Z' }),
  select('fresh', 700, {}, { newBuyersOnly: true }),
  select('coins', 900, { obtain: 'exchange', exchange: { coins: 40 } }),
  select('garden', 100, {}, { scope: { categories: [['garden']] }, minimum: { spend: 1 } }),
  panel('of-lamps', 'lamps', 'lumen'),
  panel('of-pots', 'pots', 'terra'),
  offer(
    { id: 'auto', obtain: 'automatic', title: 'For all' },
    { kind: 'code', benefit: { off: 50 } },
  ),
  offer({ id: 'save5', title: 'Save 5' }),
)
await desk.store.db
  .updateTable('pools')
  .set({ uses_left: 0 })
  .where('offer_id', '=', 'gone')
  .execute()
while (desk.book.left.spent('gone') === null) await new Promise((go) => setTimeout(go, 10))
await upsertBuyer(desk.store, 'ana', { country: 'US', ordersPlaced: 3 })

async function qualified(more: Partial<QualifyAsked> = {}) {
  const answer = await qualifyStored(desk, { cart: cart(), buyer: 'ana', at, ...more })
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  return answer
}

describe('what a cart qualifies for with stored offers (fg.reject)', () => {
  it('counts limits, holds and exclusions: nothing is promised that a claim would refuse', async () => {
    const { applied, withinReach, barred, total } = await qualified()
    expect(applied.map(({ offer: id, effect }) => [id, effect.gain])).toEqual([['auto', 50]])
    expect(total).toBe(4_950)
    expect(
      withinReach.map(({ offer: id, gain, needs }) => [id, gain, needs.map(({ need }) => need)]),
    ).toEqual(
      [
        ['coins', 900, ['coins', 'exchange']],
        ['tomorrow', 800, ['wait', 'claim']],
        ['dear', 1_000, ['claim', 'spend']],
        ['open', 600, ['claim']],
        ['light', 300, ['claim']],
        ['of-lamps', 300, ['claim']],
        ['of-pots', 300, ['claim']],
        ['garden', 100, ['claim']],
      ].sort((a, b) => (b[1] as number) - (a[1] as number)),
    )
    expect(barred.map(({ offer: id, why }) => [id, why.reason, why.clause])).toEqual([
      ['fresh', 'not-new-buyer', 'fg.types'],
      ['gone', 'exhausted', 'fg.reject'],
    ])
  })

  it('tells of what is held, used and lost to another, with the winner’s id (fg.batch)', async () => {
    await hold(desk, 'bo', 'open')
    await hold(desk, 'bo', 'light', { state: 'reserved', order: 'x1' })
    await hold(desk, 'bo', 'garden', { state: 'used', order: 'x0' })
    const { applied, barred, withinReach } = await qualified({ buyer: 'bo' })
    expect(applied.map(({ offer: id }) => id)).toEqual(['open', 'auto'])
    const why = new Map(barred.map((one) => [one.offer, one]))
    expect(why.get('light')).toMatchObject({ why: { reason: 'in-another-order', clause: 'tc.4' } })
    expect(why.get('garden')).toMatchObject({ why: { reason: 'already-used', clause: 'tc.4' } })
    const swap = withinReach.find(({ offer: id }) => id === 'fresh')
    expect(swap).toMatchObject({ gain: 100, needs: [{ need: 'claim', until: expect.any(String) }] })
  })

  it('agrees with the quote, whatever is chosen', async () => {
    await hold(desk, 'cy', 'open')
    await hold(desk, 'cy', 'of-pots')
    for (const choose of ['all', ['open'], []] as const) {
      const asked = { cart: cart({ choose, codes: ['SAVE5'] }), buyer: 'cy', at }
      const [answer, quoted] = [await qualified(asked), await quoteStored(desk, asked)]
      if (isRefused(quoted)) throw new Error('refused')
      expect(answer.total).toBe(quoted.quote.totals.total)
      expect(answer.applied.map(({ offer: id }) => id)).toEqual(
        quoted.quote.applied.map(({ offer: id }) => id),
      )
    }
  })

  it('is measured against the cheapest choice where that is asked: who loses to it is told (fg.order)', async () => {
    await hold(desk, 'dee', 'open')
    await hold(desk, 'dee', 'garden')
    const { applied, barred, total } = await qualified({ buyer: 'dee', measure: 'best' })
    expect(applied.map(({ offer: id }) => id)).toEqual(['open', 'auto'])
    expect(total).toBe(4_350)
    const lost = barred.find(({ offer: id }) => id === 'garden')
    expect(lost).toMatchObject({ why: { blockedBy: ['open'] }, instead: { gain: -500 } })
  })

  it('gives a visitor what anybody can claim', async () => {
    const { withinReach } = await qualified({ buyer: null })
    expect(withinReach.find(({ offer: id }) => id === 'open')).toMatchObject({ gain: 600 })
  })
})

describe('the coupon centre (fg.center)', () => {
  const centre = async (more: object = {}) => {
    const answer = await centreOf(desk, { buyer: 'ana', at, ...more })
    if (isRefused(answer)) throw new Error('refused')
    return answer
  }
  const ids = ({ entries }: { readonly entries: readonly { readonly offer: string }[] }) =>
    entries.map(({ offer: id }) => id)

  it('lists the active coupons of the platform of which something is left', async () => {
    const page = await centre()
    expect(ids(page)).toEqual(['coins', 'dear', 'fresh', 'garden', 'light', 'open'])
    expect(page.categories).toEqual([
      { category: 'garden', offers: 1 },
      { category: 'home', offers: 1 },
    ])
    const claims = page.entries.map(({ claim }) => claim?.refusal ?? null)
    expect(claims).toEqual(['not-enough-coins', null, 'not-new-buyer', null, null, null])
  })

  it('is filtered by category, and comes in pages', async () => {
    expect(ids(await centre({ category: ['home'] }))).toEqual([
      'coins',
      'dear',
      'fresh',
      'light',
      'open',
    ])
    const first = await centre({ limit: 4 })
    expect(first.next).toBe('garden')
    const second = await centre({ limit: 4, after: first.next ?? '' })
    expect([ids(second), second.next]).toEqual([['light', 'open'], null])
  })

  it('says of each coupon what it would do to a cart, and what is claimed already (tc.4)', async () => {
    await hold(desk, 'eve', 'light')
    const page = await centre({ buyer: 'eve', cart: cart() })
    const found = new Map(page.entries.map((one) => [one.offer, one]))
    expect(found.get('light')).toMatchObject({
      held: 1,
      claim: { refusal: 'already-claimed' },
      cart: { outcome: 'applied', effect: { without: 4_950, with: 4_650, gain: 300, off: 300 } },
    })
    expect(found.get('open')).toMatchObject({
      held: 0,
      claim: null,
      cart: {
        outcome: 'within-reach',
        gain: 300,
        needs: [{ need: 'claim' }, { offers: ['light'] }],
      },
    })
    expect(found.get('garden')).toMatchObject({
      cart: { outcome: 'barred', why: { reason: 'costs-more', blockedBy: ['light'] } },
    })
  })
})

describe('a listing’s panel (fg.center)', () => {
  it('shows the coupons of its store and seller, and what each would do', async () => {
    const listing = { listing: 'listing-lamp', store: 'lamps', seller: 'lumen', category: ['home'] }
    const answer = await panelOf(desk, { buyer: 'ana', at, listing, cart: cart() })
    if (isRefused(answer)) throw new Error('refused')
    expect(answer.entries).toMatchObject([
      {
        offer: 'of-lamps',
        title: 'Coupon of lamps',
        claim: null,
        cart: { outcome: 'within-reach', gain: 300 },
      },
    ])
  })
})

describe('the drawer (fg.drawer)', () => {
  it('is a buyer’s wallet by expiry, with what each coupon would do to a cart', async () => {
    await hold(desk, 'flo', 'open', { usableUntil: '2026-05-07T07:00:00Z' })
    await hold(desk, 'flo', 'of-pots', { usableUntil: '2026-05-05T07:00:00Z' })
    await hold(desk, 'flo', 'light', { heldUntil: '2026-05-03T12:25:00Z' })
    await hold(desk, 'flo', 'garden', { state: 'forfeited', order: 'x' })
    const answer = await drawerOf(desk, { buyer: 'flo', at, cart: cart() })
    if (isRefused(answer)) throw new Error('refused')
    expect(answer.usable).toMatchObject([
      { offer: 'of-pots', soon: true, cart: { outcome: 'applied', effect: { gain: 300 } } },
      { offer: 'open', soon: true, cart: { outcome: 'applied', effect: { gain: 600 } } },
    ])
    expect(answer.held).toMatchObject([
      { offer: 'light', heldUntil: '2026-05-03T12:25:00.000Z', cart: { outcome: 'barred' } },
    ])
    expect(answer.forfeited.map((one) => [one.offer, one.cart])).toEqual([['garden', null]])
    const without = await drawerOf(desk, { buyer: 'flo', at })
    if (isRefused(without)) throw new Error('refused')
    expect(without.usable.map((one) => one.cart)).toEqual([null, null])
  })

  it('refuses a cart that is none, with the place', async () => {
    const answer = await drawerOf(desk, { buyer: 'flo', at, cart: cart({ lines: [] }) })
    expect(isRefused(answer) && answer.refused[0]?.path).toBe('/lines')
  })
})

describe('an agent’s checkout of stored offers', () => {
  it('takes its codes, and keeps the rules of both protocols', async () => {
    const request = { discounts: { codes: ['save5', 'nothing'] } }
    const answer = await agentCheckoutOf(desk, { cart: cart(), buyer: null, at, request })
    if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
    const [ucp, acp] = [ucpDocument(answer), acpDocument(answer)]
    expect([ucpFaults(ucp), acpFaults(acp)]).toEqual([[], []])
    expect(ucp.discounts.applied).toMatchObject([{ title: 'For all', automatic: true, amount: 50 }])
    expect(acp.discounts.rejected.map(({ code, reason }) => [code, reason])).toEqual([
      ['save5', 'discount_code_combination_disallowed'],
      ['nothing', 'discount_code_invalid'],
    ])
  })

  it('refuses codes that are none', async () => {
    const request = { discounts: { codes: 'SAVE5' } }
    const answer = await agentCheckoutOf(desk, { cart: cart(), buyer: null, at, request })
    expect(answer).toMatchObject({ refused: [{ path: '/discounts/codes' }] })
  })
})
