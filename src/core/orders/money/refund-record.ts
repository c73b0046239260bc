import { mulDivFloor } from '../../base/exact.ts'
import { assert, isRefused, type Refused } from '../../base/faults.ts'
import type { Input } from '../../pricing/input.ts'
import type { PricingOptions } from '../../pricing/quote.ts'
import { refund } from '../../pricing/refund.ts'
import {
  type AcceptedPurchase,
  type Purchase,
  type RefundReason,
  type Returned,
  readReturns,
} from '../../pricing/returns.ts'
import { shippedTerms } from '../../pricing/shipped.ts'
import { type Deducted, deductedByPayer } from './broken-shipping.ts'
import { isMoneyRefusal, type MoneyRefusal, moneyRefusal } from './money-refusals.ts'
import {
  type LineLeft,
  linesLeft,
  REFUND_CAUSES,
  type RefundAsk,
  type RefundCause,
  type RefundedLine,
  type Resolved,
  resolveAsk,
} from './refund-ask.ts'
import { type OrderShares, type PaidShares, type PayerShare, type Share, sumOf } from './shares.ts'

/** A refund as it is kept: every amount in it was read from the accepted quote (tc.8, tc.22). */
export interface RefundRecord {
  /** The order, as the quote calls it. */
  readonly place: string
  readonly cause: RefundCause
  readonly occasion: string
  readonly reason: RefundReason
  readonly lines: readonly RefundedLine[]
  /** Shipping that comes back, to the buyer and to who had paid it. */
  readonly shipping: Share
  readonly deducted: readonly Deducted[]
  /** Taken by the payment provider without pieces that it is for (bp.d.paypal). */
  readonly lump: number
  /** What the buyer gets in all. */
  readonly cash: number
  /** Coins that come back: with the refund that completes the whole checkout (tc.18.b). */
  readonly coins: number
}

/** What a refund is computed from. */
export interface RefundContext {
  readonly purchase: AcceptedPurchase
  readonly shares: PaidShares
  readonly place: string
  /** Every refund of the checkout so far, in any of its orders. */
  readonly before: readonly RefundRecord[]
  /** Orders of the quote that were cancelled before they were paid: nothing of them is kept. */
  readonly unpaid?: readonly string[] | undefined
  readonly options?: PricingOptions | undefined
}

/**
 * The refund that an ask comes to: pieces by the shares of the accepted quote, each payer's share with
 * them, exact over any split and order, and never more than the cash that was paid (tc.8).
 */
export function refundRecord(
  context: RefundContext,
  ask: RefundAsk,
): RefundRecord | MoneyRefusal | Refused {
  const order = context.shares.orders.find(({ place }) => place === context.place)
  assert(order !== undefined, `the quote has the order ${context.place}`)
  const own = context.before.filter(({ place }) => place === context.place)
  const left = linesLeft(
    order,
    own.flatMap(({ lines }) => lines),
  )
  const resolved = resolveAsk(ask.lines, left)
  if (isMoneyRefusal(resolved) || isRefused(resolved)) return resolved
  const repeated = repeatedLine(own, ask, resolved)
  if (repeated !== null) return moneyRefusal('already-refunded', repeated)
  return new RefundWork({ ...context, order, left, ask, ...resolved }).record()
}

/** One refund for each line, cause and occasion. */
function repeatedLine(
  own: readonly RefundRecord[],
  { cause, occasion }: RefundAsk,
  { pieces, parts }: Resolved,
): string | null {
  const same = own.filter((one) => one.cause === cause && one.occasion === occasion)
  const done = new Set(same.flatMap(({ lines }) => lines.map(({ line }) => line)))
  return [...pieces, ...parts].find(({ line }) => done.has(line))?.line ?? null
}

interface WorkInput extends RefundContext, Resolved {
  readonly order: OrderShares
  readonly left: ReadonlyMap<string, LineLeft>
  readonly ask: RefundAsk
}

/** One refund while it is computed. */
class RefundWork {
  readonly #its: WorkInput
  readonly #reason: RefundReason
  readonly #returns: { readonly before: readonly Returned[]; readonly now: readonly Returned[] }

  constructor(its: WorkInput) {
    this.#its = its
    this.#reason = its.ask.reason ?? REFUND_CAUSES[its.ask.cause].reason
    const now = its.pieces.map(({ line, quantity }) => ({ line, quantity }))
    this.#returns = { before: goneBefore(its), now }
  }

  record(): RefundRecord | Refused {
    const { place, ask, parts } = this.#its
    const priced = this.#priced()
    const returned = this.#returnedLines(priced.cashes)
    if (isRefused(returned)) return returned
    const shipping = this.#shipping(priced.shipping)
    const deducted = priced.isDeducted ? this.#deducted(returned, shipping) : []
    const reduced = parts.map(({ line, cash }) => ({ ...NO_PIECES, line, cash }))
    const lines = [...withhold(returned, deducted), ...reduced]
    const cash = lines.reduce((sum, line) => sum + line.cash, shipping.cash)
    const { cause, occasion } = ask
    const kind = { place, cause, occasion, reason: this.#reason }
    return { ...kind, lines, shipping, deducted, lump: 0, cash, coins: priced.coins }
  }

  /** What the pricing says (pricing §8): it knows neither deductions for wear nor parts of a price. */
  #priced() {
    const { pieces, purchase, place } = this.#its
    if (pieces.length === 0) return NOTHING_PRICED
    const answer = refund(purchase, { ...this.#returns, reason: this.#reason }, this.#options)
    assert(!isRefused(answer), `an accepted quote can be read again: ${JSON.stringify(answer)}`)
    const shipping = Object.hasOwn(answer.shipping, place) ? answer.shipping[place] : 0
    return {
      cashes: answer.lines.map(({ cash }) => cash),
      shipping: shipping as number,
      isDeducted: Object.keys(answer.deducted).length > 0,
      coins: answer.coins,
    }
  }

  #returnedLines(cashes: readonly number[]): RefundedLine[] | Refused {
    const lines: RefundedLine[] = []
    for (const [at, { line, quantity, deduct = 0 }] of this.#its.pieces.entries()) {
      const left = this.#its.left.get(line) as LineLeft
      const cash = Math.min(cashes[at] as number, left.cash)
      if (deduct > cash) {
        const fault = `Must be at most what these pieces bring, ${cash}.`
        return { refused: [{ path: `/lines/${at}/deduct`, fault }] }
      }
      const payers = piecesOfPayers(left, quantity)
      lines.push({ line, quantity, cash: cash - deduct, kept: deduct, withheld: [], payers })
    }
    return lines
  }

  /** Shipping comes back with the refund that completes the order, unless the goods were sent back. */
  #shipping(cash: number): Share {
    const { pieces, left, order, place } = this.#its
    const now = new Map(pieces.map(({ line, quantity }) => [line, quantity]))
    const completes = [...left].every(([line, row]) => row.pieces === (now.get(line) ?? 0))
    const { terms: name } = this.#its.purchase.input as Pick<Input, 'terms'>
    const terms = (this.#options.terms ?? shippedTerms).get(name)
    if (!completes || pieces.length === 0) return NO_SHIPPING
    if (!terms?.settings.shippingComesBackOn.has(this.#reason)) return NO_SHIPPING
    const payers = order.shipping.payers.map(({ payer }) => ({
      payer,
      amount: this.#outstanding(place, payer),
    }))
    return { cash, payers: payers.filter(({ amount }) => amount > 0) }
  }

  #deducted(lines: readonly RefundedLine[], shipping: Share): Deducted[] {
    const { purchase, place } = this.#its
    const request = { ...purchase, ...this.#returns, reason: this.#reason }
    const read = readReturns(request, this.#options.terms ?? shippedTerms) as Purchase
    const cash = lines.reduce((sum, line) => sum + line.cash, 0)
    const outstanding = (of: string, payer: string) =>
      this.#outstanding(of, payer) - (of === place ? amountOf(shipping.payers, payer) : 0)
    return deductedByPayer(read, { cash, outstanding })
  }

  /** What a payer has not got back of what it gave for an order's shipping. */
  #outstanding(place: string, payer: string): number {
    const { shares, before } = this.#its
    const order = shares.orders.find((one) => one.place === place)
    let amount = amountOf(order?.shipping.payers ?? [], payer)
    for (const one of before) {
      if (one.place === place) amount -= amountOf(one.shipping.payers, payer)
      for (const row of one.deducted) {
        if (row.place === place && row.payer === payer) amount -= row.amount
      }
    }
    return amount
  }

  get #options(): PricingOptions {
    return this.#its.options ?? {}
  }
}

const NO_SHIPPING: Share = { cash: 0, payers: [] }
const NO_PIECES = { quantity: 0, kept: 0, withheld: [], payers: [] }
const NOTHING_PRICED = { cashes: [], shipping: 0, isDeducted: false, coins: 0 }

function amountOf(payers: readonly PayerShare[], payer: string): number {
  return sumOf(payers.filter((one) => one.payer === payer))
}

/** Pieces of the checkout that went back before, and those that were never paid. */
function goneBefore({ before, shares, unpaid = [] }: RefundContext): Returned[] {
  const gone = before.flatMap(({ lines }) => lines.filter(({ quantity }) => quantity > 0))
  const never = shares.orders.filter(({ place }) => unpaid.includes(place))
  return [
    ...gone.map(({ line, quantity }) => ({ line, quantity })),
    ...never.flatMap(({ lines }) => lines.map(({ line, pieces }) => ({ line, quantity: pieces }))),
  ]
}

/** floor(given × k ÷ n) for all pieces so far, less what came back before: the last bring the rest. */
function piecesOfPayers({ share, pieces }: LineLeft, quantity: number): PayerShare[] {
  const gone = share.pieces - pieces
  const rows = share.payers.map(({ payer, amount }) => {
    const upTo = (count: number) => mulDivFloor(amount, count, share.pieces)
    return { payer, amount: upTo(gone + quantity) - upTo(gone) }
  })
  return rows.filter(({ amount }) => amount > 0)
}

/** Takes deductions out of the cash of the lines, one after the other. */
function withhold(lines: readonly RefundedLine[], deducted: readonly Deducted[]): RefundedLine[] {
  const owed = deducted.map(({ payer, amount }) => ({ payer, amount }))
  return lines.map((line) => {
    const withheld: PayerShare[] = []
    let { cash } = line
    for (const row of owed) {
      const amount = Math.min(row.amount, cash)
      if (amount === 0) continue
      withheld.push({ payer: row.payer, amount })
      row.amount -= amount
      cash -= amount
    }
    return { ...line, cash, withheld }
  })
}
