import { assert } from '../../../core/base/faults.ts'
import type { MoneyStep, OrderMoney } from '../../../core/orders/money/order-money.ts'
import { sealOf } from '../ledger/seal.ts'
import {
  type MoneyEntry,
  type MoneyHead,
  type PaidOrder,
  sealedEntry,
  sealedHead,
} from './order-book.ts'

/** What an order's money came to: to be told to its seller, where something was handed on. */
export interface HandedOn {
  readonly seller: string
  readonly currency: string
  readonly order: string
  /** Above zero: to the seller. Below: back from it. */
  readonly amount: number
  /** The order's last entry of the act, by which the message is known. */
  readonly number: number
}

/** The money of one order while an act has it: what is moved is written at the end, or not at all. */
export class OpenOrder {
  readonly paid: PaidOrder
  readonly #key: Buffer
  #now: Date
  readonly #before: MoneyHead
  #head: MoneyHead
  readonly #entries: (MoneyEntry & { readonly digest: Buffer })[] = []

  constructor(paid: PaidOrder, head: MoneyHead, { key, now }: { key: Buffer; now: Date }) {
    this.paid = paid
    this.#before = head
    this.#head = head
    this.#key = key
    this.#now = now
  }

  get money(): OrderMoney {
    return this.#head.money
  }

  /** When what it does takes effect. */
  get now(): Date {
    return this.#now
  }

  /** What comes now took effect at that instant. */
  actAt(at: Date): void {
    this.#now = at
  }

  /** How many refunds there are by now. */
  get refunds(): number {
    return this.#head.refunds
  }

  get isChanged(): boolean {
    return this.#head !== this.#before
  }

  /** Takes the next number of a refund. */
  countRefund(): number {
    this.#head = { ...this.#head, refunds: this.#head.refunds + 1 }
    return this.#head.refunds
  }

  /** Posts what an act moves. `key` is what the act is done once for: a constraint holds it. */
  post({ posting, money, moves }: MoneyStep, key: string): void {
    let { number, digest } = this.#head
    let { escrow } = this.money
    for (const [at, move] of moves.entries()) {
      number++
      if (move.credit === 'escrow') escrow += move.amount
      if (move.debit === 'escrow') escrow -= move.amount
      const about = { posting, key: key.toWellFormed(), leg: at + 1, at: this.#now }
      const party = move.party?.toWellFormed() ?? null
      const entry = { ...move, ...about, party, number, escrowAfter: escrow }
      digest = sealOf(this.#key, digest, sealedEntry(this.paid, entry))
      this.#entries.push({ ...entry, digest })
    }
    assert(escrow === money.escrow, 'the entries make what the order holds')
    this.#head = { ...this.#head, money, number, digest }
  }

  /** Changes what moves nothing: a dispute freezes, or is closed. */
  set(money: OrderMoney): void {
    this.#head = { ...this.#head, money }
  }

  handedOn(): HandedOn | null {
    const amount = this.money.released - this.#before.money.released
    if (amount === 0) return null
    const { seller, currency, order } = this.paid
    return { seller, currency, order, amount, number: this.#head.number }
  }

  entryRows(shard: number) {
    const { order, buyer, currency } = this.paid
    return this.#entries.map(({ escrowAfter, ...entry }) => ({
      ...entry,
      shard,
      order_id: order,
      buyer_id: buyer,
      currency,
      escrow_after: escrowAfter,
    }))
  }

  headRow(shard: number) {
    const { order, buyer, seller, checkout, place, currency } = this.paid
    const { money, ...chain } = this.#head
    const { frozenBy, ...balances } = money
    const seal = sealOf(this.#key, chain.digest, sealedHead(this.paid, this.#head))
    const ids = { order_id: order, buyer_id: buyer, seller_id: seller, checkout_id: checkout }
    return { ...ids, shard, place, currency, ...balances, ...chain, frozen_by: frozenBy, seal }
  }
}
