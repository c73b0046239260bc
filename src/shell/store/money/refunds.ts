import { isRefused, type Refused } from '../../../core/base/faults.ts'
import {
  isMoneyRefusal,
  type MoneyRefusal,
  moneyRefusal,
} from '../../../core/orders/money/money-refusals.ts'
import type { RefundAsk, RefundCause } from '../../../core/orders/money/refund-ask.ts'
import { refundStep } from '../../../core/orders/money/refund-step.ts'
import type { PricingOptions } from '../../../core/pricing/quote.ts'
import { digestOf } from '../shards.ts'
import type { MoneyWork, OrderKey } from './money-work.ts'
import type { OpenOrder } from './open-order.ts'
import { OpenOrders } from './open-orders.ts'
import { Purchases } from './purchases.ts'
import type { GrantedRefund } from './refund-rows.ts'
import { granted, writeRefunds } from './refund-writing.ts'

export interface RefundRequest extends OrderKey, RefundAsk {
  readonly cause: Exclude<RefundCause, 'provider'>
  /** What the request is carried out once for. */
  readonly key: string
}

export interface RefundAnswer {
  readonly refund: GrantedRefund
  /** The request had been carried out before: this is what came of it then, as it stands now. */
  readonly replayed: boolean
}

/**
 * Refunds of any cause, by the one path that there is: under the lock of the order's money, from the
 * shares of the accepted quote, once for a line, a cause and its occasion, and never more than the cash that
 * was paid (tc.8). Answers in the order of the requests; one that is refused moves nothing.
 */
export async function refunds(
  work: MoneyWork,
  requests: readonly RefundRequest[],
  options: PricingOptions = {},
): Promise<(RefundAnswer | MoneyRefusal | Refused)[]> {
  if (requests.length === 0) return []
  const orders = await OpenOrders.lock(work, requests)
  const open = requests.flatMap((one) => orders.of(one) ?? [])
  const purchases = await Purchases.read(orders, open, 'locked')
  const fresh: GrantedRefund[] = []
  const answers = requests.map((request) => {
    const one = orders.of(request)
    if (one === null) return moneyRefusal('not-paid')
    const answer = grant({ open: one, purchases, options }, request)
    if ('refund' in answer && !answer.replayed) fresh.push(answer.refund)
    return answer
  })
  await writeRefunds(orders, fresh)
  await orders.write()
  return answers
}

/** One refund of the same path. */
export async function refund(
  work: MoneyWork,
  request: RefundRequest,
  options: PricingOptions = {},
): Promise<RefundAnswer | MoneyRefusal | Refused> {
  const [answer] = await refunds(work, [request], options)
  return answer as RefundAnswer | MoneyRefusal | Refused
}

interface Granting {
  readonly open: OpenOrder
  readonly purchases: Purchases
  readonly options: PricingOptions
}

function grant(
  { open, purchases, options }: Granting,
  request: RefundRequest,
): RefundAnswer | MoneyRefusal | Refused {
  const key = request.key.toWellFormed()
  const asked = askedDigest(request)
  const before = purchases.refundsOf(open).find((one) => one.key === key)
  if (before) {
    return before.asked === asked ? { refund: before, replayed: true } : moneyRefusal('key-reused')
  }
  const step = refundStep(open.money, purchases.contextOf(open, options), request)
  if (isMoneyRefusal(step) || isRefused(step)) return step
  const number = open.countRefund()
  open.post(step, `refund ${number}`)
  const refund = granted(open, { key, asked, number, now: open.now, record: step.record })
  purchases.add(refund)
  return { refund, replayed: false }
}

/** What was asked, so that a key which comes with something else is found out. */
function askedDigest({ cause, occasion, reason, lines }: RefundRequest): string {
  return digestOf(JSON.stringify([cause, occasion, reason ?? null, lines])).toString('hex')
}
