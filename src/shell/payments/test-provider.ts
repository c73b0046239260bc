import { nowOf } from '../store/instants.ts'
import type { Store } from '../store/store.ts'
import { assertAmount, assertPayable } from './payment-request.ts'
import {
  type BegunPayment,
  type BegunRefund,
  type EventHeaders,
  type PaymentEvent,
  type PaymentKey,
  type PaymentProvider,
  type PaymentRequest,
  ProviderFault,
  type RefundAsk,
} from './port.ts'
import { addReturn, factOf } from './test-decision.ts'
import { readTestEvent } from './test-event.ts'
import {
  changeTestPayment,
  lockTestPayment,
  type TestPaymentRow,
  type TestWork,
  testReference,
  testShard,
  testStateOf,
} from './test-payment.ts'

export const TEST_PROVIDER = 'test'

/** Where the page of a test payment is. */
const testPaymentPage = (reference: string): string => `/pay/${reference}`

/**
 * The built-in test provider: a service outside in miniature. No money moves; the buyer chooses on a page
 * what comes of the payment and how long that takes (faq.payfail). It keeps what it knows in tables of its
 * own, so that it goes on after a restart where it was.
 */
export class TestProvider implements PaymentProvider {
  readonly name = TEST_PROVIDER
  readonly #store: Store
  readonly #at: () => Date | undefined

  /** `at` is the clock of a test or a replay; without it the database's. */
  constructor(store: Store, at: () => Date | undefined = () => undefined) {
    this.#store = store
    this.#at = at
  }

  async begin(request: PaymentRequest): Promise<BegunPayment> {
    assertPayable(request)
    const reference = testReference(this.#store, request.attempt)
    const row = {
      shard: testShard(this.#store, reference),
      reference,
      attempt: request.attempt,
      checkout_id: request.checkout,
      buyer_id: request.buyer,
      amount_minor: request.amountMinor,
      currency: request.currency,
      description: request.description,
      return_url: request.returnUrl,
    }
    const fresh = await this.#store.db
      .insertInto('test_payments')
      .values({ ...row, begun_at: nowOf(this.#at()) })
      .onConflict((found) => found.doNothing())
      .returning('reference')
      .executeTakeFirst()
    if (!fresh) await this.#assertSame(row)
    return { reference, payAt: testPaymentPage(reference) }
  }

  async cancel({ attempt, reference }: PaymentKey): Promise<void> {
    await this.#lock(reference ?? testReference(this.#store, attempt), async (work) => {
      const { row, now, trx, shard } = work
      const state = testStateOf(row, now)
      if (state !== 'open' && state !== 'checking') return
      await changeTestPayment(work, { cancelled_at: now })
      // What was still to come true does not any more.
      await trx
        .deleteFrom('test_payment_events')
        .where('shard', '=', shard)
        .where('reference', '=', row.reference)
        .execute()
    })
  }

  async refund({ reference, amountMinor, currency, key }: RefundAsk): Promise<BegunRefund> {
    assertAmount(amountMinor, currency)
    const answer = await this.#lock(reference, async (work) => {
      const { row } = work
      const before = row.returned.find((one) => one.by === 'refund' && one.key === key)
      if (before && before.amountMinor === amountMinor) return { reference: before.reference }
      const fault = before ? `the refund ${key} was of another amount` : refundFault(work)
      if (fault !== null) return refuse(`${reference} was not refunded: ${fault}.`)
      if (currency !== row.currency) return refuse(`${reference} is in ${row.currency}.`)
      const left = row.amount_minor - row.returned_minor
      if (amountMinor > left) return refuse(`${reference}: at most ${left} can still go back.`)
      const name = `${reference}.refund.${row.returned.length + 1}`
      await addReturn(work, { by: 'refund', key, reference: name, amountMinor })
      return { reference: name }
    })
    return answer ?? refuse(`There is no payment ${reference}.`)
  }

  async standing({
    attempt,
    reference,
  }: PaymentKey): Promise<PaymentEvent | 'pending' | 'unknown'> {
    const name = reference ?? testReference(this.#store, attempt)
    const answer = await this.#lock(name, async ({ row, now }) => standingOf(row, now))
    return answer ?? 'unknown'
  }

  async readEvents(headers: EventHeaders, body: Buffer | string, nowMs: number) {
    return readTestEvent(this.#store, { headers, body }, nowMs)
  }

  #lock<T>(reference: string, act: (work: TestWork) => Promise<T>): Promise<T | null> {
    return lockTestPayment(this.#store, { reference, at: this.#at() }, act)
  }

  /** An attempt that began already must have been the same: else somebody would pay what nobody asked. */
  async #assertSame(row: Pick<TestPaymentRow, (typeof COMPARED)[number] | 'reference'>) {
    const isSame = await this.#lock(row.reference, async ({ row: before }) =>
      COMPARED.every((column) => before[column] === row[column]),
    )
    if (!isSame) refuse(`The attempt ${row.attempt} began before, with another amount or order.`)
  }
}

const COMPARED = [
  'attempt',
  'checkout_id',
  'buyer_id',
  'amount_minor',
  'currency',
  'description',
  'return_url',
] as const satisfies readonly (keyof TestPaymentRow)[]

function refundFault({ row, now }: TestWork): string | null {
  const state = testStateOf(row, now)
  return state === 'paid' ? null : `it is not paid, but ${state}`
}

function standingOf(row: TestPaymentRow, now: Date): PaymentEvent | 'pending' {
  const { attempt, reference, cancelled_at: cancelledAt } = row
  if (cancelledAt !== null) {
    const id = `${reference}.failed`
    const came = { id, attempt, reference, at: cancelledAt } as const
    return { ...came, kind: 'failed', cause: 'verification-failed' }
  }
  const fact = factOf(row)
  return fact !== null && fact.at <= now ? fact : 'pending'
}

function refuse(says: string): never {
  throw new ProviderFault(says, { canRetry: false })
}
