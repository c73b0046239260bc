import { type Selectable, sql } from 'kysely'
import { askIn, type Statement } from '../claims/ask.ts'
import { joinedTexts, jsonTexts } from '../claims/text-array.ts'
import { ledgerKey } from '../ledger/seal.ts'
import type { MoneyTables } from './money-tables.ts'
import { instantOfWork, type MoneyWork, type OrderKey, shardOfAll } from './money-work.ts'
import { OpenOrder } from './open-order.ts'
import { type MoneyHead, ORDER_BOOK, type PaidOrder } from './order-book.ts'
import { rowsDocument, writingRows } from './row-statements.ts'

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

  /** The orders that acts of a transaction have together. */
  static readonly #together = new WeakMap<MoneyWork['trx'], OpenOrders>()

  /** Locks orders once for several acts of a transaction, and writes once what they move. */
  static async together(
    work: MoneyWork,
    keys: readonly OrderKey[],
    acts: () => Promise<void>,
  ): Promise<void> {
    const orders = await OpenOrders.lock(work, keys)
    OpenOrders.#together.set(work.trx, orders)
    try {
      await acts()
    } finally {
      OpenOrders.#together.delete(work.trx)
    }
    await orders.write()
  }

  /** Takes the locks, in the order of the ids, so that no two wait for each other. */
  static async lock(work: MoneyWork, keys: readonly OrderKey[]): Promise<OpenOrders> {
    const together = OpenOrders.#together.get(work.trx)
    if (together) return together
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
    if (OpenOrders.#together.get(this.work.trx) === this) return
    const changed = [...this.#orders.values()].filter((one) => one.isChanged)
    await writeEntries(this.work, this.shard, changed)
    if (changed.length > 0) {
      const heads = changed.map((one) => one.headRow(this.shard))
      await askIn(this.work.trx)(REWRITE_HEADS, [rowsDocument(heads)])
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

/** The columns of a head, with their types: those of an order, then what acts on its money change. */
const HEAD_IDS = {
  ...{ shard: 'smallint', order_id: 'text', buyer_id: 'text', seller_id: 'text' },
  ...{ checkout_id: 'text', place: 'text', currency: 'text' },
}
const HEAD_CHANGES = {
  ...{ number: 'bigint', paid: 'bigint', returned: 'bigint', due: 'bigint', escrow: 'bigint' },
  ...{ pending: 'bigint', released: 'bigint', standing: 'text', confirmed: 'text[]' },
  ...{ reimbursed: 'boolean', frozen_by: 'text[]', refunds: 'integer', digest: 'bytea' },
  seal: 'bytea',
}
const HEAD_COLUMNS = { ...HEAD_IDS, ...HEAD_CHANGES }

/** Opens the money of orders that are paid for the first time. */
export const INSERT_HEADS = writingRows('order_money', HEAD_COLUMNS, {
  name: 'insert-heads',
  rest: 'order by order_id on conflict do nothing returning order_id',
})

const CHANGED = Object.keys(HEAD_CHANGES).filter((name) => name !== 'paid')

const REWRITE_HEADS = writingRows('order_money', HEAD_COLUMNS, {
  name: 'rewrite-heads',
  rest: `on conflict (shard, order_id) do update set
    ${CHANGED.map((name) => `${name} = excluded.${name}`).join(', ')}`,
})

const WRITE_ENTRIES = writingRows(
  'money_entries',
  {
    ...{ shard: 'smallint', order_id: 'text', number: 'bigint', buyer_id: 'text', posting: 'text' },
    ...{ debit: 'text', credit: 'text', party: 'text', currency: 'text', amount: 'bigint' },
    ...{ escrow_after: 'bigint', key: 'text', leg: 'smallint', at: 'timestamptz', digest: 'bytea' },
  },
  { name: 'write-entries' },
)

const SEND_MESSAGES: Statement = {
  name: 'money.send-messages',
  text: `insert into outbox (shard, topic, document, due_at)
    select $1, $2, m.document::json, $4::timestamptz
    from unnest(${jsonTexts('$3')}) as m (document)`,
}

/** Statements that come again and again: connections may prepare them. */
export const MONEY_STATEMENTS = [INSERT_HEADS, REWRITE_HEADS, WRITE_ENTRIES, SEND_MESSAGES]

/** Writes what was posted. */
export async function writeEntries(
  { trx }: MoneyWork,
  shard: number,
  orders: readonly OpenOrder[],
): Promise<void> {
  const entries = orders.flatMap((one) => one.entryRows(shard))
  if (entries.length > 0) await askIn(trx)(WRITE_ENTRIES, [rowsDocument(entries)])
}

/** Writes messages to the outbox, due at the instant of the act. */
export async function sendMessages(
  { work, shard, now }: Pick<OpenOrders, 'work' | 'shard' | 'now'>,
  topic: string,
  documents: readonly string[],
): Promise<void> {
  if (documents.length === 0) return
  await askIn(work.trx)(SEND_MESSAGES, [shard, topic, joinedTexts(documents), now])
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
