import { assert } from '../../base/faults.ts'
import type { Accepted } from '../../pricing/accept.ts'
import type { Quote } from '../../pricing/document.ts'

/** What one payer gives: its funder as offers name it (`platform`, `partner:x`, `store:s`, `seller:m`). */
export interface PayerShare {
  readonly payer: string
  readonly amount: number
}

/** What was paid for something: the buyer's cash, and what each payer's offers took off. */
export interface Share {
  readonly cash: number
  readonly payers: readonly PayerShare[]
}

export interface LineShare extends Share {
  readonly line: string
  readonly pieces: number
}

/** What was paid for one order of a checkout. */
export interface OrderShares {
  /** Which one: `seller/method`, as the quote calls it (faq.combine). */
  readonly place: string
  readonly seller: string
  readonly shipping: Share
  readonly lines: readonly LineShare[]
}

/**
 * Who paid how much for what, in minor units: taken from the accepted quote once and stored with it. All
 * later amounts are read from it, never from offers or prices as they are by then (tc.22).
 */
export interface PaidShares {
  readonly currency: string
  readonly coins: number
  readonly orders: readonly OrderShares[]
}

/**
 * The shares of a quote. Each applied offer has its payer, and its parts by line and order (pricing §6);
 * the cash of a line is its net with added tax.
 */
export function paidShares({ cart, offers }: Accepted, quote: Quote): PaidShares {
  const funders = new Map(offers.map(({ id, funder }) => [id, funder]))
  const onLines = cart.lines.map(() => new Payers())
  const onOrders = cart.orders.map(() => new Payers())
  const lineAt = new Map(cart.lines.map(({ id }, at) => [id, at]))
  const orderAt = new Map(cart.orders.map(({ id }, at) => [id, at]))
  for (const { offer, lines, shipping } of quote.applied) {
    const payer = funders.get(offer)
    assert(payer !== undefined, `what a quote applies was offered: ${offer}`)
    for (const [id, part] of Object.entries(lines)) {
      onLines[lineAt.get(id) as number]?.add(payer, part)
    }
    for (const [id, part] of Object.entries(shipping)) {
      onOrders[orderAt.get(id) as number]?.add(payer, part)
    }
  }
  const orders = quote.orders.map((order, at) => ({
    place: order.id,
    seller: sellerOf(cart, at),
    shipping: { cash: order.shipping - order.shippingOff, payers: (onOrders[at] as Payers).rows() },
    lines: cart.lines.flatMap((line, k) => {
      if (line.order !== at) return []
      const { net, tax } = quote.lines[k] as Quote['lines'][number]
      const cash = cart.pricesIncludeTax ? net : net + tax
      const payers = (onLines[k] as Payers).rows()
      return [{ line: line.id, pieces: line.quantity, cash, payers }]
    }),
  }))
  return { currency: quote.currency, coins: quote.totals.coins, orders }
}

function sellerOf(cart: Accepted['cart'], order: number): string {
  const line = cart.lines.find((one) => one.order === order)
  assert(line !== undefined, 'an order has a line')
  return line.store.seller.id
}

/** Amounts by payer, in order of appearance. */
class Payers {
  readonly #amounts = new Map<string, number>()

  add(payer: string, amount: number): void {
    if (amount > 0) this.#amounts.set(payer, (this.#amounts.get(payer) ?? 0) + amount)
  }

  rows(): PayerShare[] {
    return Array.from(this.#amounts, ([payer, amount]) => ({ payer, amount }))
  }
}

/** Whether a payer pays the seller money; what sellers and their stores fund, they go without. */
export function paysMoney(payer: string): boolean {
  return payer === 'platform' || payer.startsWith('partner:')
}

/** What some payers give together. */
export function sumOf(payers: readonly PayerShare[]): number {
  return payers.reduce((sum, { amount }) => sum + amount, 0)
}

/** What payers other than the seller give. */
export function subsidyOf({ payers }: Pick<Share, 'payers'>): number {
  return sumOf(payers.filter(({ payer }) => paysMoney(payer)))
}

/** What the seller is owed for something: all of it, less only what the seller funded. */
export function worthOf(share: Share): number {
  return share.cash + subsidyOf(share)
}

/** Every share of an order: its lines, and its shipping. */
export function partsOf({ lines, shipping }: OrderShares): readonly Share[] {
  return [...lines, shipping]
}

/** The cash that the buyer paid for an order. */
export function cashOf(order: OrderShares): number {
  return partsOf(order).reduce((sum, { cash }) => sum + cash, 0)
}
