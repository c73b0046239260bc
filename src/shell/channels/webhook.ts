import { leaf, object, type Schema, type TypeOf } from '../../core/base/schema.ts'
import type { GuardedClient } from '../fetch/client.ts'
import { signatureHeaders } from '../jobs/signature.ts'
import type { Alert } from './alert.ts'
import { alertWords } from './alert-words.ts'
import { type Channel, type Delivery, retryAfterSeconds, retryIn } from './channel.ts'

const hookUrl: Schema<string> = leaf(
  { type: 'string', format: 'uri', maxLength: 2_000 },
  (value) =>
    typeof value === 'string' && value.length <= 2_000 && /^https?:\/\/[^/?#]/i.test(value),
  'Must be an address that begins with https:// or http://, of 2,000 characters at most.',
)

/** As Standard Webhooks writes secrets: 24 to 64 bytes in base64 after a prefix. */
const hookSecret: Schema<string> = leaf(
  { type: 'string', pattern: '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$' },
  (value) => typeof value === 'string' && /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/.test(value),
  'Must be a secret that this server gave.',
)

/** Where events go, and the secret by which the receiver knows them for ours. */
export const webhookTarget = object({ url: hookUrl, secret: hookSecret }, {})

export type WebhookTarget = TypeOf<typeof webhookTarget>

export interface WebhookOptions {
  readonly client: GuardedClient
  readonly now?: (() => number) | undefined
}

const GONE = 410

/**
 * Alerts by web hook (fg.t.alert): posted by the guarded client, for anybody may name any address, and
 * signed like the events of the marketplace. The alert's id is the event's: a receiver takes each once.
 */
export function webhookChannel({ client, now = Date.now }: WebhookOptions): Channel<WebhookTarget> {
  return {
    deliver: async (alert: Alert, { url, secret }): Promise<Delivery> => {
      const body = JSON.stringify(alertEvent(alert))
      const timestampSeconds = Math.floor(now() / 1_000)
      const signed = { id: alert.id, timestampSeconds, body }
      const answer = await client.request({
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signatureHeaders(signed, [secret]) },
        body,
        // An alert is for the receiver that was named, and for no other.
        redirects: 0,
        readsBody: false,
      })
      if ('refused' in answer) return { retry: answer.refused }
      const { status, headers } = answer
      if (status >= 200 && status < 300) return 'delivered'
      if (status === GONE) return { gone: 'The receiver answered 410: it is gone.' }
      return retryIn(
        `The receiver answered ${status}.`,
        retryAfterSeconds(headers['retry-after'], now()),
      )
    },
  }
}

/** An alert as programs read it: amounts in minor units, instants as RFC 3339. */
export function alertEvent(alert: Alert) {
  const { id, watch, kind, at, listing, totalMinor, currency, layers, proofUrl } = alert
  const { targetMinor = null, formerLowMinor = null, shipTo = null, endsAt = null } = alert
  const { isShippingUnknown = false } = alert
  return {
    type: 'price.alert',
    timestamp: new Date(at).toISOString(),
    data: {
      ...{ id, watch, kind, totalMinor, targetMinor, formerLowMinor, currency, shipTo },
      listing: { ...listing, variant: listing.variant ?? null },
      ...{ layers, isShippingUnknown },
      endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
      headline: alertWords(alert).headline,
      proofUrl,
    },
  }
}
