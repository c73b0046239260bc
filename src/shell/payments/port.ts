import type { PaymentOutcome } from '../../core/orders/payment-outcome.ts'

/** A payment of a checkout that is to begin. Amounts are in minor units of ISO 4217. */
export interface PaymentRequest {
  /** Names this try to pay; a second try of the same checkout has another. */
  readonly attempt: string
  readonly checkout: string
  readonly buyer: string
  readonly amountMinor: number
  readonly currency: string
  /** What the buyer reads on the page of the provider. */
  readonly description: string
  /** Where the buyer comes back to, paid or not: what happened is told by events alone. */
  readonly returnUrl: string
}

/** What a provider answers: its own name of the payment, and where the buyer goes to pay (null: nowhere). */
export interface BegunPayment {
  readonly reference: string
  readonly payAt: string | null
}

/** A payment as both sides name it; the reference is null where the provider’s answer was lost. */
export interface PaymentKey {
  readonly attempt: string
  readonly reference: string | null
}

/** Money that is to go back to the buyer, at most once for a key. */
export interface RefundAsk {
  readonly reference: string
  readonly amountMinor: number
  readonly currency: string
  readonly key: string
}

/** What the provider calls a refund. */
export interface BegunRefund {
  readonly reference: string
}

/**
 * What a provider tells. `id` names the fact and not the message: however often, by web hook or when asked,
 * the provider tells it, it has the same id. Facts may be told late and in any order.
 */
export type PaymentEvent = {
  readonly id: string
  readonly attempt: string
  readonly reference: string
  /** When it happened, by the provider’s clock. */
  readonly at: Date
} & PaymentOutcome

/** Why a message that claims to be of the provider is not acted on, and a sentence for the log. */
export interface EventRefusal {
  readonly refused: 'signature' | 'too-old' | 'malformed'
  readonly says: string
}

/** The headers of a request, their names in lower case, as Node gives them. */
export type EventHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Who takes the buyer’s money and gives it back: the one way out of the house for payments (faq.pay). Every
 * method may be called again with the same arguments and does nothing twice. What the other side cannot do
 * is thrown as a `ProviderFault`.
 */
export interface PaymentProvider {
  readonly name: string
  /** Begins a payment, once for an attempt; after a lost answer the same call tells the reference. */
  readonly begin: (request: PaymentRequest) => Promise<BegunPayment>
  /** Calls off a payment that nobody waits for any more; one that came out already stays as it is. */
  readonly cancel: (payment: PaymentKey) => Promise<void>
  /** Gives money back, once for a key, and never more than was paid (tc.8). */
  readonly refund: (ask: RefundAsk) => Promise<BegunRefund>
  /**
   * How a payment stands, for whoever missed the answer: it asks, and never pays again. `unknown`: the
   * provider finds no such payment; without a reference it may only be that it cannot look for it, and
   * `begin` with the same attempt tells.
   */
  readonly standing: (payment: PaymentKey) => Promise<PaymentEvent | 'pending' | 'unknown'>
  /**
   * Reads a web hook from the bytes as they came. A genuine message that says nothing of our payments is
   * an empty list: answer it like one that was acted on. If it throws a fault that can be retried, answer
   * with a status of 500 or more, and the provider sends it again.
   */
  readonly readEvents: (
    headers: EventHeaders,
    body: Buffer | string,
    nowMs: number,
  ) => Promise<readonly PaymentEvent[] | EventRefusal>
}

/** Whether a web hook was refused. */
export function isEventRefusal(
  answer: readonly PaymentEvent[] | EventRefusal,
): answer is EventRefusal {
  return 'refused' in answer
}

/** What a provider could not do. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault'
  /**
   * The provider was not reached, or failed: whether it did what was asked is not known, and the same call,
   * with the same attempt or key, may be made again. Otherwise it refused, and will refuse again.
   */
  readonly canRetry: boolean

  constructor(says: string, { canRetry, cause }: { canRetry: boolean; cause?: unknown }) {
    super(says, cause === undefined ? {} : { cause })
    this.canRetry = canRetry
  }
}

/** A web hook is at most this long: events of providers have some kilobytes. */
export const EVENT_BYTES_MAX = 512 * 1024

/** How old, or how far ahead of our clock, a web hook may be: older ones may be caught and sent again. */
export const TOLERANCE_SECONDS = 300

export const TOO_LONG: EventRefusal = {
  refused: 'malformed',
  says: `The body is longer than ${EVENT_BYTES_MAX} bytes, which no event is.`,
}

/** One value of a header; null where it is missing or was sent more than once. */
export function headerOf(headers: EventHeaders, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' ? value : null
}
