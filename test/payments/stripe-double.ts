import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startDouble } from '../fetch/doubles.ts'
import { type Answer, failed, listed, missing, refused } from './stripe-answers.ts'
import {
  amountFault,
  formOf,
  metadataOf,
  type Operation,
  operationOf,
  refusal,
  type StripeRefusal,
  sessionFault,
} from './stripe-form.ts'

type Mutable = Record<string, unknown>
export interface DoubleSession extends Mutable {
  id: string
  amount_total: number
  currency: string
  status: string
  payment_status: string
  payment_intent: string | null
}

/** What was asked of the double, for tests that look at it. */
export interface Asked {
  readonly operation: Operation
  readonly key: string | undefined
  readonly form: ReadonlyMap<string, string>
}

/** A web hook as it reaches the server. */
export interface SignedHook {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What goes wrong with the next request: before it is acted on, or after, when the answer is lost. */
export type Trouble = 'lost-request' | 'lost-answer' | 'hangs' | 500 | 429 | 409 | 401

const KEY = 'sk_test_double'
export const HOOK_SECRET = 'whsec_double'
const VERSION = /^20\d\d-\d\d-\d\d\.\w+$/
const DAY_SECONDS = 86_400
const nowSeconds = () => Math.floor(Date.now() / 1_000)
const newId = (prefix: string) => `${prefix}_${randomBytes(9).toString('hex')}`

/**
 * A double of Stripe's API with its own state, as far as payments use it: it refuses what Stripe would
 * refuse, keeps answers by their Idempotency-Key, and signs web hooks with its own code.
 */
export class StripeDouble {
  readonly sessions = new Map<string, DoubleSession>()
  readonly intents = new Map<string, Mutable>()
  readonly refunds: Mutable[] = []
  readonly asked: Asked[] = []
  readonly troubles: Trouble[] = []
  readonly hooks: SignedHook[] = []
  /** Sessions that are being paid right now: they cannot be closed. */
  readonly busy = new Set<string>()
  readonly #kept = new Map<string, { readonly print: string; readonly answer: Answer }>()
  url = ''

  async start(): Promise<this> {
    const { address, port } = await startDouble((request, response) =>
      this.#serve(request, response),
    )
    this.url = `http://${address.includes(':') ? `[${address}]` : address}:${port}`
    return this
  }

  get key(): string {
    return KEY
  }

  /** As Stripe does a day after. */
  forgetKeys(): void {
    this.#kept.clear()
  }

  /** The buyer pays on the page. */
  pay(id: string): void {
    const session = this.#open(id)
    const intent = this.#intentOf(session, { status: 'succeeded', last_payment_error: null })
    intent.latest_charge = charge('succeeded')
    Object.assign(session, { status: 'complete', payment_status: 'paid', url: null })
    this.emit('checkout.session.completed', session)
  }

  /** The buyer's card is declined: the page stays open for another. */
  decline(id: string, error: Mutable): void {
    const session = this.#open(id)
    const failed = { status: 'requires_payment_method', last_payment_error: error }
    const intent = this.#intentOf(session, failed)
    intent.latest_charge = charge('failed')
    this.emit('payment_intent.payment_failed', intent)
  }

  /** The buyer orders a transfer that takes days. */
  payLater(id: string): void {
    const session = this.#open(id)
    this.#intentOf(session, { status: 'processing', last_payment_error: null })
    Object.assign(session, { status: 'complete', url: null })
    this.emit('checkout.session.completed', session)
  }

  /** What came of such a transfer. */
  arrive(id: string, error: Mutable | null): void {
    const session = this.sessions.get(id) as DoubleSession
    const status = error ? 'requires_payment_method' : 'succeeded'
    this.#intentOf(session, { status, last_payment_error: error, latest_charge: charge('pending') })
    if (!error) session.payment_status = 'paid'
    this.emit(`checkout.session.async_payment_${error ? 'failed' : 'succeeded'}`, session)
  }

  /** A dispute of the buyer with the bank ends. */
  closeDispute(id: string, status: string, amount: number): string {
    const { currency, payment_intent } = this.sessions.get(id) as DoubleSession
    const dispute = { id: newId('du'), object: 'dispute', amount, currency, payment_intent, status }
    this.emit('charge.dispute.closed', dispute)
    return dispute.id
  }

  /** Puts a web hook among those that are on their way. */
  emit(type: string, object: Mutable): void {
    const created = nowSeconds()
    const event = { id: newId('evt'), object: 'event', api_version: '2026-10-28.endive', created }
    const body = JSON.stringify({ ...event, type, livemode: false, data: { object } }, null, 2)
    this.hooks.push({ headers: this.sign(body), body })
  }

  sign(body: string, secret = HOOK_SECRET, seconds = nowSeconds()): Record<string, string> {
    const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    const v0 = createHmac('sha256', 'another').update(`${seconds}.${body}`).digest('hex')
    return { 'stripe-signature': `t=${seconds},v1=${v1},v0=${v0}` }
  }

  #open(id: string): DoubleSession {
    const session = this.sessions.get(id)
    if (session?.status !== 'open') throw new Error(`nobody can pay ${id}: ${session?.status}`)
    return session
  }

  #intentOf(session: DoubleSession, changes: Mutable): Mutable {
    const id = session.payment_intent ?? newId('pi')
    session.payment_intent = id
    const intent = this.intents.get(id) ?? { id, object: 'payment_intent', latest_charge: null }
    this.intents.set(id, Object.assign(intent, changes))
    return intent
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of request) body += part
    const trouble = this.troubles.shift()
    if (trouble === 'hangs') return
    if (trouble === 'lost-request') return void request.socket.destroy()
    const answer = typeof trouble === 'number' ? failed(trouble) : this.#answer(request, body)
    if (trouble === 'lost-answer') return void request.socket.destroy()
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'request-id': newId('req'),
      'stripe-should-retry': String(answer.status === 409),
    })
    response.end(JSON.stringify(answer.value))
  }

  #answer(request: IncomingMessage, body: string): Answer {
    const { method = '', headers } = request
    const url = new URL(request.url ?? '', this.url)
    if (headers.authorization !== `Bearer ${KEY}`) {
      return refused({ status: 401, type: 'invalid_request_error', message: 'Invalid API Key' })
    }
    if (!VERSION.test(String(headers['stripe-version']))) return refused(refusal('No version'))
    const named = operationOf(method, url.pathname)
    if (!named)
      return refused(refusal(`Unrecognized URL ${method} ${url.pathname}`, { status: 404 }))
    const isPost = method === 'POST'
    if (isPost && headers['content-type'] !== 'application/x-www-form-urlencoded') {
      return refused(refusal('Not a form'))
    }
    const form = formOf(isPost ? body : url.search.slice(1), named.operation)
    if (!(form instanceof Map)) return refused(form as StripeRefusal)
    const key = headers['idempotency-key'] as string | undefined
    this.asked.push({ operation: named.operation, key, form })
    if (!isPost) return this.#act(named, form)
    if (!key || key.length > 255) return refused(refusal('No key, or a long one'))
    return this.#once(key, `${url.pathname} ${body}`, () => this.#act(named, form))
  }

  /** The same key with the same form has the same answer; with another one it is refused. */
  #once(key: string, print: string, act: () => Answer): Answer {
    const kept = this.#kept.get(key)
    if (kept && kept.print !== print) {
      const message = 'Keys for idempotent requests can only be used with the same parameters'
      return refused({ status: 400, type: 'idempotency_error', message })
    }
    const answer = kept?.answer ?? structuredClone(act())
    this.#kept.set(key, { print, answer })
    return answer
  }

  #act(
    { operation, id }: { operation: Operation; id: string },
    form: ReadonlyMap<string, string>,
  ): Answer {
    switch (operation) {
      case 'POST /v1/checkout/sessions':
        return this.#createSession(form)
      case 'GET /v1/checkout/sessions/:id':
        return this.#readSession(id, form.get('expand[0]') === 'payment_intent.latest_charge')
      case 'POST /v1/checkout/sessions/:id/expire':
        return this.#expire(id)
      case 'GET /v1/checkout/sessions':
        return listed([...this.sessions.values()].filter(of(form)))
      case 'GET /v1/refunds':
        return listed(this.refunds.filter(of(form)))
      case 'POST /v1/refunds':
        return this.#refund(form)
    }
  }

  #createSession(form: ReadonlyMap<string, string>): Answer {
    const fault = sessionFault(form)
    if (fault) return refused(fault)
    const id = newId('cs_test')
    const created = nowSeconds()
    const session: DoubleSession = {
      id,
      object: 'checkout.session',
      amount_total: Number(form.get('line_items[0][price_data][unit_amount]')),
      currency: form.get('line_items[0][price_data][currency]') ?? '',
      client_reference_id: form.get('client_reference_id') ?? null,
      metadata: metadataOf(form, 'metadata'),
      mode: 'payment',
      created,
      expires_at: created + DAY_SECONDS,
      payment_intent: null,
      payment_status: 'unpaid',
      status: 'open',
      url: `https://checkout.stripe.com/c/pay/${id}`,
    }
    this.sessions.set(id, session)
    return { status: 200, value: session }
  }

  #readSession(id: string, expands: boolean): Answer {
    const session = this.sessions.get(id)
    if (!session) return refused(missing(id))
    const intent = this.intents.get(session.payment_intent ?? '')
    return {
      status: 200,
      value: expands && intent ? { ...session, payment_intent: intent } : session,
    }
  }

  #expire(id: string): Answer {
    const session = this.sessions.get(id)
    if (!session) return refused(missing(id))
    if (session.status !== 'open') return refused(refusal(`It is ${session.status}, not open`))
    if (this.busy.has(id)) return refused(refusal('It is being paid'))
    Object.assign(session, { status: 'expired', url: null })
    this.emit('checkout.session.expired', session)
    return { status: 200, value: session }
  }

  #refund(form: ReadonlyMap<string, string>): Answer {
    const intent = form.get('payment_intent') ?? ''
    const session = [...this.sessions.values()].find((one) => one.payment_intent === intent)
    if (session?.payment_status !== 'paid') return refused(missing(intent))
    const fault = amountFault(form.get('amount'), session.currency)
    if (fault) return refused(fault)
    const amount = Number(form.get('amount'))
    const past = this.refunds.filter(of(form)).reduce((sum, one) => sum + Number(one.amount), 0)
    if (past + amount > session.amount_total) {
      return refused(refusal('Refund amount is greater than unrefunded amount on charge'))
    }
    const metadata = metadataOf(form, 'metadata')
    const refund = { id: newId('re'), object: 'refund', amount, payment_intent: intent, metadata }
    this.refunds.unshift({ ...refund, currency: session.currency, status: 'pending' })
    return { status: 200, value: this.refunds[0] }
  }
}

const charge = (status: string) => ({
  id: newId('ch'),
  object: 'charge',
  created: nowSeconds(),
  status,
})

/** What belongs to the payment that a list is asked of. */
const of = (form: ReadonlyMap<string, string>) => (one: Mutable) =>
  one.payment_intent === form.get('payment_intent')
