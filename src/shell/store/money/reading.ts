import type { Kysely, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { OrderMoney } from '../../../core/orders/money/order-money.ts'
import { buyerKey } from '../buyers.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { MoneyTables } from './money-tables.ts'
import type { OrderKey } from './money-work.ts'
import { headOf, paidOf } from './open-orders.ts'
import type { MoneyEntry, PaidOrder } from './order-book.ts'
import { type GrantedRefund, refundOf } from './refund-rows.ts'
import type { SellerEntry } from './seller-book.ts'

/** All that the books say of an order. */
export interface OrderStatement extends PaidOrder {
  readonly money: OrderMoney
  /** Every posting, the first in front. */
  readonly entries: readonly MoneyEntry[]
  readonly refunds: readonly GrantedRefund[]
}

type Reader = Pick<Store, 'shards' | 'secret'> & { readonly db: Kysely<Tables> }

/** The books of an order, as an agent reads them; null where nothing was paid. */
export async function orderStatement(
  { db, ...store }: Reader,
  { buyer: asked, order: name }: OrderKey,
): Promise<OrderStatement | null> {
  const { shard, buyer } = buyerKey(store, asked)
  const order = name.toWellFormed()
  const row = await db
    .selectFrom('order_money')
    .selectAll()
    .where('shard', '=', shard)
    .where('order_id', '=', order)
    .where('buyer_id', '=', buyer)
    .executeTakeFirst()
  if (!row) return null
  const entries = await db
    .selectFrom('money_entries')
    .selectAll()
    .where('shard', '=', shard)
    .where('order_id', '=', order)
    .orderBy('number')
    .execute()
  const refunds = await db
    .selectFrom('refunds')
    .selectAll()
    .where('shard', '=', shard)
    .where('order_id', '=', order)
    .orderBy('number')
    .execute()
  return {
    ...paidOf(row),
    money: headOf(row).money,
    entries: entries.map(entryOf),
    refunds: refunds.map((one) => refundOf(store, one)),
  }
}

function entryOf(row: Selectable<MoneyTables['money_entries']>): MoneyEntry {
  const { number, posting, debit, credit, party, amount, key, leg, at } = row
  return {
    number,
    posting,
    debit,
    credit,
    party,
    amount,
    escrowAfter: row.escrow_after,
    key,
    leg,
    at,
  }
}

/** What a seller has in one currency: of orders that are not over, and to withdraw. */
export interface SellerBalance {
  readonly currency: string
  /** Paid, and not confirmed yet. */
  readonly escrow: number
  /** Confirmed, and still open to disputes (D-11). */
  readonly pending: number
  readonly available: number
  readonly owed: number
  readonly withdrawn: number
}

/** What a seller has, by currency. */
export async function sellerBalances(
  { db, shards }: Pick<Reader, 'db' | 'shards'>,
  asked: string,
): Promise<SellerBalance[]> {
  const seller = asked.toWellFormed()
  // Orders stand under the keys of their buyers: every shard is asked.
  const { rows } = await sql<SellerBalance>`
    select currency, sum(escrow)::bigint as escrow, sum(pending)::bigint as pending,
      sum(available)::bigint as available, sum(owed)::bigint as owed,
      sum(withdrawn)::bigint as withdrawn
    from (
      select currency, escrow, pending, 0 as available, 0 as owed, 0 as withdrawn from order_money
        where seller_id = ${seller}
          and shard = any(${Array.from({ length: shards }, (_, shard) => shard)}::smallint[])
      union all
      select currency, 0, 0, available, owed, withdrawn from seller_money
        where shard = ${shardOf(seller, shards)} and seller_id = ${seller}
    ) as each
    group by currency order by currency`.execute(db)
  return rows
}

/** A page of a seller's entries in one currency, the newest first. */
export interface SellerStatement {
  readonly entries: readonly SellerEntry[]
  /** The number before which the next page begins; null at the end. */
  readonly next: number | null
}

export interface SellerStatementAsked {
  readonly seller: string
  readonly currency: string
  readonly before?: number | undefined
  readonly limit?: number | undefined
}

/** The entries of a seller's book. */
export async function sellerStatement(
  { db, shards }: Pick<Reader, 'db' | 'shards'>,
  { seller: asked, currency, before, limit = 50 }: SellerStatementAsked,
): Promise<SellerStatement> {
  const seller = asked.toWellFormed()
  const rows = await db
    .selectFrom('seller_entries')
    .selectAll()
    .where('shard', '=', shardOf(seller, shards))
    .where('currency', '=', currency)
    .where('seller_id', '=', seller)
    .$if(before !== undefined, (query) => query.where('number', '<', before as number))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const entries = rows.slice(0, limit).map(sellerEntryOf)
  return { entries, next: rows.length > limit ? (entries.at(-1)?.number ?? null) : null }
}

function sellerEntryOf(row: Selectable<MoneyTables['seller_entries']>): SellerEntry {
  const { number, posting, debit, credit, amount, order_id: order, key, leg, at } = row
  const availableAfter = row.available_after
  return { number, posting, debit, credit, amount, order, key, leg, at, availableAfter }
}
