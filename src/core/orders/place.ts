import { assert, type Fault, isRefused, pointer, type Refused } from '../base/faults.ts'
import type { Instant } from '../base/instant.ts'
import { integer } from '../base/schema.ts'
import { type Accepted, accept } from '../pricing/accept.ts'
import type { CartLine } from '../pricing/cart.ts'
import type { Quote, QuotedLine } from '../pricing/document.ts'
import type { Input } from '../pricing/input.ts'
import type { PricingOptions } from '../pricing/quote.ts'
import { shippedTerms } from '../pricing/shipped.ts'
import { specialTerms } from './figures.ts'
import type { OfferShare, Order, OrderLine, OrderRules, Promises } from './order.ts'
import { isStepped, type OrderStep, step } from './order-step.ts'

/** A quote that its buyer accepted, and what the orders of it need to know besides. */
export interface Placing {
  /** The id of the checkout: its orders are called by it, `checkout-1` and so on. */
  readonly checkout: string
  readonly input: unknown
  readonly quote: Quote
  /** What each seller promises, by the order's id in the quote. */
  readonly promises: Readonly<Record<string, Promises>>
  /** Special terms that count before the general ones (tc.2), such as coronavirus-2020. */
  readonly specialTerms?: readonly string[]
  readonly at: Instant
}

/** The orders of a checkout, in the order of the quote, each with its first step. */
export interface Placed {
  readonly orders: readonly Order[]
  readonly steps: readonly OrderStep[]
}

/** Nobody waits for a parcel longer than a year; a day is the least that a promise can be kept in. */
const days = integer(1, 365, 'Must be a whole number of days from 1 to 365.')

/**
 * The orders of an accepted quote: one a seller and shipping method (faq.combine), each with the shares
 * that refunds will read and the terms that it keeps (tc.22). Refused with paths where the quote is not
 * that of the input, or a promise is missing.
 */
export function placeOrders(
  rules: OrderRules,
  placing: Placing,
  options: PricingOptions = {},
): Placed | Refused {
  const accepted = accept(placing.input, options.terms ?? shippedTerms, options.standing)
  if (isRefused(accepted)) {
    return { refused: accepted.refused.map((one) => ({ ...one, path: `/input${one.path}` })) }
  }
  const faults = faultsOf(rules, placing, accepted)
  if (faults.length > 0) return { refused: faults }
  const { at, quote } = placing
  const placed = quote.orders.map((_, index) => {
    const order = draftOf(rules, placing, { accepted, index })
    const command = { event: 'place', by: 'buyer' }
    const answer = step(rules, order, { command, effective: at, recorded: at })
    assert(isStepped(answer), 'an accepted quote can be placed')
    return answer
  })
  return { orders: placed.map(({ order }) => order), steps: placed.map((one) => one.step) }
}

function faultsOf(
  { process: flow }: OrderRules,
  { checkout, quote, promises, specialTerms: special = [] }: Placing,
  { cart }: Accepted,
): Fault[] {
  const faults: Fault[] = []
  // An order's id may take 128 characters, and adds its number to that of the checkout.
  if (!/^[^/\p{Cc}]{1,120}$/u.test(checkout)) {
    const fault = 'Must be a text of 1 to 120 characters without "/" and control characters.'
    faults.push({ path: '/checkout', fault })
  }
  const same = (ours: readonly { id: string }[], quoted: readonly { id: string }[]) =>
    ours.length === quoted.length && ours.every(({ id }, at) => id === quoted[at]?.id)
  if (!same(cart.lines, quote.lines)) {
    faults.push({ path: '/quote/lines', fault: 'Are not the lines of the input.' })
  }
  if (!same(cart.orders, quote.orders)) {
    faults.push({ path: '/quote/orders', fault: 'Are not the orders of the input.' })
  }
  if (faults.length === 0) faults.push(...wrongTotals(quote, cart))
  for (const { id } of cart.orders) {
    const promised = Object.hasOwn(promises, id) ? promises[id] : undefined
    for (const promise of ['shipDays', 'deliveryDays'] as const) {
      days.find(promised?.[promise], pointer(pointer('/promises', id), promise), faults)
    }
  }
  const known = specialTerms(flow.figures.values())
  for (const [at, name] of special.entries()) {
    if (known.has(name)) continue
    const fault = `The process knows no such terms. Known: ${[...known].join(', ') || 'none'}.`
    faults.push({ path: `/specialTerms/${at}`, fault })
  }
  return faults
}

/** Orders whose lines and shipping do not make their total: such a quote is of another cart. */
function wrongTotals(quote: Quote, cart: Accepted['cart']): Fault[] {
  const sums = quote.orders.map(({ shipping, shippingOff }) => shipping - shippingOff)
  for (const [place, line] of cart.lines.entries()) {
    const quoted = quote.lines[place]
    if (quoted) sums[line.order] = (sums[line.order] ?? 0) + cashOf(quoted, cart)
  }
  return quote.orders.flatMap(({ total }, at) =>
    sums[at] === total
      ? []
      : [{ path: `/quote/orders/${at}/total`, fault: `Its lines and shipping make ${sums[at]}.` }],
  )
}

/** What the buyer pays for a line. */
const cashOf = ({ net, tax }: QuotedLine, { pricesIncludeTax }: Accepted['cart']): number =>
  pricesIncludeTax ? net : net + tax

interface Drafted {
  readonly accepted: Accepted
  readonly index: number
}

/** The order before it is placed. */
function draftOf(
  { process: flow }: OrderRules,
  placing: Placing,
  { accepted, index }: Drafted,
): Order {
  const { cart } = accepted
  const { quote, checkout, at } = placing
  const quoted = quote.orders[index] as Quote['orders'][number]
  const funders = new Map(accepted.offers.map(({ id, funder }) => [id, funder]))
  const lines = cart.lines.flatMap((line, place) =>
    line.order === index ? [orderLine(placing, { line, place, funders, cart })] : [],
  )
  const [seller = '', method = ''] = quoted.id.split('/')
  const shippingOffers = sharesOf(quote, funders, ({ shipping }) => ownPart(shipping, quoted.id))
  const shippingCash = quoted.shipping - quoted.shippingOff
  const offers = [...lines.flatMap((line) => line.offers), ...shippingOffers]
  return {
    id: `${checkout}-${index + 1}`,
    process: flow.id,
    checkout,
    quoted: quoted.id,
    buyer: cart.buyerId,
    seller,
    method,
    country: cart.country,
    terms: [quote.terms, ...(placing.specialTerms ?? [])],
    currency: quote.currency,
    lines,
    shipping: {
      listMinor: quoted.shipping,
      offMinor: quoted.shippingOff,
      cashMinor: shippingCash,
      offers: shippingOffers,
    },
    totalMinor: quoted.total,
    offers: [...new Set(offers.map(({ offer }) => offer))],
    promised: promisesOf(placing, quoted.id),
    state: 'new',
    since: at,
    at,
    version: 0,
    ...NOTHING_HAPPENED,
  }
}

const NOTHING_HAPPENED = {
  moments: {},
  clocks: {},
  passed: {},
  payments: [],
  cancellation: null,
  tracking: null,
  logistics: [],
  extensions: [],
  disputes: [],
} as const satisfies Partial<Order>

function promisesOf({ promises }: Placing, id: string): Promises {
  const { shipDays, deliveryDays } = promises[id] as Promises
  return { shipDays, deliveryDays }
}

function orderLine(
  { input, quote }: Placing,
  of: {
    readonly line: CartLine
    readonly place: number
    readonly funders: Funders
    readonly cart: Accepted['cart']
  },
): OrderLine {
  const { line, place, funders, cart } = of
  const quoted = quote.lines[place] as QuotedLine
  const { net, tax, off } = quoted
  return {
    id: line.id,
    listing: line.listing,
    sku: (input as Input).lines[place]?.sku as string,
    quantity: line.quantity,
    listMinor: line.list,
    offMinor: off,
    netMinor: net,
    taxMinor: tax,
    cashMinor: cashOf(quoted, cart),
    offers: sharesOf(quote, funders, ({ lines }) => ownPart(lines, line.id)),
    confirmed: null,
    money: 'unpaid',
  }
}

type Funders = ReadonlyMap<string, string>

/** An id can be any text, "__proto__" too. */
const ownPart = (parts: Readonly<Record<string, number>>, id: string): number | undefined =>
  Object.hasOwn(parts, id) ? parts[id] : undefined

function sharesOf(
  quote: Quote,
  funders: Funders,
  partOf: (applied: Quote['applied'][number]) => number | undefined,
): OfferShare[] {
  return quote.applied.flatMap((applied) => {
    const offMinor = partOf(applied)
    if (offMinor === undefined) return []
    const { offer, kind } = applied
    return [{ offer, kind, funder: funders.get(offer) as string, offMinor }]
  })
}

/**
 * The same input with the lines of one seller only: "buy all from this seller" (faq.combine). Null where
 * nothing is from that seller.
 */
export function onlyOfSeller(input: Input, seller: string): Input | null {
  const stores = Object.fromEntries(
    Object.entries(input.stores).filter(([, store]) => store.seller === seller),
  )
  const lines = input.lines.filter(({ store }) => Object.hasOwn(stores, store))
  if (lines.length === 0) return null
  const shipping = input.shipping?.filter((row) => row.seller === seller)
  return { ...input, stores, lines, ...(shipping && { shipping }) }
}
