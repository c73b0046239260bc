import { assert, isRefused } from '../base/faults.ts'
import type { Instant } from '../base/instant.ts'
import { isMoneyRefusal, type MoneyRefusal } from '../orders/money/money-refusals.ts'
import { confirmation, payment, payOut, release } from '../orders/money/occasions.ts'
import { freeze, type MoneyStep, type OrderMoney, unfreeze } from '../orders/money/order-money.ts'
import { type LineLeft, linesLeft, type RefundAsk } from '../orders/money/refund-ask.ts'
import type { RefundContext, RefundRecord } from '../orders/money/refund-record.ts'
import { coverDue, refundStep, reimbursementStep, valuesLeft } from '../orders/money/refund-step.ts'
import {
  cashOf,
  type OrderShares,
  type PaidShares,
  partsOf,
  subsidyOf,
  worthOf,
} from '../orders/money/shares.ts'
import type { AcceptedPurchase } from '../pricing/returns.ts'
import { type Balances, type Books, checkBalances } from './books.ts'
import { law } from './fault.ts'

/** A refund that was granted, and what of it the payment provider has paid for us. */
export interface Granted {
  readonly record: RefundRecord
  readonly at: Instant
  covered: number
  isPaid: boolean
}

/** The money of one paid order, moved by the same functions that move it in the database. */
export class PaidOrder {
  readonly id: string
  readonly refunds: Granted[] = []
  readonly #purchase: Purchase
  readonly #shares: OrderShares
  readonly #balances: Balances = new Map()
  #money: OrderMoney

  constructor(id: string, place: string, purchase: Purchase) {
    const shares = purchase.shares.orders.find((one) => one.place === place)
    assert(shares !== undefined, `the accepted quote has an order ${place}`)
    this.id = id
    this.#purchase = purchase
    this.#shares = shares
    const step = payment(shares)
    this.#money = step.money
    this.#post(step)
    law(step.money.paid === cashOf(shares), () => 'What was paid is not the cash of its lines.', id)
  }

  get money(): OrderMoney {
    return this.#money
  }

  /** What is left of each line. */
  left(): ReadonlyMap<string, LineLeft> {
    return linesLeft(this.#shares, this.#refundedLines())
  }

  /** Receipt confirmed: these lines wait for the end of protection; `whole`: all that is left (faq.escrow). */
  confirm(lines: readonly string[], whole: boolean): void {
    const values = valuesLeft(this.#shares, this.#refundedLines())
    const named = new Map(lines.map((line) => [line, values.get(line) as number]))
    this.#take(confirmation(this.#money, { lines: named, completes: whole }))
  }

  /** Protection has ended: what is left is the seller's (D-11). */
  release(): void {
    this.#take(release(this.#money))
  }

  freeze(dispute: string): void {
    this.#money = freeze(this.#money, dispute)
  }

  unfreeze(dispute: string): void {
    this.#money = unfreeze(this.#money, dispute)
  }

  /** A refund of any cause, by the one path that there is (tc.8). */
  refund(ask: RefundAsk, at: Instant): Granted | MoneyRefusal {
    const step = refundStep(this.#money, this.#context(), ask)
    if (isMoneyRefusal(step)) return step
    assert(!isRefused(step), `a refund of the simulation is well formed: ${JSON.stringify(step)}`)
    return this.#grant(step.record, step, at)
  }

  /** The payment provider paid the buyer back (bp.d.paypal): what was due and not paid out goes first. */
  reimburse(amount: number, at: Instant): Granted {
    const { due } = this.#money
    const claim = { amount, occasion: `claim of ${this.id}` }
    const step = reimbursementStep(this.#money, this.#context(), claim)
    const waiting = this.refunds.filter(({ isPaid }) => !isPaid)
    const owed = waiting.map(({ record, covered }) => record.cash - covered)
    for (const [place, part] of coverDue(owed, due - step.money.due).entries()) {
      const one = waiting[place] as Granted
      one.covered += part
      one.isPaid = one.covered === one.record.cash
    }
    const granted = this.#grant(step.record, step, at)
    granted.isPaid = true
    return granted
  }

  /** A refund is paid out, as far as the payment provider has not done so already. */
  payOut(one: Granted): void {
    if (one.isPaid) return
    this.#take(payOut(this.#money, one.record.cash - one.covered))
    one.isPaid = true
  }

  /** Laws of an order that is over: nothing is left in it, and the seller got its worth less refunds. */
  checkOver(): void {
    const { escrow, pending, due, paid, released } = this.#money
    const kept = escrow + pending + due
    law(kept === 0, () => `The order is over and ${kept} is left in it.`, this.id)
    const back = this.refunds.reduce((sum, { record }) => sum + record.cash, 0)
    law(back <= paid, () => `${back} was refunded of ${paid} that was paid (tc.8).`, this.id)
    const worth = partsOf(this.#shares).reduce((sum, part) => sum + worthOf(part), 0)
    const gone = this.refunds.reduce((sum, { record }) => sum + worthGone(record), 0)
    const told = () => `The seller got ${released} of a worth of ${worth}, ${gone} went back.`
    law(released === worth - gone, told, this.id)
  }

  #context(): RefundContext {
    const { accepted, shares, records, unpaid } = this.#purchase
    return {
      purchase: accepted,
      shares,
      place: this.#shares.place,
      before: records,
      unpaid: unpaid(),
    }
  }

  #refundedLines() {
    return this.refunds.flatMap(({ record }) => record.lines)
  }

  #grant(record: RefundRecord, step: MoneyStep, at: Instant): Granted {
    this.#take(step)
    const granted = { record, at, covered: 0, isPaid: record.cash === 0 }
    this.refunds.push(granted)
    this.#purchase.add(record)
    return granted
  }

  #take(step: MoneyStep | MoneyRefusal): void {
    const refused = () => `Its money does not follow its step: ${JSON.stringify(step)}`
    law(!isMoneyRefusal(step), refused, this.id)
    const handed = step.money.released - this.#money.released
    this.#money = step.money
    this.#post(step)
    const { books, shares } = this.#purchase
    if (handed !== 0) books.hand(this.#shares.seller, shares.currency, handed)
  }

  #post({ moves }: MoneyStep): void {
    this.#purchase.books.post(this.#purchase.shares.currency, this.#balances, moves)
    checkBalances(this.id, this.#money, this.#balances)
  }
}

/** What of an order's worth went back with a refund: to the buyer, and to others who had paid. */
function worthGone({ lines, shipping, cash }: RefundRecord): number {
  const subsidies = lines.map((line) => subsidyOf(line) + subsidyOf({ payers: line.withheld }))
  return cash + subsidyOf(shipping) + subsidies.reduce((sum, amount) => sum + amount, 0)
}

/** An accepted quote with what was paid and refunded of it. */
export class Purchase {
  readonly accepted: AcceptedPurchase
  readonly shares: PaidShares
  readonly books: Books
  /** Of all its orders, the first in front. */
  readonly records: RefundRecord[] = []
  readonly #paid = new Set<string>()

  constructor(accepted: AcceptedPurchase, shares: PaidShares, books: Books) {
    this.accepted = accepted
    this.shares = shares
    this.books = books
  }

  /** A payment of one of its orders was verified (faq.escrow). */
  pay(order: string, place: string): PaidOrder {
    law(!this.#paid.has(place), () => 'The order is paid twice.', order)
    this.#paid.add(place)
    return new PaidOrder(order, place, this)
  }

  /** Orders that were cancelled before they were paid. */
  readonly unpaid = (): string[] =>
    this.shares.orders.flatMap(({ place }) => (this.#paid.has(place) ? [] : [place]))

  /** Coins come back once, with the refund that completes the whole checkout (tc.18.b). */
  add(record: RefundRecord): void {
    this.records.push(record)
    const coins = this.records.reduce((sum, one) => sum + one.coins, 0)
    const { coins: spent } = this.shares
    law(coins === 0 || coins === spent, () => `${coins} of ${spent} coins came back (tc.18.b).`)
  }
}
