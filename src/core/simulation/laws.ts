import { clauseById } from '../base/clauses.ts'
import type { Instant } from '../base/instant.ts'
import type { OrderRules, Party } from '../orders/order.ts'
import { actionsOf } from '../orders/order-actions.ts'
import { nextDue } from '../orders/order-clocks.ts'
import type { OrderCommand } from '../orders/order-command.ts'
import type { OrderRefusal, OrderRefusalReason } from '../orders/order-refusals.ts'
import { replayOrder } from '../orders/order-replay.ts'
import type { Process } from '../orders/process.ts'
import { law } from './fault.ts'
import type { Life } from './life.ts'

/** Refusals of what was sent with a command: its sender could have sent something else. */
const OF_CONTENTS: ReadonlySet<string> = new Set<OrderRefusalReason>([
  'attempt-used',
  'payment-known',
  'payment-unknown',
  'lines-missing',
  'line-unknown',
  'line-settled',
  'line-refunded',
  'line-disputed',
  'dispute-unknown',
])

/** Every refusal names a clause of the catalogue. */
export function checkClause(clause: string): void {
  law(clauseById(clause) !== undefined, () => `A refusal names "${clause}", which is no clause.`)
}

/** An order that is not over has a clock, or a dispute that will be closed: nothing is stuck. */
export function checkClock(flow: Process, { order, disputes }: Life): void {
  const isFinal = flow.states.get(order.state)?.kind === 'final'
  const isWaiting = nextDue(order) !== null || disputes.size > 0
  law(isFinal || isWaiting, () => `It waits in ${order.state} without a clock.`, order.id)
}

/** Laws of an order, over or not: its money, and that its recorded acts make it again (tc.22). */
export function checkLife(flow: Process, life: Life): void {
  const { order, paid, placed, steps } = life
  if (life.isOver) paid?.checkOver()
  const replayed = replayOrder({ process: flow }, placed, { steps, until: order.at })
  const isSame = JSON.stringify(replayed.order) === JSON.stringify(order)
  law(isSame, () => 'Its recorded acts, replayed, make another order.', order.id)
}

/** What a party is told that it can do is what it can do: the one call and the machine agree. */
export function checkTold(
  rules: OrderRules,
  { order }: Life,
  sent: {
    readonly command: OrderCommand
    readonly at: Instant
    readonly refusal: OrderRefusal | null
  },
): void {
  const { command, at, refusal } = sent
  const told = actionsOf(rules, order, { party: command.by as Party, at })
  const isTold = told.find(({ action }) => action === command.event)?.eligible === true
  const isSo = refusal === null || OF_CONTENTS.has(refusal.refusal)
  const wrong = () => `${command.event} was told ${isTold ? 'possible and is refused' : 'refused'}.`
  law(isTold ? isSo : refusal !== null, wrong, order.id)
}
