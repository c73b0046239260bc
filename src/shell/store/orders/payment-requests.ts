import { assert } from '../../../core/base/faults.ts'
import type { Refusal } from '../../../core/offers/refusals.ts'
import type { Order } from '../../../core/orders/order.ts'
import type { OrderRefusal } from '../../../core/orders/order-refusals.ts'
import type { PaymentOutcome } from '../../../core/orders/payment-outcome.ts'
import {
  ActingCheckout,
  type Change,
  type Decided,
  type HeardEvent,
  type Message,
  type NewPayment,
  type OrderRequest,
  type Scene,
} from './decision.ts'
import { checkoutOfAttempt } from './payment-rows.ts'
import type { Checkout } from './rows.ts'

/** A buyer pays for a checkout: for all of its orders that are not paid. */
export interface Paying {
  readonly checkout: string
  readonly buyer: string
  readonly provider: string
  /** Where the provider sends the buyer back to. */
  readonly returnUrl: string
}

/** A payment that has begun, or that was not needed, for there is nothing to pay. */
export interface Begun {
  readonly payment: NewPayment
  readonly orders: readonly Order[]
  readonly isPaid: boolean
}

export interface PayRefused {
  readonly refusal: OrderRefusal | Refusal
}

export type PayAnswer = Begun | PayRefused | null

/** Payments are begun at the provider's right after the transaction; a message sees to it if we die. */
export const PAYMENT_BEGIN = 'payment.begin'
/** Payments that nobody waits for any more are called off, or given back. */
export const PAYMENT_CANCEL = 'payment.cancel'
export const PAYMENT_RETURN = 'payment.return'

const BEGIN_AFTER_MS = 5_000

/** Begins a payment of a checkout (faq.pay); null: the buyer has no such checkout. */
export function paying(asked: Paying): OrderRequest<PayAnswer> {
  return {
    checkouts: [asked.checkout],
    reserver: asked.buyer,
    decide: (scene) => {
      const standing = scene.checkout(asked.checkout)
      if (standing?.buyer !== asked.buyer) return { answer: null, change: null }
      return decidePaying(scene, { standing, asked })
    },
  }
}

function decidePaying(
  scene: Scene,
  { standing, asked }: { readonly standing: Checkout; readonly asked: Paying },
): Decided<PayAnswer> {
  const attempt = `${standing.id}-p${attemptsOf(standing).size + 1}`
  const acting = new ActingCheckout(scene, standing)
  for (const order of standing.orders.values()) acting.bringUp(order)
  const open = acting.orders.filter(({ state }) => state === 'unpaid')
  // Where nothing is left to pay, the first order says why.
  const payable = open.length > 0 ? open : acting.orders.slice(0, 1)
  for (const order of payable) {
    const refusal = acting.send(order, { event: 'pay', by: 'buyer', attempt })
    if (refusal) return broughtUp(scene, { standing, answer: { refusal } })
  }
  const [first] = payable
  assert(first !== undefined, 'a checkout has an order')
  const amountMinor = payable.reduce((sum, { totalMinor }) => sum + totalMinor, 0)
  const payment = { attempt, ...asked, amountMinor, currency: first.currency }
  const isPaid = amountMinor === 0
  if (isPaid) {
    for (const { id } of payable) {
      const command = { event: 'payment-verified', by: 'payment', attempt }
      acting.send(acting.order(id) as Order, command)
    }
  }
  const message = { topic: PAYMENT_BEGIN, document: { attempt, buyer: asked.buyer } }
  const change = acting.change({
    payment,
    ...(isPaid
      ? { settled: { attempt, state: 'verified' as const, cause: null } }
      : { messages: [{ ...message, afterMs: BEGIN_AFTER_MS }] }),
  })
  const orders = payable.map(({ id }) => acting.order(id) as Order)
  return {
    answer: { payment, orders, isPaid },
    change,
    orElse: (refusal) => broughtUp(scene, { standing, answer: { refusal } }),
  }
}

function broughtUp<A>(
  scene: Scene,
  { standing, answer }: { readonly standing: Checkout; readonly answer: A },
): Decided<A> {
  const acting = new ActingCheckout(scene, standing)
  for (const order of standing.orders.values()) acting.bringUp(order)
  return { answer, change: acting.change() }
}

/** Every payment that was tried for a checkout. */
function attemptsOf({ orders }: Checkout): ReadonlySet<string> {
  const all = [...orders.values()].flatMap(({ payments }) => payments)
  return new Set(all.map(({ attempt }) => attempt))
}

/** What a payment provider tells of a payment. */
export type Report = {
  readonly provider: string
  /** The provider's name of what it tells: it is heard once. */
  readonly id: string
  readonly attempt: string
} & PaymentOutcome

/** What came of a report. */
export type ReportOutcome =
  | 'verified'
  | 'failed'
  | 'returned'
  | 'reimbursed'
  | 'wrong-amount'
  | 'nothing'
  | 'known'
  /** It tells of money that we have yet to hear of: it is to be told again. */
  | 'too-early'

export interface Reported {
  readonly outcome: ReportOutcome
  readonly orders: readonly Order[]
}

/** Hears a payment provider (faq.escrow, faq.payfail); null: we began no such payment. */
export function reporting(report: Report): OrderRequest<Reported | null> {
  const { provider, id, attempt } = report
  const checkout = checkoutOfAttempt(attempt)
  return {
    checkouts: [checkout],
    event: { provider, id },
    attempt,
    decide: (scene) => {
      const standing = scene.checkout(checkout)
      const payment = scene.payment(attempt)
      if (!standing || payment?.provider !== provider) return { answer: null, change: null }
      const orders = [...standing.orders.values()]
      if (scene.heard(provider, id)) return { answer: { outcome: 'known', orders }, change: null }
      const acting = new ActingCheckout(scene, standing)
      const paid = orders.filter(({ payments }) => payments.some((one) => one.attempt === attempt))
      const { outcome, ...more } = HEAR[report.kind](acting, { report, payment, paid })
      if (outcome === 'too-early') return { answer: { outcome, orders }, change: null }
      const heard: HeardEvent = { provider, id, attempt, kind: report.kind, outcome }
      const change = acting.change({ ...more, heard })
      return { answer: { outcome, orders: acting.orders }, change }
    },
  }
}

interface Heard {
  readonly report: Report
  readonly payment: NewPayment
  /** The orders that the payment is for. */
  readonly paid: readonly Order[]
}

type Hear = (
  acting: ActingCheckout,
  heard: Heard,
) => { readonly outcome: ReportOutcome } & Pick<Change, 'settled' | 'reimbursed' | 'messages'>

const HEAR: Readonly<Record<Report['kind'], Hear>> = {
  verified: (acting, { report, payment, paid }) => {
    assert(report.kind === 'verified', 'the table is by kind')
    const { attempt } = payment
    const { amountMinor, currency } = report
    if (amountMinor !== payment.amountMinor || currency !== payment.currency) {
      return wrongAmount(acting, { attempt, paid, amountMinor })
    }
    const refused = paid.map((order) =>
      acting.send(order, { event: 'payment-verified', by: 'payment', attempt }),
    )
    const isReturned = paid.some(({ id }) =>
      acting
        .order(id)
        ?.payments.some((one) => one.attempt === attempt && one.result === 'returned'),
    )
    if (refused.every((one) => one !== null)) return { outcome: 'nothing' }
    if (!isReturned) {
      return { outcome: 'verified', settled: { attempt, state: 'verified', cause: null } }
    }
    return {
      outcome: 'returned',
      settled: { attempt, state: 'returned', cause: null },
      messages: [returning(attempt, amountMinor)],
    }
  },
  failed: (acting, { report, payment: { attempt }, paid }) => {
    assert(report.kind === 'failed', 'the table is by kind')
    const { cause } = report
    const refused = paid.map((order) =>
      acting.send(order, { event: 'payment-failed', by: 'payment', attempt, cause }),
    )
    if (refused.every((one) => one !== null)) return { outcome: 'nothing' }
    return { outcome: 'failed', settled: { attempt, state: 'failed', cause } }
  },
  reimbursed: (_, { report, paid }) => {
    assert(report.kind === 'reimbursed', 'the table is by kind')
    const isPaid = paid.some(({ moments }) => moments.paid !== undefined)
    if (!isPaid) return { outcome: 'too-early' }
    let left = report.amountMinor
    const reimbursed = paid.map(({ id, totalMinor }, at) => {
      const amount = at === paid.length - 1 ? left : Math.min(left, totalMinor)
      left -= amount
      return { order: id, claim: report.claim, amount }
    })
    return { outcome: 'reimbursed', reimbursed: reimbursed.filter(({ amount }) => amount > 0) }
  },
}

const returning = (attempt: string, amountMinor: number): Message => ({
  topic: PAYMENT_RETURN,
  document: { attempt, amountMinor },
})

/** Another amount than was asked for is no payment of this checkout: it goes back, and can be tried again. */
function wrongAmount(
  acting: ActingCheckout,
  { attempt, paid, amountMinor }: { attempt: string; paid: readonly Order[]; amountMinor: number },
): ReturnType<Hear> {
  const cause = 'verification-failed'
  for (const order of paid) {
    acting.send(order, { event: 'payment-failed', by: 'payment', attempt, cause })
  }
  return {
    outcome: 'wrong-amount',
    settled: { attempt, state: 'returned', cause },
    messages: [returning(attempt, amountMinor)],
  }
}
