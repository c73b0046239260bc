import type { ChangePoint, History } from '../../../core/tracker/history/point.ts'
import type { Since } from './history-rows.ts'

/** Points that are kept in memory, of all histories together: some 150 bytes each. */
const POINTS_MAX = 1_000_000

/**
 * Histories that somebody looked at lately. A history only grows at its end, so what is known of it stays
 * true: only what came since is read anew. What was not asked for longest is forgotten.
 */
export class KnownHistories {
  readonly #known = new Map<string, History>()
  #points = 0

  /** What is known of a history, and since when to ask for the rest. */
  get(key: string): { readonly history: History; readonly since: Since } | null {
    const history = this.#known.get(key)
    const line = history?.points.at(-1)?.seen
    if (!history || line === undefined) return null
    return {
      history,
      since: { line, aside: history.asides.at(-1)?.seen ?? Number.NEGATIVE_INFINITY },
    }
  }

  put(key: string, history: History): void {
    this.#forget(key)
    this.#known.set(key, history)
    this.#points += sizeOf(history)
    for (const oldest of this.#known.keys()) {
      if (this.#points <= POINTS_MAX) return
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    const history = this.#known.get(key)
    if (!history) return
    this.#known.delete(key)
    this.#points -= sizeOf(history)
  }
}

const sizeOf = ({ points, asides, gaps }: History) => points.length + asides.length + gaps.length

/** A history with what was read anew of its end. */
export function grown(known: History, since: Since, anew: History): History {
  return {
    points: joined(known.points, since.line, anew.points),
    asides: joined(known.asides, since.aside, anew.asides),
    gaps:
      anew.gaps.length === 0
        ? known.gaps
        : [...known.gaps.filter(({ until }) => until < since.line), ...anew.gaps],
  }
}

/** The last point may have been seen again: it is the first of what was read anew. */
function joined(
  known: readonly ChangePoint[],
  since: number,
  anew: readonly ChangePoint[],
): readonly ChangePoint[] {
  const [last] = known.slice(-1)
  const isSame = anew.length === 1 && last?.seen === anew[0]?.seen && last?.from === anew[0]?.from
  if (anew.length === 0 || isSame) return known
  return [...known.filter(({ seen }) => seen < since), ...anew]
}
