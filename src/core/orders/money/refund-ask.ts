import { type Fault, isRefused, pointer, type Refused } from '../../base/faults.ts'
import type { RefundReason } from '../../pricing/returns.ts'
import { type MoneyRefusal, moneyRefusal } from './money-refusals.ts'
import { type LineShare, type OrderShares, type PayerShare, sumOf } from './shares.ts'

/** Why money goes back, with the reason that prices it (pricing §8) unless the ask names another. */
export const REFUND_CAUSES = {
  cancellation: { reason: 'cancellation', clause: 'bp.cancel.paid' },
  'missed-shipping': { reason: 'missed-ship-by', clause: 'bp.ship-by' },
  dispute: { reason: 'not-received', clause: 'bp.d.seller5' },
  return: { reason: 'return', clause: 'fr.4' },
  guarantee: { reason: 'not-received', clause: 'g3.1' },
  provider: { reason: 'not-received', clause: 'bp.d.paypal' },
} as const satisfies Readonly<Record<string, { reason: RefundReason; clause: string }>>

export type RefundCause = keyof typeof REFUND_CAUSES

/** Pieces that came back or were never sent, less what is deducted for their state (fr.8, fr.10). */
export interface PiecesToRefund {
  readonly line: string
  readonly quantity: number
  readonly deduct?: number | undefined
}

/** A part of the price of what is kept: nothing comes back. */
export interface PartToRefund {
  readonly line: string
  readonly cash: number
}

export interface RefundAsk {
  readonly cause: RefundCause
  /** Which one of that cause: a dispute, a return. Once for each line. */
  readonly occasion: string
  readonly reason?: RefundReason | undefined
  /** What of the order; `all`: whatever is left of it. */
  readonly lines: 'all' | readonly (PiecesToRefund | PartToRefund)[]
}

/** What was refunded of a line before, by one refund. */
export interface RefundedLine {
  readonly line: string
  /** Pieces; 0 where a part of the price was. */
  readonly quantity: number
  /** What the buyer gets. */
  readonly cash: number
  /** Deducted: the seller keeps it. */
  readonly kept: number
  /** Deducted for shipping that is no longer free (fr.9), for whoever had paid it. */
  readonly withheld: readonly PayerShare[]
  /** What payers get back of what they gave for these pieces. */
  readonly payers: readonly PayerShare[]
}

/** A line with what is left of it. */
export interface LineLeft {
  readonly share: LineShare
  readonly pieces: number
  /** Cash that neither went back nor was decided to stay. */
  readonly cash: number
}

/** What is left of each line of an order after its refunds. */
export function linesLeft(
  order: OrderShares,
  refunded: readonly RefundedLine[],
): ReadonlyMap<string, LineLeft> {
  const rows = Map.groupBy(refunded, ({ line }) => line)
  return new Map(
    order.lines.map((share) => {
      let { pieces, cash } = share
      for (const row of rows.get(share.line) ?? []) {
        pieces -= row.quantity
        cash -= row.cash + row.kept + sumOf(row.withheld)
      }
      return [share.line, { share, pieces, cash }]
    }),
  )
}

/** What an ask comes to: pieces, and parts of prices. */
export interface Resolved {
  readonly pieces: readonly PiecesToRefund[]
  readonly parts: readonly PartToRefund[]
}

/** Reads an ask against what is left; bad input by JSON Pointer, what the rules forbid as a refusal. */
export function resolveAsk(
  asked: RefundAsk['lines'],
  left: ReadonlyMap<string, LineLeft>,
): Resolved | MoneyRefusal | Refused {
  if (asked === 'all') {
    const rows = [...left.values()].filter(({ pieces }) => pieces > 0)
    if (rows.length === 0) return moneyRefusal('already-refunded')
    const pieces = rows.map((row) => ({ line: row.share.line, quantity: row.pieces }))
    return { pieces, parts: [] }
  }
  const bad = faultsOf(asked, left)
  if (isRefused(bad)) return bad
  for (const row of asked) {
    const refused = refusalOf(row, left.get(row.line) as LineLeft)
    if (refused) return refused
  }
  return { pieces: asked.filter(isPieces), parts: asked.filter(isPart) }
}

function isPieces(row: PiecesToRefund | PartToRefund): row is PiecesToRefund {
  return 'quantity' in row
}

function isPart(row: PiecesToRefund | PartToRefund): row is PartToRefund {
  return !isPieces(row)
}

function faultsOf(
  asked: readonly (PiecesToRefund | PartToRefund)[],
  left: ReadonlyMap<string, LineLeft>,
): Refused | object {
  const refused: Fault[] = []
  if (asked.length === 0) refused.push({ path: '/lines', fault: 'Must name a line.' })
  const seen = new Set<string>()
  for (const [at, row] of asked.entries()) {
    const path = pointer('/lines', at)
    if (!left.has(row.line)) {
      refused.push({ path: `${path}/line`, fault: `The order has no line "${row.line}".` })
    }
    if (seen.has(row.line)) refused.push({ path: `${path}/line`, fault: 'Stands twice.' })
    seen.add(row.line)
    for (const [field, amount, least] of figuresOf(row)) {
      if (Number.isSafeInteger(amount) && amount >= least) continue
      refused.push({
        path: pointer(path, field),
        fault: `Must be a whole number of at least ${least}.`,
      })
    }
  }
  return refused.length > 0 ? { refused } : {}
}

function figuresOf(row: PiecesToRefund | PartToRefund): [string, number, number][] {
  if (!isPieces(row)) return [['cash', row.cash, 1]]
  return [
    ['quantity', row.quantity, 1],
    ['deduct', row.deduct ?? 0, 0],
  ]
}

function refusalOf(row: PiecesToRefund | PartToRefund, left: LineLeft): MoneyRefusal | null {
  if (left.pieces === 0) return moneyRefusal('already-refunded', row.line)
  const isTooMuch = isPieces(row) ? row.quantity > left.pieces : row.cash > left.cash
  return isTooMuch ? moneyRefusal('more-than-left', row.line) : null
}
