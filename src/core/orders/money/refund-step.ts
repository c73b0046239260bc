import { isRefused, type Refused } from '../../base/faults.ts'
import type { OrderMove } from './accounts.ts'
import { isMoneyRefusal, type MoneyRefusal, moneyRefusal } from './money-refusals.ts'
import { move, subsidyAccount } from './occasions.ts'
import { frozenFor, type MoneyStep, type OrderMoney, post } from './order-money.ts'
import { REFUND_CAUSES, type RefundAsk, type RefundedLine } from './refund-ask.ts'
import { type RefundContext, type RefundRecord, refundRecord } from './refund-record.ts'
import { type OrderShares, type PayerShare, paysMoney, subsidyOf, worthOf } from './shares.ts'

/** A refund, and what it does to the money of its order. */
export interface RefundStep extends MoneyStep {
  readonly record: RefundRecord
}

/**
 * Refunds out of escrow, or of what is pending; what was handed to the seller is asked back there. Every
 * cause takes this path; a dispute does not freeze its own outcome (bp.d.secure), and after the payment
 * provider paid there is nothing more to refund (bp.d.paypal).
 */
export function refundStep(
  money: OrderMoney,
  context: RefundContext,
  ask: RefundAsk,
): RefundStep | MoneyRefusal | Refused {
  if (money.reimbursed) return moneyRefusal('reimbursed')
  const frozen = frozenFor(money, ask.occasion)
  if (frozen) return frozen
  const record = refundRecord(context, ask)
  if (isMoneyRefusal(record) || isRefused(record)) return record
  return { ...post(money, 'refund', movesOf(money, record, 'refunds-due')), record }
}

/**
 * The payment provider has paid the buyer back (bp.d.paypal), whatever stands in its way here: what was
 * granted and not paid out goes first, then what is left of the order, and what is beyond that is the
 * platform's loss. Where all that is left is taken, every payer gets its share back. Nothing can be
 * refunded after it.
 */
export function reimbursementStep(
  money: OrderMoney,
  context: RefundContext,
  { amount, occasion }: { readonly amount: number; readonly occasion: string },
): RefundStep {
  const due = Math.min(amount, money.due)
  const rest = amount - due
  const all = refundRecord(context, { cause: 'provider', occasion, lines: 'all' })
  // After a lump, what is left of the lines is not known apart: the rest is a lump too.
  const wasLump = context.before.some(({ place, lump }) => place === context.place && lump > 0)
  const isWhole = 'cash' in all && rest > 0 && rest >= all.cash && !wasLump
  const record = isWhole ? all : { ...NOTHING, place: context.place, occasion }
  const covered = post(money, 'reimbursement', [
    move('refunds-due', 'provider-settled', due),
    ...movesOf(money, record, 'provider-settled'),
  ])
  const { paid, returned } = covered.money
  const lump = lumpMoves(covered.money, Math.min(rest - record.cash, paid - returned))
  const taken = lump.reduce((sum, one) => sum + one.amount, 0)
  const lost = move('platform-revenue', 'provider-settled', rest - record.cash - taken)
  const step = post(covered.money, 'reimbursement', [...lump, lost])
  return {
    ...step,
    moves: [...covered.moves, ...step.moves],
    money: { ...step.money, reimbursed: true },
    record: { ...record, lump: taken, cash: record.cash + taken },
  }
}

const NOTHING: Omit<RefundRecord, 'place' | 'occasion'> = {
  cause: 'provider',
  reason: REFUND_CAUSES.provider.reason,
  lines: [],
  shipping: { cash: 0, payers: [] },
  deducted: [],
  lump: 0,
  cash: 0,
  coins: 0,
}

/** A lump comes out of what is nearest to the buyer first, as far as there is anything. */
function lumpMoves(money: OrderMoney, lump: number): OrderMove[] {
  let left = lump
  return (['escrow', 'pending', 'released'] as const).map((account) => {
    const amount = Math.min(left, money[account])
    left -= amount
    return move(account, 'provider-settled', amount)
  })
}

/** What is left of each line's money, of those that are still on the order's own accounts or handed on. */
export function valuesLeft(
  order: OrderShares,
  refunded: readonly RefundedLine[],
): ReadonlyMap<string, number> {
  const left = new Map(order.lines.map((share) => [share.line, worthOf(share)]))
  for (const { line, cash, payers, withheld } of refunded) {
    const gone = cash + subsidyOf({ payers }) + subsidyOf({ payers: withheld })
    left.set(line, (left.get(line) as number) - gone)
  }
  return left
}

type Source = 'escrow' | 'pending' | 'released'

/** Where the money of a line is; null for what belongs to no line: the shipping. */
function sourceOf({ standing, confirmed }: OrderMoney, line: string | null): Source {
  if (standing === 'released') return 'released'
  if (standing === 'completed') return 'pending'
  return line !== null && confirmed.includes(line) ? 'pending' : 'escrow'
}

function movesOf(
  money: OrderMoney,
  { lines, shipping }: Pick<RefundRecord, 'lines' | 'shipping'>,
  to: 'refunds-due' | 'provider-settled',
): OrderMove[] {
  const sums = new Sums()
  const add = (from: Source, cash: number, payers: readonly PayerShare[]) => {
    sums.add(move(from, to, cash))
    for (const { payer, amount } of payers) {
      if (paysMoney(payer)) sums.add({ debit: from, ...subsidyAccount(payer, 'credit'), amount })
    }
  }
  for (const { line, cash, payers, withheld } of lines) {
    add(sourceOf(money, line), cash, [...payers, ...withheld])
  }
  add(sourceOf(money, null), shipping.cash, shipping.payers)
  return sums.moves()
}

/** Movements between the same accounts as one. */
class Sums {
  readonly #moves = new Map<string, OrderMove>()

  add(one: OrderMove): void {
    const key = [one.debit, one.credit, one.party].join(' ')
    const before = this.#moves.get(key)?.amount ?? 0
    this.#moves.set(key, { ...one, amount: before + one.amount })
  }

  moves(): OrderMove[] {
    return [...this.#moves.values()]
  }
}

/** How much of each refund that is due is covered by an amount, the oldest first. */
export function coverDue(due: readonly number[], amount: number): readonly number[] {
  let left = amount
  return due.map((owed) => {
    const covered = Math.min(left, owed)
    left -= covered
    return covered
  })
}
