import { describe, expect, it } from 'vitest'
import { nextDue, protectionEndOf } from '../../src/core/orders/order-clocks.ts'
import type { OrderStep } from '../../src/core/orders/order-step.ts'
import { at, cartOf, DAY, placedOrder, RULES, type Story, shippedStory } from './scene.ts'

const PAID = '2026-06-02T19:00:00Z'
const SHIPPED = '2026-06-03T19:00:00Z'
/** 30 days after 3 June, and the 15th day after that: each to the end of the day. */
const DELIVER_BY = at('2026-07-04T00:00:00-07:00')
const PROTECTION_END = at('2026-07-19T00:00:00-07:00')

const onItsWay = (): Story => shippedStory(placedOrder(), { paid: PAID, shipped: SHIPPED })
const confirm = (...lines: string[]) => ({ event: 'confirm', by: 'buyer', lines })

const stepsOf = (story: Story): OrderStep[] =>
  story.outcomes.flatMap(({ steps }) => steps as OrderStep[])

describe('an order on its way (bp.status)', () => {
  it('has its delivery time and its protection from the day of shipping on (bp.confirm)', () => {
    expect(onItsWay().order.clocks).toEqual({
      'deliver-by': DELIVER_BY,
      'protection-end': PROTECTION_END,
    })
  })

  it('tells the buyer once when delivery time is over (bp.d.transit)', () => {
    const story = onItsWay().look(DELIVER_BY - 1)
    expect(story.effects.at(-1)).toBe('tell')
    const before = story.effects.length
    story.look(DELIVER_BY).look(DELIVER_BY + DAY)
    expect(story.effects.length).toBe(before + 1)
    expect(nextDue(story.order)).toEqual({ clock: 'protection-end', due: PROTECTION_END })
  })

  it('is received by silence when protection ends: the seller is paid (bp.confirm, faq.escrow)', () => {
    const story = onItsWay().look(PROTECTION_END - 1)
    expect(story.order.state).toBe('awaiting-delivery')
    expect(story.money).toEqual(['escrow', 'escrow', 'escrow'])
    story.look(PROTECTION_END + 200 * DAY)
    expect(stepsOf(story).slice(-2)).toMatchObject([
      { event: 'protection-end', to: 'completed', effective: PROTECTION_END },
      { event: 'protection-end', to: 'closed', effective: PROTECTION_END },
    ])
    expect(story.effects.slice(-5)).toEqual([
      ...['escrow-to-pending', 'tell', 'tell', 'pending-to-available', 'tell'],
    ])
    expect(story.money).toEqual(['available', 'available', 'available'])
  })

  it('takes what a carrier says, and warns where an economy method may fall silent (bp.logistics)', () => {
    const [method, lines] = ['Cainiao Super Economy', cartOf().lines]
    const cart = cartOf({ lines: lines.map((line) => ({ ...line, method })) })
    const story = shippedStory(placedOrder({ cart }), { paid: PAID, shipped: SHIPPED })
    const says = (status: string) =>
      story.did(SHIPPED, { event: 'logistics', by: 'carrier', status })
    expect(says('accepted').steps[0]?.effects).toEqual([])
    expect(says('departed').steps[0]?.effects).toEqual([
      {
        effect: 'tell',
        party: 'buyer',
        message: 'updates-may-stop',
        until: at('2026-07-04T00:00:00-07:00'),
      },
    ])
    expect(says('delivered').steps[0]?.effects).toEqual([])
    expect(story.order.logistics.map(({ status }) => status)).toEqual([
      ...['accepted', 'departed', 'delivered'],
    ])
    const other = onItsWay().did(SHIPPED, { event: 'logistics', by: 'carrier', status: 'departed' })
    expect(other.steps[0]?.effects).toEqual([])
  })
})

describe('confirmation by product (bp.confirm, faq.escrow)', () => {
  it('moves the money of each from escrow to pending; with the last the order is completed', () => {
    const story = onItsWay()
    story.did('2026-06-20T19:00:00Z', confirm('a', 'c'))
    expect(story.order.state).toBe('awaiting-delivery')
    expect(story.money).toEqual(['pending', 'escrow', 'pending'])
    const last = story.did('2026-06-21T19:00:00Z', confirm('b'))
    expect(last.steps[0]?.effects[0]).toEqual({
      effect: 'escrow-to-pending',
      lines: ['b'],
      whole: true,
    })
    expect(story.order.state).toBe('completed')
  })

  it('keeps the money pending until protection ends: the 15th day after delivery time (D-11)', () => {
    const story = onItsWay()
    story.did('2026-06-20T19:00:00Z', confirm('a', 'b', 'c'))
    expect(story.order.clocks).toEqual({ 'protection-end': PROTECTION_END })
    expect(story.look(PROTECTION_END - 1).order.state).toBe('completed')
    expect(story.look(PROTECTION_END).order.state).toBe('closed')
  })

  it('or the 15th day after it was confirmed, where that is later (bp.d.window)', () => {
    const story = onItsWay()
    story.did('2026-07-10T19:00:00Z', confirm('a', 'b', 'c'))
    const end = at('2026-07-26T00:00:00-07:00')
    expect(story.order.clocks).toEqual({ 'protection-end': end })
    expect(story.look(end).money).toEqual(['available', 'available', 'available'])
  })

  it('of one product late prolongs nothing for the others', () => {
    const story = onItsWay()
    story.did('2026-07-10T19:00:00Z', confirm('a'))
    expect(story.order.clocks['protection-end']).toBe(PROTECTION_END)
    story.look(PROTECTION_END)
    expect(story.order.state).toBe('completed')
    expect(story.money).toEqual(['pending', 'pending', 'pending'])
    const end = at('2026-07-26T00:00:00-07:00')
    expect(story.order.clocks).toEqual({ 'protection-end': end })
    const [a, b] = story.order.lines
    expect(protectionEndOf(RULES, story.order, a as NonNullable<typeof a>)).toBe(end)
    expect(protectionEndOf(RULES, story.order, b as NonNullable<typeof b>)).toBe(PROTECTION_END)
    expect(story.look(end).order.state).toBe('closed')
  })

  it('comes too late at the end of protection itself (D-10)', () => {
    const { refusal } = onItsWay().do(PROTECTION_END, confirm('a'))
    expect(refusal).toMatchObject({ refusal: 'delivery-over', state: 'closed' })
    expect(onItsWay().do(PROTECTION_END - 1, confirm('a')).refusal).toBeNull()
  })
})

describe('an open dispute (bp.d.secure)', () => {
  const open = (line: string) => ({ event: 'dispute-opened', by: 'disputes', line })
  const close = (line: string, refunded: boolean) => ({
    ...{ event: 'dispute-closed', by: 'disputes', line, refunded },
  })

  it('stops the end of protection, and gives back its days; delivery time goes on', () => {
    const story = onItsWay()
    story.did('2026-07-10T19:00:00Z', open('a'))
    expect(story.order.clocks).toEqual({ 'deliver-by': DELIVER_BY })
    story.look(PROTECTION_END + 30 * DAY)
    expect(story.order.state).toBe('awaiting-delivery')
    expect(story.effects.at(-1)).toBe('freeze')
    story.did('2026-08-20T19:00:00Z', close('a', false))
    expect(story.order.clocks['protection-end']).toBe(PROTECTION_END + 41 * DAY)
  })

  it('keeps every product of the order from being confirmed', () => {
    const story = onItsWay()
    story.did('2026-07-10T19:00:00Z', open('a'))
    expect(story.do('2026-07-10T19:00:00Z', confirm('b')).refusal).toMatchObject({
      refusal: 'dispute-open',
      clause: 'bp.d.secure',
    })
    story.did('2026-07-11T19:00:00Z', close('a', false))
    expect(story.do('2026-07-11T19:00:00Z', confirm('a', 'b')).refusal).toBeNull()
  })

  it('over another product keeps the order open until it is closed too', () => {
    const story = onItsWay()
    story.did('2026-07-10T19:00:00Z', confirm('a', 'b'))
    story.did('2026-07-11T19:00:00Z', open('a'))
    story.did('2026-07-11T20:00:00Z', open('c'))
    story.did('2026-07-12T19:00:00Z', close('c', true))
    expect(story.order.state).toBe('awaiting-delivery')
    story.did('2026-07-13T19:00:00Z', close('a', false))
    expect(story.order.state).toBe('completed')
    expect(story.money).toEqual(['pending', 'pending', 'refunded'])
  })

  it('that refunds the last open product completes the order', () => {
    const story = onItsWay()
    story.did('2026-07-10T19:00:00Z', confirm('a', 'b'))
    story.did('2026-07-11T19:00:00Z', open('c'))
    story.did('2026-07-12T19:00:00Z', close('c', true))
    expect(story.order.state).toBe('completed')
    expect(story.money).toEqual(['pending', 'pending', 'refunded'])
    expect(story.effects.slice(-2)).toEqual(['unfreeze', 'escrow-to-pending'])
    expect(story.do('2026-07-12T19:00:00Z', open('c')).refusal).toMatchObject({
      refusal: 'line-refunded',
      clause: 'pol.abuse',
    })
  })

  it('comes too late when protection is over (bp.d.expired)', () => {
    expect(onItsWay().do(PROTECTION_END, open('a')).refusal?.refusal).toBe('protection-over')
    expect(onItsWay().do(PROTECTION_END - 1, open('a')).refusal).toBeNull()
  })
})
