import { assert } from '../base/faults.ts'
import type { Applied, Quote, QuotedLine } from '../pricing/document.ts'
import type { CartDocument, LineDocument } from '../pricing/input.ts'
import type { OfferDocument } from '../pricing/offer-document.ts'
import type { TypedCode } from './agent-codes.ts'
import { type RejectedCode, rejectedCodes } from './agent-reasons.ts'

/** What an agent is told of a checkout that was quoted. */
export interface AgentCheckout {
  readonly cart: CartDocument
  readonly quote: Quote
  /** The codes that were submitted, in order. */
  readonly codes: readonly TypedCode[]
  /** The offers that the quote applied, by id. */
  readonly offers: ReadonlyMap<string, AgentOffer>
  /** The name of what a line sells. */
  readonly titleOf: (line: LineDocument) => string
  /** Whether the buyer is known: a visitor may be told to sign in. */
  readonly signedIn: boolean
}

/** An offer as an agent is told of it. */
export interface AgentOffer {
  readonly title: string
  readonly document: OfferDocument
}

/** A part of a discount, and the entry of the document that it went to (RFC 9535). */
export interface Allocation {
  readonly path: string
  readonly amount: number
}

/** An applied discount, as both protocols tell it. */
export interface AgentDiscount {
  readonly offer: string
  /** As it was submitted; null where it needed no code. */
  readonly code: string | null
  readonly known: AgentOffer
  readonly amount: number
  readonly method: 'each' | 'across' | null
  /** Its turn: 1 is first. */
  readonly priority: number
  readonly allocations: readonly Allocation[]
  /** Lines that customs may still refuse (fg.market.in). */
  readonly provisional: readonly string[]
}

/** One row of the totals: what is taken off is below zero. */
export interface TotalRow {
  readonly type:
    | 'items_base_amount'
    | 'items_discount'
    | 'subtotal'
    | 'fulfillment'
    | 'discount'
    | 'tax'
    | 'total'
  readonly display_text: string
  readonly amount: number
}

/** A line of the cart and of the quote. */
export interface AgentLine {
  readonly line: LineDocument
  readonly quoted: QuotedLine
  readonly title: string
}

/** A checkout in the terms that both protocols share. */
export interface AgentView {
  readonly currency: string
  readonly lines: readonly AgentLine[]
  readonly totals: readonly TotalRow[]
  readonly discounts: readonly AgentDiscount[]
  readonly rejected: readonly RejectedCode[]
}

/** What the subtotal is of: the prices of the items, or what is left of them. */
export type Subtotal = 'before-discounts' | 'after-discounts'

/**
 * Reads a quote as both protocols want it: every discount with its turn and the exact share of each line
 * and of each order's shipping, and totals whose rows add up. Amounts are in minor units.
 */
export function agentView(checkout: AgentCheckout, subtotal: Subtotal): AgentView {
  const { cart, quote, codes } = checkout
  const totals = totalRows(checkout, subtotal)
  const paths = new Map(cart.lines.map((line, at) => [line.id, `$.line_items[${at}]`]))
  const shippingPaths = shippingRows(quote, totals)
  const submitted = new Map(
    codes.flatMap(({ code, offer, repeats }) =>
      offer === null || repeats ? [] : [[offer, code] as const],
    ),
  )
  return {
    currency: quote.currency,
    lines: cart.lines.map((line, at) => ({
      line,
      quoted: quote.lines[at] as QuotedLine,
      title: checkout.titleOf(line),
    })),
    totals,
    discounts: quote.applied.map((one, at) => {
      const known = checkout.offers.get(one.offer)
      assert(known !== undefined, 'an agent is told of offers that are known')
      return {
        offer: one.offer,
        code: submitted.get(one.offer) ?? null,
        known,
        amount: one.off,
        method: methodOf(known.document),
        priority: at + 1,
        allocations: [
          ...allocationsOf(one.lines, paths),
          ...allocationsOf(one.shipping, shippingPaths),
        ],
        provisional: one.provisional ?? [],
      }
    }),
    rejected: rejectedCodes(codes, quote.rejected, checkout.signedIn),
  }
}

/** A free shipping is of each order apart, unless a cap is dealt out; all else is shared by value. */
function methodOf({ benefit }: OfferDocument): AgentDiscount['method'] {
  if (!benefit.freeShipping) return 'across'
  return benefit.cap === undefined ? 'each' : null
}

function allocationsOf(shares: Applied['lines'], paths: ReadonlyMap<string, string>): Allocation[] {
  return Object.entries(shares).map(([id, amount]) => ({ path: paths.get(id) as string, amount }))
}

/** The row of the totals that each order's shipping stands in. */
function shippingRows(quote: Quote, totals: readonly TotalRow[]): ReadonlyMap<string, string> {
  const rows = totals.flatMap(({ type }, at) => (type === 'fulfillment' ? [at] : []))
  const orders = quote.orders.filter(({ shipping }) => shipping > 0)
  return new Map(orders.map(({ id }, k) => [id, `$.totals[${rows[k] as number}]`]))
}

/** Rows that add up to the total: tax stands among them only where it is added. */
function totalRows({ cart, quote }: AgentCheckout, subtotal: Subtotal): TotalRow[] {
  const { totals, orders } = quote
  const many = orders.length > 1
  const shipping = orders
    .filter((order) => order.shipping > 0)
    .map((order): TotalRow => {
      const display_text = many ? `Shipping, ${order.id}` : 'Shipping'
      return { type: 'fulfillment', display_text, amount: order.shipping }
    })
  const off = (type: 'items_discount' | 'discount', display_text: string, amount: number) =>
    amount === 0 ? [] : [{ type, display_text, amount: -amount }]
  const tax: TotalRow = { type: 'tax', display_text: 'Tax', amount: totals.tax }
  const after: TotalRow = {
    type: 'subtotal',
    display_text: 'Subtotal',
    amount: totals.list - totals.off,
  }
  const ofItems = off('items_discount', 'Discounts', totals.off)
  return [
    ...(subtotal === 'before-discounts'
      ? [{ ...after, amount: totals.list }, ...ofItems]
      : [
          {
            ...after,
            type: 'items_base_amount' as const,
            display_text: 'Items',
            amount: totals.list,
          },
          ...ofItems,
          after,
        ]),
    ...shipping,
    ...off('discount', 'Shipping discounts', totals.shippingOff),
    ...(cart.pricesIncludeTax || totals.tax === 0 ? [] : [tax]),
    { type: 'total', display_text: 'Total', amount: totals.total },
  ]
}
