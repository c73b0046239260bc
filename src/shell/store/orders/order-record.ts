import type { Order } from '../../../core/orders/order.ts'
import type { OrderStep } from '../../../core/orders/order-step.ts'
import type { KeptOrder } from '../../../core/orders/rederive.ts'
import { type AcceptedQuote, acceptedQuote } from '../money/accepted-quotes.ts'
import { type OrderStatement, orderStatement } from '../money/reading.ts'
import type { Store } from '../store.ts'
import { paymentsOfCheckout, readOrder, readSteps, type StoredPayment } from './reading.ts'

/** What counts against a party of an order (pol.unpaid, bp.ship-by). */
export interface OrderMark {
  readonly mark: string
  readonly party: string
  readonly member: string
  readonly at: Date
}

/** Everything that is kept of an order, as an agent reads it. */
export interface OrderRecord extends KeptOrder {
  readonly shard: number
  readonly accepted: AcceptedQuote
  readonly payments: readonly StoredPayment[]
  /** The books of the order; null where nothing was paid. */
  readonly statement: OrderStatement | null
  readonly marks: readonly OrderMark[]
}

/** Reads everything that is kept of an order; null where there is none of that id. */
export async function readRecord(store: Store, id: string): Promise<OrderRecord | null> {
  const found = await readOrder(store, id)
  if (found === null) return null
  const { shard, order } = found
  const [kept, payments, statement, marks] = await Promise.all([
    readKept(store, found),
    paymentsOfCheckout(store, { shard, checkout: order.checkout }),
    orderStatement(store, { buyer: order.buyer, order: id }),
    readMarks(store, { shard, order: id }),
  ])
  return { shard, ...kept, payments, statement, marks }
}

async function readKept(
  store: Store,
  { shard, order }: { readonly shard: number; readonly order: Order },
): Promise<KeptOrder & { readonly accepted: AcceptedQuote }> {
  const [siblings, steps, [accepted]] = await Promise.all([
    siblingsOf(store, { shard, checkout: order.checkout }),
    readSteps(store, { shard, order: order.id }),
    acceptedQuote(store.db, store, { shard, checkouts: [order.checkout] }),
  ])
  const quote = accepted as AcceptedQuote
  return { order, siblings, steps, texts: quote.texts, accepted: quote }
}

async function siblingsOf(
  { db }: Pick<Store, 'db'>,
  { shard, checkout }: { readonly shard: number; readonly checkout: string },
): Promise<Order[]> {
  const rows = await db
    .selectFrom('orders')
    .select('document')
    .where('shard', '=', shard)
    .where('checkout_id', '=', checkout)
    .orderBy('id')
    .execute()
  return rows.map(({ document }) => JSON.parse(document))
}

async function readMarks(
  { db }: Pick<Store, 'db'>,
  { shard, order }: { readonly shard: number; readonly order: string },
): Promise<OrderMark[]> {
  return db
    .selectFrom('order_marks')
    .select(['mark', 'party', 'member_id as member', 'at'])
    .where('shard', '=', shard)
    .where('order_id', '=', order)
    .orderBy('at')
    .execute()
}

/** Checkouts that are read at once, when all orders are. */
const AT_ONCE = 200

/** Every order with what it was made of, a checkout after the other: for deciding them again. */
export async function* everyKept(store: Store): AsyncGenerator<KeptOrder> {
  for (let shard = 0; shard < store.shards; shard++) {
    let after = ''
    for (;;) {
      const checkouts = await checkoutsAfter(store, { shard, after })
      if (checkouts.length === 0) break
      yield* keptOf(store, { shard, checkouts })
      after = checkouts.at(-1) as string
    }
  }
}

async function checkoutsAfter(
  { db }: Pick<Store, 'db'>,
  { shard, after }: { readonly shard: number; readonly after: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('checkouts')
    .select('id')
    .where('shard', '=', shard)
    .where('id', '>', after)
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
  return rows.map(({ id }) => id)
}

async function* keptOf(
  store: Store,
  { shard, checkouts }: { readonly shard: number; readonly checkouts: readonly string[] },
): AsyncGenerator<KeptOrder> {
  const { db } = store
  const rows = await db
    .selectFrom('orders')
    .select(['checkout_id', 'document'])
    .where('shard', '=', shard)
    .where('checkout_id', 'in', checkouts)
    .orderBy('id')
    .execute()
  const orders = rows.map(({ document }) => JSON.parse(document) as Order)
  const written = await db
    .selectFrom('order_steps')
    .select(['order_id', 'document'])
    .where('shard', '=', shard)
    .where(
      'order_id',
      'in',
      orders.map(({ id }) => id),
    )
    .orderBy('order_id')
    .orderBy('version')
    .execute()
  const steps = Map.groupBy(written, ({ order_id }) => order_id)
  const quotes = await acceptedQuote(db, store, { shard, checkouts })
  const texts = new Map(quotes.map((one) => [one.checkout, one.texts]))
  const siblings = Map.groupBy(orders, ({ checkout }) => checkout)
  for (const order of orders) {
    const quote = texts.get(order.checkout)
    if (quote === undefined) continue
    const own = (steps.get(order.id) ?? []).map(({ document }) => JSON.parse(document) as OrderStep)
    yield { order, siblings: siblings.get(order.checkout) ?? [], steps: own, texts: quote }
  }
}
