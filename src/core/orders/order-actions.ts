import type { Instant } from '../base/instant.ts'
import { instantText } from '../base/instant-text.ts'
import { isSettled, type Order, type OrderRules, type Party, pendingPayment } from './order.ts'
import { nextDue } from './order-clocks.ts'
import type { OrderCommand } from './order-command.ts'
import { type Silence, silenceOf } from './order-deadlines.ts'
import { liftedAt } from './order-guards.ts'
import type { OrderRefusal } from './order-refusals.ts'
import { refusalOf } from './order-step.ts'
import { bringUpTo } from './order-timers.ts'
import { PAYMENT_CAUSES } from './payment-causes.ts'
import type { EventDocument } from './process-document.ts'

/** One thing that a party can do with an order, or why not, until when, and what happens otherwise. */
export interface Action {
  readonly action: string
  readonly name: string
  readonly eligible: boolean
  /** Since when it is possible, or from when on it will be; null where that waits for somebody. */
  readonly from: string | null
  /** The first instant at which it is no longer possible (D-10); null where none is set. */
  readonly until: string | null
  readonly refusal?: OrderRefusal
  /** What happens when nobody acts; null where nothing is waited for. */
  readonly ifSilent: Silence | null
  /** What has to be sent along. */
  readonly needs: readonly string[]
  /** The lines that can be named, where lines are. */
  readonly lines?: readonly string[]
}

/** Whose actions are asked for, and when. */
export interface Asked {
  readonly party: Party
  readonly at: Instant
}

/**
 * What a party of an order can do at an instant: the one call that pages, reminders and the API read.
 * A command of the party is accepted exactly when this says so, with what it says can be sent.
 */
export function actionsOf(rules: OrderRules, order: Order, { party, at }: Asked): Action[] {
  const now = Math.max(at, order.at)
  const brought = bringUpTo(rules, order, now).order
  const events = rules.process.document.events.filter(
    ({ id, by }) => by.includes(party) && rules.process.rowsOf(brought.state, id).length > 0,
  )
  const silence = silenceOf(rules, brought)
  return events.map((event) => actionOf(rules, brought, { event, party, at: now, silence }))
}

interface Probed {
  readonly event: EventDocument
  readonly party: Party
  readonly at: Instant
}

function actionOf(
  rules: OrderRules,
  order: Order,
  probed: Probed & { readonly silence: Silence | null },
): Action {
  const { event, silence } = probed
  const refusal = probe(rules, order, probed)
  const from = refusal === null ? since(rules, order, probed) : liftedLater(rules, order, probed)
  const start = refusal === null ? probed.at : from
  const until = start === null ? null : lastingUntil(rules, order, { ...probed, at: start })
  const choice = CHOICES[event.id]
  return {
    action: event.id,
    name: event.name,
    eligible: refusal === null,
    from: from === null ? null : instantText(from),
    until: until === null ? null : instantText(until),
    ...(refusal && { refusal: withFrom(refusal, from) }),
    ifSilent: silence,
    needs: event.needs ?? [],
    ...(choice && { lines: order.lines.filter(choice(order)).map(({ id }) => id) }),
  }
}

function withFrom(refusal: OrderRefusal, from: Instant | null): OrderRefusal {
  const { from: _, ...rest } = refusal
  return from === null ? rest : { ...rest, from: instantText(from) }
}

type Line = Order['lines'][number]

const openLines = ({ disputes }: Order): Set<string> =>
  new Set(disputes.flatMap(({ line, closed }) => (closed === null ? [line] : [])))

/** Which lines an event can be about. */
const CHOICES: Readonly<Record<string, (order: Order) => (line: Line) => boolean>> = {
  confirm: () => (line) => !isSettled(line),
  'dispute-opened': (order) => {
    const open = openLines(order)
    return ({ id, money }) => money !== 'refunded' && !open.has(id)
  },
  'dispute-closed': (order) => {
    const open = openLines(order)
    return ({ id }) => open.has(id)
  },
}

/** Why an event is refused now whatever is sent with it; null where it is not. */
function probe(rules: OrderRules, order: Order, probed: Probed): OrderRefusal | null {
  const { event, party, at } = probed
  const choice = CHOICES[event.id]
  const line = (choice && order.lines.find(choice(order))) ?? order.lines[0]
  const command: OrderCommand = {
    event: event.id,
    by: party,
    attempt: pendingPayment(order)?.attempt ?? newAttempt(order),
    cause: PAYMENT_CAUSES[0].cause,
    reason: 'asked',
    tracking: 'asked',
    status: 'accepted',
    days: 1,
    lines: line ? [line.id] : [],
    ...(line && { line: line.id }),
    refunded: false,
  }
  return refusalOf(rules, order, { command, effective: at })
}

/** A number that no payment of the order has. */
function newAttempt({ payments }: Order): string {
  return `${payments.map(({ attempt }) => attempt).join(' ')} and another`
}

/** Since when it has been possible: the state was entered, or what barred it was lifted. */
function since({ process: flow }: OrderRules, order: Order, { event, at }: Probed): Instant {
  let from = order.since
  for (const { when, refusal } of flow.rowsOf(order.state, event.id)) {
    const lifted = when && refusal !== null ? liftedAt(when.id, order) : null
    if (lifted !== null && lifted <= at && lifted > from) from = lifted
  }
  return from
}

/** When what bars it is lifted by time alone, if the order is then still where it can be done. */
function liftedLater(rules: OrderRules, order: Order, probed: Probed): Instant | null {
  for (const { when, refusal } of rules.process.rowsOf(order.state, probed.event.id)) {
    const lifted = when && refusal !== null ? liftedAt(when.id, order) : null
    if (lifted === null || lifted <= probed.at) continue
    const then = bringUpTo(rules, order, lifted).order
    if (probe(rules, then, { ...probed, at: lifted }) === null) return lifted
  }
  return null
}

/** The first passing of a clock after which it is no longer possible, if nobody does anything. */
function lastingUntil(rules: OrderRules, order: Order, probed: Probed): Instant | null {
  let { at } = probed
  let now = bringUpTo(rules, order, at).order
  for (let next = nextDue(now); next !== null; next = nextDue(now)) {
    at = next.due
    now = bringUpTo(rules, now, at).order
    if (probe(rules, now, { ...probed, at }) !== null) return at
  }
  return null
}
