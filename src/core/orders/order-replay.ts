import type { Instant } from '../base/instant.ts'
import type { Order, OrderRules } from './order.ts'
import { act } from './order-acts.ts'
import type { OrderRefusal } from './order-refusals.ts'
import { type OrderStep, TIMER } from './order-step.ts'
import { bringUpTo } from './order-timers.ts'

/** A recorded act that the rules refuse. */
export interface Refuted {
  readonly step: OrderStep
  readonly refusal: OrderRefusal
}

/** What the recorded acts of an order come to under some rules. */
export interface Replayed {
  readonly order: Order
  readonly steps: readonly OrderStep[]
  /** Under the rules of the order itself there are none; under others they show what would differ. */
  readonly refuted: readonly Refuted[]
}

/**
 * Lives the life of an order again: what its parties did, each act at the instant at which it took
 * effect, while the clocks pass by themselves. Under its own rules it becomes the same order by the same
 * steps; under changed ones it shows what they would have changed (tc.22). Extensions are among the
 * recorded acts, so the rules bring none.
 */
export function replayOrder(
  { process: flow }: OrderRules,
  placed: Order,
  { steps, until }: { readonly steps: readonly OrderStep[]; readonly until: Instant },
): Replayed {
  const rules = { process: flow }
  let order: Order = { ...placed, process: flow.id }
  const lived: OrderStep[] = []
  const refuted: Refuted[] = []
  for (const recorded of steps) {
    if (recorded.by === TIMER || recorded.version <= placed.version) continue
    const { command, effective } = recorded
    const outcome = act(rules, order, { command, at: effective })
    order = outcome.order
    lived.push(...outcome.steps)
    if (outcome.refusal) refuted.push({ step: recorded, refusal: outcome.refusal })
  }
  const last = bringUpTo(rules, order, until)
  return { order: last.order, steps: [...lived, ...last.steps], refuted }
}
