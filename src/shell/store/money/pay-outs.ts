import { type Kysely, sql } from 'kysely'
import {
  isMoneyRefusal,
  type MoneyRefusal,
  moneyRefusal,
} from '../../../core/orders/money/money-refusals.ts'
import { payOut as payOutStep } from '../../../core/orders/money/occasions.ts'
import { nowOf } from '../instants.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { MoneyWork, OrderKey } from './money-work.ts'
import { OpenOrders } from './open-orders.ts'
import { type GrantedRefund, refundOf } from './refund-rows.ts'
import { rewriteRefunds } from './refund-writing.ts'
import type { RefundAnswer } from './refunds.ts'

/** A refund that the payment provider has paid out for us. */
export interface PaidOut extends OrderKey {
  /** The refund's number in its order. */
  readonly number: number
  /** The payment provider's name for it. */
  readonly reference: string
}

/**
 * A refund was paid out: what was due to the buyer is paid (bp.cancel.paid). Told again with the same
 * reference, nothing moves; told with another, it is refused, for it would be paid twice (tc.8).
 */
export async function payOut(
  work: MoneyWork,
  { number, reference, ...key }: PaidOut,
): Promise<RefundAnswer | MoneyRefusal> {
  const orders = await OpenOrders.lock(work, [key])
  const open = orders.of(key)
  if (open === null) return moneyRefusal('not-paid')
  const before = await oneRefund(orders, open.paid.order, number)
  if (before === null) return moneyRefusal('not-due')
  const name = reference.toWellFormed()
  if (before.state === 'paid' && before.reference === name)
    return { refund: before, replayed: true }
  if (before.state !== 'due') return moneyRefusal('not-due')
  const step = payOutStep(open.money, leftToPay(before))
  if (isMoneyRefusal(step)) return step
  open.post(step, `paid ${number}`)
  const refund = { ...before, state: 'paid', paidAt: orders.now, reference: name } as const
  await rewriteRefunds(orders, [refund])
  await orders.write()
  return { refund, replayed: false }
}

/** What of a refund is still to be paid out. */
export function leftToPay({ state, cash, covered }: GrantedRefund): number {
  return state === 'due' ? cash - covered : 0
}

async function oneRefund(
  { work, shard }: OpenOrders,
  order: string,
  number: number,
): Promise<GrantedRefund | null> {
  const row = await work.trx
    .selectFrom('refunds')
    .selectAll()
    .where('shard', '=', shard)
    .where('order_id', '=', order)
    .where('number', '=', number)
    .executeTakeFirst()
  return row ? refundOf(work.store, row) : null
}

export interface DueAsked {
  readonly shard: number
  readonly limit: number
  /** Those that were granted by then; without it, by now. */
  readonly at?: Date | undefined
  /** Where the page before ended: one that cannot be paid keeps no other waiting. */
  readonly after?: DueCursor | undefined
}

type DueCursor = Pick<GrantedRefund, 'grantedAt' | 'order' | 'number'>

/** Refunds that wait to be paid out, the oldest first: for whoever asks the payment provider to. */
export async function dueRefunds(
  { db, secret }: Pick<Store, 'secret'> & { readonly db: Kysely<Tables> },
  { shard, limit, at, after }: DueAsked,
): Promise<GrantedRefund[]> {
  const rows = await db
    .selectFrom('refunds')
    .selectAll()
    .where('shard', '=', shard)
    .where(sql<boolean>`state = 'due'`)
    .where('granted_at', '<=', nowOf(at))
    .$if(after !== undefined, (query) => query.where(isAfter(after as DueCursor)))
    .orderBy('granted_at')
    .orderBy('order_id')
    .orderBy('number')
    .limit(limit)
    .execute()
  return rows.map((row) => refundOf({ secret }, row))
}

function isAfter({ grantedAt, order, number }: DueCursor) {
  return sql<boolean>`(granted_at, order_id, number) > (${grantedAt}, ${order}, ${number}::integer)`
}
