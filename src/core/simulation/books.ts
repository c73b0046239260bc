import type { OrderMoney } from '../orders/money/order-money.ts'
import {
  NO_SELLER_MONEY,
  orderMoves,
  type SellerMoney,
  withdrawal,
} from '../orders/money/seller-money.ts'
import { law } from './fault.ts'

/** What accounts hold, by their names. */
export type Balances = Map<string, number>

interface Moved {
  readonly debit: string
  readonly credit: string
  readonly amount: number
}

/** The money of a currency at an instant: held, waiting for the end of protection, ready to withdraw. */
export interface MoneyNow {
  readonly currency: string
  readonly escrow: number
  readonly pending: number
  readonly available: number
}

/**
 * The books of all orders and sellers of a run, by currency. They are kept from the movements alone, so
 * that what an order or a seller says of its money can be held against them.
 */
export class Books {
  readonly #orders = new Map<string, Balances>()
  readonly #sellers = new Map<string, Balances>()
  readonly #money = new Map<string, Map<string, SellerMoney>>()

  /** Movements of an order: into its own balances, and into those of its currency. */
  post(currency: string, own: Balances, moves: readonly Moved[]): void {
    const all = balancesOf(this.#orders, currency)
    for (const one of moves) {
      transfer(all, one)
      transfer(own, one)
    }
  }

  /** What came of an order to its seller, above zero, or is asked back, below (D-11, tc.8). */
  hand(seller: string, currency: string, amount: number): void {
    const { money, moves } = orderMoves(this.#moneyOf(seller, currency), amount)
    this.#keep(seller, currency, money, moves)
  }

  /** A seller withdraws all that is available, in every currency. */
  withdraw(seller: string): void {
    for (const [currency, sellers] of this.#money) {
      const money = sellers.get(seller)
      if (money === undefined || money.available === 0) continue
      const step = withdrawal(money, money.available)
      law('money' in step, () => `${seller} cannot withdraw what is available (faq.escrow)`)
      this.#keep(seller, currency, step.money, step.moves)
    }
  }

  get currencies(): string[] {
    return [...this.#orders.keys()].sort()
  }

  now(): MoneyNow[] {
    return this.currencies.map((currency) => ({
      currency,
      escrow: this.#orders.get(currency)?.get('escrow') ?? 0,
      pending: this.#orders.get(currency)?.get('pending') ?? 0,
      available: this.#sellers.get(currency)?.get('available') ?? 0,
    }))
  }

  /** The trial balance of a currency: each account of the orders, and each of the sellers. */
  trialOf(currency: string): {
    readonly orders: Readonly<Record<string, number>>
    readonly sellers: Readonly<Record<string, number>>
  } {
    return {
      orders: sorted(this.#orders.get(currency)),
      sellers: sorted(this.#sellers.get(currency)),
    }
  }

  /** All accounts of a currency are zero together, and the two books agree on what was handed over. */
  check(): void {
    for (const currency of this.currencies) {
      const { orders, sellers } = this.trialOf(currency)
      law(sumOf(orders) === 0, () => `The books of orders in ${currency} make ${sumOf(orders)}.`)
      law(sumOf(sellers) === 0, () => `The books of sellers in ${currency} make ${sumOf(sellers)}.`)
      const [given = 0, got = 0] = [orders.released, sellers.released]
      law(given + got === 0, () => `In ${currency} orders released ${given}, sellers got ${-got}.`)
    }
  }

  #moneyOf(seller: string, currency: string): SellerMoney {
    return this.#money.get(currency)?.get(seller) ?? NO_SELLER_MONEY
  }

  #keep(seller: string, currency: string, money: SellerMoney, moves: readonly Moved[]): void {
    const all = balancesOf(this.#sellers, currency)
    for (const one of moves) transfer(all, one)
    const sellers = this.#money.get(currency)
    if (sellers) sellers.set(seller, money)
    else this.#money.set(currency, new Map([[seller, money]]))
  }
}

/** What an order says of its money is what its movements make; the law names the account. */
export function checkBalances(order: string, money: OrderMoney, balances: Balances): void {
  const { paid, due, escrow, pending, released, returned } = money
  const said = { 'cash-in': -paid, 'refunds-due': due, escrow, pending, released }
  for (const [account, balance] of Object.entries(said)) {
    const made = balances.get(account) ?? 0
    law(made === balance, () => `${account} says ${balance}, its movements make ${made}.`, order)
  }
  let sum = 0
  for (const balance of balances.values()) sum += balance
  law(sum === 0, () => `The accounts of the order make ${sum} together.`, order)
  law(returned <= paid, () => `${returned} went back of ${paid} that was paid (tc.8).`, order)
}

function balancesOf(books: Map<string, Balances>, currency: string): Balances {
  const found = books.get(currency)
  if (found) return found
  const fresh: Balances = new Map()
  books.set(currency, fresh)
  return fresh
}

function transfer(balances: Balances, { debit, credit, amount }: Moved): void {
  balances.set(debit, (balances.get(debit) ?? 0) - amount)
  balances.set(credit, (balances.get(credit) ?? 0) + amount)
}

function sorted(balances: Balances = new Map()): Record<string, number> {
  return Object.fromEntries([...balances].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function sumOf(balances: Readonly<Record<string, number>>): number {
  return Object.values(balances).reduce((sum, balance) => sum + balance, 0)
}
