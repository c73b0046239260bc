import type { LadderAnswer } from '../../samples/ladders-steps.ts'

/** A code as the search of all sets sees it. */
export interface LadderCode {
  readonly offer: string
  readonly off: number
  readonly minimum: number
}

interface CodeSet {
  readonly offers: readonly string[]
  readonly off: number
  readonly minimum: number
}

/**
 * What each total saves, without the engine: every set of codes is tried. A set can be paid if the
 * minimums of its codes fit into the total together, each in a checkout of its own; whatever money is
 * over goes into any of them. Ties as in pricing §7: fewer checkouts, then the sorted ids.
 */
export function answersBySets(codes: readonly LadderCode[]): (total: number) => LadderAnswer {
  const sets = setsOf(codes).toSorted(byPreference)
  const singles = sets.filter(({ offers }) => offers.length <= 1)
  return (total) => {
    const single = singles.find(({ minimum }) => minimum <= total)?.offers[0] ?? null
    const split = sets.find(({ minimum }) => minimum <= total)?.offers ?? []
    return { single, split }
  }
}

function setsOf(codes: readonly LadderCode[]): CodeSet[] {
  let sets: CodeSet[] = [{ offers: [], off: 0, minimum: 0 }]
  for (const { offer, off, minimum } of codes) {
    const without = sets
    const within = without.map((set) => ({
      offers: [...set.offers, offer].sort(),
      off: set.off + off,
      minimum: set.minimum + minimum,
    }))
    sets = [...without, ...within]
  }
  return sets
}

function byPreference(one: CodeSet, other: CodeSet): number {
  if (one.off !== other.off) return other.off - one.off
  if (one.offers.length !== other.offers.length) return one.offers.length - other.offers.length
  const [mine, theirs] = [one.offers.join('\n'), other.offers.join('\n')]
  if (mine === theirs) return 0
  return mine < theirs ? -1 : 1
}
