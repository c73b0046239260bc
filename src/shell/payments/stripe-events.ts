import Stripe from 'stripe'
import {
  EVENT_BYTES_MAX,
  type EventHeaders,
  type EventRefusal,
  headerOf,
  type PaymentEvent,
  TOLERANCE_SECONDS,
  TOO_LONG,
} from './port.ts'
import { fromStripe } from './stripe-amounts.ts'
import {
  attemptOf,
  instantOf,
  type Session,
  type StripeSessions,
  verifiedBy,
} from './stripe-sessions.ts'

const SIGNATURE_HEADER = 'stripe-signature'

/** A web hook as it came. */
export interface StripeHook {
  readonly headers: EventHeaders
  readonly body: Buffer | string
  readonly secret: string
}

/** The event of a web hook, if Stripe signed it and that was not long ago. */
export function genuineEvent(hook: StripeHook, nowMs: number): Stripe.Event | EventRefusal {
  const { headers, body, secret } = hook
  if (Buffer.byteLength(body) > EVENT_BYTES_MAX) return TOO_LONG
  const header = headerOf(headers, SIGNATURE_HEADER)
  if (header === null) {
    return { refused: 'signature', says: `The header ${SIGNATURE_HEADER} is missing.` }
  }
  const { webhooks } = Stripe
  const isSigned = (toleranceSeconds: number) =>
    holds(() =>
      webhooks.signature?.verifyHeader(body, header, secret, toleranceSeconds, undefined, nowMs),
    )
  if (!isSigned(TOLERANCE_SECONDS)) {
    return isSigned(0)
      ? { refused: 'too-old', says: `It was signed more than ${TOLERANCE_SECONDS} seconds ago.` }
      : { refused: 'signature', says: 'The signature is not of this body, time and secret.' }
  }
  try {
    return shaped(webhooks.constructEvent(body, header, secret, 0))
  } catch {
    return { refused: 'malformed', says: 'The body is not an event of Stripe’s first API.' }
  }
}

/** Whether a check passes: the package throws where it does not, and of odd headers in odd ways. */
function holds(check: () => boolean | undefined): boolean {
  try {
    return check() === true
  } catch {
    return false
  }
}

function shaped(event: Stripe.Event | null): Stripe.Event | EventRefusal {
  const object: unknown = event?.data?.object
  if (typeof event?.type === 'string' && typeof object === 'object' && object) return event
  return { refused: 'malformed', says: 'The body is no event: it has no type, or no object.' }
}

/**
 * What an event of Stripe says of our payments. What an event does not hold itself is asked of Stripe, so
 * that it is the newest, whatever the order in which events come.
 */
export async function factsOf(
  sessions: StripeSessions,
  event: Stripe.Event,
): Promise<readonly PaymentEvent[]> {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      return paid(event.data.object, instantOf(event.created))
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return attemptOf(event.data.object) === null ? [] : came(sessions, event.data.object.id)
    case 'payment_intent.payment_failed': {
      const session = await sessions.ofIntent(event.data.object.id)
      return session && attemptOf(session) !== null ? came(sessions, session.id) : []
    }
    case 'charge.dispute.closed':
      return lost(sessions, event.data.object, instantOf(event.created))
    default:
      return []
  }
}

/** A session is complete before the money is there, where a bank takes days. */
function paid(session: Session, at: Date): readonly PaymentEvent[] {
  const attempt = attemptOf(session)
  if (attempt === null || session.payment_status !== 'paid') return []
  return [verifiedBy(session, attempt, at)]
}

async function came(sessions: StripeSessions, id: string): Promise<readonly PaymentEvent[]> {
  const outcome = await sessions.outcome(id)
  return typeof outcome === 'string' ? [] : [outcome]
}

/** A dispute that the bank decided for the buyer is paid back by it, and not once more by us (bp.d.paypal). */
async function lost(
  sessions: StripeSessions,
  dispute: Stripe.Dispute,
  at: Date,
): Promise<readonly PaymentEvent[]> {
  if (dispute.status !== 'lost' || dispute.payment_intent === null) return []
  const session = await sessions.ofIntent(dispute.payment_intent)
  const attempt = session && attemptOf(session)
  if (!session || attempt === null) return []
  const currency = dispute.currency.toUpperCase()
  const amountMinor = fromStripe(dispute.amount, currency)
  const named = { id: `${dispute.id}.lost`, attempt, reference: session.id, at } as const
  return [{ ...named, kind: 'reimbursed', claim: dispute.id, amountMinor, currency }]
}
