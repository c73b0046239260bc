import { instantText } from '../base/instant-text.ts'
import type { Order, OrderRules } from './order.ts'
import { deadlineText } from './pacific-time.ts'
import { nextState, type Run } from './process.ts'

/** What happens when a clock passes and nobody has acted: who loses by silence, and when. */
export interface Silence {
  readonly clock: string
  readonly name: string
  /** Null while the clock stands still, for a dispute is open. */
  readonly at: string | null
  /** The same for the eye, in Pacific time (bp.pst). */
  readonly pacific: string | null
  readonly loses: string
  readonly says: string
  readonly clause: string
}

/** A deadline of an order; one that has passed stays until its state is left. */
export interface Deadline extends Silence {
  readonly passed: boolean
}

/** Every clock of an order as it stands, the next first; those that stand still last (bp.pst). */
export function deadlinesOf({ process: flow }: OrderRules, order: Order): Deadline[] {
  return flow
    .runsIn(order.state)
    .map((run) => ({
      ...told(run, order),
      passed: run.clock.id in order.passed,
    }))
    .toSorted((a, b) => dueIn(order, a.clock) - dueIn(order, b.clock))
}

/** What ends the waiting in the state of an order: the next clock that leads out of it. */
export function silenceOf({ process: flow }: OrderRules, order: Order): Silence | null {
  const leaving = flow
    .runsIn(order.state)
    .filter(({ clock }) =>
      flow.rowsOf(order.state, clock.id).some((row) => nextState(row, order.state) !== order.state),
    )
    .toSorted((a, b) => dueIn(order, a.clock.id) - dueIn(order, b.clock.id))
  const [first] = leaving
  return first ? told(first, order) : null
}

const dueIn = ({ clocks }: Order, clock: string): number =>
  clocks[clock] ?? Number.POSITIVE_INFINITY

function told({ clock, loses, silence }: Run, order: Order): Silence {
  const due = order.clocks[clock.id] ?? null
  return {
    clock: clock.id,
    name: clock.name,
    at: due === null ? null : instantText(due),
    pacific: due === null ? null : deadlineText(due),
    loses,
    says: silence,
    clause: clock.clause,
  }
}
