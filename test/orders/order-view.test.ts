import { describe, expect, it } from 'vitest'
import { orderAnswer } from '../../src/contract/market/order-answers.ts'
import type { Fault } from '../../src/core/base/faults.ts'
import { type Order, PARTIES, type Party } from '../../src/core/orders/order.ts'
import { actionsOf } from '../../src/core/orders/order-actions.ts'
import { act } from '../../src/core/orders/order-acts.ts'
import type { OrderCommand } from '../../src/core/orders/order-command.ts'
import { deadlinesOf, silenceOf } from '../../src/core/orders/order-deadlines.ts'
import type { OrderStep } from '../../src/core/orders/order-step.ts'
import { bringUpTo } from '../../src/core/orders/order-timers.ts'
import { orderView } from '../../src/core/orders/order-view.ts'
import { DAY, HOUR, placedOrder, RULES } from './scene.ts'

/** An order, what it has lived through, and the present. */
class Lived {
  order: Order = placedOrder()
  now = this.order.at
  readonly steps: OrderStep[] = []

  after(ms: number, command: OrderCommand): this {
    this.now += ms
    const outcome = act(RULES, this.order, { command, at: this.now })
    expect(outcome.refusal).toBeNull()
    this.order = outcome.order
    this.steps.push(...outcome.steps)
    return this
  }

  pass(ms: number): this {
    this.now += ms
    const brought = bringUpTo(RULES, this.order, this.now)
    this.order = brought.order
    this.steps.push(...brought.steps)
    return this
  }

  seen(party: Party) {
    return orderView(RULES, this.order, { party, at: this.now, steps: this.steps })
  }
}

const pay: OrderCommand = { event: 'pay', by: 'buyer', attempt: 'p1' }
const failed: OrderCommand = {
  event: 'payment-failed',
  by: 'payment',
  attempt: 'p1',
  cause: 'insufficient-funds',
}
const paid = () =>
  new Lived()
    .after(HOUR, pay)
    .after(60_000, failed)
    .after(HOUR, { ...pay, attempt: 'p2' })
    .after(60_000, { event: 'payment-verified', by: 'payment', attempt: 'p2' })

const shipped = () => paid().after(DAY, { event: 'ship', by: 'seller', tracking: 'LX1CN' })

const lives: Readonly<Record<string, () => Lived>> = {
  placed: () => new Lived(),
  'not paid': () => new Lived().pass(40 * DAY),
  verifying: () => new Lived().after(HOUR, pay),
  'payment failed': () => new Lived().after(HOUR, pay).after(60_000, failed),
  paid,
  'asked to cancel': () =>
    paid().after(HOUR, { event: 'request-cancel', by: 'buyer', reason: 'By mistake' }),
  'never shipped': () => paid().pass(30 * DAY),
  shipped,
  'under way': () =>
    shipped()
      .after(DAY, { event: 'logistics', by: 'carrier', status: 'departed' })
      .after(DAY, { event: 'extend', by: 'seller', days: 9 })
      .after(DAY, { event: 'dispute-opened', by: 'disputes', line: 'a' }),
  'one line confirmed': () =>
    shipped().after(9 * DAY, { event: 'confirm', by: 'buyer', lines: ['a'] }),
  closed: () => shipped().pass(200 * DAY),
}

describe.each(Object.entries(lives))('an order that is %s', (_, live) => {
  it.each(PARTIES)('fits the contract in the eyes of the %s', (party) => {
    const faults: Fault[] = []
    orderAnswer.find(live().seen(party), '', faults)
    expect(faults).toEqual([])
  })

  it('tells what the one call tells, and every deadline (bp.status, bp.pst)', () => {
    const lived = live()
    for (const party of PARTIES) {
      const view = lived.seen(party)
      expect(view.actions).toEqual(actionsOf(RULES, lived.order, { party, at: lived.now }))
      expect(view.deadlines).toEqual(deadlinesOf(RULES, lived.order))
      expect(view.silence).toEqual(silenceOf(RULES, lived.order))
    }
  })

  it('tells its seller nothing of how it was paid for (faq.payfail)', () => {
    const text = JSON.stringify(live().seen('seller'))
    for (const word of ['insufficient-funds', 'payment-failed', '"p1"', '"failed"', '"paying"']) {
      expect(text).not.toContain(word)
    }
  })

  it('tells its buyer nothing of who pays for offers', () => {
    expect(JSON.stringify(live().seen('buyer'))).not.toContain('funder')
    expect(JSON.stringify(live().seen('platform'))).toContain('"funder":"platform"')
  })
})

describe('the view of an order', () => {
  it('tells the cause of a failed payment with what the buyer can do (faq.payfail)', () => {
    const { payments } = (lives['payment failed'] as () => Lived)().seen('buyer')
    expect(payments).toMatchObject([
      { result: 'failed', cause: 'insufficient-funds', says: expect.stringContaining('card') },
    ])
  })

  it('tells when a refund is there while it is under way, 3 to 20 business days (bp.cancel.paid)', () => {
    const lived = paid().pass(8 * DAY)
    expect(lived.order.state).toBe('cancelled')
    expect(lived.seen('buyer').refundDates).toMatchObject({
      says: expect.stringContaining('3 to 20'),
    })
    expect(lived.pass(40 * DAY).seen('buyer').refundDates).toBeNull()
    expect(new Lived().pass(40 * DAY).seen('buyer').refundDates).toBeNull()
  })

  it('tells each party what it was told, and the platform what everybody was', () => {
    const lived = paid()
    const told = (party: Party) => lived.seen(party).history?.at(-1)?.told
    expect(told('buyer')).toEqual([expect.stringContaining('escrow')])
    expect(told('seller')).toEqual([expect.stringContaining('ship')])
    expect(told('platform')).toHaveLength(2)
  })

  it('names clocks by their names, with when they passed and when that was written down', () => {
    const lived = new Lived().pass(40 * DAY)
    const last = lived.seen('buyer').history?.at(-1)
    expect(last).toMatchObject({ name: 'Pay by', by: 'timer', to: 'cancelled' })
    expect(Date.parse(last?.effective ?? '')).toBeLessThan(Date.parse(last?.recorded ?? ''))
  })
})
