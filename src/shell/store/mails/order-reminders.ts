import type { Order, OrderRules } from '../../../core/orders/order.ts'
import { type Reminder, remindAtOf, remindersOf } from '../../../core/orders/reminders.ts'
import type { Ask, Statement } from '../claims/ask.ts'

/** Where reminders are written: in the transaction of the buyers' shard that has locked the orders. */
export interface ReminderWork {
  readonly ask: Ask
  readonly shard: number
  readonly now: Date
}

/** An order of which somebody may have to be reminded, and what it is run by. */
export interface RemindedOrder {
  readonly rules: OrderRules
  readonly order: Order
}

/** The topic of the outbox under which reminders are told. */
export const DUE_SOON = 'order.due-soon'

/** A reminder as the outbox tells it; instants in milliseconds. */
export interface DueSoon {
  readonly order: string
  readonly checkout: string
  readonly buyer: string
  readonly seller: string
  readonly version: number
  readonly party: Reminder['party']
  readonly clock: string
  readonly due: number
  readonly at: number
}

/**
 * Tells the reminders of some orders of one shard that are due, each once for an order, a clock and its
 * due time, however often it is asked; then keeps with each order when it is to be looked at again
 * (`remind_at`), and answers the same. Orders are as they were last written in this transaction, which
 * holds their shard: what is due of them was applied before.
 */
export async function remindOf(
  { ask, shard, now }: ReminderWork,
  orders: readonly RemindedOrder[],
): Promise<ReadonlyMap<string, Date | null>> {
  const at = now.getTime()
  const due = orders.flatMap(({ rules, order }) =>
    remindersOf(rules, order, at).map((reminder) => documentOf(order, reminder, now)),
  )
  if (due.length > 0) {
    await ask(TELL_REMINDERS, [shard, DUE_SOON, now, due.map((one) => JSON.stringify(one))])
  }
  const next = new Map(
    orders.map(({ rules, order }) => {
      const later = remindAtOf(rules, order, at)
      return [order.id, later === null ? null : new Date(later)]
    }),
  )
  if (next.size > 0) await ask(LOOK_AGAIN, [shard, [...next.keys()], [...next.values()]])
  return next
}

const LOOK_AGAIN: Statement = {
  name: 'look-again',
  text: `update orders set remind_at = looked.next
    from unnest($2::text[], $3::timestamptz[]) as looked (id, next)
    where orders.shard = $1 and orders.id = looked.id`,
}

/** One statement: what is written down as told, and only that, is told. */
const TELL_REMINDERS: Statement = {
  name: 'tell-reminders',
  text: `with due as (
      select distinct on (order_id, clock) document, document ->> 'order' as order_id,
        document ->> 'clock' as clock,
        to_timestamp((document ->> 'due')::float8 / 1000) as due_at
      from unnest($4::jsonb[]) as documents (document)
    ), told as (
      insert into order_reminders (shard, order_id, clock, due_at, told_at)
      select $1::smallint, order_id, clock, due_at, $3::timestamptz from due
      on conflict do nothing returning order_id, clock
    )
    insert into outbox (shard, topic, document, created_at, due_at)
    select $1::smallint, $2, document, $3::timestamptz, $3::timestamptz
    from due join told using (order_id, clock)`,
}

const documentOf = (order: Order, { clock, due, party }: Reminder, now: Date): DueSoon => ({
  order: order.id,
  checkout: order.checkout,
  buyer: order.buyer,
  seller: order.seller,
  version: order.version,
  party,
  clock,
  due,
  at: now.getTime(),
})
