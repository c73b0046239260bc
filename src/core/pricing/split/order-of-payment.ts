import type { Piece, Problem } from './problem.ts'

/** The checkouts of a deal in the order of payment, or of as much of it as lies already. */
export interface OrderOfPayment {
  /** By piece: its checkout, pieces of a line in the order of the checkouts. */
  readonly checkoutOf: Int32Array
  /** By checkout: the group that it was. */
  readonly groupAt: readonly number[]
  /** Pieces of the lines that lie as a whole, from the first line on. */
  readonly count: number
}

/**
 * Groups that may change places are paid in the order that puts the first line that differs into the
 * earlier checkout (pricing §7): whoever holds more of the first line, then of the second, and so on.
 * `groupOf` tells a piece's group, −1 where it does not lie yet.
 */
export function orderOfPayment(
  { pieces, cart, checkoutsMax, placed }: Problem,
  groupOf: (piece: number) => number,
): OrderOfPayment {
  const lines = cart.lines.length
  const counts = new Int32Array(checkoutsMax * lines)
  const groups: number[] = []
  let count = 0
  for (let at = 0; at < pieces.length; at++) {
    const group = groupOf(at)
    if (group < 0) break
    const { line } = pieces[at] as Piece
    if (group >= placed && !groups.includes(group)) groups.push(group)
    counts[group * lines + line] = (counts[group * lines + line] as number) + 1
    if (pieces[at + 1]?.line !== line) count = at + 1
  }
  groups.sort((a, b) => {
    for (let line = 0; line < lines; line++) {
      const more = (counts[b * lines + line] as number) - (counts[a * lines + line] as number)
      if (more !== 0) return more
    }
    return 0
  })
  const groupAt = [...Array.from({ length: placed }, (_, group) => group), ...groups]
  const checkoutOf = new Int32Array(pieces.length)
  for (let at = 0, line = 0; line < lines; line++) {
    for (let place = 0; place < groupAt.length; place++) {
      const here = counts[(groupAt[place] as number) * lines + line] as number
      checkoutOf.fill(place, at, at + here)
      at += here
    }
  }
  return { checkoutOf, groupAt, count }
}
