import type { Fault, Refused } from '../../core/base/faults.ts'
import { integer, object, oneOf, type TypeOf } from '../../core/base/schema.ts'
import { PAYMENT_CAUSES } from '../../core/orders/payment-causes.ts'
import type { PaymentOutcome } from '../../core/orders/payment-outcome.ts'
import type { TestReturn } from '../store/payments/test-payment-tables.ts'
import type { Store } from '../store/store.ts'
import { assertAmount } from './payment-request.ts'
import type { PaymentEvent } from './port.ts'
import { testEventOf } from './test-event.ts'
import {
  changeTestPayment,
  lockTestPayment,
  type TestPayment,
  type TestWork,
  testPaymentOf,
  testStateOf,
} from './test-payment.ts'

/** What can be chosen on the page: it is paid, one of the five causes (faq.payfail), or no answer ever. */
const TEST_ANSWERS = [
  'pay',
  ...PAYMENT_CAUSES.map(({ cause }) => cause),
  'silent',
] as const satisfies readonly (TestPayment['answer'] & string)[]

/** Longer than any clock of an order, so that each can be made to run out first. */
const DELAY_MAX_SECONDS = 180 * 86_400

/** A choice on the page of a test payment, with how long the provider takes to answer. */
const testDecision = object(
  { answer: oneOf(TEST_ANSWERS) },
  {
    delaySeconds: integer(
      0,
      DELAY_MAX_SECONDS,
      `Must be a whole number of seconds from 0 to ${DELAY_MAX_SECONDS} (180 days).`,
    ),
  },
)

export type TestDecision = TypeOf<typeof testDecision>

/** A choice as it was sent, or its every fault. */
export function readTestDecision(value: unknown): TestDecision | Refused {
  const faults: Fault[] = []
  testDecision.find(value, '', faults)
  return faults.length > 0 ? { refused: faults } : (value as TestDecision)
}

/**
 * Decides a payment as its buyer chose on the page: what comes of it is told when the delay is over
 * (faq.payfail). Chosen twice alike, it counts once; null where there is no such payment.
 */
export async function decideTestPayment(
  store: Store,
  reference: string,
  decision: TestDecision,
  at?: Date,
): Promise<TestPayment | Refused | null> {
  return lockTestPayment(store, { reference, at }, async (work) => {
    const { row, now } = work
    if (row.answer === decision.answer) return testPaymentOf(row, now)
    const state = testStateOf(row, now)
    if (state !== 'open') return { refused: [{ path: '', fault: CLOSED[state] }] }
    const { answer, delaySeconds = 0 } = decision
    const answers = answer === 'silent' ? null : new Date(now.getTime() + delaySeconds * 1_000)
    const changes = { answer, decided_at: now, answers_at: answers }
    await changeTestPayment(work, changes)
    const decided = { ...row, ...changes }
    const fact = factOf(decided)
    if (fact !== null) await tell(work, fact)
    return testPaymentOf(decided, now)
  })
}

const CLOSED = {
  checking: 'This payment is being checked: wait for its answer.',
  paid: 'This payment is paid already.',
  failed: 'This payment has failed. Go back to the order, and pay again from there.',
  cancelled: 'This payment was called off. Go back to the order to see how it stands.',
} as const

/** What a decided payment comes to, or null where it never answers. */
export function factOf(row: TestWork['row']): PaymentEvent | null {
  const { attempt, reference, answer, answers_at: at } = row
  if (answer === null || answer === 'silent' || at === null) return null
  if (answer !== 'pay') {
    const id = `${reference}.failed`
    return { id, attempt, reference, at, kind: 'failed', cause: answer }
  }
  const paid = { amountMinor: row.amount_minor, currency: row.currency }
  return { id: `${reference}.verified`, attempt, reference, at, kind: 'verified', ...paid }
}

/** A claim that the provider decides for the buyer: its name, and what is paid back. */
export interface TestClaim {
  readonly claim: string
  readonly amountMinor: number
}

/**
 * The provider pays the buyer back by a claim of its own, as the disputes of card networks and PayPal end
 * (bp.d.paypal). Once for a claim, of what was paid and did not go back yet.
 */
export async function reimburseTestPayment(
  store: Store,
  reference: string,
  { claim, amountMinor }: TestClaim,
  at?: Date,
): Promise<TestPayment | Refused | null> {
  return lockTestPayment(store, { reference, at }, async (work) => {
    const { row, now } = work
    assertAmount(amountMinor, row.currency)
    if (row.returned.some(({ by, key }) => by === 'claim' && key === claim))
      return testPaymentOf(row, now)
    if (testStateOf(row, now) !== 'paid')
      return { refused: [{ path: '', fault: 'Only a payment that is paid can be claimed back.' }] }
    const left = row.amount_minor - row.returned_minor
    if (amountMinor > left) {
      const fault = `Must be at most ${left} minor units: the rest went back already.`
      return { refused: [{ path: '/amountMinor', fault }] }
    }
    const id = `${reference}.claim.${claim}`
    await addReturn(work, { by: 'claim', key: claim, reference: id, amountMinor })
    const outcome: PaymentOutcome = {
      kind: 'reimbursed',
      claim,
      amountMinor,
      currency: row.currency,
    }
    await tell(work, { id, attempt: row.attempt, reference, at: now, ...outcome })
    return testPaymentOf({ ...row, returned_minor: row.returned_minor + amountMinor }, now)
  })
}

/** Writes down money that went back. */
export async function addReturn(work: TestWork, one: Omit<TestReturn, 'at'>): Promise<void> {
  const { row, now } = work
  await changeTestPayment(work, {
    returned: JSON.stringify([...row.returned, { ...one, at: now.toISOString() }]),
    returned_minor: row.returned_minor + one.amountMinor,
  })
}

/** Puts an event where it is posted from, in the transaction of its cause. */
async function tell({ trx, shard }: TestWork, fact: PaymentEvent): Promise<void> {
  const { id, reference, at } = fact
  const document = JSON.stringify(testEventOf(fact))
  await trx
    .insertInto('test_payment_events')
    .values({ shard, reference, id, document, at, due_at: at })
    .execute()
}
