import { createHash } from 'node:crypto'
import Stripe from 'stripe'
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
import { toStripe } from './stripe-amounts.ts'
import { factsOf, genuineEvent } from './stripe-events.ts'
import { atStripe } from './stripe-faults.ts'
import { ATTEMPT, attemptOf, type Session, StripeSessions } from './stripe-sessions.ts'

const STRIPE_PROVIDER = 'stripe'

export interface StripeOptions {
  /** The secret key of the account, or a restricted one that may use sessions, payments and refunds. */
  readonly key: string
  /** The secret of the endpoint that web hooks are sent to: `whsec_…`. */
  readonly webhookSecret: string
  /** Another host than Stripe’s own, for tests. */
  readonly api?: URL
  /** How long one request may take. A buyer waits meanwhile. */
  readonly timeoutMs?: number
  /** How often a request whose answer was lost is made again, with the same key. */
  readonly retries?: number
}

/** Where a refund says what it was asked for: keys of requests are forgotten after a day, this is not. */
const REFUND = 'tessera_refund'

/** Stripe shows no more of a product’s name. */
const NAME_MAX = 250

/** Payments by Stripe’s own page (Checkout): the buyer types the card there, and it never comes here. */
export class StripeProvider implements PaymentProvider {
  readonly name = STRIPE_PROVIDER
  readonly #stripe: Stripe
  readonly #sessions: StripeSessions
  readonly #webhookSecret: string

  constructor({ key, webhookSecret, api, timeoutMs = 10_000, retries = 1 }: StripeOptions) {
    this.#webhookSecret = webhookSecret
    this.#stripe = new Stripe(key, {
      ...(api && hostOf(api)),
      timeout: timeoutMs,
      maxNetworkRetries: retries,
      telemetry: false,
      appInfo: { name: 'tessera' },
    })
    this.#sessions = new StripeSessions(this.#stripe)
  }

  async begin(request: PaymentRequest): Promise<BegunPayment> {
    assertPayable(request)
    const asked = sessionAsked(request)
    const options = { idempotencyKey: keyFor(request.attempt) }
    const session = await atStripe(() => this.#stripe.checkout.sessions.create(asked, options))
    return { reference: session.id, payAt: session.url }
  }

  async cancel({ reference }: PaymentKey): Promise<void> {
    // Without a name nobody was ever sent to pay; if it should be paid all the same, its event is told.
    if (reference !== null) await this.#sessions.close(reference)
  }

  async refund(ask: RefundAsk): Promise<BegunRefund> {
    const { reference, amountMinor, currency, key } = ask
    assertAmount(amountMinor, currency)
    const amount = toStripe(amountMinor, currency)
    const session = await this.#sessions.read(reference)
    const intent = paidIntent(session, ask)
    const before = await this.#refundOf(intent, key)
    const asked = { payment_intent: intent, amount, metadata: { [REFUND]: keyFor(key) } }
    const options = { idempotencyKey: keyFor(`refund:${key}`) }
    const made = before ?? (await atStripe(() => this.#stripe.refunds.create(asked, options)))
    if (made.amount !== amount) refuse(`The refund ${key} was made before, of another amount.`)
    if (made.status === 'failed' || made.status === 'canceled') {
      refuse(`The refund ${made.id} is ${made.status}: pay the buyer back in another way.`)
    }
    return { reference: made.id }
  }

  async standing({
    attempt,
    reference,
  }: PaymentKey): Promise<PaymentEvent | 'pending' | 'unknown'> {
    if (reference === null) return 'unknown'
    const outcome = await this.#sessions.outcome(reference)
    return typeof outcome === 'string' || outcome.attempt === attempt ? outcome : 'unknown'
  }

  async readEvents(headers: EventHeaders, body: Buffer | string, nowMs: number) {
    const event = genuineEvent({ headers, body, secret: this.#webhookSecret }, nowMs)
    return 'refused' in event ? event : factsOf(this.#sessions, event)
  }

  async #refundOf(intent: string, key: string): Promise<Stripe.Refund | null> {
    return atStripe(async () => {
      const past = this.#stripe.refunds.list({ payment_intent: intent, limit: 100 })
      for await (const one of past) if (one.metadata?.[REFUND] === keyFor(key)) return one
      return null
    })
  }
}

/**
 * The session of an attempt. It must be the same for the same attempt, to the letter: so it says no time at
 * which it expires, and has Stripe's own, a day, which is how long a payment may take here.
 */
function sessionAsked(request: PaymentRequest): Stripe.Checkout.SessionCreateParams {
  const { attempt, checkout, amountMinor, currency, description, returnUrl } = request
  const metadata = { [ATTEMPT]: attempt, tessera_checkout: checkout }
  const name = description.slice(0, NAME_MAX).toWellFormed() || checkout
  return {
    mode: 'payment',
    client_reference_id: attempt,
    metadata,
    payment_intent_data: { metadata, description: name },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: toStripe(amountMinor, currency),
          product_data: { name },
        },
      },
    ],
    // The buyer accepted a quote in this currency, and pays it in no other.
    adaptive_pricing: { enabled: false },
    success_url: returnUrl,
    cancel_url: returnUrl,
  }
}

/** What of a session is paid back. */
function paidIntent(session: Session | null, { reference, currency }: RefundAsk): string {
  if (session === null || attemptOf(session) === null) {
    return refuse(`There is no payment ${reference} of ours at Stripe.`)
  }
  const intent = session.payment_intent
  if (session.payment_status !== 'paid' || intent === null) {
    return refuse(`${reference} was not refunded: it is not paid.`)
  }
  if (session.currency?.toUpperCase() !== currency) {
    return refuse(`${reference} is in ${session.currency?.toUpperCase()}, not in ${currency}.`)
  }
  return typeof intent === 'string' ? intent : intent.id
}

/** The key of a request, as a header can carry it: what it cannot carry is carried as its digest. */
function keyFor(text: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(text)) return text
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

function hostOf({ protocol, hostname, port }: URL) {
  const kind = protocol === 'http:' ? ('http' as const) : ('https' as const)
  // The brackets of an address of IPv6 belong to the URL alone.
  const host = hostname.replace(/^\[|\]$/g, '')
  return { protocol: kind, host, port: port || (kind === 'http' ? '80' : '443') }
}

function refuse(says: string): never {
  throw new ProviderFault(says, { canRetry: false })
}
