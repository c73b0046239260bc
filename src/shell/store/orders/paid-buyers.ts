import type { Ask } from '../claims/ask.ts'
import { statement } from './connections.ts'
import type { TakenStep } from './rows.ts'

const COUNT_ORDERS = statement(
  'count-orders',
  `insert into buyers as b (shard, id, orders_placed, registered_at)
   select $1, p.id, p.orders, $2::timestamptz
   from unnest($3::text[], $4::integer[]) as p (id, orders) order by p.id
   on conflict (shard, id) do update set orders_placed = b.orders_placed + excluded.orders_placed`,
)

/**
 * Counts paid orders for their buyers: whoever has one is no new member any more (fg.types), and can
 * invite others (tc.15.a). One that is never paid counts for nothing.
 */
export async function countPaidOrders(
  ask: Ask,
  { shard, now }: { readonly shard: number; readonly now: Date },
  steps: readonly TakenStep[],
): Promise<void> {
  const paid = new Map<string, number>()
  for (const { order, step } of steps) {
    if (!step.effects.some(({ effect }) => effect === 'escrow-in')) continue
    paid.set(order.buyer, (paid.get(order.buyer) ?? 0) + 1)
  }
  if (paid.size > 0) await ask(COUNT_ORDERS, [shard, now, [...paid.keys()], [...paid.values()]])
}
