/** What parties do to a plain order (plain-order.ts), and why they may not. */
import type { Line, PlainOrder } from './plain-order.ts'

const HOLD_MS = 30 * 60_000

const FIVE_CAUSES = [
  'invalid-card-number',
  'insufficient-funds',
  'limit-exceeded',
  'wrong-security-code',
  'verification-failed',
]

const PAST_HAND_OVER = ['handed-to-airline', 'departed', 'arrived-in-country']

const STATUSES = [
  'accepted',
  ...PAST_HAND_OVER,
  'in-customs',
  'out-for-delivery',
  'delivered',
  'returned-to-seller',
  'wrong-address',
  'no-tracking',
]

export interface Sent {
  readonly event: string
  readonly by: string
  readonly attempt?: string
  readonly cause?: string
  readonly reason?: string
  readonly tracking?: string
  readonly status?: string
  readonly days?: number
  readonly lines?: readonly string[]
  readonly line?: string
  readonly refunded?: boolean
}

const ACTORS: Readonly<Record<string, readonly string[]>> = {
  pay: ['buyer'],
  cancel: ['buyer'],
  'request-cancel': ['buyer'],
  confirm: ['buyer'],
  approve: ['seller'],
  refuse: ['seller'],
  ship: ['seller'],
  extend: ['seller', 'platform'],
  'payment-verified': ['payment'],
  'payment-failed': ['payment'],
  logistics: ['carrier'],
  'dispute-opened': ['disputes'],
  'dispute-closed': ['disputes'],
}

/** A doing: null where it is done, else the reason why not. It may set `order.at` to the instant. */
type Doing = (order: PlainOrder, sent: Sent, now: number) => string | null

/** Does something at an instant, after what is due by then; tells why not, or null. */
export function doPlainly(order: PlainOrder, sent: Sent, at: number): string | null {
  const now = Math.max(at, order.at)
  order.settle(now)
  const isTheirs = ACTORS[sent.event]?.includes(sent.by)
  const reason = isTheirs ? (DOINGS[sent.event] as Doing)(order, sent, now) : 'not-your-act'
  order.settle(now)
  return reason
}

const isSent = ({ state }: PlainOrder) =>
  ['awaiting-delivery', 'completed', 'closed'].includes(state)

/** The same refusals for whatever needs a parcel on its way. */
function notOnItsWay(order: PlainOrder): string | null {
  if (order.state === 'cancelled') return 'order-cancelled'
  if (!isSent(order)) return 'not-shipped'
  return order.state === 'awaiting-delivery' ? null : 'delivery-over'
}

const DOINGS: Readonly<Record<string, Doing>> = {
  pay(order, { attempt = '' }, now) {
    if (order.state === 'cancelled') return 'order-cancelled'
    if (order.state === 'verifying') return 'payment-in-process'
    if (order.state !== 'unpaid') return 'already-paid'
    const hasFailed = order.facts.hasOffers && order.failed !== null
    if (hasFailed && now < (order.failed as number) + HOLD_MS) return 'offers-held'
    if (order.attempts.has(attempt)) return 'attempt-used'
    order.at = now
    order.state = 'verifying'
    order.attempts.add(attempt)
    order.paying = now
    order.attempt = attempt
    if (hasFailed) order.log.push('reserve-offers')
    return null
  },

  'payment-verified'(order, { attempt = '' }, now) {
    if (order.settled.has(attempt)) return 'payment-known'
    order.at = now
    order.settled.add(attempt)
    order.attempts.add(attempt)
    if (order.state !== 'verifying' || attempt !== order.attempt) {
      order.log.push('return-payment', 'tell')
      return null
    }
    order.state = 'awaiting-shipment'
    order.paid = now
    for (const line of order.lines.values()) line.money = 'escrow'
    order.log.push('escrow-in')
    order.offers('use-offers')
    order.log.push('tell', 'tell')
    return null
  },

  'payment-failed'(order, { attempt, cause = '' }, now) {
    if (order.state !== 'verifying') return 'payment-unknown'
    if (!FIVE_CAUSES.includes(cause)) return 'cause-unknown'
    if (attempt !== order.attempt) return 'payment-unknown'
    order.at = now
    order.fail()
    return null
  },

  cancel(order, _, now) {
    if (order.state !== 'unpaid') return cancelBar(order) ?? 'ask-the-seller'
    order.at = now
    order.state = 'cancelled'
    order.offers('release-offers')
    return null
  },

  'request-cancel'(order, { reason = '' }, now) {
    if (order.state === 'unpaid') return 'cancel-directly'
    const bar = cancelBar(order)
    if (bar) return bar
    if (!/\S/.test(reason)) return 'reason-missing'
    order.at = now
    order.state = 'cancel-requested'
    order.asked = now
    order.log.push('tell')
    return null
  },

  approve(order, _, now) {
    if (order.state === 'cancelled') return 'order-cancelled'
    if (order.state !== 'cancel-requested') return 'nothing-asked'
    order.at = now
    order.refundAll()
    order.log.push('tell')
    return null
  },

  refuse(order, _, now) {
    if (order.state === 'cancelled') return 'order-cancelled'
    if (order.state !== 'cancel-requested') return 'nothing-asked'
    order.at = now
    order.state = 'awaiting-shipment'
    order.log.push('tell')
    return null
  },

  ship(order, { tracking = '' }, now) {
    if (order.state === 'cancelled') return 'order-cancelled'
    if (isSent(order)) return 'shipped-before'
    if (order.state === 'cancel-requested') return 'answer-the-cancellation-first'
    if (order.state !== 'awaiting-shipment') return 'not-paid'
    if (!/\S/.test(tracking)) return 'tracking-missing'
    order.at = now
    order.state = 'awaiting-delivery'
    order.shipped = now
    order.log.push('tell')
    return null
  },

  logistics(order, { status = '' }, now) {
    const bar = notOnItsWay(order)
    if (bar) return bar
    if (!STATUSES.includes(status)) return 'status-unknown'
    order.at = now
    if (order.facts.isEconomy && PAST_HAND_OVER.includes(status)) order.log.push('tell')
    return null
  },

  extend(order, { days = 0 }, now) {
    const bar = notOnItsWay(order)
    if (bar) return bar
    if (!Number.isInteger(days) || days < 1 || days > 365) return 'days-out-of-range'
    order.at = now
    order.extendedDays += days
    order.log.push('tell')
    return null
  },

  confirm(order, { lines = [] }, now) {
    const bar = notOnItsWay(order)
    if (bar) return bar
    if (order.isDisputed) return 'dispute-open'
    if (lines.length === 0) return 'lines-missing'
    const found = lines.map((id) => order.lines.get(id))
    if (found.includes(undefined)) return 'line-unknown'
    if (found.some((line) => line?.refunded || line?.confirmed != null)) return 'line-settled'
    order.at = now
    for (const line of found) (line as Line).confirmed = now
    order.lastConfirmed = now
    order.completeIfSettled()
    order.toPending(lines)
    order.log.push('tell')
    return null
  },

  'dispute-opened'(order, { line: id = '' }, now) {
    if (order.state === 'cancelled') return 'order-cancelled'
    if (!isSent(order)) return 'not-shipped'
    if (order.state === 'closed') return 'protection-over'
    const line = order.lines.get(id)
    if (!line) return 'line-unknown'
    if (line.refunded) return 'line-refunded'
    if (line.disputed) return 'line-disputed'
    order.at = now
    if (!order.isDisputed) order.pauses.push({ from: now, until: null })
    line.disputed = true
    order.log.push('freeze')
    return null
  },

  'dispute-closed'(order, { line: id = '', refunded }, now) {
    const line = order.lines.get(id)
    if (!line?.disputed) return 'dispute-unknown'
    order.at = now
    line.disputed = false
    const pause = order.pauses.at(-1)
    if (pause && !order.isDisputed) pause.until = now
    order.log.push('unfreeze')
    if (!refunded) return null
    line.refunded = true
    line.money = 'refunded'
    if (order.state === 'awaiting-delivery' && order.completeIfSettled()) order.toPending([])
    return null
  },
}

function cancelBar(order: PlainOrder): string | null {
  if (order.state === 'cancelled') return 'order-cancelled'
  if (order.state === 'verifying') return 'payment-in-process'
  if (order.state === 'cancel-requested') return 'already-asked'
  return isSent(order) ? 'already-shipped' : null
}
