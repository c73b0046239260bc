import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { TestDoors } from '../../src/shell/fetch/target.ts'
import { type Double, startDouble } from '../fetch/doubles.ts'

/** An event as a receiver got it, and whether its signature was right. */
export interface Received {
  readonly id: string
  readonly body: { readonly type: string; readonly data: { readonly [name: string]: unknown } }
  readonly isGenuine: boolean
}

/**
 * A receiver of web hooks as its owner would write one from the text of Standard Webhooks: it checks the
 * signature with its own code, refuses what is old, and knows repetitions by their id.
 */
export class Receiver {
  readonly received: Received[] = []
  /** What it answers next, in order; then 204. */
  readonly answers: number[] = []
  secret = ''
  nowSeconds = () => Date.now() / 1_000
  #double: Double | undefined

  async start(): Promise<this> {
    this.#double = await startDouble(async (request, response) => {
      let body = ''
      for await (const part of request) body += part
      this.take(request.headers, body)
      response.writeHead(this.answers.shift() ?? 204).end()
    })
    return this
  }

  take(headers: IncomingMessage['headers'], text: string): void {
    const id = String(headers['webhook-id'])
    const body = JSON.parse(text) as Received['body']
    this.received.push({ id, body, isGenuine: this.#isGenuine(headers, text) })
  }

  /** Each event once, however often it came. */
  get events(): Received[] {
    return [...new Map(this.received.map((one) => [one.id, one])).values()]
  }

  get url(): string {
    const host = this.#double?.address.includes(':') ? '[::1]' : this.#double?.address
    return `http://${host}:${this.#double?.port}/hook`
  }

  get doors(): TestDoors {
    return { addresses: [this.#double?.address ?? ''], ports: [this.#double?.port ?? 0] }
  }

  #isGenuine(headers: IncomingMessage['headers'], body: string): boolean {
    const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers
    if (Math.abs(this.nowSeconds() - Number(timestamp)) > 300) return false
    const key = Buffer.from(this.secret.slice('whsec_'.length), 'base64')
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
    return String(headers['webhook-signature'])
      .split(' ')
      .some((one) => {
        const [version, signature = ''] = one.split(',')
        const given = Buffer.from(signature, 'base64')
        return version === 'v1' && given.length === 32 && timingSafeEqual(given, expected)
      })
  }
}
