import { percentOf, withoutTax } from '../base/exact.ts'
import { isRefused, type Refused } from '../base/faults.ts'
import { flat } from '../base/flat.ts'
import { accept, type StandingOffers } from './accept.ts'
import type { Cart, CartLine } from './cart.ts'
import { clauseOf } from './citation.ts'
import {
  type Applied,
  type Quote,
  type QuotedLine,
  type QuotedOrder,
  type Rejected,
  setOwn,
  type Totals,
} from './document.ts'
import type { TermsLibrary } from './library.ts'
import { languages } from './messages.ts'
import { type Priced, priceInTurn } from './price.ts'
import { reasonsOf } from './reasons.ts'
import { shippedTerms } from './shipped.ts'
import type { Application, Narrowing, Rejection } from './till.ts'

/** Which rule-sets an input may name; the shipped ones unless said otherwise. */
export interface PricingOptions {
  readonly terms?: TermsLibrary
  /** Offers for every input that names none of its own (`acceptOffers`). */
  readonly standing?: StandingOffers
}

/**
 * Prices a cart with its offers (pricing §2 to §6): the exact total, what each offer did, and why each
 * other one was refused. Reads no clock and changes nothing: the same input gives the same answer.
 * A cart that changed is priced afresh: every offer is tested again, and one that no longer qualifies
 * stands among the rejected (fg.variant). Bad input is refused whole, every fault by JSON Pointer.
 */
export function quote(input: unknown, options: PricingOptions = {}): Quote | Refused {
  const accepted = accept(input, options.terms ?? shippedTerms, options.standing)
  if (isRefused(accepted)) return accepted
  return quoteDocument(priceInTurn(accepted.cart, accepted.attempts, 'explain'))
}

/** The document of a pricing (pricing §6). */
export function quoteDocument(priced: Priced): Quote {
  const { cart } = priced
  const lines = quotedLines(priced)
  const orders = quotedOrders(priced, lines)
  return {
    terms: cart.terms.id,
    currency: cart.currency,
    lines,
    orders,
    applied: priced.applied.map((one) => appliedEntry(one, cart)),
    rejected: priced.rejected.map((one) => rejectedEntry(one, cart)),
    funding: fundingOf(priced.applied),
    totals: totalsOf(priced, orders),
  }
}

function quotedLines({ cart, running }: Priced): QuotedLine[] {
  const quoted = new Array<QuotedLine>(cart.lines.length)
  for (let i = 0; i < quoted.length; i++) {
    const line = cart.lines[i] as CartLine
    const net = running[i] as number
    quoted[i] = {
      id: line.id,
      list: line.list,
      off: line.list - net,
      net,
      tax: taxOf(line, net, cart),
    }
  }
  return quoted
}

/** Added tax of a net amount, or the tax that it includes (pricing §5.9). */
function taxOf(line: CartLine, net: number, cart: Cart): number {
  if (line.rateBp === 0) return 0
  const { rounding } = cart.terms.settings
  if (cart.pricesIncludeTax) return net - withoutTax(net, line.rateBp, rounding)
  return percentOf(net, line.rateBp, rounding)
}

function quotedOrders({ cart, feesLeft }: Priced, lines: readonly QuotedLine[]): QuotedOrder[] {
  const sums = cart.orders.map((order, at) => ({
    id: order.id,
    list: 0,
    off: 0,
    shipping: order.fee,
    shippingOff: order.fee - (feesLeft[at] as number),
    tax: 0,
    total: feesLeft[at] as number,
  }))
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as QuotedLine
    const sum = sums[(cart.lines[i] as CartLine).order] as (typeof sums)[number]
    sum.list += line.list
    sum.off += line.off
    sum.tax += line.tax
    sum.total += cart.pricesIncludeTax ? line.net : line.net + line.tax
  }
  return sums
}

function appliedEntry(one: Application, cart: Cart): Applied {
  const lines: Record<string, number> = {}
  for (let k = 0; k < one.shares.length; k++) {
    const part = one.shares[k] as number
    if (part > 0) setOwn(lines, (cart.lines[one.lines[k] as number] as CartLine).id, part)
  }
  const shipping: Record<string, number> = {}
  for (let k = 0; k < one.orders.length; k++) {
    setOwn(
      shipping,
      (cart.orders[one.orders[k] as number] as { id: string }).id,
      one.shippingShares[k] as number,
    )
  }
  const entry = {
    offer: one.offer.id,
    kind: one.kind.id,
    step: one.kind.step,
    spend: one.spend,
    base: one.base,
    off: one.off,
    forfeited: one.forfeited,
    coins: one.coins,
    lines,
    shipping,
    // Seller coins have a clause of their own beside the platform's (tc.18.a.ii).
    clause: one.offer.coinsMax > 0 ? 'tc.18.a.ii' : one.kind.clause,
  }
  const provisional = provisionalOf(one.lines, cart)
  if (one.narrowed === null && provisional === null) return entry
  return {
    ...entry,
    ...(one.narrowed && { narrowed: narrowedEntry(one.narrowed, cart) }),
    ...(provisional && { provisional }),
  }
}

function narrowedEntry(narrowed: Narrowing, cart: Cart): NonNullable<Applied['narrowed']> {
  return {
    lines: narrowed.lines.map((at) => (cart.lines[at] as CartLine).id),
    by: narrowed.by.map((other) => other.offer.id),
  }
}

/** Lines that customs may still refuse: the success on them is provisional (fg.market.in). */
function provisionalOf(lines: readonly number[], cart: Cart): string[] | null {
  let found: string[] | null = null
  for (let k = 0; k < lines.length; k++) {
    const line = cart.lines[lines[k] as number] as CartLine
    if (line.traits.length === 0 || !line.traits.includes('customs-risk')) continue
    found ??= []
    found.push(line.id)
  }
  return found
}

const NOBODY: readonly string[] = []

function rejectedEntry(one: Rejection, cart: Cart): Rejected {
  const reasons = reasonsOf(one.reasons)
  const reason = reasons[0] as Rejected['reason']
  const entry = {
    offer: one.offer.id,
    kind: one.offer.kind,
    reason,
    reasons,
    blockedBy: one.blockers.length === 0 ? NOBODY : one.blockers.map((other) => other.offer.id),
    clause: clauseOf(one, cart),
    message: flat(languages.en[reason].why({ cart, rejection: one })),
  }
  return one.short === 0 ? entry : { ...entry, short: one.short, shortOf: one.shortOf }
}

function fundingOf(applied: readonly Application[]): Record<string, number> {
  const funding: Record<string, number> = {}
  for (const { offer, off } of applied) {
    setOwn(
      funding,
      offer.funder,
      (Object.hasOwn(funding, offer.funder) ? (funding[offer.funder] as number) : 0) + off,
    )
  }
  return funding
}

function totalsOf({ cart, applied }: Priced, orders: readonly QuotedOrder[]): Totals {
  const totals = {
    list: 0,
    off: 0,
    shipping: 0,
    shippingOff: 0,
    tax: 0,
    total: 0,
    saved: 0,
    coins: 0,
  }
  for (const order of orders) {
    totals.list += order.list
    totals.off += order.off
    totals.shipping += order.shipping
    totals.shippingOff += order.shippingOff
    totals.tax += order.tax
    totals.total += order.total
  }
  let without = totals.list + totals.shipping
  if (!cart.pricesIncludeTax) for (const line of cart.lines) without += taxOf(line, line.list, cart)
  totals.saved = without - totals.total
  for (const one of applied) totals.coins += one.coins
  return totals
}

/** What a cart comes to at some turn: what is left of lines and fees, and the tax that is added. */
export function totalOf(
  cart: Cart,
  running: readonly number[],
  feesLeft: readonly number[],
): number {
  let total = 0
  for (let i = 0; i < running.length; i++) {
    const net = running[i] as number
    total += cart.pricesIncludeTax ? net : net + taxOf(cart.lines[i] as CartLine, net, cart)
  }
  for (let i = 0; i < feesLeft.length; i++) total += feesLeft[i] as number
  return total
}
