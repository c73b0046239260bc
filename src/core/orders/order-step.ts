import { assert } from '../base/faults.ts'
import type { Instant } from '../base/instant.ts'
import { instantText } from '../base/instant-text.ts'
import type { Order, OrderRules, OrderState } from './order.ts'
import { changed } from './order-changes.ts'
import { clocksOf } from './order-clocks.ts'
import type { OrderCommand } from './order-command.ts'
import { EFFECTS, type EffectName, type OrderEffect } from './order-effects.ts'
import { holds, liftedAt } from './order-guards.ts'
import { type OrderRefusal, orderRefusal } from './order-refusals.ts'
import { nextState, type Row } from './process.ts'

/** By whom the steps are that a clock takes. */
export const TIMER = 'timer'

/** One step in the life of an order, as its log keeps it: who, what, by which row, and when. */
export interface OrderStep {
  /** The version of the order that it made: 1 for placing it. */
  readonly version: number
  readonly event: string
  readonly by: string
  readonly from: OrderState
  readonly to: OrderState
  /** The row of the process that decided it, and the clauses of that row. */
  readonly row: number
  readonly clauses: readonly string[]
  /** When it took effect: of a clock its due time, however late somebody looked. */
  readonly effective: Instant
  /** When it was written down. */
  readonly recorded: Instant
  /** What was sent; of a clock nothing. */
  readonly command: OrderCommand
  readonly effects: readonly OrderEffect[]
}

/** A step that was taken, and the order after it. */
export interface Stepped {
  readonly order: Order
  readonly step: OrderStep
}

/** When something takes effect, and when it is written down. */
export interface When {
  readonly effective: Instant
  readonly recorded: Instant
}

/** A command, and when it takes effect. */
export interface Tried {
  readonly command: OrderCommand
  readonly effective: Instant
}

/** Why a command is refused by an order as it stands; null where it is not. */
export function refusalOf(rules: OrderRules, order: Order, tried: Tried): OrderRefusal | null {
  const row = rowFor(rules, order, tried)
  const { command } = tried
  const { state } = order
  const allowed = rules.process.events.get(command.event)?.by
  if (allowed && !allowed.includes(command.by)) {
    return orderRefusal('not-your-act', { state, clause: row.clauses[0] })
  }
  if (row.refusal === null) return null
  const lifted = row.when && liftedAt(row.when.id, order)
  return orderRefusal(row.refusal, {
    state,
    clause: row.clauses[0],
    ...(lifted !== null && { from: instantText(lifted) }),
  })
}

/**
 * The machine: what an event does to an order (protection §4), or why it may not happen. It applies
 * exactly one row and looks at no clock: those that are due are applied before (`bringUpTo`).
 */
export function step(
  rules: OrderRules,
  order: Order,
  { recorded, ...tried }: When & { readonly command: OrderCommand },
): Stepped | OrderRefusal {
  const refused = refusalOf(rules, order, tried)
  if (refused) return refused
  const row = rowFor(rules, order, tried)
  const { command, effective } = tried
  const { state } = order
  const to = nextState(row, state) as OrderState
  const entered: Order = {
    ...changed(order, { command, row, at: effective }),
    state: to,
    since: to === state ? order.since : effective,
    at: effective,
    version: order.version + 1,
    moments: row.marks === null ? order.moments : { ...order.moments, [row.marks]: effective },
  }
  const { after, effects } = carried(entered, { row, command })
  return {
    order: withClocks(rules, after, { from: state, event: command.event }),
    step: {
      version: after.version,
      event: command.event,
      by: command.by,
      from: state,
      to,
      row: row.place,
      clauses: row.clauses,
      effective,
      recorded,
      command,
      effects,
    },
  }
}

/** Whether an answer is a step that was taken. */
export function isStepped(answer: Stepped | OrderRefusal): answer is Stepped {
  return 'step' in answer
}

/** The first row whose guard holds. */
function rowFor({ process: flow }: OrderRules, order: Order, { command, effective }: Tried): Row {
  const rows = flow.rowsOf(order.state, command.event)
  const scene = { order, command, at: effective }
  const row = rows.find(({ when }) => when === null || holds(when.id, scene))
  assert(row !== undefined, `${command.event} has an answer in ${order.state}`)
  return row
}

/** Carries out what a row says, one effect after the other: a later one sees what an earlier one moved. */
function carried(
  order: Order,
  { row, command }: { readonly row: Row; readonly command: OrderCommand },
): { after: Order; effects: OrderEffect[] } {
  let after = order
  const effects: OrderEffect[] = []
  for (const said of row.effects) {
    const carry = EFFECTS[said.effect as EffectName]
    const done = carry({ order: after, command, at: order.at, said })
    if (done === null) continue
    effects.push(done.effect)
    after = done.order ?? after
  }
  return { after, effects }
}

/** The clocks of its state; while it is the same state, of those that have passed in it, that they have. */
function withClocks({ process: flow }: OrderRules, order: Order, { from, event }: Left): Order {
  const clocks = clocksOf(flow, order)
  const passed: Record<string, Instant> = {}
  if (from !== order.state) return { ...order, clocks, passed }
  for (const [clock, due] of Object.entries(clocks)) {
    if (clock === event || order.passed[clock] === due) passed[clock] = due
  }
  return { ...order, clocks, passed }
}

/** The state that a step left, and what happened. */
interface Left {
  readonly from: string
  readonly event: string
}
