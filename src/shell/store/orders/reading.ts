import { type Kysely, sql } from 'kysely'
import type { Extension } from '../../../core/orders/extension.ts'
import type { Order } from '../../../core/orders/order.ts'
import type { OrderStep } from '../../../core/orders/order-step.ts'
import { buyerKey } from '../buyers.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { KnownPayment } from './decision.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** An order as it was last written: what is due since is not applied (`asOf`). */
export interface StoredOrder {
  readonly shard: number
  readonly order: Order
}

const everyShard = ({ shards }: Pick<Store, 'shards'>) =>
  sql<boolean>`shard = any(${Array.from({ length: shards }, (_, at) => at)}::smallint[])`

/** An order by its id, whoever's it is; null where there is none. */
export async function readOrder(store: Reader, id: string): Promise<StoredOrder | null> {
  const row = await store.db
    .selectFrom('orders')
    .select(['shard', 'document'])
    .where(everyShard(store))
    .where('id', '=', id.toWellFormed())
    .executeTakeFirst()
  return row ? { shard: row.shard, order: JSON.parse(row.document) } : null
}

/** The orders of a checkout, in their order; none where the buyer has no such checkout. */
export async function ordersOfCheckout(
  store: Reader,
  { buyer, checkout }: { readonly buyer: string; readonly checkout: string },
): Promise<Order[]> {
  const key = buyerKey(store, buyer)
  const rows = await store.db
    .selectFrom('orders')
    .select('document')
    .where('shard', '=', key.shard)
    .where('checkout_id', '=', checkout.toWellFormed())
    .where('buyer_id', '=', key.buyer)
    .orderBy('id')
    .execute()
  return rows.map(({ document }) => JSON.parse(document))
}

/** Whose orders, which of them, and how many. */
export interface OrdersAsked {
  readonly buyer?: string | undefined
  readonly seller?: string | undefined
  readonly states?: readonly string[] | undefined
  /** Where the page before ended. */
  readonly before?: { readonly placed: number; readonly id: string } | undefined
  readonly limit?: number | undefined
}

/** A page of orders, the newest first. */
export interface OrdersPage {
  readonly orders: readonly Order[]
  /** Where the next page begins; null at the end. */
  readonly next: { readonly placed: number; readonly id: string } | null
}

const PAGE = 25

/** Orders of a buyer, of a seller, or of all. */
export async function listOrders(store: Reader, asked: OrdersAsked): Promise<OrdersPage> {
  const { buyer, seller, states, before, limit = PAGE } = asked
  const rows = await store.db
    .selectFrom('orders')
    .select(['document', 'placed_at', 'id'])
    .where(
      buyer === undefined
        ? everyShard(store)
        : sql<boolean>`shard = ${buyerKey(store, buyer).shard}::smallint`,
    )
    .$if(buyer !== undefined, (query) =>
      query.where('buyer_id', '=', (buyer as string).toWellFormed()),
    )
    .$if(seller !== undefined, (query) =>
      query.where('seller_id', '=', (seller as string).toWellFormed()),
    )
    .$if(states !== undefined, (query) =>
      query.where(sql<boolean>`state = any(${states as readonly string[]}::text[])`),
    )
    .$if(before !== undefined, (query) => {
      const { placed, id } = before as NonNullable<OrdersAsked['before']>
      return query.where(sql<boolean>`(placed_at, id) < (${new Date(placed)}, ${id})`)
    })
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next =
    rows.length > limit && last ? { placed: last.placed_at.getTime(), id: last.id } : null
  return { orders: page.map(({ document }) => JSON.parse(document)), next }
}

/** Every step of an order, the first in front, with when it was written down. */
export async function readSteps(
  { db }: Pick<Reader, 'db'>,
  { shard, order }: { readonly shard: number; readonly order: string },
): Promise<OrderStep[]> {
  const rows = await db
    .selectFrom('order_steps')
    .select('document')
    .where('shard', '=', shard)
    .where('order_id', '=', order)
    .orderBy('version')
    .execute()
  return rows.map(({ document }) => JSON.parse(document))
}

/** A try to pay, as it stands at its provider's. */
export interface StoredPayment extends KnownPayment {
  readonly shard: number
  readonly cause: string | null
  readonly reference: string | null
  readonly payAt: string | null
  readonly begunAt: Date
}

const PAYMENT_COLUMNS = [
  'shard',
  'attempt',
  'checkout_id as checkout',
  'buyer_id as buyer',
  'provider',
  'amount_minor as amountMinor',
  'currency',
  'state',
  'cause',
  'return_url as returnUrl',
  'reference',
  'pay_at as payAt',
  'begun_at as begunAt',
] as const

/** A payment by its number; null where there is none. */
export async function readPayment(store: Reader, attempt: string): Promise<StoredPayment | null> {
  const row = await store.db
    .selectFrom('payments')
    .select(PAYMENT_COLUMNS)
    .where(everyShard(store))
    .where('attempt', '=', attempt.toWellFormed())
    .executeTakeFirst()
  return row ?? null
}

/** The payments of a checkout, the first in front. */
export async function paymentsOfCheckout(
  { db }: Pick<Reader, 'db'>,
  { shard, checkout }: { readonly shard: number; readonly checkout: string },
): Promise<StoredPayment[]> {
  return db
    .selectFrom('payments')
    .select(PAYMENT_COLUMNS)
    .where('shard', '=', shard)
    .where('checkout_id', '=', checkout)
    .orderBy('begun_at')
    .orderBy('attempt')
    .execute()
}

/** Keeps what the provider answered when a payment began: its name of it, and where the buyer pays. */
export async function keepReference(
  { db }: Pick<Reader, 'db'>,
  { shard, attempt }: Pick<StoredPayment, 'shard' | 'attempt'>,
  { reference, payAt }: { readonly reference: string; readonly payAt: string | null },
): Promise<void> {
  await db
    .updateTable('payments')
    .set({ reference, pay_at: payAt })
    .where('shard', '=', shard)
    .where('attempt', '=', attempt)
    .execute()
}

/** Every extension of the platform, the first in front (bp.extend). */
export async function readExtensions({ db }: Pick<Reader, 'db'>): Promise<Extension[]> {
  const rows = await db
    .selectFrom('order_extensions')
    .select('document')
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(({ document }) => JSON.parse(document))
}
