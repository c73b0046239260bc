import { mulDivFloor, withoutTax } from '../base/exact.ts'
import type { CartLine } from './cart.ts'
import { setOwn } from './document.ts'
import { eligibleLines } from './eligibility.ts'
import { shortfall } from './minimum.ts'
import type { Offer } from './offer.ts'
import type { Purchase, QuoteToRefund } from './returns.ts'
import type { Kind } from './terms.ts'

/**
 * Outbound shipping that a partial return costs, by order (fr.9): where what is kept no longer meets
 * the minimum of an applied free-shipping offer, the shipping that it paid is deducted, once, and at
 * most this refund's cash.
 */
export function brokenShipping(purchase: Purchase, cash: number): Record<string, number> {
  const deducted: Record<string, number> = {}
  let left = cash
  for (const [turn, entry] of purchase.quote.applied.entries()) {
    const paid = Object.entries(entry.shipping)
    if (paid.length === 0 || !breaksNow(purchase, turn)) continue
    for (const [order, part] of paid) {
      const taken = Math.min(part, left)
      if (taken === 0) continue
      left -= taken
      setOwn(
        deducted,
        order,
        (Object.hasOwn(deducted, order) ? (deducted[order] as number) : 0) + taken,
      )
    }
  }
  return deducted
}

/** Whether the minimum was met before this refund and is broken after it, with a piece still kept. */
function breaksNow(purchase: Purchase, turn: number): boolean {
  const { accepted, quote, before, after } = purchase
  const entry = quote.applied[turn] as QuoteToRefund['applied'][number]
  const offer = accepted.offers.find((one) => one.id === entry.offer)
  const kind = offer && accepted.cart.terms.kinds.get(offer.kind)
  if (!offer || !kind) return false
  const lines = standingLines(purchase, { offer, kind, entry })
  const kept = lines.some(
    (at) => (after[at] as number) < (accepted.cart.lines[at] as CartLine).quantity,
  )
  if (!kept) return false
  const meets = (gone: readonly number[]): boolean => {
    const spend = lines.reduce((sum, at) => sum + keptSpend(purchase, { kind, turn, gone }, at), 0)
    const pieces = () =>
      lines.reduce(
        (sum, at) => sum + (accepted.cart.lines[at] as CartLine).quantity - (gone[at] as number),
        0,
      )
    return shortfall(offer, kind, spend, pieces).short === 0
  }
  return meets(before) && !meets(after)
}

/** The lines that the offer stood on when it was applied: in scope, less those it had lost. */
function standingLines(
  { accepted }: Purchase,
  on: { offer: Offer; kind: Kind; entry: QuoteToRefund['applied'][number] },
): readonly number[] {
  const lines = eligibleLines(on.offer, on.kind, accepted.cart)
  const lost = new Set(on.entry.narrowed?.lines)
  return lines.filter((at) => !lost.has((accepted.cart.lines[at] as CartLine).id))
}

/** amount − floor(amount × k ÷ n) of a line, at the offer's turn, less tax where it is included. */
function keptSpend(
  { accepted, quote }: Purchase,
  at: { kind: Kind; turn: number; gone: readonly number[] },
  line: number,
): number {
  const { cart } = accepted
  const row = cart.lines[line] as CartLine
  let amount = row.list
  if (at.kind.ofRunning) {
    for (const earlier of quote.applied.slice(0, at.turn)) {
      if (Object.hasOwn(earlier.lines, row.id)) amount -= earlier.lines[row.id] as number
    }
  }
  const kept = amount - mulDivFloor(amount, at.gone[line] as number, row.quantity)
  return cart.pricesIncludeTax ? withoutTax(kept, row.rateBp, cart.terms.settings.rounding) : kept
}
