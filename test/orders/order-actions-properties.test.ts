import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Order, PARTIES, type Party } from '../../src/core/orders/order.ts'
import { type Action, actionsOf } from '../../src/core/orders/order-actions.ts'
import { act } from '../../src/core/orders/order-acts.ts'
import { bringUpTo } from '../../src/core/orders/order-timers.ts'
import { effort } from '../core/draws.ts'
import { commandOf, fitting, possible } from './offered.ts'
import { at, cartOf, DAY, HOUR, placedOrder, RULES } from './scene.ts'

const choices = fc.record({
  which: fc.nat(),
  status: fc.constantFrom('departed', 'delivered'),
  refunded: fc.boolean(),
})

const history = fc.array(
  fc.tuple(
    choices,
    fc.oneof(fc.integer({ min: 0, max: 30 * HOUR }), fc.integer({ min: 0, max: 12 * DAY })),
  ),
  { maxLength: 14 },
)

/** An order after a random history of acts that were possible, and the instant of the last. */
function lived(
  steps: typeof history extends fc.Arbitrary<infer T> ? T : never,
  hasOffers: boolean,
) {
  let order = placedOrder({ cart: hasOffers ? cartOf() : cartOf({ offers: [] }) })
  let now = order.at
  for (const [choice, waitMs] of steps) {
    now += waitMs
    order = bringUpTo(RULES, order, now).order
    const one = possible(RULES, order, { which: choice.which, at: now })
    if (!one) continue
    const { action, lines = [] } = one.action
    const sent = fitting(order, { ...choice, lines })
    const outcome = act(RULES, order, { command: commandOf(action, one.by, sent), at: now })
    expect(outcome.refusal).toBeNull()
    order = outcome.order
  }
  return { order, now }
}

/** Whether an act is accepted at an instant, with what fits. */
function isAccepted(order: Order, { action, lines = [] }: Action, by: Party, now: number): boolean {
  const brought = bringUpTo(RULES, order, now).order
  const choice = { which: 0, status: 'delivered', refunded: false }
  const sent = fitting(brought, { ...choice, lines: lines.length > 0 ? lines : ['a'] })
  return act(RULES, order, { command: commandOf(action, by, sent), at: now }).refusal === null
}

const instantOf = (text: string | null) => (text === null ? null : at(text))

describe('the one call', () => {
  it('says what is accepted, since when and until when, after any history (D-10, bp.pst)', () => {
    let asked = 0
    fc.assert(
      fc.property(history, fc.boolean(), (steps, hasOffers) => {
        const { order, now } = lived(steps, hasOffers)
        for (const by of PARTIES) {
          for (const action of actionsOf(RULES, order, { party: by, at: now })) {
            asked++
            expect(isAccepted(order, action, by, now)).toBe(action.eligible)
            expect(action.refusal === undefined).toBe(action.eligible)
            isTrueOf(order, action, { by, now })
          }
        }
      }),
      effort(300),
    )
    expect(asked).toBeGreaterThan(2_000)
  })

  function isTrueOf(order: Order, action: Action, { by, now }: { by: Party; now: number }) {
    const from = instantOf(action.from)
    const until = instantOf(action.until)
    if (action.eligible) expect(from as number).toBeLessThanOrEqual(now)
    else if (from !== null) {
      expect(from).toBeGreaterThan(now)
      expect(isAccepted(order, action, by, from - 1)).toBe(false)
      expect(isAccepted(order, action, by, from)).toBe(true)
    }
    if (until === null) {
      if (action.eligible) expect(isAccepted(order, action, by, now + 900 * DAY)).toBe(true)
      return
    }
    expect(until).toBeGreaterThan(Math.max(now, from ?? now))
    expect(isAccepted(order, action, by, until - 1)).toBe(true)
    expect(isAccepted(order, action, by, until)).toBe(false)
  }
})
