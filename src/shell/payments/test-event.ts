import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Fault } from '../../core/base/faults.ts'
import * as fields from '../../core/base/fields.ts'
import { object, oneOf, type Schema } from '../../core/base/schema.ts'
import { PAYMENT_CAUSES } from '../../core/orders/payment-causes.ts'
import { derivedKey } from '../store/access/seal.ts'
import type { Store } from '../store/store.ts'
import {
  EVENT_BYTES_MAX,
  type EventHeaders,
  type EventRefusal,
  headerOf,
  type PaymentEvent,
  TOLERANCE_SECONDS,
  TOO_LONG,
} from './port.ts'

const TEST_SIGNATURE_HEADER = 'tessera-test-signature'

const named = { id: fields.id, attempt: fields.id, reference: fields.id, at: fields.instant }
const amount = { amountMinor: fields.amountAboveZero, currency: fields.currency }

/** The body of a web hook of the test provider, by its kind. */
const DOCUMENTS = {
  verified: object({ ...named, kind: oneOf(['verified']), ...amount }, {}),
  failed: object(
    {
      ...named,
      kind: oneOf(['failed']),
      cause: oneOf(PAYMENT_CAUSES.map(({ cause }) => cause)),
    },
    {},
  ),
  reimbursed: object({ ...named, kind: oneOf(['reimbursed']), claim: fields.id, ...amount }, {}),
} as const satisfies Record<PaymentEvent['kind'], Schema<unknown>>

/** An event as it is written down and posted. */
export function testEventOf(event: PaymentEvent): object {
  return { ...event, at: event.at.toISOString() }
}

/** The header that proves who posts a body, when, and that it is whole. */
export function testEventHeaders(
  store: Pick<Store, 'secret'>,
  body: string | Buffer,
  nowMs: number,
): Readonly<Record<string, string>> {
  const seconds = Math.floor(nowMs / 1_000)
  const signature = signatureOf(store, body, seconds).toString('hex')
  return { [TEST_SIGNATURE_HEADER]: `t=${seconds},v1=${signature}` }
}

function signatureOf({ secret }: Pick<Store, 'secret'>, body: string | Buffer, seconds: number) {
  const key = derivedKey(secret, 'test payments: web hooks')
  return createHmac('sha256', key).update(`${seconds}.`).update(body).digest()
}

/**
 * Reads a web hook of the test provider: nothing of the body counts before its signature was found right,
 * and a signature counts for five minutes, so that one which was caught cannot be sent again later.
 */
export function readTestEvent(
  store: Pick<Store, 'secret'>,
  { headers, body }: { readonly headers: EventHeaders; readonly body: Buffer | string },
  nowMs: number,
): readonly PaymentEvent[] | EventRefusal {
  if (Buffer.byteLength(body) > EVENT_BYTES_MAX) return TOO_LONG
  const header = headerOf(headers, TEST_SIGNATURE_HEADER)
  const [, time, given] = SIGNATURE.exec(header ?? '') ?? []
  if (time === undefined || given === undefined) {
    const says = `The header ${TEST_SIGNATURE_HEADER} must read t=SECONDS,v1=HEX, once.`
    return { refused: 'signature', says }
  }
  const seconds = Number(time)
  if (!timingSafeEqual(Buffer.from(given, 'hex'), signatureOf(store, body, seconds))) {
    return { refused: 'signature', says: 'The signature is not of this body, time and secret.' }
  }
  const ageSeconds = Math.round(nowMs / 1_000 - seconds)
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) {
    const says = `It was signed ${ageSeconds} seconds ago, beyond the ${TOLERANCE_SECONDS} that count.`
    return { refused: 'too-old', says }
  }
  return parsed(body)
}

const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/

function parsed(body: Buffer | string): readonly PaymentEvent[] | EventRefusal {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    return { refused: 'malformed', says: 'The body is not JSON.' }
  }
  const kind = (value as { readonly kind?: unknown } | null)?.kind
  const schema = kind === 'failed' || kind === 'reimbursed' ? DOCUMENTS[kind] : DOCUMENTS.verified
  const faults: Fault[] = []
  schema.find(value, '', faults)
  if (faults.length > 0) {
    const says = faults.map(({ path, fault }) => `${path || '/'}: ${fault}`).join(' ')
    return { refused: 'malformed', says }
  }
  const event = value as Omit<PaymentEvent, 'at'> & { readonly at: string }
  return [{ ...event, at: new Date(event.at) } as PaymentEvent]
}
