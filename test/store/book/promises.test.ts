import { describe, expect, it, vi } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import type { IssuedOffer } from '../../../src/core/offers/issued-offer.ts'
import { isRefusal } from '../../../src/core/offers/refusals.ts'
import type { OfferDocument } from '../../../src/core/pricing/offer-document.ts'
import { quoteStored } from '../../../src/shell/store/book/stored-quotes.ts'
import { drawerOf, qualifyStored } from '../../../src/shell/store/book/stored-views.ts'
import { upsertBuyer } from '../../../src/shell/store/buyers.ts'
import { PATIENCE } from '../../core/draws.ts'
import { DURING, offer } from '../offers/marketplace.ts'
import { cart, freshDesk } from './desk.ts'

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
    { id, obtain: 'centre', ...more },
    { kind: 'platform-select', benefit: { off }, minimum: { spend: 4_000 }, ...terms },
  )

await desk.issue(
  select('plain', 300),
  select('better', 500, { limits: { perBuyer: 2 } }),
  select('single', 700, { limits: { uses: 1, perBuyer: 1 } }),
  select('soon', 800, { claimFrom: '2026-05-04T12:00:00Z' }),
  select('fresh', 900, {}, { newBuyersOnly: true }),
  select('abroad', 900, {}, { countries: ['FR'] }),
  select('dear', 999, {}, { minimum: { spend: 60_000 } }),
  offer({ id: 'gift', obtain: 'grant' }, { kind: 'platform-select' }),
)

async function qualified(buyer: string) {
  const answer = await qualifyStored(desk, { cart: cart(), buyer, at })
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  return answer
}

async function totalOf(buyer: string) {
  const answer = await quoteStored(desk, { cart: cart(), buyer, at })
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  return answer.quote
}

describe('what a cart is told that it qualifies for', () => {
  it('is what claims then grant and the quote then gives (cp.1, fg.reject)', async () => {
    const { withinReach } = await qualified('nobody yet')
    const claimable = withinReach.filter(({ needs }) => needs.every(({ need }) => need === 'claim'))
    expect(claimable.map(({ offer: id }) => id)).toEqual(['fresh', 'single', 'better', 'plain'])
    for (const { offer: id, total, off } of claimable) {
      const buyer = `buyer of ${id}`
      expect((await qualified(buyer)).withinReach.find((one) => one.offer === id)?.total).toBe(
        total,
      )
      const claim = await desk.claims.claim({ buyer, offer: id, key: 'k', at })
      expect(isRefusal(claim)).toBe(false)
      const quote = await totalOf(buyer)
      expect(quote.totals.total).toBe(total)
      expect(quote.applied.find((one) => one.offer === id)?.off).toBe(off)
    }
  })

  it('bars what a claim would refuse, for the same reason (tc.4, fg.reject)', async () => {
    await upsertBuyer(desk.store, 'kim', { country: 'US', ordersPlaced: 4 })
    await desk.claims.claim({ buyer: 'kim', offer: 'plain', key: 'k1', at })
    await new Promise((resolve) => setTimeout(resolve, 900))
    const { barred, withinReach, applied } = await qualified('kim')
    const told = barred.map(({ offer: id, why }) => [id, why.reason])
    expect(told).toEqual([
      ['abroad', 'wrong-country'],
      ['fresh', 'not-new-buyer'],
      ['single', 'exhausted'],
    ])
    for (const [id, reason] of told) {
      const claim = await desk.claims.claim({
        buyer: 'kim',
        offer: id as string,
        key: `k ${id}`,
        at,
      })
      expect(isRefusal(claim) && claim.refusal).toBe(reason)
    }
    expect(applied.map(({ offer: id }) => id)).toEqual(['plain'])
    const names = withinReach.map(({ offer: id, needs }) => [id, needs.map(({ need }) => need)])
    expect(names).toEqual([
      ['soon', ['wait', 'claim', 'leave-out']],
      ['better', ['claim']],
      ['dear', ['claim', 'spend']],
    ])
  })

  it('counts an order that holds a coupon, and what comes back from it (cp.9, tc.4)', async () => {
    const buyer = 'lee'
    const order = { buyer, order: 'o1', at }
    await desk.claims.claim({ buyer, offer: 'better', key: 'c1', at })
    const offers = [{ offer: 'better', amountMinor: 500 }]
    await desk.claims.reserve({ ...order, key: 'r1', offers })
    const barred = (await qualified(buyer)).barred.find(({ offer: id }) => id === 'better')
    expect(barred).toMatchObject({ why: { reason: 'in-another-order', clause: 'tc.4' } })
    await desk.claims.hold({ ...order, key: 'h1' })
    const held = (await qualified(buyer)).withinReach.find(({ offer: id }) => id === 'better')
    expect(held?.needs).toMatchObject([{ need: 'wait', until: '2026-05-03T12:30:00.000Z' }])
    const drawer = await drawerOf(desk, { buyer, at, cart: cart() })
    if (isRefused(drawer)) throw new Error('refused')
    expect(drawer.held).toMatchObject([
      { offer: 'better', heldUntil: '2026-05-03T12:30:00.000Z', cart: { outcome: 'within-reach' } },
    ])
    const later = new Date('2026-05-03T12:30:00Z')
    const quote = await quoteStored(desk, { cart: cart(), buyer, at: later })
    expect(quote).toMatchObject({ quote: { applied: [{ offer: 'better', off: 500 }] } })
  })

  it('names what is used in the drawer, and has it in no quote (tc.5, fg.drawer)', async () => {
    const order = { buyer: 'max', order: 'o1', at }
    await desk.claims.claim({ buyer: 'max', offer: 'plain', key: 'c1', at })
    const offers = [{ offer: 'plain', amountMinor: 300 }]
    await desk.claims.reserve({ ...order, key: 'r1', offers })
    await desk.claims.use({ ...order, key: 'u1' })
    const quote = await totalOf('max')
    expect([...quote.applied, ...quote.rejected].map((one) => one.offer)).toEqual([])
    const drawer = await drawerOf(desk, { buyer: 'max', at })
    if (isRefused(drawer)) throw new Error('refused')
    expect(drawer.used).toMatchObject([{ offer: 'plain', order: 'o1' }])
  })
})
