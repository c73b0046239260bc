import { assert } from '../../base/faults.ts'
import {
  allows,
  ORDER_POSTINGS,
  type OrderAccount,
  type OrderMove,
  type OrderPosting,
} from './accounts.ts'
import { type MoneyRefusal, moneyRefusal } from './money-refusals.ts'

/** Where the money of an order stands: all lines at the buyer's risk, confirmed, or handed on. */
const STANDINGS = ['held', 'completed', 'released'] as const

export type Standing = (typeof STANDINGS)[number]

/** The money of one paid order, in minor units of its currency. */
export interface OrderMoney {
  /** The cash that the buyer paid. */
  readonly paid: number
  /** Of it, what went back or is granted to go back, by us or by the payment provider. */
  readonly returned: number
  /** Of that, what is granted and not paid out yet. */
  readonly due: number
  readonly escrow: number
  readonly pending: number
  readonly released: number
  readonly standing: Standing
  /** Lines that the buyer confirmed while others were still open. */
  readonly confirmed: readonly string[]
  /** The payment provider has paid the buyer back (bp.d.paypal). */
  readonly reimbursed: boolean
  /** Open disputes, which keep the money where it is (bp.d.secure). */
  readonly frozenBy: readonly string[]
}

/** What an act does to the money of an order. No movements: it was done before. */
export interface MoneyStep {
  readonly posting: OrderPosting
  readonly money: OrderMoney
  readonly moves: readonly OrderMove[]
}

/** The money of an order before anything was paid. */
export const NO_MONEY: OrderMoney = {
  paid: 0,
  returned: 0,
  due: 0,
  escrow: 0,
  pending: 0,
  released: 0,
  standing: 'held',
  confirmed: [],
  reimbursed: false,
  frozenBy: [],
}

/** The balances that an order keeps of its accounts. */
const BALANCES = {
  escrow: 'escrow',
  pending: 'pending',
  released: 'released',
  'refunds-due': 'due',
} as const satisfies Partial<Record<OrderAccount, keyof OrderMoney>>

/**
 * Carries out movements. What an occasion may not move, and what would leave an account of the order
 * below zero, is a fault of ours: whoever asks has refused it before.
 */
export function post(
  money: OrderMoney,
  posting: OrderPosting,
  asked: readonly OrderMove[],
): MoneyStep {
  const moves = asked.filter(({ amount }) => amount !== 0)
  let after = money
  for (const move of moves) {
    assert(allows(ORDER_POSTINGS[posting], move), `${posting}: ${move.debit} to ${move.credit}`)
    assert(Number.isSafeInteger(move.amount) && move.amount > 0, `${move.amount} is no amount`)
    after = moved(moved(after, move.debit, -move.amount), move.credit, move.amount)
    if (goesBack(move)) after = { ...after, returned: after.returned + move.amount }
  }
  assert(after.returned <= after.paid, 'no more goes back than the buyer paid (tc.8)')
  return { posting, money: after, moves }
}

function moved(money: OrderMoney, account: OrderAccount, by: number): OrderMoney {
  if (account === 'cash-in') return { ...money, paid: money.paid - by }
  const kept = BALANCES[account as keyof typeof BALANCES]
  if (kept === undefined) return money
  const balance = money[kept] + by
  assert(Number.isSafeInteger(balance) && balance >= 0, `${account} would be ${balance}`)
  return { ...money, [kept]: balance }
}

/** Cash goes back when it is granted, or when the provider takes it; not again when it is paid out. */
function goesBack({ debit, credit }: OrderMove): boolean {
  if (credit === 'refunds-due') return true
  return credit === 'provider-settled' && HELD.includes(debit)
}

const HELD: readonly OrderAccount[] = ['escrow', 'pending', 'released']

/** Whether somebody's dispute keeps the money where it is; one's own does not (bp.d.secure). */
export function frozenFor({ frozenBy }: OrderMoney, occasion?: string): MoneyRefusal | null {
  if (frozenBy.length === 0) return null
  if (occasion !== undefined && frozenBy.includes(occasion)) return null
  return moneyRefusal('frozen')
}

/** A dispute was opened: until it is closed, nothing leaves escrow or pending (bp.d.secure). */
export function freeze(money: OrderMoney, dispute: string): OrderMoney {
  if (money.frozenBy.includes(dispute)) return money
  return { ...money, frozenBy: [...money.frozenBy, dispute] }
}

/** A dispute was closed; others may still be open. */
export function unfreeze(money: OrderMoney, dispute: string): OrderMoney {
  if (!money.frozenBy.includes(dispute)) return money
  return { ...money, frozenBy: money.frozenBy.filter((one) => one !== dispute) }
}
