import { describe, expect, it, vi } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import type { IssuedOffer } from '../../../src/core/offers/issued-offer.ts'
import { pricedOffer } from '../../../src/core/offers/priced-offer.ts'
import type { StoredCart } from '../../../src/core/offers/wallet-cart.ts'
import { best } from '../../../src/core/pricing/best.ts'
import { quote } from '../../../src/core/pricing/quote.ts'
import type { Asked } from '../../../src/shell/store/book/attempts.ts'
import {
  bestStored,
  quoteStored,
  type StoredQuote,
} from '../../../src/shell/store/book/stored-quotes.ts'
import { upsertBuyer } from '../../../src/shell/store/buyers.ts'
import { spendCoins } from '../../../src/shell/store/coins/payments.ts'
import { createCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import { addOffer, endOffer } from '../../../src/shell/store/offers/offers.ts'
import { working } from '../../../src/shell/store/offers/work.ts'
import { PATIENCE } from '../../core/draws.ts'
import { giveCoins } from '../coins/purses.ts'
import { acting, campaign, DURING, offer } from '../offers/marketplace.ts'
import { cart, freshDesk, hold } from './desk.ts'

vi.setConfig(PATIENCE)

const desk = await freshDesk()
const { store } = desk

const coupon = (id: string, off: number, more: Partial<IssuedOffer> = {}) =>
  offer(
    { id, obtain: 'centre', title: `Coupon ${id}`, ...more },
    { kind: 'platform-select', benefit: { off }, minimum: { spend: 4_000 } },
  )
const shipping = offer(
  { id: 'ship', obtain: 'automatic' },
  { kind: 'free-shipping', benefit: { freeShipping: true }, minimum: { spend: 1_000 } },
)
const typed = offer({ id: 'save5' })
const potsOnly = offer(
  { id: 'pots', obtain: 'panel', seller: 'terra' },
  { kind: 'store-coupon', funder: 'store:pots', benefit: { off: 300 }, minimum: { spend: 1_000 } },
)
await desk.issue(coupon('big', 900), coupon('small', 400), shipping, typed, potsOnly)
await upsertBuyer(store, 'ana', { country: 'US', ordersPlaced: 2 })

const WITH_FEES = { shipping: [{ seller: 'lumen', method: 'standard', fee: 250 }] }

async function asked(
  more: Partial<StoredCart> = {},
  of: Partial<Asked> = {},
): Promise<StoredQuote> {
  const answer = await quoteStored(desk, {
    cart: cart({ ...WITH_FEES, ...more }),
    buyer: 'ana',
    at: DURING,
    ...of,
  })
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  return answer
}

const applied = ({ quote: { applied } }: StoredQuote) =>
  applied.map(({ offer: id, off }) => [id, off])
const reasons = ({ quote: { rejected } }: StoredQuote) =>
  Object.fromEntries(rejected.map(({ offer: id, reason, clause }) => [id, [reason, clause]]))

describe('a quote of stored offers', () => {
  it('attempts what applies by itself, and nothing that is only there to be claimed (cp.1)', async () => {
    const answer = await asked()
    expect(applied(answer)).toEqual([['ship', 250]])
    expect(answer.quote.rejected).toEqual([])
    expect(answer.at).toBe(DURING.toISOString())
  })

  it('attempts what the buyer holds by itself, as the same offers written out (cp.1, fg.center)', async () => {
    await hold(desk, 'ana', 'big', { usableUntil: '2026-05-06T00:00:00Z' })
    await hold(desk, 'ana', 'pots')
    const answer = await asked()
    expect(applied(answer)).toEqual([
      ['big', 900],
      ['pots', 300],
      ['ship', 250],
    ])
    const claim = { buyer: 'ana', granted: 1, made: 0, heldUntil: null }
    const held = [
      pricedOffer(coupon('big', 900), campaign(), {
        claim: { ...claim, usableUntil: '2026-05-06T00:00:00Z' },
      }),
      pricedOffer(potsOnly, campaign(), { claim: { ...claim, usableUntil: null } }),
      pricedOffer(shipping, campaign()),
    ]
    const written = {
      ...cart(WITH_FEES),
      at: DURING.toISOString(),
      buyer: { id: 'ana', country: 'US', ordersPlaced: 2 },
      offers: held,
    }
    expect(answer.quote).toEqual(quote(written))
  })

  it('gives nothing of it to somebody else, and nothing to a visitor (cp.8, tc.21)', async () => {
    expect(applied(await asked({}, { buyer: 'bo' }))).toEqual([['ship', 250]])
    expect(applied(await asked({}, { buyer: null }))).toEqual([['ship', 250]])
  })

  it('takes codes as they are typed, and refuses one that is none without telling why (fg.reject)', async () => {
    const answer = await asked({ codes: [' save5 ', 'nothing', 'SAVE5'] }, { buyer: 'bo' })
    expect(applied(answer)).toEqual([
      ['save5', 500],
      ['ship', 250],
    ])
    expect(answer.codes).toMatchObject([
      { code: ' save5 ', offer: 'save5', repeats: false, refusal: null },
      { code: 'nothing', offer: null, refusal: { refusal: 'code-refused', clause: 'fg.reject' } },
      { code: 'SAVE5', offer: 'save5', repeats: true, refusal: null },
    ])
  })

  it('lets nobody have the offer of a code by its id alone', async () => {
    const answer = await quoteStored(desk, {
      cart: cart({ choose: ['save5'] }),
      buyer: 'bo',
      at: DURING,
    })
    const fault = 'No offer that you can use is called "save5".'
    expect(answer).toEqual({ refused: [{ path: '/choose/0', fault }] })
  })

  it('attempts only what is chosen, and what is typed beside it', async () => {
    expect(applied(await asked({ choose: ['pots'] }))).toEqual([['pots', 300]])
    expect(applied(await asked({ choose: [], codes: ['SAVE5'] }))).toEqual([['save5', 500]])
    const unclaimed = await asked({ choose: ['small'] })
    expect(reasons(unclaimed)).toEqual({ small: ['not-claimed', 'fg.vocab'] })
  })

  it.each([
    ['used', { state: 'used', order: 'x1' }, {}],
    ['reserved for another order', { state: 'reserved', order: 'x1' }, {}],
    ['lapsed', { usableUntil: '2026-05-03T11:59:59Z' }, {}],
    ['forfeited', { state: 'forfeited', order: 'x1' }, {}],
    ['free', {}, { small: 400 }],
    ['reserved for this order', { state: 'reserved', order: 'o9' }, { small: 400 }],
  ] as const)(
    'counts a claim that is %s (tc.4, tc.5, tc.6, tc.8)',
    async (name, more, expected) => {
      const buyer = `claimant ${name}`
      await hold(desk, buyer, 'small', more)
      const { quote: answer } = await asked({ choose: 'all' }, { buyer, order: 'o9' })
      const found = answer.applied.filter(({ offer: id }) => id === 'small')
      expect(Object.fromEntries(found.map(({ offer: id, off }) => [id, off]))).toEqual(expected)
    },
  )

  it('says that a claim is held for 30 minutes after a failed payment (cp.9)', async () => {
    await hold(desk, 'held', 'small', { heldUntil: '2026-05-03T12:20:00Z' })
    expect(reasons(await asked({}, { buyer: 'held' }))).toEqual({ small: ['held', 'cp.9'] })
  })

  it('says that a held coupon has ended with its promotion (tc.20)', async () => {
    await desk.issue(coupon('doomed', 700))
    await hold(desk, 'cy', 'doomed')
    expect(applied(await asked({}, { buyer: 'cy' }))).toContainEqual(['doomed', 700])
    await endOffer(store, 'doomed', acting())
    await desk.settled()
    expect(reasons(await asked({}, { buyer: 'cy' }))).toEqual({ doomed: ['ended', 'tc.20'] })
  })

  it('knows the buyer from its own rows: who says otherwise is told to leave it out', async () => {
    const cartOfClient = { ...cart(), buyer: { id: 'ana', ordersPlaced: 0, coins: 900 }, at: 'now' }
    expect(await quoteStored(desk, { cart: cartOfClient, buyer: 'ana' })).toEqual({
      refused: [
        { path: '/at', fault: 'Leave it out: the server knows it.' },
        { path: '/buyer', fault: 'Leave it out: the server knows it.' },
      ],
    })
  })

  it.each([
    ['a store that is none', { stores: {} }, '/lines/0/store'],
    ['no lines', { lines: [] }, '/lines'],
    ['terms that are none', { terms: 'nowhere' }, '/terms'],
    ['a channel that is none', { channel: 'fax' as 'app' }, '/channel'],
    ['codes that are no texts', { codes: [7] as unknown as string[] }, '/codes/0'],
  ])('refuses a cart with %s, and names the place', async (_, more, path) => {
    const answer = await quoteStored(desk, { cart: cart(more), buyer: null, at: DURING })
    expect(isRefused(answer) && answer.refused.map((fault) => fault.path)).toContain(path)
  })

  it('leaves out an offer whose budget in money no longer lasts for what it would give', async () => {
    const limited = offer(
      { id: 'purse', obtain: 'automatic', limits: { budget: 1_000 } },
      { kind: 'code', benefit: { off: 600 }, minimum: { spend: 1_000 } },
    )
    await desk.issue(limited)
    expect(applied(await asked({}, { buyer: 'bo' }))).toContainEqual(['purse', 600])
    const pool = store.db.updateTable('pools').set({ budget_left: 599 })
    await pool.where('offer_id', '=', 'purse').execute()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const answer = await asked({}, { buyer: 'bo' })
    expect(reasons(answer)).toEqual({ purse: ['out-of-stock', 'fg.reject'] })
    await endOffer(store, 'purse', acting())
    await desk.settled()
  })
})

describe('what is limited for all (fg.reject)', () => {
  const one = { limits: { uses: 1, perBuyer: 1 } }

  it('is told to whoever types its code, and is not told of otherwise', async () => {
    await desk.issue(
      offer({ id: 'last', ...one }, { code: 'LAST', benefit: { off: 100 } }),
      offer({ id: 'auto-last', obtain: 'automatic', ...one }),
    )
    const gone = store.db.updateTable('pools').set({ uses_left: 0 })
    await gone.where('offer_id', 'in', ['last', 'auto-last']).execute()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const answer = await asked({ codes: ['last'] }, { buyer: 'bo' })
    expect(reasons(answer)).toEqual({ last: ['out-of-stock', 'fg.reject'] })
  })

  it('is right within a second however many limited offers there are', async () => {
    const many = Array.from({ length: 700 }, (_, at) =>
      offer({ id: `many-${at}`, obtain: 'centre', ...one }, { kind: 'platform-select' }),
    )
    await working(store, DURING, async (work) => {
      for (const each of many) await addOffer(work, each, acting())
    })
    await desk.issue(offer({ id: 'zz-late', obtain: 'automatic', ...one }))
    await asked({}, { buyer: 'bo' })
    await store.db
      .updateTable('pools')
      .set({ uses_left: 0 })
      .where('offer_id', '=', 'zz-late')
      .execute()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(reasons(await asked({ choose: ['zz-late'] }, { buyer: 'bo' }))).toEqual({
      'zz-late': ['out-of-stock', 'fg.reject'],
    })
  })

  it('counts its money for what is held too: the reservation draws it (protection §3)', async () => {
    await desk.issue(coupon('rich', 800, { limits: { budget: 5_000 } }))
    await hold(desk, 'gil', 'rich')
    expect(applied(await asked({}, { buyer: 'gil' }))).toContainEqual(['rich', 800])
    await store.db
      .updateTable('pools')
      .set({ budget_left: 799 })
      .where('offer_id', '=', 'rich')
      .execute()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const answer = await asked({}, { buyer: 'gil' })
    expect(reasons(answer)).toEqual({ rich: ['out-of-stock', 'fg.reject'] })
    await hold(desk, 'hal', 'rich', { state: 'reserved', order: 'o9' })
    const own = await asked({}, { buyer: 'hal', order: 'o9' })
    expect(applied(own)).toContainEqual(['rich', 800])
  })
})

describe('platform coins', () => {
  it('are used once on the same product of a store (tc.18.a.i.1)', async () => {
    await createCampaign(store, campaign({ id: 'old', terms: 'aliexpress-2020-03' }), acting())
    await desk.issue(
      offer(
        { id: 'coins', campaign: 'old', obtain: 'automatic' },
        { kind: 'coins', coins: { required: 50 }, benefit: { off: 200 }, minimum: null },
      ),
    )
    await giveCoins(store, { buyer: 'ida', coins: 180 })
    const cartOf2020 = { terms: 'aliexpress-2020-03' } as const
    const before = await asked(cartOf2020, { buyer: 'ida' })
    expect(before.quote.applied[0]).toMatchObject({ offer: 'coins', coins: 50 })
    expect(Object.keys(before.quote.applied[0]?.lines ?? {})).toEqual(['lamp', 'pot'])
    const spend = (payment: string, name: string, shop: string) => {
      const products = [{ store: shop, listing: name }]
      return spendCoins(store, { buyer: 'ida', payment, coins: 50, products })
    }
    await spend('p1', 'listing-lamp', 'lamps')
    const after = await asked(cartOf2020, { buyer: 'ida' })
    expect(Object.keys(after.quote.applied[0]?.lines ?? {})).toEqual(['pot'])
    await spend('p2', 'listing-pot', 'pots')
    expect(reasons(await asked(cartOf2020, { buyer: 'ida' }))).toEqual({
      coins: ['already-used', 'tc.5'],
    })
  })
})

describe('the best choice of stored offers', () => {
  it('is that of the core, over what the buyer could use', async () => {
    for (const offer of ['big', 'small']) await hold(desk, 'dee', offer)
    const answer = await bestStored(desk, { cart: cart(), buyer: 'dee', at: DURING })
    if (isRefused(answer)) throw new Error('refused')
    expect(answer.best).toMatchObject({ chosen: ['big'], total: 4_100, proved: true })
    const claim = { buyer: 'dee', granted: 1, made: 0, usableUntil: null, heldUntil: null }
    const offers = [coupon('big', 900), coupon('small', 400), shipping].map((one) =>
      pricedOffer(one, campaign(), one.obtain === 'automatic' ? {} : { claim }),
    )
    const at = DURING.toISOString()
    expect(answer.best).toEqual(best({ ...cart(), at, buyer: { id: 'dee' }, offers }))
  })
})
