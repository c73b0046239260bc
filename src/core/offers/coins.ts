import { assert } from '../base/faults.ts'
import { type Refusal, refusal } from './refusals.ts'

/**
 * Where coins are: `issued` is what the platform gave out (its balance is below zero by as much),
 * `held` is what buyers can spend, `reserved` what unpaid orders put aside. All together are zero.
 */
export const coinAccounts = ['issued', 'held', 'reserved', 'spent', 'expired', 'exchanged'] as const

export type CoinAccount = (typeof coinAccounts)[number]

/**
 * What moves coins: from the account that is debited to the one that is credited. Coins are put aside
 * when an order is placed, and spent when its payment is verified.
 */
export const COIN_ACTS = {
  earn: { debit: 'issued', credit: 'held', clause: 'tc.1' },
  reserve: { debit: 'held', credit: 'reserved', clause: 'tc.18.a.i.1' },
  settle: { debit: 'reserved', credit: 'spent', clause: 'tc.18.a.i.1' },
  release: { debit: 'reserved', credit: 'held', clause: 'tc.18.b' },
  spend: { debit: 'held', credit: 'spent', clause: 'tc.18.a.i.1' },
  'give-back': { debit: 'spent', credit: 'held', clause: 'tc.18.b' },
  exchange: { debit: 'held', credit: 'exchanged', clause: 'tc.18.a.i.2' },
  'undo-exchange': { debit: 'exchanged', credit: 'held', clause: 'tc.18.a.i.2' },
  expire: { debit: 'held', credit: 'expired', clause: 'tc.6' },
  revoke: { debit: 'held', credit: 'issued', clause: 'tc.9' },
} as const satisfies Record<string, CoinActRow>

interface CoinActRow {
  readonly debit: CoinAccount
  readonly credit: CoinAccount
  readonly clause: string
}

export type CoinAct = keyof typeof COIN_ACTS

/** One row of the ledger: `amount` moved from `debit` to `credit`. Rows are only added. */
export interface CoinEntry {
  /** Counts the entries of a buyer from 1, without a gap. */
  readonly number: number
  readonly cause: CoinAct
  readonly debit: CoinAccount
  readonly credit: CoinAccount
  readonly amount: number
  /** What the buyer holds after it. */
  readonly heldAfter: number
  /** What it is about: a payment, `rule/occasion` of what was earned, `offer/key` of an exchange. */
  readonly reference: string
  /** When the coins that it credits lapse, in milliseconds since 1970; null for never. */
  readonly expiresAt: number | null
}

/** What an act would do: the rest of its entry follows from the buyer's balance. */
export type CoinMove = Pick<CoinEntry, 'cause' | 'amount' | 'reference' | 'expiresAt'>

/**
 * The entry that an act adds to a buyer's ledger, or `not-enough-coins`: no balance goes below zero,
 * and nothing is spent in part (tc.18.a.i.1).
 */
export function coinEntry(
  before: Pick<CoinEntry, 'number' | 'heldAfter'>,
  move: CoinMove,
): CoinEntry | Refusal {
  const { amount } = move
  assert(Number.isSafeInteger(amount) && amount > 0, `${amount} is no number of coins`)
  const { debit, credit } = COIN_ACTS[move.cause]
  const heldAfter = before.heldAfter + heldBy({ debit, credit }) * amount
  if (heldAfter < 0) return refusal('not-enough-coins')
  assert(Number.isSafeInteger(heldAfter), 'a balance stays below 2^53')
  return { ...move, number: before.number + 1, debit, credit, heldAfter }
}

/** Whether a movement adds to what the buyer holds (1), takes from it (−1) or leaves it alone. */
export function heldBy({ debit, credit }: { debit: string; credit: string }): -1 | 0 | 1 {
  if (credit === 'held') return 1
  return debit === 'held' ? -1 : 0
}

/** Where a payment that used coins stands, by what its entries say of it. */
export type CoinPayment = 'none' | 'reserved' | 'spent' | 'released' | 'given-back'

const STANDING_AFTER = {
  reserve: 'reserved',
  settle: 'spent',
  spend: 'spent',
  release: 'released',
  'give-back': 'given-back',
} as const satisfies Partial<Record<CoinAct, CoinPayment>>

/** Where a payment stands after its last act. */
export function paymentAfter(last: CoinAct | null): CoinPayment {
  return (last && STANDING_AFTER[last as keyof typeof STANDING_AFTER]) ?? 'none'
}

/** Of the pieces that a payment bought, how many came back or were cancelled in all. */
export interface PiecesBack {
  readonly bought: number
  readonly back: number
}

/**
 * Coins come back only when the whole payment that used them is refunded or cancelled: for a part of
 * it none come back, not even in part (tc.18.b).
 */
export function coinsBack(spent: number, { bought, back }: PiecesBack): number {
  assert(back >= 0 && bought >= 1 && back <= bought, 'no more comes back than was bought')
  return back === bought ? spent : 0
}
