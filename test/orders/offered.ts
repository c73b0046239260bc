/** Acts that are possible now, and what to send with them so that they are accepted. */
import { type Order, type OrderRules, PARTIES } from '../../src/core/orders/order.ts'
import { type Action, actionsOf } from '../../src/core/orders/order-actions.ts'
import type { OrderCommand } from '../../src/core/orders/order-command.ts'
import { RULES } from './scene.ts'

/** An act and who can do it. */
export interface Possible {
  readonly by: (typeof PARTIES)[number]
  readonly action: Action
}

/** One of the acts that are possible at an instant, by whoever can do it. */
export function possible(
  rules: OrderRules,
  order: Order,
  { which, at }: { readonly which: number; readonly at: number },
): Possible | undefined {
  const all = PARTIES.flatMap((by) =>
    actionsOf(rules, order, { party: by, at })
      .filter(({ eligible }) => eligible)
      .map((action) => ({ by, action })),
  )
  return all[which % all.length]
}

/** A command with what its event needs, out of all that there is. */
export function commandOf(
  event: string,
  by: string,
  sent: Readonly<Record<string, unknown>>,
): OrderCommand {
  const needs = RULES.process.events.get(event)?.needs ?? []
  return { event, by, ...Object.fromEntries(needs.map((need) => [need, sent[need]])) }
}

interface Chosen {
  readonly which: number
  readonly lines: readonly string[]
  readonly status: string
  readonly refunded: boolean
}

/** Contents that fit an order: the payment in process, some of the lines that can be named, and so on. */
export function fitting(
  { payments, version }: Order,
  { which, lines, status, refunded }: Chosen,
): Readonly<Record<string, unknown>> {
  const pending = payments.find(({ result }) => result === 'pending')
  return {
    ...{ attempt: pending?.attempt ?? `p${which}.${version}.${payments.length}` },
    ...{ cause: 'limit-exceeded', reason: 'why not', tracking: 'LX1', days: 7 },
    status: status === 'lost' ? 'accepted' : status,
    lines: lines.slice(0, 1 + (which % 3)),
    line: lines[0],
    refunded,
  }
}
