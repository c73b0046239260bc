import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import document from '../../processes/order.json' with { type: 'json' }
import type { Order } from '../../src/core/orders/order.ts'
import { act } from '../../src/core/orders/order-acts.ts'
import { compileOrderProcess } from '../../src/core/orders/order-process.ts'
import { replayOrder } from '../../src/core/orders/order-replay.ts'
import type { OrderStep } from '../../src/core/orders/order-step.ts'
import { bringUpTo } from '../../src/core/orders/order-timers.ts'
import { isProcess, type Process } from '../../src/core/orders/process.ts'
import { effort } from '../core/draws.ts'
import { commandOf, fitting, possible } from './offered.ts'
import { at, DAY, HOUR, placedOrder, RULES, Story } from './scene.ts'

const acts = fc.array(
  fc.record({
    which: fc.nat(),
    waitMs: fc.oneof(fc.integer({ min: 0, max: 30 * HOUR }), fc.integer({ min: 0, max: 9 * DAY })),
    status: fc.constantFrom('departed', 'delivered'),
    refunded: fc.boolean(),
    extendedDays: fc.option(fc.integer({ min: 1, max: 20 }), { freq: 8 }),
  }),
  { maxLength: 14 },
)

const told = ({ recorded: _, ...step }: OrderStep) => step

describe('the life of an order again', () => {
  it('comes to the same order by the same steps, from what its parties did (tc.22)', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const placed = placedOrder()
        let order: Order = placed
        let now = placed.at
        const steps: OrderStep[] = []
        const extensions = all.flatMap(({ extendedDays: days }, n) =>
          days === null
            ? []
            : [
                {
                  ...{ id: `e${n}`, at: placed.at + n * 3 * DAY, days, countries: null },
                  ...{ shippedFrom: null, shippedUntil: null },
                },
              ],
        )
        const rules = { ...RULES, extensions }
        for (const { which, waitMs, ...choice } of all) {
          now += waitMs
          const brought = bringUpTo(rules, order, now)
          order = brought.order
          steps.push(...brought.steps)
          const one = possible(rules, order, { which, at: now })
          if (!one) continue
          const sent = fitting(order, { which, ...choice, lines: one.action.lines ?? [] })
          const command = commandOf(one.action.action, one.by, sent)
          const outcome = act(rules, order, { command, at: now })
          order = outcome.order
          steps.push(...outcome.steps)
        }
        const again = replayOrder(RULES, placed, { steps, until: now })
        expect(again.order).toEqual(order)
        expect(again.steps.map(told)).toEqual(steps.map(told))
        expect(again.refuted).toEqual([])
      }),
      effort(200),
    )
  })

  it('shows what another rule would have changed', () => {
    const strict = structuredClone(document)
    strict.id = 'order-strict'
    const hours = strict.figures.find(({ id }) => id === 'answer-hours') as { number?: string }
    delete hours.number
    Object.assign(hours, { value: 24 })
    const compiled = compileOrderProcess(strict)
    if (!isProcess(compiled)) throw new Error(JSON.stringify(compiled))

    const story = new Story(placedOrder())
    const { order: placed } = story
    story.pay('2026-06-02T19:00:00Z').verified('2026-06-02T19:00:00Z')
    story.did('2026-06-02T20:00:00Z', { event: 'request-cancel', by: 'buyer', reason: 'late' })
    story.did('2026-06-04T19:00:00Z', { event: 'refuse', by: 'seller' })
    story.ship('2026-06-05T19:00:00Z')
    const steps = story.outcomes.flatMap((outcome) => outcome.steps)
    const until = at('2026-06-06T00:00:00Z')
    const under = (process: Process) => replayOrder({ process }, placed, { steps, until })
    expect(under(RULES.process).order).toEqual(story.order)
    const other = under(compiled)
    expect(other.order).toMatchObject({ state: 'cancelled', process: 'order-strict' })
    expect(other.refuted.map(({ step, refusal }) => [step.event, refusal.refusal])).toEqual([
      ['refuse', 'order-cancelled'],
      ['ship', 'order-cancelled'],
    ])
  })
})
