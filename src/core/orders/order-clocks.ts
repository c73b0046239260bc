import type { Instant } from '../base/instant.ts'
import { type ClockWorld, dueOf, type Pause } from './due.ts'
import { amountUnder, type Unit } from './figures.ts'
import type { Order, OrderDispute, OrderLine, OrderRules, Promises } from './order.ts'
import type { Process } from './process.ts'

/** Figures in days that each order brings itself. */
export const PROMISES = ['shipDays', 'deliveryDays'] as const satisfies readonly (keyof Promises)[]

/** The clocks that run for an order in its state, each with its due time. */
export function clocksOf(flow: Process, order: Order): Record<string, Instant> {
  const world = clockWorld(flow, order)
  const clocks: Record<string, Instant> = {}
  for (const run of flow.runsIn(order.state)) {
    const due = dueOf(run, world)
    if (due !== null) clocks[run.clock.id] = due
  }
  return clocks
}

function clockWorld(flow: Process, order: Order): ClockWorld {
  return {
    flow,
    moments: order.moments,
    figure: (name) => figureOf(flow, order, name),
    extendedDays: order.extensions.reduce((sum, { days }) => sum + days, 0),
    pauses: pausesOf(order.disputes),
  }
}

/** A figure under the terms of the order, or what was promised with it. */
function figureOf(flow: Process, order: Order, name: string): { amount: number; unit: Unit } {
  const figure = flow.figures.get(name)
  if (!figure) return { amount: order.promised[name as keyof Promises], unit: 'days' }
  return { amount: amountUnder(figure, order.terms), unit: figure.unit }
}

/** The times in which at least one dispute is open, in order (bp.d.secure). */
export function pausesOf(disputes: readonly OrderDispute[]): Pause[] {
  const pauses: Pause[] = []
  for (const { opened, closed } of disputes.toSorted((a, b) => a.opened - b.opened)) {
    const last = pauses.at(-1)
    if (!last || (last.until !== null && last.until < opened)) {
      pauses.push({ from: opened, until: closed })
    } else if (last.until !== null && (closed === null || closed > last.until)) {
      pauses[pauses.length - 1] = { from: last.from, until: closed }
    }
  }
  return pauses
}

/**
 * When the protection of one line ends: 15 days after delivery time or after its own confirmation,
 * whichever is later (bp.d.window); null before shipping, and while a dispute is open.
 */
export function protectionEndOf(
  { process: flow }: OrderRules,
  order: Order,
  { confirmed }: Pick<OrderLine, 'confirmed'>,
): Instant | null {
  const run = flow.runsIn('completed').find(({ clock }) => clock.id === 'protection-end')
  if (!run) return null
  const world = clockWorld(flow, order)
  const { confirmed: _, ...others } = world.moments
  const moments = confirmed === null ? others : { ...others, confirmed }
  return dueOf(run, { ...world, moments })
}

/** The clock that passes next, and when; null where none runs. */
export function nextDue(order: Order): { readonly clock: string; readonly due: Instant } | null {
  let next: { clock: string; due: Instant } | null = null
  for (const [clock, due] of Object.entries(order.clocks)) {
    if (order.passed[clock] === due) continue
    if (next === null || due < next.due) next = { clock, due }
  }
  return next
}
