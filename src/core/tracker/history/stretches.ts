import type { Instant } from '../../base/instant.ts'
import type { ChangePoint, Gap, History } from './point.ts'

/** A time over which a price is known to have stood: half-open, without gaps. */
export interface Stretch {
  readonly from: Instant
  readonly until: Instant
  readonly point: ChangePoint
}

/**
 * The times that a history knows, in order. Between two readings a price stands until the next one says
 * otherwise; over a gap, and after the last reading, nothing stands.
 */
export function stretches({ points, gaps }: Pick<History, 'points' | 'gaps'>): Stretch[] {
  const known: Stretch[] = []
  let g = 0
  for (let k = 0; k < points.length; k++) {
    const point = points[k] as ChangePoint
    const end = points[k + 1]?.from ?? point.seen
    let { from } = point
    while (g < gaps.length && (gaps[g] as Gap).from < end) {
      const gap = gaps[g] as Gap
      known.push({ from, until: Math.max(from, gap.from), point })
      from = Math.min(gap.until, end)
      g++
    }
    // A gap that ends with the next point leaves nothing of this one after it.
    if (from < end || k === points.length - 1) known.push({ from, until: end, point })
    else if (known.at(-1)?.point !== point) known.push({ from, until: from, point })
  }
  return known
}

/** The part of them that lies in a window. */
export function within(known: readonly Stretch[], from: Instant, until: Instant): Stretch[] {
  const inside: Stretch[] = []
  for (let k = known.length - 1; k >= 0; k--) {
    const one = known[k] as Stretch
    if (one.until < from) break
    if (one.from > until) continue
    const cut = { ...one, from: Math.max(one.from, from), until: Math.min(one.until, until) }
    inside.push(cut)
  }
  return inside.reverse()
}
