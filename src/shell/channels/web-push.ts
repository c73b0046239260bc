import { createHash } from 'node:crypto'
import webPush from 'web-push'
import type { GuardedClient } from '../fetch/client.ts'
import type { Fetched } from '../fetch/request.ts'
import { ALERT_LAPSES_MS, type Alert } from './alert.ts'
import { alertWords } from './alert-words.ts'
import { type Channel, type Delivery, retryAfterSeconds, retryIn } from './channel.ts'
import type { PushKeys } from './push-keys.ts'
import type { PushTarget } from './push-target.ts'

export interface WebPushOptions {
  readonly client: GuardedClient
  readonly keys: PushKeys
  /** Whom push services may write to: a `mailto:` address, or the https address of the pages. */
  readonly contact: string
  readonly now?: (() => number) | undefined
}

/**
 * Alerts by web push (fg.t.alert): encrypted for the browser alone (RFC 8291), signed by the
 * installation's key (RFC 8292), posted by the guarded client to whatever address the browser named.
 */
export function webPushChannel(options: WebPushOptions): Channel<PushTarget> {
  const { client, keys, contact, now = Date.now } = options
  return {
    deliver: async (alert: Alert, target) => {
      const leftMs = alert.at + ALERT_LAPSES_MS - now()
      const { endpoint, headers, body } = webPush.generateRequestDetails(
        target,
        JSON.stringify(pushMessage(alert)),
        {
          vapidDetails: { subject: contact, ...keys },
          // As long as the push service keeps it for a browser that is away.
          TTL: Math.max(0, Math.ceil(leftMs / 1_000)),
          urgency: 'high',
          // Handed over twice while the browser is away, it comes once.
          topic: digestOf(alert.id),
          contentEncoding: 'aes128gcm',
        },
      )
      const answer = await client.request({
        url: endpoint,
        method: 'POST',
        headers: texts(headers),
        body,
        redirects: 0,
        readsBody: false,
      })
      return 'refused' in answer ? { retry: answer.refused } : outcomeOf(answer, now())
    },
  }
}

/** What the service worker shows. Its tag is the alert's id: shown again it takes the place of itself. */
export function pushMessage(alert: Alert) {
  const { headline, title } = alertWords(alert)
  return { id: alert.id, title: headline, body: title, url: alert.proofUrl, at: alert.at }
}

/** The push service has forgotten the subscription: the browser has left, or was told to. */
const GONE = [404, 410]

function outcomeOf({ status, headers }: Fetched, nowMs: number): Delivery {
  if (status >= 200 && status < 300) return 'delivered'
  if (GONE.includes(status)) return { gone: `The push service answered ${status}: it has ended.` }
  const after = retryAfterSeconds(headers['retry-after'], nowMs)
  return retryIn(`The push service answered ${status}.`, after)
}

/** As many characters as a topic may have (RFC 8030 §5.4). */
const TOPIC_LENGTH = 32

const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, TOPIC_LENGTH)

/** Headers as texts, without the length, which the client says itself. */
function texts(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase() !== 'content-length')
      .map(([name, value]) => [name, String(value)]),
  )
}
