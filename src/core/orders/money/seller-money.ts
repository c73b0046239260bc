import { assert } from '../../base/faults.ts'
import {
  allows,
  SELLER_POSTINGS,
  type SellerAccount,
  type SellerMove,
  type SellerPosting,
} from './accounts.ts'
import { type MoneyRefusal, moneyRefusal } from './money-refusals.ts'

/** The money of a seller in one currency, in its minor units. */
export interface SellerMoney {
  /** What the seller can withdraw. */
  readonly available: number
  /** What was refunded after the seller had withdrawn it: while something is owed, nothing is available. */
  readonly owed: number
  readonly withdrawn: number
}

export const NO_SELLER_MONEY: SellerMoney = { available: 0, owed: 0, withdrawn: 0 }

export interface SellerStep {
  readonly posting: SellerPosting
  readonly money: SellerMoney
  readonly moves: readonly SellerMove[]
}

/**
 * What came of an order, above zero, or went back to its buyer, below: a debt is settled first, and what
 * the seller has withdrawn already is owed from then on (tc.8, D-11). The order of arrival does not
 * matter: in any, the same is left in the end.
 */
export function orderMoves(money: SellerMoney, amount: number): SellerStep {
  if (amount >= 0) {
    const settled = Math.min(amount, money.owed)
    return post(money, 'credit', [
      move('released', 'receivable', settled),
      move('released', 'available', amount - settled),
    ])
  }
  const taken = Math.min(-amount, money.available)
  return post(money, 'debit', [
    move('available', 'released', taken),
    move('receivable', 'released', -amount - taken),
  ])
}

/** The seller withdraws what is available. */
export function withdrawal(money: SellerMoney, amount: number): SellerStep | MoneyRefusal {
  if (amount > money.available) return moneyRefusal('not-enough-available')
  return post(money, 'withdrawal', [move('available', 'withdrawn', amount)])
}

/** The seller pays what is owed, instead of waiting for the next order to settle it. */
export function repayment(money: SellerMoney, amount: number): SellerStep | MoneyRefusal {
  if (amount > money.owed) return moneyRefusal('more-than-owed')
  return post(money, 'repayment', [move('withdrawn', 'receivable', amount)])
}

function post(
  money: SellerMoney,
  posting: SellerPosting,
  asked: readonly SellerMove[],
): SellerStep {
  const moves = asked.filter(({ amount }) => amount !== 0)
  let after = money
  for (const one of moves) {
    assert(allows(SELLER_POSTINGS[posting], one), `${posting}: ${one.debit} to ${one.credit}`)
    assert(Number.isSafeInteger(one.amount) && one.amount > 0, `${one.amount} is no amount`)
    after = moved(moved(after, one.debit, -one.amount), one.credit, one.amount)
  }
  const { available, owed } = after
  assert(available >= 0 && owed >= 0 && (available === 0 || owed === 0), 'a debt is settled first')
  return { posting, money: after, moves }
}

function moved(money: SellerMoney, account: SellerAccount, by: number): SellerMoney {
  if (account === 'available') return { ...money, available: money.available + by }
  if (account === 'receivable') return { ...money, owed: money.owed - by }
  return account === 'withdrawn' ? { ...money, withdrawn: money.withdrawn + by } : money
}

function move(debit: SellerAccount, credit: SellerAccount, amount: number): SellerMove {
  return { debit, credit, amount, party: null }
}
