/** How a host is treated: a bucket of tokens, and a breaker that opens where it blocks. State is data. */
import type { Instant } from '../../base/instant.ts'
import { spread } from './spread.ts'

/** How many calls a host gets: so many at once, so many a second on and on. */
export interface BucketRule {
  readonly capacity: number
  readonly perSecond: number
}

export interface Bucket {
  readonly tokens: number
  readonly at: Instant
}

export const fullBucket = ({ capacity }: BucketRule, at: Instant): Bucket => ({
  tokens: capacity,
  at,
})

/** Takes a token, or says how long to wait for the next; a clock that went back fills nothing. */
export function takeToken(
  bucket: Bucket,
  rule: BucketRule,
  at: Instant,
): { readonly bucket: Bucket; readonly waitMs: number } {
  const passedMs = Math.max(0, at - bucket.at)
  const tokens = Math.min(rule.capacity, bucket.tokens + (passedMs * rule.perSecond) / 1000)
  const now = { tokens, at: Math.max(at, bucket.at) }
  if (tokens >= 1) return { bucket: { ...now, tokens: tokens - 1 }, waitMs: 0 }
  return { bucket: now, waitMs: Math.ceil(((1 - tokens) * 1000) / rule.perSecond) }
}

/** `trying`: one call is let through, and decides. */
export type BreakerPlace = 'closed' | 'open' | 'trying'

/** How calls to a host went of late. */
export interface Breaker {
  readonly place: BreakerPlace
  /** Failures in a row. */
  readonly failures: number
  /** No call before this instant. */
  readonly until: Instant
}

export const CLOSED: Breaker = { place: 'closed', failures: 0, until: 0 }

/** What came of a call. A block page is no price and no fault of the network: it opens at once. */
export type CallResult = 'answered' | 'failed' | 'blocked'

/** Failures in a row that open it: one may be the network's. */
const FAILURES_MAX = 5
/** It opens for a minute at first, twice as long each time, for 6 hours at most. */
const OPEN_MS = { first: 60_000, most: 6 * 3_600_000 } as const

/** Whether a host may be called now; the one call that tries is taken by asking. */
export function mayCall(
  breaker: Breaker,
  at: Instant,
): { readonly breaker: Breaker; readonly may: boolean } {
  if (at < breaker.until) return { breaker, may: false }
  if (breaker.place === 'closed') return { breaker, may: true }
  // Whoever tries and is never heard of again is taken for failed after a while.
  return { breaker: { ...breaker, place: 'trying', until: at + OPEN_MS.first }, may: true }
}

export interface Called {
  readonly result: CallResult
  readonly at: Instant
  readonly host: string
  /** What the host asked for (Retry-After); obeyed whatever the result. */
  readonly retryAfterMs?: number
}

/** The breaker after a call. */
export function afterCall(breaker: Breaker, call: Called): Breaker {
  const { result, at, retryAfterMs = 0 } = call
  const asked = at + retryAfterMs
  if (result === 'answered') return { ...CLOSED, until: retryAfterMs > 0 ? asked : 0 }
  const failures = breaker.failures + 1
  const opens = result === 'blocked' || breaker.place === 'trying' || failures >= FAILURES_MAX
  if (!opens) return { place: 'closed', failures, until: retryAfterMs > 0 ? asked : 0 }
  return { place: 'open', failures, until: Math.max(asked, at + openMs(call.host, failures)) }
}

/** Doubled by each failure, and spread over its upper half, so that workers do not come back together. */
function openMs(host: string, failures: number): number {
  const longest = Math.min(OPEN_MS.most, OPEN_MS.first * 2 ** Math.min(failures - 1, 20))
  return Math.round(longest * (0.5 + 0.5 * spread(host, failures)))
}
