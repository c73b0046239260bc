import { sql } from 'kysely'
import { assert } from '../../../core/base/faults.ts'
import type { RefundedLine } from '../../../core/orders/money/refund-ask.ts'
import type { RefundContext, RefundRecord } from '../../../core/orders/money/refund-record.ts'
import type { OrderShares, PaidShares } from '../../../core/orders/money/shares.ts'
import type { PricingOptions } from '../../../core/pricing/quote.ts'
import { type AcceptedQuote, acceptedQuote, sharesOf } from './accepted-quotes.ts'
import type { OpenOrder } from './open-order.ts'
import type { OpenOrders } from './open-orders.ts'
import { type GrantedRefund, refundOf } from './refund-rows.ts'

interface Purchase {
  readonly accepted: AcceptedQuote
  readonly shares: PaidShares
  /** Of all its orders. */
  readonly refunds: GrantedRefund[]
  /** Orders that were cancelled before they were paid. */
  readonly unpaid: readonly string[]
}

/** The checkouts of some orders: what was accepted, and what was refunded of it so far. */
export class Purchases {
  readonly #byCheckout: ReadonlyMap<string, Purchase>

  private constructor(purchases: readonly Purchase[]) {
    this.#byCheckout = new Map(purchases.map((one) => [one.accepted.checkout, one]))
  }

  /**
   * Reads them. What a refund comes to depends on the refunds of the checkout's other orders (tc.18.b,
   * fr.9): with a lock they wait for each other.
   */
  static async read(
    orders: OpenOrders,
    of: readonly OpenOrder[],
    lock?: 'locked',
  ): Promise<Purchases> {
    if (of.length === 0) return new Purchases([])
    const checkouts = [...new Set(of.map(({ paid }) => paid.checkout))]
    const { trx, store } = orders.work
    const { shard } = orders
    const accepted = await acceptedQuote(trx, store, { shard, checkouts }, lock)
    const refunds = Map.groupBy(await readRefunds(orders, checkouts), ({ checkout }) => checkout)
    const paid = await paidPlaces(orders, checkouts)
    return new Purchases(
      accepted.map((one) => {
        const shares = sharesOf(one)
        const places = shares.orders.map(({ place }) => place)
        const unpaid = places.filter((place) => !paid.has(`${one.checkout}\n${place}`))
        return { accepted: one, shares, refunds: refunds.get(one.checkout) ?? [], unpaid }
      }),
    )
  }

  /** One order of its checkout: what was paid for it, and what was refunded of its lines. */
  of(open: OpenOrder): { readonly order: OrderShares; readonly refunded: readonly RefundedLine[] } {
    const { place } = open.paid
    const order = this.#purchase(open).shares.orders.find((one) => one.place === place)
    assert(order !== undefined, `the accepted quote has an order ${place}`)
    return { order, refunded: this.refundsOf(open).flatMap(({ record }) => record.lines) }
  }

  /** The refunds of one order, the first in front: all that its money counts. */
  refundsOf(open: OpenOrder): readonly GrantedRefund[] {
    const all = this.#purchase(open).refunds.filter(({ order }) => order === open.paid.order)
    assert(all.length === open.refunds, `all refunds of ${open.paid.order} are there`)
    return all
  }

  /** What a refund of an order is computed from. */
  contextOf(open: OpenOrder, options: PricingOptions): RefundContext {
    const { accepted, shares, refunds, unpaid } = this.#purchase(open)
    const { input, quote } = accepted.texts
    const purchase = { input: JSON.parse(input), quote: JSON.parse(quote) }
    const before: RefundRecord[] = refunds.map(({ record }) => record)
    return { purchase, shares, place: open.paid.place, before, unpaid, options }
  }

  /** A refund that was granted just now: the next one of the checkout counts it. */
  add(granted: GrantedRefund): void {
    this.#byCheckout.get(granted.checkout)?.refunds.push(granted)
  }

  #purchase({ paid }: OpenOrder): Purchase {
    const found = this.#byCheckout.get(paid.checkout)
    assert(found !== undefined, `the quote of ${paid.checkout} was accepted`)
    return found
  }
}

async function readRefunds(
  { work, shard }: OpenOrders,
  checkouts: readonly string[],
): Promise<GrantedRefund[]> {
  const rows = await work.trx
    .selectFrom('refunds')
    .selectAll()
    .where('shard', '=', shard)
    .where(sql<boolean>`checkout_id = any(${checkouts}::text[])`)
    .orderBy('order_id')
    .orderBy('number')
    .execute()
  return rows.map((row) => refundOf(work.store, row))
}

async function paidPlaces(
  { work, shard }: OpenOrders,
  checkouts: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await work.trx
    .selectFrom('order_money')
    .select(['checkout_id', 'place'])
    .where('shard', '=', shard)
    .where(sql<boolean>`checkout_id = any(${checkouts}::text[])`)
    .execute()
  return new Set(rows.map(({ checkout_id, place }) => `${checkout_id}\n${place}`))
}
