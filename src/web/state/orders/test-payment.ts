import type { Answer } from '../../../client/call.ts'
import { PAYMENT_CAUSES } from '../../../core/orders/payment-causes.ts'
import { type Loader, loader } from '../market/load.ts'
import { givenTo, type Market } from '../market/market.ts'
import { paymentPath } from './reads.ts'

/** A payment of the built-in test provider, as its page shows it. */
export interface TestPayment {
  readonly reference: string
  readonly checkout: string
  readonly amountMinor: number
  readonly currency: string
  readonly description: string
  readonly returnUrl: string
  readonly state: 'open' | 'checking' | 'paid' | 'failed' | 'cancelled'
  readonly answer: string | null
  readonly answersAt: string | null
  readonly returnedMinor: number
}

/** What can be chosen to come of a test payment. */
export const TEST_ANSWERS: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'pay', label: 'It is paid.' },
  ...PAYMENT_CAUSES.map(({ cause, says }) => ({
    value: cause,
    label: `It fails: ${says.slice(0, says.indexOf('.') + 1)}`,
  })),
  { value: 'silent', label: 'No answer ever comes.' },
]

/** How long the test provider takes to answer. */
export const TEST_DELAYS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '0', label: 'At once' },
  { value: '5', label: 'After 5 seconds' },
  { value: '60', label: 'After a minute' },
  { value: '3600', label: 'After an hour' },
  { value: '172800', label: 'After 2 days, which is too late' },
]

/** Asks the test provider how a payment stands: it is no part of the marketplace’s API. */
export function testPaymentLoader(market: Market, reference: string): Loader<TestPayment> {
  const path = paymentPath(reference)
  return loader<TestPayment>((signal) => ask(path, signal), givenTo(market, path))
}

async function ask(path: string, signal: AbortSignal): Promise<Answer<TestPayment>> {
  try {
    const response = await fetch(path, { signal })
    const body = await response.json()
    const { status } = response
    if (response.ok) return { ok: true, status, value: body, etag: null }
    return { ok: false, status, problem: body }
  } catch (error) {
    if (signal.aborted) throw error
    const detail = 'The test provider cannot be reached. Look at the connection, and try again.'
    const problem = { type: 'about:blank', title: 'No answer', status: 0, detail, instance: path }
    return { ok: false, status: 0, problem }
  }
}
