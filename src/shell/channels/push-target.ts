import { ECDH } from 'node:crypto'
import { leaf, object, type Schema, type TypeOf } from '../../core/base/schema.ts'

const isBase64url = (value: unknown, bytes: number): value is string =>
  typeof value === 'string' &&
  /^[\w-]+={0,2}$/.test(value) &&
  Buffer.from(value, 'base64url').length === bytes

/** A public key on the curve P-256: one that is not would make encryption throw at every alert. */
const browserKey: Schema<string> = leaf(
  { type: 'string', description: 'The p256dh key of the subscription.' },
  (value) => isBase64url(value, 65) && isOnCurve(Buffer.from(value, 'base64url')),
  'Must be the p256dh key of a subscription, as the browser gives it.',
)

const authSecret: Schema<string> = leaf(
  { type: 'string', description: 'The auth secret of the subscription.' },
  (value) => isBase64url(value, 16),
  'Must be the auth secret of a subscription, as the browser gives it.',
)

const endpoint: Schema<string> = leaf(
  { type: 'string', format: 'uri', maxLength: 2_000 },
  (value) => typeof value === 'string' && value.length <= 2_000 && /^https?:\/\/[^/?#]/.test(value),
  'Must be the address of a push service, as the browser gives it.',
)

/** A browser's subscription, as `PushSubscription.toJSON()` gives it without its time of expiry. */
export const pushTarget = object(
  { endpoint, keys: object({ p256dh: browserKey, auth: authSecret }, {}) },
  {},
)

export type PushTarget = TypeOf<typeof pushTarget>

function isOnCurve(key: Buffer): boolean {
  try {
    ECDH.convertKey(key, 'prime256v1')
    return key[0] === 4
  } catch {
    return false
  }
}
