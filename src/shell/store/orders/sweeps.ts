import { type Kysely, sql } from 'kysely'
import type { Order } from '../../../core/orders/order.ts'
import type { Tables } from '../tables.ts'

/** Checkouts of a shard with an order of which a clock has passed, the longest ago in front. */
export async function dueCheckouts(
  db: Kysely<Tables>,
  { shard, now, most }: { readonly shard: number; readonly now: Date; readonly most: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select checkout_id as id from orders
    where shard = ${shard} and due_at <= ${now} order by due_at limit ${most}`.execute(db)
  return [...new Set(rows.map(({ id }) => id))]
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
