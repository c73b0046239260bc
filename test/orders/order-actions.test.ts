import { describe, expect, it } from 'vitest'
import { PARTIES, type Party } from '../../src/core/orders/order.ts'
import { actionsOf } from '../../src/core/orders/order-actions.ts'
import { deadlinesOf } from '../../src/core/orders/order-deadlines.ts'
import { at, cartOf, DAY, HOUR, placedOrder, RULES, Story, shippedStory, storyIn } from './scene.ts'

const PAID = '2026-06-02T19:00:00Z'
const SHIPPED = '2026-06-03T19:00:00Z'

const told = (story: Story, party: Party, when: string | number) => {
  const instant = typeof when === 'number' ? when : at(when)
  const actions = actionsOf(story.rules, story.order, { party, at: instant })
  return Object.fromEntries(actions.map((action) => [action.action, action]))
}

describe('what can a party do, until when, and what if it does nothing', () => {
  it('the seller of a paid order ships in time, or loses it (bp.ship-by)', () => {
    const story = new Story(placedOrder()).pay(PAID).verified(PAID)
    expect(told(story, 'seller', SHIPPED).ship).toEqual({
      action: 'ship',
      name: 'Ship',
      eligible: true,
      from: '2026-06-02T19:00:00.000Z',
      until: '2026-06-10T07:00:00.000Z',
      ifSilent: {
        clock: 'ship-by',
        name: 'Ship by',
        at: '2026-06-10T07:00:00.000Z',
        pacific: 'end of Tue 9 Jun 2026, Pacific time',
        loses: 'seller',
        says: 'The order is cancelled, everything is refunded, and it counts as shipped too late.',
        clause: 'bp.ship-by',
      },
      needs: ['tracking'],
    })
  })

  it('the buyer of an unpaid order pays or cancels within 20 days (bp.cancel.unpaid, pol.unpaid)', () => {
    const { pay, cancel } = told(new Story(placedOrder()), 'buyer', '2026-06-01T12:00:00Z')
    const until = '2026-06-22T07:00:00.000Z'
    expect(pay).toMatchObject({ eligible: true, until, needs: ['attempt'] })
    expect(cancel).toMatchObject({ eligible: true, until, needs: [] })
    expect(cancel?.ifSilent).toMatchObject({ clock: 'pay-by', loses: 'buyer' })
  })

  it('after a failed payment, pays again when the offers are free (cp.9)', () => {
    const story = new Story(placedOrder()).pay(PAID)
    story.look(at(PAID) + 24 * HOUR)
    const free = at(PAID) + 24 * HOUR + 30 * 60_000
    expect(told(story, 'buyer', free - 1).pay).toMatchObject({
      eligible: false,
      from: '2026-06-03T19:30:00.000Z',
      until: '2026-06-22T07:00:00.000Z',
      refusal: { refusal: 'offers-held', clause: 'cp.9', from: '2026-06-03T19:30:00.000Z' },
    })
    expect(told(story, 'buyer', free).pay).toMatchObject({
      eligible: true,
      from: '2026-06-03T19:30:00.000Z',
    })
  })

  it('names no time to pay again that comes after the time to pay', () => {
    const story = new Story(placedOrder()).pay('2026-06-20T19:00:00Z')
    const lastMinutes = at('2026-06-21T23:50:00-07:00')
    const cause = 'limit-exceeded'
    story.did(at('2026-06-20T20:00:00Z'), {
      ...{ event: 'payment-failed', by: 'payment', attempt: 'p1', cause },
    })
    story.pay(lastMinutes - HOUR, 'p2')
    story.did(lastMinutes, { event: 'payment-failed', by: 'payment', attempt: 'p2', cause })
    expect(told(story, 'buyer', lastMinutes).pay).toMatchObject({
      eligible: false,
      from: null,
      until: null,
      refusal: { refusal: 'offers-held' },
    })
  })

  it('while a cancellation waits: the earlier of two clocks counts (bp.cancel.paid, bp.ship-by)', () => {
    const story = storyIn('cancel-requested')
    expect(told(story, 'seller', PAID).approve).toMatchObject({
      until: '2026-06-04T19:00:00.000Z',
      ifSilent: { clock: 'answer-by', loses: 'seller' },
    })
    const short = new Story(placedOrder({ shipDays: 1 })).pay(PAID).verified(PAID)
    short.did(PAID, { event: 'request-cancel', by: 'buyer', reason: 'slow' })
    expect(told(short, 'seller', PAID).approve).toMatchObject({
      until: '2026-06-04T07:00:00.000Z',
      ifSilent: { clock: 'ship-by' },
    })
    expect(told(short, 'seller', PAID).ship).toMatchObject({
      eligible: false,
      refusal: { refusal: 'answer-the-cancellation-first' },
    })
  })

  it('the buyer of a shipped order confirms what is left (bp.confirm)', () => {
    const story = shippedStory(placedOrder(), { paid: PAID, shipped: SHIPPED })
    story.did(SHIPPED, { event: 'confirm', by: 'buyer', lines: ['b'] })
    expect(told(story, 'buyer', SHIPPED).confirm).toMatchObject({
      eligible: true,
      lines: ['a', 'c'],
      until: '2026-07-19T07:00:00.000Z',
      ifSilent: { clock: 'protection-end', loses: 'buyer' },
    })
  })

  it('while a dispute is open no time runs out (bp.d.secure)', () => {
    const story = shippedStory(placedOrder(), { paid: PAID, shipped: SHIPPED })
    story.did(SHIPPED, { event: 'dispute-opened', by: 'disputes', line: 'b' })
    const { confirm } = told(story, 'buyer', SHIPPED)
    expect(confirm).toMatchObject({
      ...{ eligible: false, from: null, until: null },
      refusal: { refusal: 'dispute-open' },
      ifSilent: { clock: 'protection-end', at: null, pacific: null },
    })
    expect(told(story, 'seller', SHIPPED).extend).toMatchObject({ eligible: true, until: null })
    story.did(at(SHIPPED) + DAY, {
      event: 'dispute-closed',
      by: 'disputes',
      line: 'b',
      refunded: false,
    })
    expect(told(story, 'buyer', at(SHIPPED) + 2 * DAY).confirm).toMatchObject({
      eligible: true,
      from: '2026-06-04T19:00:00.000Z',
    })
  })

  it('is told as of the instant that is asked for, though nobody has looked before', () => {
    const story = new Story(placedOrder())
    const { pay } = told(story, 'buyer', '2026-08-01T00:00:00Z')
    expect(pay).toMatchObject({ eligible: false, refusal: { refusal: 'order-cancelled' } })
    expect(pay?.ifSilent).toBeNull()
    expect(story.order.state).toBe('unpaid')
  })

  it('gives each party its own acts', () => {
    const story = storyIn('awaiting-delivery')
    const acts = Object.fromEntries(
      PARTIES.map((party) => [party, Object.keys(told(story, party, SHIPPED))]),
    )
    expect(acts).toEqual({
      buyer: ['pay', 'cancel', 'request-cancel', 'confirm'],
      seller: ['approve', 'refuse', 'ship', 'extend'],
      payment: ['payment-verified', 'payment-failed'],
      carrier: ['logistics'],
      platform: ['extend'],
      disputes: ['dispute-opened', 'dispute-closed'],
    })
  })
})

describe('deadlines as they are shown (bp.pst)', () => {
  it('come in order, with their Pacific text and who loses', () => {
    const story = shippedStory(placedOrder({ cart: cartOf() }), { paid: PAID, shipped: SHIPPED })
    expect(deadlinesOf(RULES, story.order)).toMatchObject([
      { clock: 'deliver-by', pacific: 'end of Fri 3 Jul 2026, Pacific time', passed: false },
      { clock: 'protection-end', pacific: 'end of Sat 18 Jul 2026, Pacific time', loses: 'buyer' },
    ])
    story.look('2026-07-05T00:00:00Z')
    expect(deadlinesOf(RULES, story.order)).toMatchObject([
      { clock: 'deliver-by', passed: true },
      { clock: 'protection-end', passed: false },
    ])
    expect(deadlinesOf(RULES, storyIn('cancelled').order)).toEqual([])
  })
})
