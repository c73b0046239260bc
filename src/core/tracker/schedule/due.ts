import type { Instant } from '../../base/instant.ts'
import { daysLater, pacificDay, pacificMidnight } from '../../offers/pacific-day.ts'
import { spread } from './spread.ts'
import { TIERS, type Tier } from './worth.ts'

/** Every interval is lengthened or shortened by up to so much, so that looks do not come in waves. */
const JITTER = 0.1

/** After an instant at which offers switch, looks begin after 30 seconds and are spread to 120. */
const AFTER_MS = { first: 30_000, last: 120_000 } as const

/** A listing's place in the schedule. */
export interface Slot {
  /** The key of its history as text: what its looks are spread by. */
  readonly key: string
  readonly tier: Tier
  /** Starts and ends that are known to change its price. */
  readonly switches: readonly Instant[]
}

/**
 * When a listing that was looked at is looked at next (fg.t.schedule): after the interval of its tier, or
 * sooner, just after an instant at which offers switch.
 */
export function nextLook(slot: Slot, looked: Instant): Instant {
  const { intervalMs, atMidnight } = TIERS[slot.tier]
  const share = 1 + JITTER * (2 * spread(slot.key, looked) - 1)
  const regular = looked + Math.round(intervalMs * share)
  const midnights = atMidnight ? midnightsAround(looked) : []
  const runs = [...slot.switches, ...midnights].map((instant) => boundaryRun(slot.key, instant))
  return runs.reduce((next, run) => (run > looked && run < next ? run : next), regular)
}

/** When a listing is looked at after an instant at which offers switch. */
export function boundaryRun(key: string, instant: Instant): Instant {
  const { first, last } = AFTER_MS
  return instant + first + Math.floor(spread(key, instant) * (last - first))
}

// The calendar is asked once for all looks of a day: asking takes some microseconds.
let known: { readonly from: Instant; readonly until: Instant } | null = null

/** The Pacific midnights before and after an instant: of the first, the run may still be to come. */
function midnightsAround(at: Instant): readonly Instant[] {
  if (known === null || at < known.from || at >= known.until) {
    const day = pacificDay(at)
    known = { from: pacificMidnight(day), until: pacificMidnight(daysLater(day, 1)) }
  }
  return [known.from, known.until]
}

/** One call of a source: what it may ask for together. */
export interface Batch<D extends Due> {
  readonly source: string
  readonly shipTo: string | null
  readonly currency: string
  readonly due: readonly D[]
}

export interface Due {
  readonly listing: string
  readonly source: string
  readonly shipTo: string | null
  readonly currency: string
}

/** Listings that a call asks for at most: what the affiliate gateway takes. */
export const BATCH_MAX = 50

/** What is due, in calls: of one source, country and currency, at most 50 different listings each. */
export function batches<D extends Due>(due: readonly D[]): readonly Batch<D>[] {
  const open = new Map<string, { readonly listings: Set<string>; readonly due: D[] }>()
  const made: { readonly due: D[] }[] = []
  for (const one of due) {
    const group = [one.source, one.shipTo ?? '', one.currency].join('\u001f')
    let batch = open.get(group)
    if (!batch || (batch.listings.size === BATCH_MAX && !batch.listings.has(one.listing))) {
      batch = { listings: new Set(), due: [] }
      open.set(group, batch)
      made.push(batch)
    }
    batch.listings.add(one.listing)
    batch.due.push(one)
  }
  return made.map(({ due: together }) => {
    const { source, shipTo, currency } = together[0] as D
    return { source, shipTo, currency, due: together }
  })
}
