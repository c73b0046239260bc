import type { Cart } from '../cart.ts'
import type { Candidate } from '../potential.ts'
import { allowedKinds } from '../till.ts'

/** By offer and later offer: whether the later one finds no place in a checkout where the earlier applies. */
export type Exclusion = readonly Uint8Array[]

/** An offer with what is asked of it again and again. */
interface Side {
  readonly candidate: Candidate
  readonly allows: number
  readonly lines: ReadonlySet<number>
  readonly orders: ReadonlySet<number>
  /** Of its slot. */
  readonly units: ReadonlySet<number>
}

/**
 * Two offers meet in a checkout where they compete for a slot or do not stack. The later one finds no
 * place if all its lines are under the earlier one; but not surely, if a third may take lines from the
 * earlier one first: then these are free for the later one again (narrowing, pricing §5.3). Nor if the
 * earlier one holds the lines of one pool, and not all in its reach.
 */
export function exclusionOf(candidates: readonly Candidate[], cart: Cart): Exclusion {
  const sides = candidates.map(
    (candidate): Side => ({
      candidate,
      allows: allowedKinds(candidate.offer, candidate.kind, cart),
      lines: new Set(candidate.lines),
      orders: new Set(candidate.lines.map((line) => cart.orderOf[line] as number)),
      units: new Set(candidate.units.map(({ unit }) => unit)),
    }),
  )
  const rows = sides.map(() => new Uint8Array(sides.length))
  for (const [at, earlier] of sides.entries()) {
    const narrowed = sides
      .slice(0, at)
      .some((other, k) => rows[k]?.[at] === 0 && meet(other, earlier) && touch(other, earlier))
    for (let next = at + 1; next < sides.length; next++) {
      const later = sides[next] as Side
      const whole = !narrowed && !earlier.candidate.kind.pooled
      const firm = oneCheckoutSlot(earlier, later) || (whole && covers(earlier, later))
      if (firm) (rows[at] as Uint8Array)[next] = 1
    }
  }
  return rows
}

function oneCheckoutSlot(a: Side, b: Side): boolean {
  return shareSlot(a, b) && a.candidate.kind.slot?.per === 'checkout'
}

function meet(a: Side, b: Side): boolean {
  const { kind: one } = a.candidate
  const { kind: other } = b.candidate
  if (shareSlot(a, b)) return true
  return (a.allows & other.bit) === 0 || (b.allows & one.bit) === 0
}

function covers(earlier: Side, later: Side): boolean {
  return meet(earlier, later) && later.candidate.lines.every((line) => earlier.lines.has(line))
}

function shareSlot({ candidate: a }: Side, { candidate: b }: Side): boolean {
  return a.kind.slot !== null && a.kind.slot === b.kind.slot
}

/** Whether the two touch an order, or a unit of their slot, and so may take lines from each other. */
function touch(a: Side, b: Side): boolean {
  return haveCommon(a.orders, b.orders) || (shareSlot(a, b) && haveCommon(a.units, b.units))
}

function haveCommon(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const one of b) if (a.has(one)) return true
  return false
}
