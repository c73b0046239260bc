import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextDue } from '../../src/core/orders/order-clocks.ts'
import type { OrderStep } from '../../src/core/orders/order-step.ts'
import { bringUpTo } from '../../src/core/orders/order-timers.ts'
import { effort } from '../core/draws.ts'
import { at, DAY, placedOrder, RULES, type Story, shippedStory } from './scene.ts'

const PAID = '2026-06-02T19:00:00Z'
const SHIPPED = '2026-06-03T19:00:00Z'
/** 30 days after 3 June, and the 15th day after that: each to the end of the day. */
const DELIVER_BY = at('2026-07-04T00:00:00-07:00')
const PROTECTION_END = at('2026-07-19T00:00:00-07:00')

const onItsWay = (): Story => shippedStory(placedOrder(), { paid: PAID, shipped: SHIPPED })
const confirm = (...lines: string[]) => ({ event: 'confirm', by: 'buyer', lines })

describe('it does not matter when somebody looks', () => {
  const told = ({ recorded: _, ...step }: OrderStep) => step

  it('the steps are the same, each at its true time, however often and late it was looked', () => {
    const order = onItsWay().order
    const end = PROTECTION_END + 200 * DAY
    const once = bringUpTo(RULES, order, end)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: order.at, max: end })), (looks) => {
        let swept = order
        const steps: OrderStep[] = []
        for (const look of [...looks.sort((a, b) => a - b), end]) {
          const found = bringUpTo(RULES, swept, look)
          expect(found.steps.every(({ recorded }) => recorded === look)).toBe(true)
          swept = found.order
          steps.push(...found.steps)
        }
        expect(swept).toEqual(once.order)
        expect(steps.map(told)).toEqual(once.steps.map(told))
      }),
      effort(300),
    )
    expect(once.steps.map(({ effective }) => effective)).toEqual([
      ...[DELIVER_BY, PROTECTION_END, PROTECTION_END],
    ])
  })

  it('a clock that is set back turns nothing back, and repeats nothing', () => {
    const story = onItsWay().look(PROTECTION_END)
    const { order } = story
    const yearBefore = PROTECTION_END - 365 * DAY
    expect(story.look(yearBefore).order).toBe(order)
    expect(story.do(yearBefore, confirm('a')).refusal?.refusal).toBe('delivery-over')
    const early = onItsWay()
    const outcome = early.did(at(SHIPPED) - 365 * DAY, confirm('a'))
    expect(outcome.steps[0]).toMatchObject({
      effective: at(SHIPPED),
      recorded: at(SHIPPED) - 365 * DAY,
    })
  })

  it('an order that is over stays as it is', () => {
    const closed = onItsWay().look(PROTECTION_END).order
    expect(bringUpTo(RULES, closed, PROTECTION_END + 9999 * DAY)).toEqual({
      order: closed,
      steps: [],
    })
    expect(nextDue(closed)).toBeNull()
  })
})
