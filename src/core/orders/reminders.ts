import type { Instant } from '../base/instant.ts'
import type { Order, OrderRules, Party } from './order.ts'
import { bringUpTo } from './order-timers.ts'

/** Who reads reminders. */
export type Reminded = Extract<Party, 'buyer' | 'seller'>

/** That somebody is reminded of a clock, and how long before it passes. */
export interface ReminderRule {
  readonly clock: string
  readonly hoursBefore: number
  readonly party: Reminded
}

/**
 * Of which clocks who is reminded, and how long before: whoever has something to lose, or could still
 * give more time. Earlier, and it is forgotten again; later, and a night or a week-end may lie between.
 * Nobody is mailed of a payment that is being checked: neither side can do anything.
 */
export const REMINDERS = [
  // A day to find the card again (pol.unpaid).
  { clock: 'pay-by', hoursBefore: 24, party: 'buyer' },
  // The seller has 48 hours in all (bp.cancel.paid): reminded too early, this is the first mail twice.
  { clock: 'answer-by', hoursBefore: 12, party: 'seller' },
  // A working day to pack and hand over (bp.ship-by).
  { clock: 'ship-by', hoursBefore: 24, party: 'seller' },
  // While it can still be extended (bp.extend).
  { clock: 'deliver-by', hoursBefore: 72, party: 'seller' },
  // Three days to look into the parcel, and to gather evidence (bp.confirm, bp.d.window).
  { clock: 'protection-end', hoursBefore: 72, party: 'buyer' },
] as const satisfies readonly ReminderRule[]

/** A reminder of an order: of which clock, when it passes, and when somebody is told. */
export interface Reminder {
  readonly clock: string
  readonly due: Instant
  readonly party: Reminded
  readonly at: Instant
}

const HOUR_MS = 3_600_000

/**
 * Every reminder of an order as it stands, the next first, told or not. A clock that stands still or
 * has passed has none, and neither has one of a state that was entered later than the reminder
 * would have come: what led to the state has told its deadlines just then.
 */
export function reminderPlan({ process: flow }: OrderRules, order: Order): Reminder[] {
  const runs = new Set(flow.runsIn(order.state).map(({ clock }) => clock.id))
  return REMINDERS.flatMap(({ clock, hoursBefore, party }) => {
    const due = order.clocks[clock]
    if (!runs.has(clock) || due === undefined || order.passed[clock] === due) return []
    const at = due - hoursBefore * HOUR_MS
    return at <= order.since ? [] : [{ clock, due, party, at }]
  }).toSorted((a, b) => a.at - b.at)
}

/**
 * The reminders that should be told by an instant and still help: of each clock and due time one, so
 * that an extension has a reminder of its own. What has passed by then is applied before (D-10).
 */
export function remindersOf(rules: OrderRules, order: Order, now: Instant): Reminder[] {
  const brought = bringUpTo(rules, order, now).order
  return reminderPlan(rules, brought).filter(({ at, due }) => at <= now && now < due)
}

/**
 * When an order is to be looked at for reminders: what `remind_at` of its row holds after every step.
 * It may lie in the past, for a reminder that is perhaps told; null where none is left. After
 * reminders were told at an instant, those that come later count alone.
 */
export function remindAtOf(rules: OrderRules, order: Order, after?: Instant): Instant | null {
  const plan = reminderPlan(rules, order)
  return plan.find(({ at }) => after === undefined || at > after)?.at ?? null
}
