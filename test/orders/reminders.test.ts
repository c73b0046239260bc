import { describe, expect, it } from 'vitest'
import type { Order } from '../../src/core/orders/order.ts'
import { orderProcess } from '../../src/core/orders/order-process.ts'
import {
  REMINDERS,
  remindAtOf,
  reminderPlan,
  remindersOf,
} from '../../src/core/orders/reminders.ts'
import { DAY, HOUR, placedOrder, RULES, Story, shippedStory, storyIn } from './scene.ts'

const PAID = '2026-06-02T19:00:00Z'
const told = (order: Order, when: number) =>
  remindersOf(RULES, order, when).map(({ clock, party }) => `${clock} ${party}`)

describe('who is reminded of which deadline, and when', () => {
  it('names clocks of the process only, and whoever loses by them or can move them (D-7)', () => {
    for (const { clock, party } of REMINDERS) {
      const written = orderProcess.clocks.get(clock)
      expect(written?.runs.some(({ loses }) => loses === party)).toBe(true)
    }
  })

  it.each([
    ['unpaid', 'pay-by', 'buyer', 24],
    ['cancel-requested', 'answer-by', 'seller', 12],
    ['awaiting-shipment', 'ship-by', 'seller', 24],
    ['awaiting-delivery', 'deliver-by', 'seller', 72],
    ['completed', 'protection-end', 'buyer', 72],
  ] as const)('%s: %s, the %s, %i hours before (bp.pst)', (state, clock, party, hours) => {
    const { order } = storyIn(state)
    const due = order.clocks[clock] as number
    const start = due - hours * HOUR
    expect(told(order, start - 1)).toEqual([])
    expect(told(order, start)).toContain(`${clock} ${party}`)
    expect(told(order, due - 1)).toContain(`${clock} ${party}`)
    // At the due time the clock has won: there is nothing left to remind of (D-10).
    expect(told(order, due)).not.toContain(`${clock} ${party}`)
  })

  it('of a state without deadlines, or one that has ended, nobody', () => {
    for (const state of ['verifying', 'closed', 'cancelled'] as const) {
      expect(reminderPlan(RULES, storyIn(state).order)).toEqual([])
      expect(remindAtOf(RULES, storyIn(state).order)).toBeNull()
    }
  })

  it('not when its time had come before the state did: what led there has told the deadline (bp.ship-by)', () => {
    const story = new Story(placedOrder({ shipDays: 1 })).pay(PAID).verified(PAID)
    const due = story.order.clocks['ship-by'] as number
    expect(remindAtOf(RULES, story.order)).toBe(due - DAY)
    // A cancellation that is refused in the last hours: whoever refuses it knows of them.
    const asked = new Story(story.order)
    asked.did(due - 20 * HOUR, { event: 'request-cancel', by: 'buyer', reason: 'slow' })
    asked.did(due - 2 * HOUR, { event: 'refuse', by: 'seller' })
    expect(asked.order.clocks['ship-by']).toBe(due)
    expect(told(asked.order, due - HOUR)).toEqual([])
  })

  it('an extension moves the reminder, and has one of its own (bp.extend)', () => {
    const { order } = shippedStory(placedOrder(), { paid: PAID, shipped: PAID })
    const due = order.clocks['deliver-by'] as number
    expect(told(order, due - HOUR)).toEqual(['deliver-by seller'])
    const story = new Story(order)
    story.did(due - HOUR, { event: 'extend', by: 'seller', days: 10 })
    expect(told(story.order, due - HOUR)).toEqual([])
    expect(remindAtOf(RULES, story.order)).toBe(due + 10 * DAY - 72 * HOUR)
  })

  it('an extension of the platform that no sweep has applied counts already (bp.extend)', () => {
    const { order } = shippedStory(placedOrder(), { paid: PAID, shipped: PAID })
    const due = order.clocks['deliver-by'] as number
    const reach = { shippedFrom: null, shippedUntil: null, countries: null }
    const extensions = [{ id: 'e1', days: 10, at: due - 2 * DAY, ...reach }]
    expect(remindersOf(RULES, order, due - HOUR)).toHaveLength(1)
    expect(remindersOf({ ...RULES, extensions }, order, due - HOUR)).toEqual([])
  })

  it('while a dispute is open nobody is reminded of protection; after it, of the new end (bp.d.secure)', () => {
    const story = shippedStory(placedOrder(), { paid: PAID, shipped: PAID })
    const end = story.order.clocks['protection-end'] as number
    story.did(end - 10 * DAY, { event: 'dispute-opened', by: 'disputes', line: 'a' })
    expect(told(story.order, end - HOUR)).toEqual([])
    story.did(end + DAY, { event: 'dispute-closed', by: 'disputes', line: 'a', refunded: false })
    const later = story.order.clocks['protection-end'] as number
    expect(later).toBeGreaterThan(end)
    expect(remindAtOf(RULES, story.order)).toBe(later - 72 * HOUR)
  })

  it('after what was told at an instant, only what comes later counts', () => {
    const { order } = shippedStory(placedOrder(), { paid: PAID, shipped: PAID })
    const [first, second] = reminderPlan(RULES, order).map((one) => one.at) as [number, number]
    expect(remindAtOf(RULES, order)).toBe(first)
    expect(remindAtOf(RULES, order, first - 1)).toBe(first)
    expect(remindAtOf(RULES, order, first)).toBe(second)
    expect(remindAtOf(RULES, order, second)).toBeNull()
  })
})
