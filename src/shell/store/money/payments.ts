import { assert } from '../../../core/base/faults.ts'
import { payment } from '../../../core/orders/money/occasions.ts'
import { NO_MONEY, type OrderMoney } from '../../../core/orders/money/order-money.ts'
import type { OrderShares } from '../../../core/orders/money/shares.ts'
import { askIn } from '../claims/ask.ts'
import { ledgerKey, NOTHING_BEFORE } from '../ledger/seal.ts'
import { type AcceptedQuote, acceptedQuote, sharesOf } from './accepted-quotes.ts'
import { instantOfWork, type MoneyWork, shardOfAll } from './money-work.ts'
import { OpenOrder } from './open-order.ts'
import { INSERT_HEADS, writeEntries } from './open-orders.ts'
import { ORDER_BOOK } from './order-book.ts'
import { rowsDocument } from './row-statements.ts'

/** A checkout whose payment was verified. */
export interface VerifiedPayment {
  readonly buyer: string
  readonly checkout: string
  /** Its orders by their ids, each with what the quote calls it (`seller/method`); all that are paid. */
  readonly orders: readonly { readonly order: string; readonly place: string }[]
  /** When it was verified, where that is not the instant of the work. */
  readonly at?: Date | undefined
}

/** What a payment put into escrow. */
export interface PaidIn {
  /** The cash of these orders: what the payment must have been of. */
  readonly cash: number
  readonly currency: string
  readonly orders: readonly {
    readonly order: string
    readonly money: OrderMoney
    /** It had been posted before: nothing moved again. */
    readonly replayed: boolean
  }[]
}

/**
 * Payments verified: the cash of each order goes into its escrow, with what others than the seller fund
 * beside it, by the shares of the accepted quote (faq.escrow). Once for an order, however often it is told.
 * Answers in the order of the payments.
 */
export async function postPayments(
  work: MoneyWork,
  payments: readonly VerifiedPayment[],
): Promise<PaidIn[]> {
  if (payments.length === 0) return []
  const { store, trx } = work
  const buyers = payments.map(({ buyer }) => buyer)
  const shard = shardOfAll(store, buyers)
  const checkouts = payments.map(({ checkout }) => checkout.toWellFormed())
  const accepted = await acceptedQuote(trx, store, { shard, checkouts })
  const quotes = new Map(accepted.map((one) => [one.checkout, one]))
  const key = ledgerKey(store.secret, ORDER_BOOK.name)
  const sealing = { key, now: await instantOfWork(work) }
  const opened = payments.map((one) => opening(one, quotes, sealing))
  const fresh = await insertHeads(work, shard, opened.flat())
  const written = opened.flat().filter(({ paid }) => fresh.has(paid.order))
  await writeEntries(work, shard, written)
  return opened.map((orders) => ({
    cash: orders.reduce((sum, { money }) => sum + money.paid, 0),
    currency: (orders[0] as OpenOrder).paid.currency,
    orders: orders.map(({ paid: { order }, money }) => {
      return { order, money, replayed: !fresh.has(order) }
    }),
  }))
}

/** One payment, posted the same way. */
export async function postPayment(work: MoneyWork, payment: VerifiedPayment): Promise<PaidIn> {
  const [answer] = await postPayments(work, [payment])
  return answer as PaidIn
}

/** The orders of a payment as they are when it is verified. */
function opening(
  { buyer: asked, checkout, orders, at }: VerifiedPayment,
  quotes: ReadonlyMap<string, AcceptedQuote>,
  sealing: { readonly key: Buffer; readonly now: Date },
): OpenOrder[] {
  const buyer = asked.toWellFormed()
  const accepted = quotes.get(checkout.toWellFormed())
  assert(accepted?.buyer === buyer, `the quote of ${checkout} was accepted by ${buyer}`)
  assert(orders.length > 0, 'a payment is of an order')
  const shares = sharesOf(accepted)
  return orders.map(({ order, place }) => {
    const share = shareOf(shares.orders, place)
    const ids = { order: order.toWellFormed(), buyer, seller: share.seller, place: share.place }
    const paid = { ...ids, checkout: accepted.checkout, currency: shares.currency }
    const head = { money: NO_MONEY, number: 0, refunds: 0, digest: NOTHING_BEFORE }
    const open = new OpenOrder(paid, head, at === undefined ? sealing : { ...sealing, now: at })
    open.post(payment(share), 'payment')
    return open
  })
}

function shareOf(orders: readonly OrderShares[], place: string): OrderShares {
  const found = orders.find((one) => one.place === place)
  assert(found !== undefined, `the accepted quote has an order ${place}`)
  return found
}

/** Opens what is new, in the order of the ids; the others wait for whoever is opening them. */
async function insertHeads(
  { trx }: MoneyWork,
  shard: number,
  orders: readonly OpenOrder[],
): Promise<ReadonlySet<string>> {
  const heads = orders.map((one) => one.headRow(shard))
  const opened = await askIn(trx)<{ order_id: string }>(INSERT_HEADS, [rowsDocument(heads)])
  return new Set(opened.map(({ order_id }) => order_id))
}
