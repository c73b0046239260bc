import type { RefundRecord } from '../../../core/orders/money/refund-record.ts'
import { pieces } from './money-work.ts'
import type { OpenOrder } from './open-order.ts'
import { type OpenOrders, sendMessages } from './open-orders.ts'
import { type GrantedRefund, refundRow } from './refund-rows.ts'

/** Coins of a payment that was refunded whole come back by messages of this topic (tc.18.b). */
export const COINS_TOPIC = 'coins-back'

interface Grant {
  readonly key: string
  readonly asked: string
  readonly number: number
  readonly now: Date
  readonly record: RefundRecord
}

/** A refund as it stands when it is granted: with nothing to pay out, it is paid. */
export function granted(
  { paid }: OpenOrder,
  { key, asked, number, now, record }: Grant,
): GrantedRefund {
  const { order, buyer, checkout, currency } = paid
  const { cash } = record
  const isDue = cash > 0
  return {
    ...{ order, number, buyer, checkout, key, asked, currency, record, cash, covered: 0 },
    state: isDue ? 'due' : 'paid',
    grantedAt: now,
    paidAt: isDue ? null : now,
    reference: null,
  }
}

const ROW_COLUMNS = 18
const LINE_COLUMNS = 6

/**
 * Writes refunds: the rows that reserve the balance, what keeps a line from being refunded twice for one
 * occasion, and the message that brings coins back with the whole (tc.18.b).
 */
export async function writeRefunds(
  orders: OpenOrders,
  fresh: readonly GrantedRefund[],
): Promise<void> {
  const { work, shard } = orders
  const rows = fresh.map((one) => refundRow(work.store, shard, one))
  for (const some of pieces(rows, ROW_COLUMNS)) {
    await work.trx.insertInto('refunds').values(some).execute()
  }
  const lines = fresh.flatMap(({ order, number, record }) =>
    record.lines.map(({ line }) => ({
      ...{ shard, order_id: order, number, line_id: line.toWellFormed() },
      ...{ cause: record.cause, occasion: record.occasion.toWellFormed() },
    })),
  )
  for (const some of pieces(lines, LINE_COLUMNS)) {
    await work.trx.insertInto('refund_lines').values(some).execute()
  }
  const coins = fresh.filter(({ record }) => record.coins > 0)
  const messages = coins.map(({ buyer, checkout, grantedAt }) =>
    JSON.stringify({ buyer, payment: checkout, at: grantedAt.toISOString() }),
  )
  await sendMessages(orders, COINS_TOPIC, messages)
}

/** Writes refunds whose standing has changed: the payment provider covered some, or one was paid out. */
export async function rewriteRefunds(
  { work, shard }: OpenOrders,
  changed: readonly GrantedRefund[],
): Promise<void> {
  for (const one of changed) {
    const { covered, state, paid_at, reference, seal } = refundRow(work.store, shard, one)
    await work.trx
      .updateTable('refunds')
      .set({ covered, state, paid_at, reference, seal })
      .where('shard', '=', shard)
      .where('order_id', '=', one.order)
      .where('number', '=', one.number)
      .execute()
  }
}
