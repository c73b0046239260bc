import { isRefused } from '../../base/faults.ts'
import type { Instant } from '../../base/instant.ts'
import { instantOf } from '../history/point.ts'
import type { Layer } from '../layers.ts'
import type { Observation } from '../observation.ts'
import { observed, readingOf, type StackOptions } from '../stack.ts'

/** A coupon of the stack that is about to end. */
export interface Ending {
  readonly key: string
  readonly offer: string
  readonly until: Instant
  /** The total now, and without it. */
  readonly total: number
  readonly after: number
}

/** How long before its end it is told: less leaves no time to decide, more is no news. */
export const ENDING_LEAD_MS = 24 * 3_600_000

/**
 * The counted offers of a receipt that end within a day and whose end makes it dearer: one that another
 * coupon replaces at the same total is no news. Each is told once, by its key (fg.t.alert).
 */
export function endings(watch: string, seen: Observation, now: EndingOptions): readonly Ending[] {
  const { at, ...stack } = now
  const soon = seen.layers.filter((layer) => layer.outcome === 'counted' && endsSoon(layer, at))
  return soon.flatMap(({ offer, until }) => {
    if (!offer || !until) return []
    const later = observed(readingOf(seen), { ...stack, at: until })
    if (isRefused(later) || later.total <= seen.total) return []
    const key = `${watch}:ending:${offer.id}:${until}`
    const [total, after] = [seen.total, later.total]
    return [{ key, offer: offer.id, until: instantOf(until), total, after }]
  })
}

export interface EndingOptions extends Pick<StackOptions, 'beside' | 'terms'> {
  readonly at: Instant
}

function endsSoon({ until }: Layer, at: Instant): boolean {
  if (!until) return false
  const left = instantOf(until) - at
  return left > 0 && left <= ENDING_LEAD_MS
}
