import type { Instant } from '../../base/instant.ts'
import type { ChangePoint, History } from './point.ts'
import { type Stretch, stretches, within } from './stretches.ts'

const DAY_MS = 86_400_000

/** The windows that are shown: days, or all there is. */
export const WINDOWS = { 'last 30 days': 30, 'last 90 days': 90, ever: null } as const

export type Window = keyof typeof WINDOWS

/** The figures of a window. */
export interface Figures {
  readonly low: ChangePoint | null
  /** By time: half of the known time it was at most this. Null where nothing is known. */
  readonly median: number | null
  readonly high: ChangePoint | null
  /** How much of the window is known. */
  readonly knownMs: number
}

/** What can be bought counts: a price out of stock is no low. */
const isOnSale = ({ point }: Stretch): boolean => point.stock !== 'out'

/** Lows and medians of the price after the public stack (fg.t.history), as of an instant. */
export function figures(history: History, at: Instant): Readonly<Record<Window, Figures>> {
  const known = stretches(history).filter(isOnSale)
  const of = (window: Window): Figures => {
    const days = WINDOWS[window]
    return figuresOf(days === null ? known : within(known, at - days * DAY_MS, at))
  }
  return {
    'last 30 days': of('last 30 days'),
    'last 90 days': of('last 90 days'),
    ever: of('ever'),
  }
}

/** The median of the 30 days before an instant: what quarantine holds a price against. */
export function usualPrice(history: History, at: Instant): number | null {
  const since = at - WINDOWS['last 30 days'] * DAY_MS
  return medianOf(within(stretches(recent(history, since)).filter(isOnSale), since, at))
}

/** The rows that reach into the time since an instant: a long history is not gone through. */
function recent({ points, gaps }: History, since: Instant): Pick<History, 'points' | 'gaps'> {
  let first = points.length
  while (first > 0 && (points[first]?.from ?? Number.POSITIVE_INFINITY) > since) first--
  let gap = gaps.length
  while (gap > 0 && (gaps[gap - 1] as { until: number }).until > since) gap--
  return { points: points.slice(first), gaps: gaps.slice(gap) }
}

function figuresOf(known: readonly Stretch[]): Figures {
  let low: ChangePoint | null = null
  let high: ChangePoint | null = null
  let knownMs = 0
  for (const { point, from, until } of known) {
    if (low === null || point.total < low.total) low = point
    if (high === null || point.total > high.total) high = point
    knownMs += until - from
  }
  return { low, median: medianOf(known), high, knownMs }
}

/** A point seen once stands for no time, and still counts where nothing else is known. */
const weightOf = ({ from, until }: Stretch): number => until - from + 1

function medianOf(known: readonly Stretch[]): number | null {
  const weights = new Map<number, number>()
  let whole = 0
  for (const one of known) {
    const { total } = one.point
    const weight = weightOf(one)
    weights.set(total, (weights.get(total) ?? 0) + weight)
    whole += weight
  }
  let below = 0
  for (const total of [...weights.keys()].sort((a, b) => a - b)) {
    below += weights.get(total) as number
    if (below * 2 >= whole) return total
  }
  return null
}
