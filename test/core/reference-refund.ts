/** A second refund, written from pricing §8 alone, in bigint. The request must be a good one. */
import type { Input } from '../../src/core/pricing/input.ts'
import type { Quote } from '../../src/tessera.ts'
import { own } from './laws.ts'
import { beforeTax, type Checkout, checkoutOf, least, type Row, total } from './reference-cart.ts'
import { rowsInScope, shortOf } from './reference-screen.ts'
import { type BookOfRules, type KindRule, RULES } from './reference-terms.ts'

export interface Piece {
  readonly line: string
  readonly quantity: number
}

export interface Request {
  readonly input: Input
  readonly quote: Quote
  readonly before: readonly Piece[]
  readonly now: readonly Piece[]
  readonly reason: 'return' | 'cancellation' | 'missed-ship-by' | 'not-received'
}

export function referenceRefund({ input, quote, before, now, reason }: Request): object {
  const checkout = checkoutOf(input, RULES[input.terms] as BookOfRules)
  const gone = (rows: readonly Piece[]) => (at: number) =>
    total(
      rows.filter(({ line }) => line === rowAt(checkout, at).id).map((row) => BigInt(row.quantity)),
    )
  const [earlier, later] = [gone(before), gone([...before, ...now])]
  const lines = now.map(({ line, quantity }) => {
    const at = checkout.rows.findIndex((row) => row.id === line)
    const { net = 0, tax = 0 } = quote.lines[at] ?? {}
    const cash = BigInt(net) + (input.pricesIncludeTax ? 0n : BigInt(tax))
    const upTo = (pieces: bigint) => (cash * pieces) / rowAt(checkout, at).pieces
    return { line, quantity, cash: Number(upTo(later(at)) - upTo(earlier(at))) }
  })
  const cash = lines.reduce((sum, line) => sum + line.cash, 0)
  const completes = (of: (row: Row) => boolean): boolean => {
    const mine = [...checkout.rows.keys()].filter((at) => of(rowAt(checkout, at)))
    const all = (taken: (at: number) => bigint) =>
      mine.every((at) => taken(at) === rowAt(checkout, at).pieces)
    return all(later) && !all(earlier)
  }
  const shipping = quote.orders
    .map((order) => [order.id, order.shipping - order.shippingOff] as const)
    .filter(([id, paid]) => paid > 0 && reason !== 'return' && completes((row) => row.order === id))
  const deducted = reason === 'return' ? deductions(checkout, quote, { earlier, later, cash }) : []
  const sum = (parts: readonly (readonly [string, number])[]) =>
    parts.reduce((all, [, part]) => all + part, 0)
  return {
    lines,
    shipping: Object.fromEntries(shipping),
    deducted: byOrder(deducted),
    coins: completes(() => true) ? quote.totals.coins : 0,
    total: cash + sum(shipping) - sum(deducted),
  }
}

function rowAt(checkout: Checkout, at: number): Row {
  return checkout.rows[at] as Row
}

/** Several offers may have paid for one order. */
function byOrder(parts: readonly (readonly [string, number])[]): Record<string, number> {
  const orders = [...new Set(parts.map(([order]) => order))]
  return Object.fromEntries(
    orders.map((order) => [
      order,
      parts.filter(([name]) => name === order).reduce((sum, [, part]) => sum + part, 0),
    ]),
  )
}

interface Returned {
  readonly earlier: (at: number) => bigint
  readonly later: (at: number) => bigint
  readonly cash: number
}

/** fr.9: shipping that a broken minimum costs, once, at most the cash of this refund. */
function deductions(checkout: Checkout, quote: Quote, gone: Returned): [string, number][] {
  let left = gone.cash
  const parts: [string, number][] = []
  for (const [turn, entry] of quote.applied.entries()) {
    if (!breaks(checkout, quote, turn, gone)) continue
    for (const [order, paid] of Object.entries(entry.shipping)) {
      const part = Number(least(paid, left))
      left -= part
      if (part > 0) parts.push([order, part])
    }
  }
  return parts
}

function breaks(checkout: Checkout, quote: Quote, turn: number, gone: Returned): boolean {
  const entry = quote.applied[turn] as Quote['applied'][number]
  const offer = checkout.input.offers?.find((one) => one.id === entry.offer)
  const rule = checkout.rules.kinds.find(({ kind }) => kind === entry.kind) as KindRule
  if (!offer || Object.keys(entry.shipping).length === 0) return false
  const on = rowsInScope(checkout, offer, rule).filter(
    (at) => !entry.narrowed?.lines.includes(rowAt(checkout, at).id),
  )
  const earlier = quote.applied.slice(0, turn)
  const amountOf = (at: number): bigint => {
    const row = rowAt(checkout, at)
    const shares = rule.running ? earlier.map((one) => BigInt(own(one.lines, row.id))) : []
    return row.list - total(shares)
  }
  const short = (taken: (at: number) => bigint) => {
    const keptSpend = (at: number) => {
      const row = rowAt(checkout, at)
      const amount = amountOf(at)
      return beforeTax(checkout, row, amount - (amount * taken(at)) / row.pieces)
    }
    const keptPieces = (at: number) => rowAt(checkout, at).pieces - taken(at)
    const kept = { spend: total(on.map(keptSpend)), pieces: total(on.map(keptPieces)) }
    return kept.pieces > 0n && shortOf(offer, rule, kept) !== null
  }
  return short(gone.later) && !short(gone.earlier)
}
