import { type Kysely, sql } from 'kysely'
import { assert } from '../../core/base/faults.ts'
import type { Extension } from '../../core/orders/extension.ts'
import type { Order } from '../../core/orders/order.ts'
import { orderProcesses } from '../../core/orders/order-process.ts'
import { buyerKey } from '../store/buyers.ts'
import type { Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { MailedOrder } from './order-mail.ts'

/** Reads an order as it stands, with what it is run by; null where there is none. */
export type OrderReader = (
  db: Kysely<Tables>,
  key: { readonly buyer: string; readonly order: string },
) => Promise<MailedOrder | null>

/** Orders as the desk keeps them, each under the process that it was placed under (tc.22). */
export function storedOrders(store: Pick<Store, 'shards'>): OrderReader {
  return async (db, { buyer, order: id }) => {
    const { shard } = buyerKey(store, buyer)
    const { rows } = await sql<{ document: string }>`
      select document from orders where shard = ${shard} and id = ${id}
    `.execute(db)
    if (!rows[0]) return null
    const order = JSON.parse(rows[0].document) as Order
    const process = orderProcesses.get(order.process)
    assert(process !== undefined, `the process ${order.process} of order ${id} is known`)
    const extensions = order.state === 'awaiting-delivery' ? await extensionsOf(db) : []
    return { order, rules: { process, extensions } }
  }
}

/** What the platform gave to many (bp.extend): it counts before a sweep has written it to the order. */
async function extensionsOf(db: Kysely<Tables>): Promise<Extension[]> {
  const { rows } = await sql<{ document: string }>`
    select document from order_extensions order by at, id
  `.execute(db)
  return rows.map(({ document }) => JSON.parse(document) as Extension)
}
