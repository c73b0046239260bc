/** The tables of the test provider (migration 0008) as types. */
import type { ColumnType, Generated } from 'kysely'
import type { PaymentCause } from '../../../core/orders/payment-causes.ts'

export interface TestPaymentTables {
  test_payments: TestPayments
  test_payment_events: TestPaymentEvents
}

/** What a buyer can choose on the page of a test payment: it succeeds, it fails, or nothing ever comes. */
export type TestAnswer = 'pay' | PaymentCause | 'silent'

/** Money that went back: by a refund, named by its key, or by a claim, named by the claim. */
export interface TestReturn {
  readonly by: 'refund' | 'claim'
  readonly key: string
  readonly reference: string
  readonly amountMinor: number
  /** RFC 3339. */
  readonly at: string
}

interface TestPayments {
  shard: number
  reference: string
  attempt: string
  checkout_id: string
  buyer_id: string
  amount_minor: number
  currency: string
  description: string
  return_url: string
  begun_at: Date
  answer: TestAnswer | null
  decided_at: Date | null
  answers_at: Date | null
  cancelled_at: Date | null
  returned: ColumnType<readonly TestReturn[], string | undefined, string>
  returned_minor: Generated<number>
}

interface TestPaymentEvents {
  shard: number
  reference: string
  id: string
  document: ColumnType<object, string, string>
  at: Date
  due_at: Date
  attempts: Generated<number>
  delivered_at: Date | null
  last_fault: string | null
}
