import { assert } from '../../../core/base/faults.ts'
import { type MoneyRefusal, moneyRefusal } from '../../../core/orders/money/money-refusals.ts'
import { coverDue, reimbursementStep } from '../../../core/orders/money/refund-step.ts'
import type { PricingOptions } from '../../../core/pricing/quote.ts'
import { digestOf } from '../shards.ts'
import type { MoneyWork, OrderKey } from './money-work.ts'
import { OpenOrders } from './open-orders.ts'
import { Purchases } from './purchases.ts'
import type { GrantedRefund } from './refund-rows.ts'
import { granted, rewriteRefunds, writeRefunds } from './refund-writing.ts'
import type { RefundAnswer } from './refunds.ts'

/** What a payment provider says that it has paid the buyer back. */
export interface Reimbursement extends OrderKey {
  /** The provider's name for the claim: it is posted once. */
  readonly claim: string
  /** In minor units of the order's currency. */
  readonly amount: number
}

/**
 * The payment provider paid a buyer back (bp.d.paypal). That has happened, whatever stands in its way here:
 * it settles what was granted and not paid out, takes the rest out of the order, and lowers what can still
 * be refunded to zero. What is beyond the order's own money is the platform's loss.
 */
export async function reimburse(
  work: MoneyWork,
  { claim, amount, ...key }: Reimbursement,
  options: PricingOptions = {},
): Promise<RefundAnswer | MoneyRefusal> {
  assert(Number.isSafeInteger(amount) && amount > 0, `${amount} is no amount`)
  const orders = await OpenOrders.lock(work, [key])
  const open = orders.of(key)
  if (open === null) return moneyRefusal('not-paid')
  const purchases = await Purchases.read(orders, [open], 'locked')
  const name = `provider ${claim.toWellFormed()}`
  const asked = digestOf(String(amount)).toString('hex')
  const past = purchases.refundsOf(open)
  const before = past.find((one) => one.key === name)
  if (before) {
    if (before.asked !== asked) return moneyRefusal('key-reused')
    return { refund: before, replayed: true }
  }
  const due = open.money.due
  const context = purchases.contextOf(open, options)
  const step = reimbursementStep(open.money, context, { amount, occasion: claim })
  const number = open.countRefund()
  open.post(step, `refund ${number}`)
  const fresh = granted(open, { key: name, asked, number, now: orders.now, record: step.record })
  const refund = settled(fresh, fresh.cash, { reference: claim, now: orders.now })
  const covered = due - step.money.due
  await rewriteRefunds(orders, coveredOnes(past, covered, { reference: claim, now: orders.now }))
  await writeRefunds(orders, [refund])
  await orders.write()
  return { refund, replayed: false }
}

interface Claim {
  readonly reference: string
  readonly now: Date
}

/** Refunds that were due and that the provider has paid, the oldest first. */
function coveredOnes(
  past: readonly GrantedRefund[],
  amount: number,
  claim: Claim,
): readonly GrantedRefund[] {
  const due = past.filter(({ state }) => state === 'due')
  const parts = coverDue(
    due.map(({ cash, covered }) => cash - covered),
    amount,
  )
  return due.flatMap((one, at) => {
    const part = parts[at] as number
    return part === 0 ? [] : [settled(one, one.covered + part, claim)]
  })
}

function settled(one: GrantedRefund, covered: number, { reference, now }: Claim): GrantedRefund {
  if (covered < one.cash) return { ...one, covered }
  return { ...one, covered, state: 'settled', paidAt: now, reference }
}
