import { mulDivFloor } from '../base/exact.ts'
import { isRefused, type Refused } from '../base/faults.ts'
import type { CartLine } from './cart.ts'
import { setOwn } from './document.ts'
import type { PricingOptions } from './quote.ts'
import { brokenShipping } from './recheck.ts'
import {
  type AcceptedPurchase,
  type Purchase,
  type QuoteToRefund,
  type RefundInput,
  type RefundReason,
  type Returned,
  type Returns,
  readReturns,
} from './returns.ts'
import { shippedTerms } from './shipped.ts'

/** The document of a refund (pricing §8), in minor units. */
export interface Refund {
  readonly lines: readonly {
    readonly line: string
    readonly quantity: number
    readonly cash: number
  }[]
  /** Shipping that comes back, by order. */
  readonly shipping: Readonly<Record<string, number>>
  /** Outbound shipping that a broken free-shipping minimum costs, by order (fr.9). */
  readonly deducted: Readonly<Record<string, number>>
  readonly coins: number
  readonly total: number
}

/**
 * What goes back for pieces of an accepted purchase (pricing §8): never more than the cash paid, and
 * exact over any split of the pieces (tc.8); coins only with the refund that completes the whole
 * (tc.18.b). Offers are never given back. The terms are those of the purchase (tc.22).
 */
export function refund(
  purchase: AcceptedPurchase,
  returns: Returns,
  options: PricingOptions = {},
): Refund | Refused {
  return refundRequest({ ...purchase, ...returns }, options)
}

/** The same from one document: `{ input, quote, before, now, reason }`. */
export function refundRequest(request: unknown, options: PricingOptions = {}): Refund | Refused {
  const purchase = readReturns(request, options.terms ?? shippedTerms, options.standing)
  if (isRefused(purchase)) return purchase
  const { now, reason } = request as RefundInput
  return compute(purchase, now, reason)
}

function compute(purchase: Purchase, now: readonly Returned[], reason: RefundReason): Refund {
  const { accepted, quote } = purchase
  const { cart } = accepted
  const { settings } = cart.terms
  const places = new Map(cart.lines.map((line, at) => [line.id, at]))
  const lines = now.map(({ line, quantity: pieces }) => ({
    line,
    quantity: pieces,
    cash: cashOf(purchase, places.get(line) as number),
  }))
  const cash = lines.reduce((total, line) => total + line.cash, 0)
  const shipping = settings.shippingComesBackOn.has(reason) ? shippingBack(purchase) : {}
  const recheck = reason === 'return' && settings.shippingRecheckedOnReturn
  const deducted = recheck ? brokenShipping(purchase, cash) : {}
  const whole = completes(purchase, () => true) && settings.coinsComeBack === 'with-the-whole'
  return {
    lines,
    shipping,
    deducted,
    coins: whole ? quote.totals.coins : 0,
    total: cash + sumOf(shipping) - sumOf(deducted),
  }
}

/** floor(cash × k ÷ n) for all pieces so far, less what was refunded before: the last gets the rest. */
function cashOf({ accepted, quote, before, after }: Purchase, at: number): number {
  const { net, tax } = quote.lines[at] as QuoteToRefund['lines'][number]
  const paid = accepted.cart.pricesIncludeTax ? net : net + tax
  const bought = (accepted.cart.lines[at] as CartLine).quantity
  const upTo = (pieces: number): number => mulDivFloor(paid, pieces, bought)
  return upTo(after[at] as number) - upTo(before[at] as number)
}

/** Whether this refund is the one after which nothing of these lines is kept. */
function completes(
  { accepted, before, after }: Purchase,
  of: (line: CartLine) => boolean,
): boolean {
  let keptBefore = false
  for (const [at, line] of accepted.cart.lines.entries()) {
    if (!of(line)) continue
    if ((after[at] as number) < line.quantity) return false
    if ((before[at] as number) < line.quantity) keptBefore = true
  }
  return keptBefore
}

function shippingBack(purchase: Purchase): Record<string, number> {
  const back: Record<string, number> = {}
  for (const [at, order] of purchase.quote.orders.entries()) {
    const paid = order.shipping - order.shippingOff
    if (paid > 0 && completes(purchase, (line) => line.order === at)) setOwn(back, order.id, paid)
  }
  return back
}

function sumOf(record: Readonly<Record<string, number>>): number {
  return Object.values(record).reduce((total, part) => total + part, 0)
}
