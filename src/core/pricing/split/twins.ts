import type { Candidate } from '../potential.ts'
import { comparePicks, pickOf } from '../tie-order.ts'

/**
 * By candidate: the twin that stands before it, −1 where none does. Twins are alike in all that decides
 * a price, and hold one place, so that a checkout uses one of them at most. The one that
 * expires first comes first, then the one whose id does (pricing §7): whatever uses a later twin but not
 * the one before it is as cheap the other way round, and comes first.
 */
export function twinsBefore(candidates: readonly Candidate[]): Int32Array {
  const before = new Int32Array(candidates.length).fill(-1)
  const known = new Map<string, number[]>()
  for (const [at, candidate] of candidates.entries()) {
    // Over several units of a slot, what stands between two twins may take some of them first.
    if (candidate.units.length !== 1) continue
    const name = likeness(candidate)
    const twins = known.get(name)
    if (twins) twins.push(at)
    else known.set(name, [at])
  }
  for (const twins of known.values()) {
    twins.sort((a, b) => comparePicks(pickAt(candidates, a), pickAt(candidates, b)))
    for (let k = 1; k < twins.length; k++) before[twins[k] as number] = twins[k - 1] as number
  }
  return before
}

/** The candidates of one checkout without those that a twin makes needless. */
export function withoutTwins(candidates: readonly Candidate[]): Candidate[] {
  const before = twinsBefore(candidates)
  return candidates.filter((_, at) => before[at] === -1)
}

function pickAt(candidates: readonly Candidate[], at: number) {
  return pickOf([(candidates[at] as Candidate).offer])
}

/** All that decides what an offer does to a cart where it has no fault of its own. */
function likeness({ offer, lines }: Candidate): string {
  const { kind, benefit, minimumSpend, minimumQuantity, exclusive, stacksWith } = offer
  const { coinsRequired, coinsMax, newBuyersOnly, usesLeft } = offer
  const rest = [minimumSpend, minimumQuantity, exclusive, stacksWith, coinsRequired, coinsMax]
  return JSON.stringify([kind, benefit, rest, newBuyersOnly, usesLeft, lines])
}
