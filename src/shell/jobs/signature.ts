import { createHmac } from 'node:crypto'

/** What is posted to a web hook. */
export interface SignedContent {
  readonly id: string
  readonly timestampSeconds: number
  readonly body: string
}

/**
 * The headers that prove who sends an event, when, and that it is whole, as Standard Webhooks has them.
 * While a secret is being renewed there are signatures of both.
 */
export function signatureHeaders(
  { id, timestampSeconds, body }: SignedContent,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    const mac = createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`)
    return `v1,${mac.digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  }
}
