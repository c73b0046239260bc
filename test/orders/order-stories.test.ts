import { describe, expect, it } from 'vitest'
import { at, cartOf, DAY, HOUR, placedOrder, Story, shippedStory } from './scene.ts'

const PAID = '2026-06-02T19:00:00Z'
const SHIPPED = '2026-06-03T19:00:00Z'
const MINUTE = 60_000

describe('an order that is not paid', () => {
  it('is cancelled by its buyer, and its offers are free again (bp.cancel.unpaid)', () => {
    const story = new Story(placedOrder())
    story.did(PAID, { event: 'cancel', by: 'buyer' })
    expect(story.order.state).toBe('cancelled')
    expect(story.effects).toEqual(['release-offers'])
  })

  it('lapses when 20 days are over, with a mark, and not a millisecond before (pol.unpaid, D-10)', () => {
    const end = at('2026-06-22T00:00:00-07:00')
    const story = new Story(placedOrder())
    expect(story.look(end - 1).order.state).toBe('unpaid')
    expect(story.look(end).order.state).toBe('cancelled')
    expect(story.effects).toEqual(['release-offers', 'mark', 'tell'])
  })

  it('cannot be cancelled while its payment is checked (bp.cancel.pending)', () => {
    const story = new Story(placedOrder()).pay(PAID)
    const { refusal } = story.do(PAID, { event: 'cancel', by: 'buyer' })
    expect(refusal).toMatchObject({ refusal: 'payment-in-process', clause: 'bp.cancel.pending' })
  })

  it('is paid: the money is in escrow, only then the seller is asked to ship (faq.pay, faq.escrow)', () => {
    const story = new Story(placedOrder()).pay(PAID)
    expect(story.effects).toEqual([])
    expect(story.do(PAID, { event: 'ship', by: 'seller', tracking: 'x' }).refusal).toMatchObject({
      refusal: 'not-paid',
      clause: 'faq.escrow',
    })
    story.verified(PAID)
    expect(story.effects).toEqual(['escrow-in', 'use-offers', 'tell', 'tell'])
    expect(story.money).toEqual(['escrow', 'escrow', 'escrow'])
  })
})

describe('a payment that fails', () => {
  const failed = () => {
    const story = new Story(placedOrder()).pay(PAID)
    const cause = 'insufficient-funds'
    story.did(PAID, { event: 'payment-failed', by: 'payment', attempt: 'p1', cause })
    return story
  }

  it('names its cause to the buyer and blocks the offers for 30 minutes (faq.payfail, cp.9)', () => {
    const story = failed()
    expect(story.outcomes.at(-1)?.steps[0]?.effects).toEqual([
      { effect: 'hold-offers', until: at(PAID) + 30 * MINUTE },
      { effect: 'tell', party: 'buyer', message: 'payment-failed', cause: 'insufficient-funds' },
    ])
    const again = { event: 'pay', by: 'buyer', attempt: 'p2' }
    expect(story.do(at(PAID) + 30 * MINUTE - 1, again).refusal).toMatchObject({
      refusal: 'offers-held',
      clause: 'cp.9',
      from: '2026-06-02T19:30:00.000Z',
    })
    story.did(at(PAID) + 30 * MINUTE, again)
    expect(story.effects.at(-1)).toBe('reserve-offers')
  })

  it('can be tried again at once where no offer was used', () => {
    const story = new Story(placedOrder({ cart: cartOf({ offers: [] }) })).pay(PAID)
    const cause = 'wrong-security-code'
    story.did(PAID, { event: 'payment-failed', by: 'payment', attempt: 'p1', cause })
    expect(story.pay(PAID, 'p2').order.state).toBe('verifying')
    expect(story.effects).toEqual(['tell'])
  })

  it('counts as failed when nobody answers for a day (faq.payfail)', () => {
    const story = new Story(placedOrder()).pay(PAID)
    expect(story.look(at(PAID) + 24 * HOUR - 1).order.state).toBe('verifying')
    expect(story.look(at(PAID) + 24 * HOUR).order.state).toBe('unpaid')
    expect(story.effects).toEqual(['void-payment', 'hold-offers', 'tell'])
    expect(story.order.payments).toMatchObject([{ result: 'void', cause: 'verification-failed' }])
  })

  it('lapses at once if the 20 days went by meanwhile (pol.unpaid)', () => {
    const lastSecond = at('2026-06-21T23:59:59-07:00')
    const story = new Story(placedOrder()).pay(lastSecond)
    story.look(lastSecond + 24 * HOUR)
    expect(story.order).toMatchObject({ state: 'cancelled', at: lastSecond + 24 * HOUR })
  })

  it('gives back money that comes when nobody waits for it any more (faq.escrow)', () => {
    const story = new Story(placedOrder()).pay(PAID).look(at(PAID) + 2 * DAY)
    story.verified(at(PAID) + 2 * DAY)
    expect(story.outcomes.at(-1)?.steps[0]?.effects[0]).toEqual({
      effect: 'return-payment',
      attempt: 'p1',
    })
    expect(story.order.state).toBe('unpaid')
    const late = { event: 'payment-verified', by: 'payment', attempt: 'p1' }
    expect(story.do(at(PAID) + 3 * DAY, late).refusal?.refusal).toBe('payment-known')
  })

  it('does not hide the payment that came after it', () => {
    const story = failed().pay(at(PAID) + HOUR, 'p2')
    story.did(at(PAID) + HOUR, { event: 'payment-verified', by: 'payment', attempt: 'p1' })
    expect(story.order.state).toBe('verifying')
    expect(story.verified(at(PAID) + HOUR, 'p2').order.state).toBe('awaiting-shipment')
  })
})

describe('the cancellation of a paid order', () => {
  const asked = (specialTerms: readonly string[] = []) => {
    const story = new Story(placedOrder({ specialTerms })).pay(PAID).verified(PAID)
    story.did(PAID, { event: 'request-cancel', by: 'buyer', reason: ' found it elsewhere ' })
    return story
  }

  it('waits for the seller, who agrees: everything is refunded (bp.cancel.paid)', () => {
    const story = asked()
    story.did(SHIPPED, { event: 'approve', by: 'seller' })
    expect(story.order.cancellation).toEqual({
      reason: 'found it elsewhere',
      at: at(PAID),
      answer: 'approved',
    })
    expect(story.outcomes.at(-1)?.steps[0]?.effects).toEqual([
      { effect: 'refund', cause: 'cancellation', lines: ['a', 'b', 'c'] },
      { effect: 'return-offers' },
      { effect: 'tell', party: 'buyer', message: 'cancellation-approved' },
    ])
    expect(story.money).toEqual(['refunded', 'refunded', 'refunded'])
  })

  it.each([
    ['48 hours', [], 48],
    ['72 hours under the terms of 2020', ['coronavirus-2020'], 72],
  ])('is granted by the silence of the seller: %s (bp.cancel.paid)', (_, terms, hours) => {
    const story = asked(terms)
    const end = at(PAID) + hours * HOUR
    expect(story.look(end - 1).order.state).toBe('cancel-requested')
    expect(story.look(end + DAY).order).toMatchObject({ state: 'cancelled', at: end })
    expect(story.order.cancellation?.answer).toBe('silence')
  })

  it('is refused: the seller can ship then, not before (bp.cancel.shipped)', () => {
    const story = asked()
    const ship = { event: 'ship', by: 'seller', tracking: 'LX1' }
    expect(story.do(SHIPPED, ship).refusal).toMatchObject({
      refusal: 'answer-the-cancellation-first',
      clause: 'bp.cancel.shipped',
    })
    story.did(SHIPPED, { event: 'refuse', by: 'seller' })
    story.did(SHIPPED, ship)
    expect(story.order.state).toBe('awaiting-delivery')
  })

  it('is refused of what is shipped: refuse the parcel, then dispute (bp.cancel.shipped)', () => {
    const story = shippedStory(placedOrder(), { paid: PAID, shipped: SHIPPED })
    for (const event of ['cancel', 'request-cancel']) {
      const { refusal } = story.do(SHIPPED, { event, by: 'buyer', reason: 'late' })
      expect(refusal).toMatchObject({ refusal: 'already-shipped', clause: 'bp.cancel.shipped' })
      expect(refusal?.message).toContain('dispute')
    }
  })

  it('does not stop the time to ship: whichever passes first ends it (bp.ship-by)', () => {
    const story = new Story(placedOrder({ shipDays: 1 })).pay(PAID).verified(PAID)
    const asking = at('2026-06-03T20:00:00-07:00')
    story.did(asking, { event: 'request-cancel', by: 'buyer', reason: 'slow' })
    story.look(asking + 5 * DAY)
    expect(story.order.at).toBe(at('2026-06-04T00:00:00-07:00'))
    expect(story.effects.slice(-5)).toEqual(['refund', 'return-offers', 'mark', 'tell', 'tell'])
  })
})

describe('a seller who does not ship in time', () => {
  it('has the order closed and refunded, and is marked (bp.ship-by, bp.status)', () => {
    const story = new Story(placedOrder({ shipDays: 7 })).pay(PAID).verified(PAID)
    const end = at('2026-06-10T00:00:00-07:00')
    expect(story.order.clocks).toEqual({ 'ship-by': end })
    story.look(end)
    expect(story.outcomes.at(-1)?.steps[0]).toMatchObject({
      by: 'timer',
      clauses: ['bp.ship-by'],
      effective: end,
    })
    expect(story.outcomes.at(-1)?.steps[0]?.effects).toContainEqual({
      effect: 'mark',
      party: 'seller',
      mark: 'late-shipment',
    })
  })

  it('is not late a millisecond before (D-10)', () => {
    const end = at('2026-06-10T00:00:00-07:00')
    const story = new Story(placedOrder({ shipDays: 7 })).pay(PAID).verified(PAID)
    expect(story.ship(end - 1).order).toMatchObject({
      state: 'awaiting-delivery',
      tracking: 'LX123456789CN',
    })
    const late = new Story(placedOrder({ shipDays: 7 })).pay(PAID).verified(PAID)
    const { refusal } = late.do(end, { event: 'ship', by: 'seller', tracking: 'LX1' })
    expect(refusal?.refusal).toBe('order-cancelled')
    expect(late.order.at).toBe(end)
  })
})
