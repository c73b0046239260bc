import type { Instant } from '../../base/instant.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * How often a listing is looked at, by what a look is worth (fg.t.schedule): often where a look is likely to
 * tell somebody something, once a day where nobody would be told.
 */
export const TIERS = {
  hot: { intervalMs: 10 * MINUTE_MS, atMidnight: true },
  warm: { intervalMs: HOUR_MS, atMidnight: true },
  normal: { intervalMs: 6 * HOUR_MS, atMidnight: true },
  // Nobody watches: at midnight it is priced again from what was read, without a look.
  cold: { intervalMs: 24 * HOUR_MS, atMidnight: false },
} as const satisfies Readonly<Record<string, { intervalMs: number; atMidnight: boolean }>>

export type Tier = keyof typeof TIERS

/** What is known of a listing that makes a look worth something. */
export interface Prospects {
  readonly watchers: number
  readonly total: number | null
  /** The targets that watches have set on it. */
  readonly targets: readonly number[]
  /** When a campaign that touches it began last. */
  readonly campaignBegan: Instant | null
  /** When a counted coupon ends. */
  readonly couponEnds: Instant | null
}

/** How near a target the price is, in per cent of the target, for a tier. */
const HOT_PERCENT = 3
const WARM_PERCENT = 10
/** A campaign moves most prices in its first hours. */
const CAMPAIGN_HOT_MS = 2 * HOUR_MS
const COUPON_WARM_MS = 6 * HOUR_MS

/** The rows of the table in order: the first that holds is the tier. */
export function tierOf(prospects: Prospects, at: Instant): Tier {
  const { watchers, campaignBegan, couponEnds } = prospects
  if (watchers === 0) return 'cold'
  const isNew = campaignBegan !== null && isWithin(at - campaignBegan, CAMPAIGN_HOT_MS)
  if (isNew || isNear(prospects, HOT_PERCENT)) return 'hot'
  const endsSoon = couponEnds !== null && isWithin(couponEnds - at, COUPON_WARM_MS)
  return endsSoon || isNear(prospects, WARM_PERCENT) ? 'warm' : 'normal'
}

const isWithin = (ms: number, mostMs: number): boolean => ms >= 0 && ms <= mostMs

function isNear({ total, targets }: Prospects, percent: number): boolean {
  if (total === null) return false
  return targets.some((target) => Math.abs(total - target) * 100 <= target * percent)
}
