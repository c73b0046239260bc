import type { Order, Promises } from '../../../core/orders/order.ts'
import type { OrderView } from '../../../core/orders/order-view.ts'
import type { Quote } from '../../../core/pricing/document.ts'
import type { CartDocument, Input } from '../../../core/pricing/input.ts'
import type { OfferBook } from '../../store/book/offer-book.ts'
import { buyerKey } from '../../store/buyers.ts'
import { readAcceptedQuote } from '../../store/money/accepted-quotes.ts'
import { type Draft, readDraft } from '../../store/orders/drafts.ts'
import {
  ordersOfCheckout,
  paymentsOfCheckout,
  type StoredPayment,
} from '../../store/orders/reading.ts'
import { type OrderReading, viewsOf } from './standing.ts'

/** What checkouts are read with. */
export interface CheckoutReading extends OrderReading {
  readonly book: OfferBook
}

/** A checkout, and whose it is. */
export interface CheckoutKey {
  readonly checkout: string
  readonly buyer: string
}

export type CheckoutLook = CheckoutKey & { readonly party: 'buyer' | 'platform' }

/** A checkout as its buyer, or the platform, sees it; null where the buyer has no such checkout. */
export async function checkoutView(reading: CheckoutReading, look: CheckoutLook) {
  const placed = await ordersOfCheckout(reading.store, look)
  if (placed.length > 0) return placedView(reading, { look, placed })
  const draft = await readDraft(reading.store, look)
  return draft && draftView(reading, draft)
}

/** A draft that was made just now. */
export async function draftView({ book }: Pick<CheckoutReading, 'book'>, draft: Draft) {
  const { checkout, buyer, at, hash, totalMinor, currency, quote, bought } = draft
  const named = [...quote.applied, ...quote.rejected].map(({ offer }) => offer)
  const offers = await book.offers([...new Set(named)])
  return {
    checkout,
    buyer,
    state: 'draft' as const,
    at: at.toISOString(),
    hash,
    totalMinor,
    currency,
    quote,
    offers: titles([...offers].map(([id, { issued }]) => [id, issued.title])),
    lines: linesOf(bought.cart as ShownCart),
    promises: bought.promises,
    orders: [] as readonly OrderView[],
    payments: [],
    toPayMinor: 0,
  }
}

async function placedView(
  reading: CheckoutReading,
  { look, placed }: { readonly look: CheckoutLook; readonly placed: readonly Order[] },
) {
  const { checkout, buyer, party } = look
  const { store } = reading
  const key = buyerKey(store, buyer)
  const accepted = await readAcceptedQuote(store, key, checkout)
  if (!accepted) return null
  const [orders, payments] = await Promise.all([
    viewsOf(reading, placed, party),
    paymentsOfCheckout(store, { shard: key.shard, checkout }),
  ])
  const quote: Quote = JSON.parse(accepted.texts.quote)
  const input: Input = JSON.parse(accepted.texts.input)
  const unpaid = orders.filter(({ state }) => state === 'unpaid')
  return {
    checkout,
    buyer,
    state: 'placed' as const,
    at: accepted.acceptedAt.toISOString(),
    hash: accepted.hash,
    totalMinor: accepted.total,
    currency: accepted.currency,
    quote,
    offers: titles(accepted.offers.map(({ offer, document }) => [offer, titleIn(document)])),
    lines: linesOf(input),
    promises: Object.fromEntries(
      placed.map(({ quoted, promised }): [string, Promises] => [quoted, promised]),
    ),
    orders,
    payments: payments.map(paymentView),
    toPayMinor: unpaid.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
  }
}

/** The parts of a cart that are shown. */
type ShownCart = Pick<CartDocument, 'stores' | 'lines'>

function linesOf({ stores, lines }: ShownCart) {
  return lines.map(({ id, listing, sku, store, method = 'standard', quantity = 1, unitPrice }) => {
    const seller = stores[store]?.seller ?? store
    // By seller and method, as the quote calls its orders (faq.combine).
    const order = `${seller}/${method}`
    return { id, listing, sku, seller, order, quantity, unitPriceMinor: unitPrice }
  })
}

const titleIn = (document: object): string =>
  String((document as { readonly title?: unknown }).title ?? '')

const titles = (rows: readonly (readonly [string, string])[]) =>
  Object.fromEntries(rows.map(([offer, title]) => [offer, { title }]))

/** Where it is paid is shown while it can be. */
function paymentView(payment: StoredPayment) {
  const { attempt, provider, state, cause, amountMinor, currency, payAt, begunAt } = payment
  return {
    attempt,
    provider,
    state,
    cause: cause as never,
    amountMinor,
    currency,
    payAt: state === 'pending' ? payAt : null,
    begunAt: begunAt.toISOString(),
  }
}
