import type { Cart } from '../cart.ts'
import type { Candidate } from '../potential.ts'
import { allowedKinds } from '../till.ts'

/** By offer and later offer: whether the later one finds no place in a checkout where the earlier applies. */
export type Exclusion = readonly Uint8Array[]

/**
 * Two offers meet in a checkout where they compete for a slot or do not stack. The later one finds no
 * place if all its lines are under the earlier one; but not surely, if a third may take lines from the
 * earlier one first: then these are free for the later one again (narrowing, pricing §5.3).
 */
export function exclusionOf(candidates: readonly Candidate[], cart: Cart): Exclusion {
  const rows: Uint8Array[] = candidates.map(() => new Uint8Array(candidates.length))
  for (const [at, earlier] of candidates.entries()) {
    const narrowed = candidates
      .slice(0, at)
      .some(
        (other, k) =>
          rows[k]?.[at] === 0 && meet(other, earlier, cart) && touch(other, earlier, cart),
      )
    for (let next = at + 1; next < candidates.length; next++) {
      const later = candidates[next] as Candidate
      const firm = oneCheckoutSlot(earlier, later) || (!narrowed && covers(earlier, later, cart))
      if (firm) (rows[at] as Uint8Array)[next] = 1
    }
  }
  return rows
}

function oneCheckoutSlot({ kind: a }: Candidate, { kind: b }: Candidate): boolean {
  return a.slot !== null && a.slot === b.slot && a.slot.per === 'checkout'
}

function meet(a: Candidate, b: Candidate, cart: Cart): boolean {
  return (a.kind.slot !== null && a.kind.slot === b.kind.slot) || !stack(a, b, cart)
}

function stack(a: Candidate, b: Candidate, cart: Cart): boolean {
  const allowedByA = allowedKinds(a.offer, a.kind, cart)
  const allowedByB = allowedKinds(b.offer, b.kind, cart)
  return (allowedByA & b.kind.bit) !== 0 && (allowedByB & a.kind.bit) !== 0
}

function covers(earlier: Candidate, later: Candidate, cart: Cart): boolean {
  if (!meet(earlier, later, cart)) return false
  const under = new Set(earlier.lines)
  return later.lines.every((line) => under.has(line))
}

/** Whether the two touch an order, and so may take lines from each other. */
function touch(a: Candidate, b: Candidate, { orderOf }: Cart): boolean {
  const orders = new Set(a.lines.map((line) => orderOf[line]))
  return b.lines.some((line) => orders.has(orderOf[line]))
}
