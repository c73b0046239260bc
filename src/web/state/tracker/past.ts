import type { ChangePoint, History } from '../../../core/tracker/history/point.ts'
import type { HistoryAnswer } from './documents.ts'

/** A history as the drawing takes it. The server wrote it, so nothing is checked again. */
export function historyOf({ points, asides, gaps }: HistoryAnswer): History {
  return {
    points: points.map(pointOf),
    asides: asides.map(pointOf),
    gaps: gaps.map(({ from, until }) => ({ from: Date.parse(from), until: Date.parse(until) })),
  }
}

const pointOf = (point: HistoryAnswer['points'][number]): ChangePoint => ({
  ...point,
  from: Date.parse(point.from),
  seen: Date.parse(point.seen),
})

/** What of a history is shown: all that came of it; null where nothing is known. */
export function windowOf({ points, asides }: History): Window | null {
  const first = Math.min(points[0]?.from ?? Infinity, asides[0]?.from ?? Infinity)
  const last = Math.max(points.at(-1)?.seen ?? 0, asides.at(-1)?.seen ?? 0)
  if (last === 0) return null
  // A price that was read but once stands at the end of some minutes, not at the edge of nothing.
  return { from: Math.min(first, last - LEAST_MS), until: last }
}

/** A time that is drawn. */
export interface Window {
  readonly from: number
  readonly until: number
}

const LEAST_MS = 10 * 60_000
