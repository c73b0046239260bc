import type { Cart, CartLine } from './cart.ts'
import type { Input, LineDocument } from './input.ts'
import type { Rejection } from './till.ts'

/**
 * The lines of a cart with so much more of what an offer is short of (pricing §7): the missing spend as
 * one imaginary untaxed line beside its first eligible line, or pieces of its cheapest eligible line.
 */
export function withAddition(
  lines: Input['lines'],
  { cart, rejection }: { readonly cart: Cart; readonly rejection: Rejection },
  more: number,
): Input['lines'] {
  const { shortOf, lines: eligible } = rejection
  if (shortOf === 'spend') return withLine(lines, eligible[0] as number, more)
  const cheapest = eligible.reduce((best, at) =>
    (cart.lines[at] as CartLine).unitPrice < (cart.lines[best] as CartLine).unitPrice ? at : best,
  )
  const line = lines[cheapest] as LineDocument
  return lines.with(cheapest, { ...line, quantity: (line.quantity ?? 1) + more })
}

/** One untaxed line more, in all else like its neighbour, right after it. */
function withLine(lines: Input['lines'], neighbour: number, unitPrice: number): Input['lines'] {
  const ids = new Set(lines.map((line) => line.id))
  let id = 'addition'
  while (ids.has(id)) id += '+'
  const line = { ...(lines[neighbour] as LineDocument), id, sku: 'addition', unitPrice }
  return lines.toSpliced(neighbour + 1, 0, { ...line, quantity: 1, taxRate: 0 })
}
