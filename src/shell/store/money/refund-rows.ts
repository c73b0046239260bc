import { createHmac } from 'node:crypto'
import type { Selectable } from 'kysely'
import { assert } from '../../../core/base/faults.ts'
import type { RefundRecord } from '../../../core/orders/money/refund-record.ts'
import { sealedInstant } from '../ledger/seal.ts'
import type { Store } from '../store.ts'
import type { MoneyTables, RefundState } from './money-tables.ts'

/** A refund that was granted. */
export interface GrantedRefund {
  readonly order: string
  /** Counts the refunds of an order from 1. */
  readonly number: number
  readonly buyer: string
  readonly checkout: string
  /** The request's idempotency key, and the digest of what was asked with it. */
  readonly key: string
  readonly asked: string
  readonly currency: string
  /** What it grants, and to whom. */
  readonly record: RefundRecord
  /** What the buyer gets. */
  readonly cash: number
  /** Of it, what the payment provider paid meanwhile (bp.d.paypal). */
  readonly covered: number
  readonly state: RefundState
  readonly grantedAt: Date
  readonly paidAt: Date | null
  /** The payment provider's name for what was paid out. */
  readonly reference: string | null
}

export type RefundRow = Selectable<MoneyTables['refunds']>

/** A refund as its row is written. */
export function refundRow(
  { secret }: Pick<Store, 'secret'>,
  shard: number,
  granted: GrantedRefund,
): RefundRow {
  const row = {
    shard,
    order_id: granted.order,
    number: granted.number,
    buyer_id: granted.buyer,
    checkout_id: granted.checkout,
    key: granted.key,
    body_digest: Buffer.from(granted.asked, 'hex'),
    cause: granted.record.cause,
    occasion: granted.record.occasion,
    record: JSON.stringify(granted.record),
    currency: granted.currency,
    cash: granted.cash,
    covered: granted.covered,
    state: granted.state,
    granted_at: granted.grantedAt,
    paid_at: granted.paidAt,
    reference: granted.reference,
  }
  return { ...row, seal: sealOfRow(secret, row) }
}

/** A row as a refund; throws where it is not as it was written, for later refunds are counted from it. */
export function refundOf({ secret }: Pick<Store, 'secret'>, row: RefundRow): GrantedRefund {
  const isWhole = sealOfRow(secret, row).equals(row.seal)
  assert(isWhole, `refund ${row.number} of ${row.order_id} is as it was written`)
  return {
    order: row.order_id,
    number: row.number,
    buyer: row.buyer_id,
    checkout: row.checkout_id,
    key: row.key,
    asked: row.body_digest.toString('hex'),
    currency: row.currency,
    record: JSON.parse(row.record),
    cash: row.cash,
    covered: row.covered,
    state: row.state,
    grantedAt: row.granted_at,
    paidAt: row.paid_at,
    reference: row.reference,
  }
}

function sealOfRow(secret: Buffer, row: Omit<RefundRow, 'seal'>): Buffer {
  const { order_id, number, buyer_id, checkout_id, key, body_digest, cause, occasion, record } = row
  const { currency, cash, covered, state, granted_at, paid_at, reference } = row
  const words = [order_id, buyer_id, checkout_id, key, cause, occasion, record, currency, state]
  const figures = [number, cash, covered].map(String)
  const rest = [sealedInstant(granted_at), sealedInstant(paid_at), reference]
  return createHmac('sha256', secret)
    .update('refund')
    .update(JSON.stringify([...words, ...figures, ...rest, body_digest.toString('hex')]))
    .digest()
}
