import { assert } from '../base/faults.ts'
import type { Instant } from '../base/instant.ts'
import { type Extension, reachesAt } from './extension.ts'
import type { Order, OrderRules } from './order.ts'
import { nextDue } from './order-clocks.ts'
import type { OrderCommand } from './order-command.ts'
import { isStepped, type OrderStep, step, TIMER } from './order-step.ts'

/** An order as it stands at an instant, and the steps that brought it there. */
export interface BroughtUp {
  readonly order: Order
  readonly steps: readonly OrderStep[]
}

/**
 * Applies everything that is due by an instant, in order, each at its true time: clocks that have
 * passed, and extensions of the platform that reach the order. At its due time a clock has passed
 * (D-10), and it wins against an extension of the same instant. How often and when this is asked
 * changes nothing but when the steps are written down. An instant before the last step counts as that
 * of the last step: a clock that was set back turns nothing back.
 */
export function bringUpTo(rules: OrderRules, order: Order, at: Instant): BroughtUp {
  const steps: OrderStep[] = []
  const until = Math.max(at, order.at)
  let now = order
  for (;;) {
    const next = nextHappening(rules, now, until)
    if (next === null) return { order: now, steps }
    const answer = step(rules, now, { ...next, recorded: at })
    assert(isStepped(answer), `${next.command.event} is due and is not refused`)
    steps.push(answer.step)
    now = answer.order
  }
}

interface Due {
  readonly command: OrderCommand
  readonly effective: Instant
}

function nextHappening(rules: OrderRules, order: Order, until: Instant): Due | null {
  const clock = dueClock(order)
  const extension = dueExtension(rules, order)
  const next = extension && (!clock || extension.effective < clock.effective) ? extension : clock
  return next && next.effective <= until ? next : null
}

/** A clock that was due before its state was entered passes as soon as it is. */
function dueClock(order: Order): Due | null {
  const next = nextDue(order)
  if (next === null) return null
  return {
    command: { event: next.clock, by: TIMER },
    effective: Math.max(next.due, order.at),
  }
}

function dueExtension({ extensions = [] }: OrderRules, order: Order): Due | null {
  if (order.state !== 'awaiting-delivery') return null
  let next: { extension: Extension; effective: Instant } | null = null
  for (const extension of extensions) {
    const effective = reachesAt(extension, order)
    if (effective === null || (next && next.effective <= effective)) continue
    next = { extension, effective }
  }
  if (next === null) return null
  const { days, id } = next.extension
  return {
    command: { event: 'extend', by: 'platform', days, extension: id },
    effective: next.effective,
  }
}
