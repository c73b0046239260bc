import type { ChangePoint, History } from '../../../core/tracker/history/point.ts'
import { stretches } from '../../../core/tracker/history/stretches.ts'

/** What of a receipt has a line of its own in the chart, from the undermost. */
export const LINE_NAMES = ['list', 'sale', 'total'] as const

export type LineName = (typeof LINE_NAMES)[number]

type Amounts = (number | null)[]

/** A history as columns: the instants in seconds, each line's amounts, and which point stands there. */
export interface PlotRows {
  readonly seconds: number[]
  readonly amounts: Readonly<Record<LineName, Amounts>>
  readonly points: (ChangePoint | null)[]
  /** Times of which nothing is known, and those in which it was sold out, in milliseconds. */
  readonly silences: readonly Time[]
  readonly soldOut: readonly Time[]
  /** Prices that not everybody gets. */
  readonly asides: readonly ChangePoint[]
}

interface Time {
  readonly from: number
  readonly until: number
}

/**
 * Columns for a stepped line: a row where a price begins, one where it was last seen, and an empty one
 * where nothing is known after it. What is sold out has no price.
 */
export function plotRows(history: History): PlotRows {
  const seconds: number[] = []
  const amounts: Record<LineName, Amounts> = { total: [], sale: [], list: [] }
  const points: (ChangePoint | null)[] = []
  const silences: Time[] = []
  const put = (at: number, point: ChangePoint | null) => {
    // Instants of a chart go up: one that would not is a hair later.
    const last = seconds.at(-1) ?? Number.NEGATIVE_INFINITY
    seconds.push(Math.max(at / 1000, last + 0.001))
    points.push(point)
    const isOffered = point !== null && point.stock !== 'out'
    for (const name of LINE_NAMES) amounts[name].push(isOffered ? point[name] : null)
  }
  const known = stretches(history)
  for (const [at, one] of known.entries()) {
    put(one.from, one.point)
    const next = known[at + 1]
    if (next !== undefined && next.from <= one.until) continue
    put(one.until, one.point)
    if (next === undefined) continue
    put(one.until, null)
    silences.push({ from: one.until, until: next.from })
  }
  const soldOut = known.filter(({ point }) => point.stock === 'out')
  return { seconds, amounts, points, silences, soldOut, asides: history.asides }
}

/** How far above the highest total a list price may lie and still be shown at first: more flattens the rest. */
const LIST_TIMES = 2

/** The lines that are on to begin with: those that say something. */
export function linesOf({ points }: History): ReadonlySet<LineName> {
  const most = points.reduce((high, { sale, total }) => Math.max(high, sale, total), 0)
  const isFar = points.some(({ list }) => list > most * LIST_TIMES)
  return new Set<LineName>([
    'total',
    ...(points.some(({ sale, total }) => sale !== total) ? (['sale'] as const) : []),
    ...(!isFar && points.some(({ list, sale }) => list !== sale) ? (['list'] as const) : []),
  ])
}
