import type { OrderMove } from './accounts.ts'
import { type MoneyRefusal, moneyRefusal } from './money-refusals.ts'
import { frozenFor, type MoneyStep, NO_MONEY, type OrderMoney, post } from './order-money.ts'
import { cashOf, type OrderShares, partsOf, paysMoney } from './shares.ts'

/**
 * Payment verified: the buyer's cash goes into escrow, and beside it what offers of the platform and of
 * partners fund, so that the seller is owed the goods less only what the seller funded (faq.escrow).
 */
export function payment(order: OrderShares): MoneyStep {
  const subsidies = new Map<string, number>()
  for (const { payers } of partsOf(order)) {
    for (const { payer, amount } of payers) {
      if (paysMoney(payer)) subsidies.set(payer, (subsidies.get(payer) ?? 0) + amount)
    }
  }
  const cash = { debit: 'cash-in', credit: 'escrow', amount: cashOf(order), party: null } as const
  const beside = Array.from(
    subsidies,
    ([payer, amount]): OrderMove => ({
      ...subsidyAccount(payer, 'debit'),
      credit: 'escrow',
      amount,
    }),
  )
  return post(NO_MONEY, 'payment', [cash, ...beside])
}

/** The account of a payer as one side of a movement. */
export function subsidyAccount<S extends 'debit' | 'credit'>(payer: string, side: S) {
  const isPlatform = payer === 'platform'
  const account = isPlatform ? 'platform-subsidy' : 'partner-subsidy'
  const party = isPlatform ? null : payer.slice('partner:'.length)
  return { [side]: account, party } as { readonly [K in S]: typeof account } & {
    readonly party: string | null
  }
}

/** Lines to confirm, each with what is left of its money. */
export interface LinesToConfirm {
  readonly lines: ReadonlyMap<string, number>
  /** Whether nothing of the order is left unconfirmed after it. */
  readonly completes: boolean
}

/**
 * The buyer confirms receipt: the money of these lines leaves escrow and waits for the end of protection
 * (faq.escrow, bp.confirm). With the last line goes what is left, shipping too.
 */
export function confirmation(
  money: OrderMoney,
  { lines, completes }: LinesToConfirm,
): MoneyStep | MoneyRefusal {
  const fresh = [...lines.keys()].filter((line) => !money.confirmed.includes(line))
  if (money.standing !== 'held' || (fresh.length === 0 && !completes)) {
    return { posting: 'confirmation', money, moves: [] }
  }
  const frozen = frozenFor(money)
  if (frozen) return frozen
  const sum = fresh.reduce((all, line) => all + (lines.get(line) as number), 0)
  // What the payment provider took without saying for what is missing from some line.
  const least = money.reimbursed ? Math.min(sum, money.escrow) : sum
  const amount = completes ? money.escrow : least
  const step = post(money, 'confirmation', [move('escrow', 'pending', amount)])
  const confirmed = [...money.confirmed, ...fresh]
  const standing = completes ? 'completed' : 'held'
  return { ...step, money: { ...step.money, confirmed, standing } }
}

/**
 * Protection has ended: whatever is left is the seller's to withdraw (D-11). An open dispute keeps it
 * (bp.d.secure).
 */
export function release(money: OrderMoney): MoneyStep | MoneyRefusal {
  if (money.standing === 'released') return { posting: 'release', money, moves: [] }
  const frozen = frozenFor(money)
  if (frozen) return frozen
  const { escrow, pending } = money
  const step = post(money, 'release', [
    move('escrow', 'pending', escrow),
    move('pending', 'released', escrow + pending),
  ])
  return { ...step, money: { ...step.money, standing: 'released' } }
}

/** A refund that was granted is paid out. */
export function payOut(money: OrderMoney, amount: number): MoneyStep | MoneyRefusal {
  if (amount > money.due) return moneyRefusal('not-due')
  return post(money, 'pay-out', [move('refunds-due', 'refunds-paid', amount)])
}

/** A movement between accounts that need no name. */
export function move(
  debit: OrderMove['debit'],
  credit: OrderMove['credit'],
  amount: number,
): OrderMove {
  return { debit, credit, amount, party: null }
}
