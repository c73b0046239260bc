import { type PaymentEvent, type PaymentProvider, ProviderFault } from '../../payments/port.ts'
import type { OrderDesk } from '../../store/orders/order-desk.ts'
import type { Report } from '../../store/orders/payment-requests.ts'
import { keepReference, readPayment, type StoredPayment } from '../../store/orders/reading.ts'
import type { Store } from '../../store/store.ts'

/** Who takes payments, by name. */
export type Providers = ReadonlyMap<string, PaymentProvider>

/** What payments of orders are carried out with. */
export interface PaymentWork {
  readonly store: Store
  readonly orders: OrderDesk
  readonly payments: Providers
}

/** What came of beginning a payment: where to pay, or why not (again later, where it was `away`). */
export type BegunAt =
  | { readonly payAt: string | null }
  | { readonly away: string }
  | { readonly refused: string }

/**
 * Begins a payment at its provider. Right after the transaction that wrote it, and again by its message
 * where the process died between: the provider begins an attempt once. What the provider refuses for good
 * has failed, so that the order can be paid in another way.
 */
export async function beginPayment(work: PaymentWork, payment: StoredPayment): Promise<BegunAt> {
  const { attempt, checkout, buyer, amountMinor, currency, returnUrl, reference, payAt } = payment
  if (reference !== null) return { payAt }
  const provider = work.payments.get(payment.provider)
  if (!provider)
    return { away: `The payment provider ${payment.provider} is not set up (any more).` }
  const description = `Checkout ${checkout}`
  const asked = { attempt, checkout, buyer, amountMinor, currency, description, returnUrl }
  try {
    const begun = await provider.begin(asked)
    await keepReference(work.store, payment, begun)
    return { payAt: begun.payAt }
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error
    if (error.canRetry) return { away: error.message }
    await work.orders.report({
      provider: provider.name,
      id: `${attempt} refused`,
      attempt,
      kind: 'failed',
      cause: 'verification-failed',
    })
    return { refused: error.message }
  }
}

/**
 * Hears events of a provider (faq.escrow, faq.payfail): each is acted on once. The provider's name of a
 * payment is kept from the first of them, where its answer to the beginning was lost.
 */
export async function hearEvents(
  work: PaymentWork,
  provider: string,
  events: readonly PaymentEvent[],
): Promise<void> {
  for (const event of events) {
    const known = await readPayment(work.store, event.attempt)
    // A payment that others began with the same account of the provider.
    if (known?.provider !== provider) continue
    if (known.reference === null) {
      await keepReference(work.store, known, { reference: event.reference, payAt: null })
    }
    await work.orders.report(reportOf(provider, event))
  }
}

/** What a provider tells, as the desk of orders hears it. */
export function reportOf(provider: string, event: PaymentEvent): Report {
  const { reference: _, at: __, ...told } = event
  return { provider, ...told }
}
