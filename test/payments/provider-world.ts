import { expect } from 'vitest'
import type { PaymentCause } from '../../src/core/orders/payment-causes.ts'
import type {
  EventHeaders,
  PaymentEvent,
  PaymentProvider,
  PaymentRequest,
} from '../../src/shell/payments/port.ts'

/** A web hook as it reaches the server. */
export interface Hook {
  readonly headers: EventHeaders
  readonly body: string
}

/** A provider with what its own side can do. */
export interface ProviderWorld {
  readonly provider: PaymentProvider
  /** The buyer pays, and the provider tells it. */
  readonly pay: (reference: string) => Promise<Hook>
  /** The payment fails. */
  readonly fail: (reference: string, cause: PaymentCause) => Promise<Hook>
  /** The provider decides a claim for the buyer, of so many units as the provider counts them. */
  readonly reimburse: (reference: string, amountMinor: number) => Promise<Hook>
  /** Signs a body as the provider does, or with another secret or time. */
  readonly sign: (body: string, by?: { secret?: 'another'; atMs?: number }) => EventHeaders
}

let made = 0

/** A payment that is like no other. */
export function paymentRequest(changes: Partial<PaymentRequest> = {}): PaymentRequest {
  const number = ++made
  return {
    attempt: `attempt-${number}`,
    checkout: `checkout-${number}`,
    buyer: 'buyer-1',
    amountMinor: 4_250,
    currency: 'USD',
    description: 'Two orders of the marketplace',
    returnUrl: `https://market.example/checkouts/checkout-${number}`,
    ...changes,
  }
}

/** A fault of the provider, and whether the same may be asked again. */
export const fault = (canRetry: boolean) =>
  expect.objectContaining({ name: 'ProviderFault', canRetry })

/** The one event of a web hook that is genuine. */
export async function readOne({ provider }: ProviderWorld, hook: Hook): Promise<PaymentEvent> {
  const events = await provider.readEvents(hook.headers, Buffer.from(hook.body), Date.now())
  expect(events).toHaveLength(1)
  return (events as readonly PaymentEvent[])[0] as PaymentEvent
}
