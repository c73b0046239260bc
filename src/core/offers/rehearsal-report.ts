import type { Refused } from '../base/faults.ts'
import type { Reason } from '../pricing/reasons.ts'

/** An amount, or a number, today and under the draft. */
export interface BeforeAfter {
  readonly before: number
  readonly after: number
}

/** What one cart comes to on both sides. */
export interface CartChange extends BeforeAfter {
  /** The name that it was given, else its place from 1. */
  readonly cart: string
  /** `after` less `before`: below zero the buyer pays less. */
  readonly change: number
}

/** Carts that pay less, or more: how many, by how much together, and those that it moves most. */
export interface Moved {
  readonly carts: number
  readonly amount: number
  readonly most: readonly CartChange[]
}

/** The carts of one currency: amounts of different ones are never added. */
export interface RehearsedCurrency {
  readonly currency: string
  readonly carts: number
  readonly list: number
  /** What buyers pay together. */
  readonly total: BeforeAfter
  /** What each payer gives together, the dearest first. */
  readonly funding: readonly (BeforeAfter & { readonly payer: string })[]
  readonly winners: Moved
  readonly losers: Moved
  readonly same: number
}

/** What became of one draft. */
export interface RehearsedOffer {
  readonly offer: string
  /** How many carts it applied to, and what it took off them, by currency. */
  readonly used: number
  readonly off: readonly { readonly currency: string; readonly amount: number }[]
  /** Why it did not apply to the others, the commonest reason first. */
  readonly rejected: readonly { readonly reason: Reason; readonly carts: number }[]
}

/** Something to look at before the launch. */
export interface RehearsalWarning {
  readonly warning: 'free-order' | 'deep-discount' | 'pays-less-for-more'
  readonly cart: string
  readonly says: string
}

/** A comparison of recorded carts, priced as today and under a draft. */
export interface Rehearsal {
  readonly carts: number
  /** Carts that could not be priced; the first few with their faults. */
  readonly refused: {
    readonly carts: number
    readonly first: readonly (Refused & { readonly cart: string })[]
  }
  readonly currencies: readonly RehearsedCurrency[]
  readonly offers: readonly RehearsedOffer[]
  /** How many warnings there are; the first few stand in `warnings`. */
  readonly warned: number
  readonly warnings: readonly RehearsalWarning[]
}

/** How many rows of a kind a report names; it counts them all. */
export const ROWS_NAMED = 20
