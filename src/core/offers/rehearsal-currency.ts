import type { Quote } from '../pricing/document.ts'
import {
  type CartChange,
  type Moved,
  type RehearsedCurrency,
  ROWS_NAMED,
} from './rehearsal-report.ts'

/** Sums up the carts of one currency. */
export class CurrencyTally {
  readonly #currency: string
  readonly #funding = new Map<string, { before: number; after: number }>()
  readonly #winners = new MovedTally()
  readonly #losers = new MovedTally()
  #carts = 0
  #list = 0
  #before = 0
  #after = 0

  constructor(currency: string) {
    this.#currency = currency
  }

  add({
    cart,
    before,
    after,
  }: {
    readonly cart: string
    readonly before: Quote
    readonly after: Quote
  }) {
    this.#carts++
    this.#list += before.totals.list
    this.#before += before.totals.total
    this.#after += after.totals.total
    this.#fund('before', before.funding)
    this.#fund('after', after.funding)
    const change = after.totals.total - before.totals.total
    if (change === 0) return
    const tally = change < 0 ? this.#winners : this.#losers
    tally.add({ cart, before: before.totals.total, after: after.totals.total, change })
  }

  #fund(side: 'before' | 'after', funding: Quote['funding']): void {
    for (const [payer, amount] of Object.entries(funding)) {
      const sum = this.#funding.get(payer) ?? { before: 0, after: 0 }
      sum[side] += amount
      this.#funding.set(payer, sum)
    }
  }

  report(): RehearsedCurrency {
    const funding = [...this.#funding].map(([payer, sums]) => ({ payer, ...sums }))
    const winners = this.#winners.report()
    const losers = this.#losers.report()
    return {
      currency: this.#currency,
      carts: this.#carts,
      list: this.#list,
      total: { before: this.#before, after: this.#after },
      funding: funding.sort((one, other) => other.after - one.after || other.before - one.before),
      winners,
      losers,
      same: this.#carts - winners.carts - losers.carts,
    }
  }
}

/** Carts that moved one way: all are counted, those that moved most are kept. */
class MovedTally {
  #carts = 0
  #amount = 0
  #most: CartChange[] = []

  add(change: CartChange): void {
    this.#carts++
    this.#amount += Math.abs(change.change)
    this.#most.push(change)
    // Sorted now and then: of a million carts twice what is named is held.
    if (this.#most.length >= ROWS_NAMED * 10) this.#most = this.#named()
  }

  #named(): CartChange[] {
    const size = ({ change }: CartChange) => Math.abs(change)
    return this.#most.toSorted((one, other) => size(other) - size(one)).slice(0, ROWS_NAMED)
  }

  report(): Moved {
    return { carts: this.#carts, amount: this.#amount, most: this.#named() }
  }
}
