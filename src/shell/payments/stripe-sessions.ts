import type Stripe from 'stripe'
import { type PaymentEvent, ProviderFault } from './port.ts'
import { fromStripe } from './stripe-amounts.ts'
import { causeOf } from './stripe-causes.ts'
import { atStripe, foundAtStripe } from './stripe-faults.ts'

export type Session = Stripe.Checkout.Session

/** Where a session says whose it is: other products may use the same account of Stripe. */
export const ATTEMPT = 'tessera_attempt'

/** The attempt that a session is of, or null where it is none of ours. */
export const attemptOf = ({ metadata }: Pick<Session, 'metadata'>): string | null =>
  metadata?.[ATTEMPT] ?? null

/** Checkout Sessions of Stripe as payments: each is one try to pay. */
export class StripeSessions {
  readonly #stripe: Stripe

  constructor(stripe: Stripe) {
    this.#stripe = stripe
  }

  /** A session with its payment, or null where there is none. */
  async read(id: string): Promise<Session | null> {
    const expand = ['payment_intent.latest_charge']
    return foundAtStripe(() => this.#stripe.checkout.sessions.retrieve(id, { expand }))
  }

  /** The session that a payment of Stripe belongs to: neither failures nor disputes name it. */
  async ofIntent(intent: string | { readonly id: string }): Promise<Session | null> {
    const id = typeof intent === 'string' ? intent : intent.id
    const found = await foundAtStripe(() =>
      this.#stripe.checkout.sessions.list({ payment_intent: id, limit: 1 }),
    )
    return found?.data[0] ?? null
  }

  /**
   * How a session came out; null where it has not. At Stripe a buyer whose card was declined may try another
   * one, but a failed payment has its consequences here: its cause is told, and its offers are blocked for
   * 30 minutes (faq.payfail, cp.9). So what was declined is closed, and fails for good.
   */
  async outcome(id: string): Promise<PaymentEvent | 'pending' | 'unknown'> {
    let session = await this.read(id)
    if (session && attemptOf(session) !== null && isDeclined(session)) {
      session = await this.close(id)
    }
    return session ? outcomeOf(session) : 'unknown'
  }

  /** Lets nobody pay by a session any more; one that was paid meanwhile, or is closed, stays as it is. */
  async close(id: string): Promise<Session | null> {
    const refused = await atStripe(() => this.#stripe.checkout.sessions.expire(id)).then(
      () => null,
      (error: unknown) => error,
    )
    if (refused !== null && !(refused instanceof ProviderFault)) throw refused
    const session = await this.read(id)
    if (refused !== null && session?.status === 'open') {
      const says = `Stripe did not close ${id}, which may be being paid: ${refused.message}`
      throw new ProviderFault(says, { canRetry: true, cause: refused })
    }
    return session
  }
}

function isDeclined(session: Session): boolean {
  const intent = intentOf(session)
  const { last_payment_error: error = null, status } = intent ?? {}
  return session.status === 'open' && error !== null && status === 'requires_payment_method'
}

function outcomeOf(session: Session): PaymentEvent | 'pending' | 'unknown' {
  const attempt = attemptOf(session)
  if (attempt === null) return 'unknown'
  const intent = intentOf(session)
  const charge = intent?.latest_charge
  const triedAt = typeof charge === 'object' && charge ? instantOf(charge.created) : null
  if (session.payment_status === 'paid') {
    return verifiedBy(session, attempt, triedAt ?? instantOf(session.created))
  }
  const isOver = intent?.status === 'requires_payment_method' || intent?.status === 'canceled'
  if (session.status !== 'expired' && !(session.status === 'complete' && isOver)) return 'pending'
  const endedAt = new Date(Math.min(session.expires_at * 1_000, Date.now()))
  return {
    id: `${session.id}.failed`,
    attempt,
    reference: session.id,
    at: triedAt ?? endedAt,
    kind: 'failed',
    cause: causeOf(intent?.last_payment_error ?? null),
  }
}

/** The money of a session is there (faq.escrow). */
export function verifiedBy(session: Session, attempt: string, at: Date): PaymentEvent {
  const currency = (session.currency ?? '').toUpperCase()
  const amountMinor = fromStripe(session.amount_total ?? 0, currency)
  const id = `${session.id}.verified`
  return { id, attempt, reference: session.id, at, kind: 'verified', amountMinor, currency }
}

/** Stripe counts seconds. */
export const instantOf = (seconds: number): Date => new Date(seconds * 1_000)

function intentOf({ payment_intent: intent }: Session): Stripe.PaymentIntent | null {
  return typeof intent === 'object' ? intent : null
}
