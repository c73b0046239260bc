import type { Instant } from '../base/instant.ts'
import type { Order, OrderRules } from './order.ts'
import type { OrderCommand } from './order-command.ts'
import type { OrderRefusal } from './order-refusals.ts'
import { isStepped, type OrderStep, step } from './order-step.ts'
import { bringUpTo } from './order-timers.ts'

/** What became of a command: the steps that were due before it, its own, and what that set off. */
export interface Outcome {
  readonly order: Order
  readonly steps: readonly OrderStep[]
  /** Null where the command was accepted. What was due is applied all the same. */
  readonly refusal: OrderRefusal | null
}

/**
 * Carries out a command at an instant: first everything that is due by then, each at its true time,
 * then the command, then what is due at once in the state it led to. Accepted exactly when `actionsOf`
 * says so.
 */
export function act(
  rules: OrderRules,
  order: Order,
  { command, at }: { readonly command: OrderCommand; readonly at: Instant },
): Outcome {
  const before = bringUpTo(rules, order, at)
  const effective = Math.max(at, before.order.at)
  const answer = step(rules, before.order, { command, effective, recorded: at })
  if (!isStepped(answer)) return { ...before, refusal: answer }
  const after = bringUpTo(rules, answer.order, at)
  return {
    order: after.order,
    steps: [...before.steps, answer.step, ...after.steps],
    refusal: null,
  }
}
