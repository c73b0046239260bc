import { instantText } from '../../../core/base/instant-text.ts'
import {
  ORDER_ACCOUNTS,
  ORDER_POSTINGS,
  type OrderAccount,
} from '../../../core/orders/money/accounts.ts'
import { REFUND_CAUSES } from '../../../core/orders/money/refund-ask.ts'
import type { OrderStep } from '../../../core/orders/order-step.ts'
import { orderView } from '../../../core/orders/order-view.ts'
import type { Process } from '../../../core/orders/process.ts'
import { refundDates } from '../../../core/orders/refund-dates.ts'
import type { AcceptedQuote } from '../../store/money/accepted-quotes.ts'
import type { MoneyEntry } from '../../store/money/order-book.ts'
import type { GrantedRefund } from '../../store/money/refund-rows.ts'
import type { OrderRecord } from '../../store/orders/order-record.ts'
import { type OrderReading, type StandingOrder, standingOrders, stepsOf } from './standing.ts'

/** All that is kept of an order, as whoever has to explain it reads it (tc.22). */
export async function ledgerView(reading: OrderReading, record: OrderRecord) {
  const [standing] = (await standingOrders(reading, [record.order])) as [StandingOrder]
  const { rules, order, at } = standing
  const steps = await stepsOf(reading, standing)
  const { statement, accepted, payments, marks } = record
  const entries = statement?.entries ?? []
  const balances = balancesOf(entries)
  return {
    order: orderView(rules, order, { party: 'platform', at, steps }),
    process: order.process,
    steps: steps.map((step) => stepView(rules.process, step)),
    accepted: acceptedView(accepted),
    postings: entries.map(postingView),
    balances,
    sumMinor: balances.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0),
    refunds: (statement?.refunds ?? []).map(refundView),
    payments: payments.map(({ attempt, provider, reference, state, cause, ...payment }) => ({
      attempt,
      provider,
      reference,
      state,
      cause,
      amountMinor: payment.amountMinor,
      begunAt: payment.begunAt.toISOString(),
    })),
    marks: marks.map((mark) => ({ ...mark, at: mark.at.toISOString() })),
  }
}

function stepView({ events, clocks }: Process, step: OrderStep) {
  const { event, effective, recorded } = step
  return {
    ...step,
    name: (events.get(event) ?? clocks.get(event))?.name ?? event,
    effective: instantText(effective),
    recorded: instantText(recorded),
  }
}

function acceptedView({ hash, acceptedAt, terms, total, coins, offers, texts }: AcceptedQuote) {
  return {
    hash,
    acceptedAt: acceptedAt.toISOString(),
    terms,
    totalMinor: total,
    coins,
    offers: offers.map(({ offer, version, document }) => ({
      offer,
      version,
      title: String((document as { readonly title?: unknown }).title ?? ''),
    })),
    input: JSON.parse(texts.input) as object,
    quote: JSON.parse(texts.quote) as object,
  }
}

function postingView({ number, posting, debit, credit, party, amount, ...entry }: MoneyEntry) {
  return {
    number,
    posting,
    clause: ORDER_POSTINGS[posting].clause,
    debit,
    credit,
    party,
    amountMinor: amount,
    escrowAfterMinor: entry.escrowAfter,
    key: entry.key,
    at: entry.at.toISOString(),
  }
}

/** Every account that money of the order went through; together they are zero. */
function balancesOf(entries: readonly MoneyEntry[]) {
  const balances = new Map<OrderAccount, number>()
  const add = (account: OrderAccount, amount: number) =>
    void balances.set(account, (balances.get(account) ?? 0) + amount)
  for (const { debit, credit, amount } of entries) {
    add(debit, -amount)
    add(credit, amount)
  }
  return [...balances].map(([account, balanceMinor]) => {
    const { of, says } = ORDER_ACCOUNTS[account]
    return { account, of, says, balanceMinor }
  })
}

function refundView({ number, record, cash, covered, state, grantedAt, ...refund }: GrantedRefund) {
  const { cause, lines, coins } = record
  return {
    number,
    cause,
    clause: REFUND_CAUSES[cause].clause,
    lines: lines.map((one) => ({
      line: one.line,
      quantity: one.quantity,
      cashMinor: one.cash,
    })),
    cashMinor: cash,
    coveredMinor: covered,
    coins,
    state,
    grantedAt: grantedAt.toISOString(),
    paidAt: refund.paidAt?.toISOString() ?? null,
    reference: refund.reference,
    dates: refundDates(grantedAt.getTime()),
  }
}
