import { instantOf } from '../../core/tracker/history/point.ts'
import type { Observation } from '../../core/tracker/observation.ts'
import { nextLook } from '../../core/tracker/schedule/due.ts'
import { TIERS, type Tier, tierOf } from '../../core/tracker/schedule/worth.ts'
import { SHOP_EVERY_MS } from '../sources/shop/shop-prices.ts'
import type { NextLook, PlannedLook } from '../store/tracker/recording.ts'

/** When a price is looked at next, by what a look is worth (fg.t.schedule). */
export function plannedLooks(isLiving: (listing: string) => boolean): NextLook {
  return ({ observation, watches, now }) => {
    if (isLiving(observation.listing)) return livingLook(watches.length, now)
    const targets = watches.flatMap(({ target }) => (target === null ? [] : [target]))
    const { total, stock } = observation
    const tier = tierOf(
      {
        watchers: watches.length,
        total: stock === 'out' ? null : total,
        targets,
        campaignBegan: lastBegun(observation, now),
        couponEnds: firstEnd(observation, now),
      },
      now,
    )
    return planned(observation, tier, now)
  }
}

function planned(observation: Observation, tier: Tier, now: number): PlannedLook {
  const { listing, shipTo, currency } = observation
  // All variants of a listing are read by one look, and so come due together.
  const key = [listing, shipTo ?? '', currency].join('\u001f')
  const { intervalMs } = TIERS[tier]
  return { at: nextLook({ key, tier, switches: switchesOf(observation) }, now), intervalMs }
}

/** The sample shop is this process: it is read as often as its prices move, while somebody watches. */
function livingLook(watches: number, now: number): PlannedLook {
  const everyMs = watches > 0 ? SHOP_EVERY_MS : UNWATCHED_MS
  return { at: now + everyMs, intervalMs: UNWATCHED_MS }
}

const UNWATCHED_MS = 5 * 60_000

function switchesOf({ layers }: Observation): number[] {
  return layers.flatMap(({ from, until }) =>
    [from, until].flatMap((text) => (text ? [instantOf(text)] : [])),
  )
}

function lastBegun({ layers }: Observation, now: number): number | null {
  const begun = layers
    .filter(({ offer }) => offer?.funder === 'platform')
    .flatMap(({ from }) => (from && instantOf(from) <= now ? [instantOf(from)] : []))
  return begun.length === 0 ? null : Math.max(...begun)
}

function firstEnd({ layers }: Observation, now: number): number | null {
  const ends = layers
    .filter(({ outcome }) => outcome === 'counted')
    .flatMap(({ until }) => (until && instantOf(until) > now ? [instantOf(until)] : []))
  return ends.length === 0 ? null : Math.min(...ends)
}
