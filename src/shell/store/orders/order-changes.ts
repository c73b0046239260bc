import { sql, type Transaction } from 'kysely'
import { nowOf } from '../instants.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

/** An order that has changed: how it stands since. */
export interface OrderChange {
  readonly order: string
  readonly checkout: string
  readonly buyer: string
  readonly seller: string
  readonly state: string
  readonly version: number
  readonly at: Date
}

/** What a message of a change says, as far as it is kept. */
type Told = Omit<OrderChange, 'at'>

interface ChangeMessage {
  readonly shard: number
  readonly document: object
}

/** A consumer of the outbox that keeps changes for those who look on, each once. */
export async function keepOrderChanges(
  messages: readonly ChangeMessage[],
  trx: Transaction<Tables>,
): Promise<void> {
  const rows = messages.map(({ shard, document }) => {
    const { order, version, checkout, buyer, seller, state } = document as Told
    const of = { order_id: order, checkout_id: checkout, buyer_id: buyer, seller_id: seller }
    return { shard, version, state, ...of, at: sql<Date>`clock_timestamp()` }
  })
  if (rows.length === 0) return
  await trx
    .insertInto('order_changes')
    .values(rows)
    .onConflict((found) => found.doNothing())
    .execute()
}

/** Whose orders are looked at: those of some buyers, of some sellers, or all. */
export interface ChangesAsked {
  readonly buyers: readonly string[]
  readonly sellers: readonly string[]
  readonly all: boolean
  readonly since: Date
}

/** More at once than anybody reads: who looks at all orders is told of the first so many. */
const CHANGES_MAX = 5_000

/** What changed of orders of one shard since an instant, the first in front. */
export async function orderChanges(
  { db }: Pick<Store, 'db'>,
  shard: number,
  { buyers, sellers, all, since }: ChangesAsked,
): Promise<OrderChange[]> {
  const { rows } = await sql<OrderChange>`
    select order_id as "order", checkout_id as checkout, buyer_id as buyer, seller_id as seller,
      state, version, at
    from order_changes
    where shard = ${shard} and at > ${since}
      and (${all} or buyer_id = any(${buyers}::text[]) or seller_id = any(${sellers}::text[]))
    order by at, order_id, version limit ${CHANGES_MAX}`.execute(db)
  return rows
}

/** Days for which a stream can be taken up. */
export const CHANGES_KEPT_DAYS = 2

/** Deletes changes that nobody takes up any more; how many. */
export async function tidyOrderChanges({ db }: Pick<Store, 'db'>, at?: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('order_changes')
    .where('shard', '>=', 0)
    .where('at', '<', sql<Date>`${nowOf(at)} - make_interval(days => ${CHANGES_KEPT_DAYS})`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
