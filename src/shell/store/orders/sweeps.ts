import { type Kysely, sql } from 'kysely'
import type { Order } from '../../../core/orders/order.ts'
import type { Tables } from '../tables.ts'
import type { OrderLane } from './order-lane.ts'
import { bringingUp } from './requests.ts'

/** Which due orders a sweep looks at: so many, past those in front that it could do nothing with. */
interface DueAsked {
  readonly shard: number
  readonly now: Date
  readonly most: number
  readonly past: number
}

/** The checkouts of the orders of a shard of which a clock has passed, the longest ago in front. */
async function dueCheckouts(
  db: Kysely<Tables>,
  { shard, now, most, past }: DueAsked,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select checkout_id as id from orders
    where shard = ${shard} and due_at <= ${now}
    order by due_at limit ${most} offset ${past}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The orders of a shard for which somebody is to be reminded by now, as they were last written. */
export async function ordersToRemind(
  db: Kysely<Tables>,
  { shard, now, most }: { readonly shard: number; readonly now: Date; readonly most: number },
): Promise<Order[]> {
  const { rows } = await sql<{ document: string }>`
    select document from orders
    where shard = ${shard} and remind_at <= ${now} order by remind_at limit ${most}`.execute(db)
  return rows.map(({ document }) => JSON.parse(document))
}

/** What came of a sweep of a shard. */
export interface Swept {
  readonly steps: number
  readonly faults: readonly unknown[]
}

/** Brings up to date what is due of a shard, a piece at a time. */
export async function sweepDue(
  db: Kysely<Tables>,
  lane: OrderLane,
  asked: Omit<DueAsked, 'past'>,
): Promise<Swept> {
  const faults: unknown[] = []
  let steps = 0
  for (;;) {
    const due = await dueCheckouts(db, { ...asked, past: faults.length })
    const ids = [...new Set(due)]
    const taken = await Promise.allSettled(ids.map((id) => lane.ask(bringingUp(id))))
    const before = faults.length
    let done = 0
    for (const [at, one] of taken.entries()) {
      if (one.status === 'fulfilled') done += one.value
      // All of its due orders are passed over: they are brought up together.
      else faults.push(...due.filter((id) => id === ids[at]).map(() => one.reason))
    }
    steps += done
    // What another worker has brought up meanwhile, that one goes on with.
    if (due.length < asked.most || done + faults.length === before) return { steps, faults }
  }
}
