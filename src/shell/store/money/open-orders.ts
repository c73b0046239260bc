import { type Selectable, sql } from 'kysely'
import { ledgerKey } from '../ledger/seal.ts'
import type { MoneyTables } from './money-tables.ts'
import { instantOfWork, type MoneyWork, type OrderKey, pieces, shardOfAll } from './money-work.ts'
import { OpenOrder } from './open-order.ts'
import { type MoneyHead, ORDER_BOOK, type PaidOrder } from './order-book.ts'

type HeadRow = Selectable<MoneyTables['order_money']>

/** Sellers hear of what was handed on, or asked back, by messages of this topic. */
export const SELLER_TOPIC = 'seller-money'

/** The money of some orders, locked: others wait for the end of the transaction. */
export class OpenOrders {
  readonly work: MoneyWork
  readonly shard: number
  readonly now: Date
  readonly #orders: ReadonlyMap<string, OpenOrder>

  private constructor(work: MoneyWork, at: { shard: number; now: Date }, orders: OpenOrder[]) {
    this.work = work
    this.shard = at.shard
    this.now = at.now
    this.#orders = new Map(orders.map((one) => [one.paid.order, one]))
  }

  /** Takes the locks, in the order of the ids, so that no two wait for each other. */
  static async lock(work: MoneyWork, keys: readonly OrderKey[]): Promise<OpenOrders> {
    const buyers = keys.map(({ buyer }) => buyer)
    const shard = shardOfAll(work.store, buyers)
    const rows = await work.trx
      .selectFrom('order_money')
      .selectAll()
      .where('shard', '=', shard)
      .where(sql<boolean>`order_id = any(${keys.map(({ order }) => order.toWellFormed())}::text[])`)
      .orderBy('order_id')
      .forUpdate()
      .execute()
    return OpenOrders.#of(work, shard, rows)
  }

  static async #of(work: MoneyWork, shard: number, rows: readonly HeadRow[]): Promise<OpenOrders> {
    const now = await instantOfWork(work)
    const key = ledgerKey(work.store.secret, ORDER_BOOK.name)
    const orders = rows.map((row) => new OpenOrder(paidOf(row), headOf(row), { key, now }))
    return new OpenOrders(work, { shard, now }, orders)
  }

  /** The money of a buyer's order, or null where none was paid. */
  of({ buyer, order, at }: OrderKey): OpenOrder | null {
    const open = this.#orders.get(order.toWellFormed())
    if (open?.paid.buyer !== buyer.toWellFormed()) return null
    open.actAt(at ?? this.now)
    return open
  }

  /** Writes what was moved: entries, the ends of their chains, and what sellers are to be told. */
  async write(): Promise<void> {
    const changed = [...this.#orders.values()].filter((one) => one.isChanged)
    await writeEntries(this.work, this.shard, changed)
    const heads = changed.map((one) => one.headRow(this.shard))
    for (const rows of pieces(heads, HEAD_COLUMNS)) {
      await this.work.trx
        .insertInto('order_money')
        .values(rows)
        .onConflict((found) =>
          found.columns(['shard', 'order_id']).doUpdateSet((eb) => ({
            number: eb.ref('excluded.number'),
            returned: eb.ref('excluded.returned'),
            due: eb.ref('excluded.due'),
            escrow: eb.ref('excluded.escrow'),
            pending: eb.ref('excluded.pending'),
            released: eb.ref('excluded.released'),
            standing: eb.ref('excluded.standing'),
            confirmed: eb.ref('excluded.confirmed'),
            reimbursed: eb.ref('excluded.reimbursed'),
            frozen_by: eb.ref('excluded.frozen_by'),
            refunds: eb.ref('excluded.refunds'),
            digest: eb.ref('excluded.digest'),
            seal: eb.ref('excluded.seal'),
          })),
        )
        .execute()
    }
    await this.#tellSellers(changed)
  }

  /** The seller's book stands under another key: it hears by the outbox, in the transaction of the cause. */
  async #tellSellers(changed: readonly OpenOrder[]): Promise<void> {
    const messages = changed.flatMap((one) => {
      const handed = one.handedOn()
      return handed === null ? [] : [JSON.stringify({ ...handed, at: one.now.toISOString() })]
    })
    await sendMessages(this, SELLER_TOPIC, messages)
  }
}

/** The columns of a head: so many parameters each takes. */
export const HEAD_COLUMNS = 21
const ENTRY_COLUMNS = 15

/** Writes what was posted. */
export async function writeEntries(
  { trx }: MoneyWork,
  shard: number,
  orders: readonly OpenOrder[],
): Promise<void> {
  const entries = orders.flatMap((one) => one.entryRows(shard))
  for (const rows of pieces(entries, ENTRY_COLUMNS)) {
    await trx.insertInto('money_entries').values(rows).execute()
  }
}

/** Writes messages to the outbox, due at the instant of the act. */
export async function sendMessages(
  { work, shard, now }: Pick<OpenOrders, 'work' | 'shard' | 'now'>,
  topic: string,
  documents: readonly string[],
): Promise<void> {
  if (documents.length === 0) return
  const rows = documents.map((document) => ({ shard, topic, document, due_at: now }))
  for (const some of pieces(rows, 4)) {
    await work.trx.insertInto('outbox').values(some).execute()
  }
}

/** What of a row does not change. */
export function paidOf(row: HeadRow): PaidOrder {
  const { order_id: order, buyer_id: buyer, seller_id: seller, checkout_id: checkout } = row
  return { order, buyer, seller, checkout, place: row.place, currency: row.currency }
}

/** What of a row acts on the money change. */
export function headOf(row: HeadRow): MoneyHead {
  const { number, paid, returned, due, escrow, pending, released, standing } = row
  const { confirmed, reimbursed, frozen_by: frozenBy, refunds, digest } = row
  const balances = { paid, returned, due, escrow, pending, released }
  return {
    money: { ...balances, standing, confirmed, reimbursed, frozenBy },
    ...{ number, refunds, digest },
  }
}
