import { decideTestPayment, type TestDecision } from '../../payments/test-decision.ts'
import { TEST_PROVIDER } from '../../payments/test-provider.ts'
import type { SampleTill } from '../../samples/sample-orders.ts'
import { readPayment, type StoredPayment } from '../../store/orders/reading.ts'
import { beginPayment, type PaymentWork, reportOf } from './paying.ts'

/**
 * The test provider as sample orders are paid with it; null where another one takes the payments. What it
 * tells here it tells once more by its web hook, which is heard as a repetition.
 */
export function sampleTill(work: PaymentWork): SampleTill | null {
  const provider = work.payments.get(TEST_PROVIDER)
  if (!provider) return null
  return {
    provider: TEST_PROVIDER,
    pay: async (attempt, comesOut) => {
      const payment = (await readPayment(work.store, attempt)) as StoredPayment
      await beginPayment(work, payment)
      const { reference } = (await readPayment(work.store, attempt)) as StoredPayment
      const answer = comesOut as TestDecision['answer']
      if (answer !== 'silent') await decideTestPayment(work.store, reference as string, { answer })
      const standing = await provider.standing({ attempt, reference })
      return typeof standing === 'string' ? null : reportOf(TEST_PROVIDER, standing)
    },
  }
}
