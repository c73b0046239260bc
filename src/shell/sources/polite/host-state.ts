import {
  afterCall,
  type Breaker,
  type Bucket,
  type BucketRule,
  type CallResult,
  CLOSED,
  fullBucket,
  mayCall,
  takeToken,
} from '../../../core/tracker/schedule/manners.ts'

/**
 * What is remembered of a host, so that it is asked no more than it can bear: plain data, so that workers can
 * share it. All times are epoch milliseconds.
 */
export interface HostState {
  readonly bucket: Bucket
  readonly breaker: Breaker
  /** Until when the host asked to be left alone, whatever it answers to requests that were on their way. */
  readonly quietUntil: number
  /** Up to when turns are given out to background requests that wait for their pace. */
  readonly promisedUntil: number
}

/**
 * A page, its robots.txt and a redirect or two at once, then a request each two seconds: less keeps a
 * visitor waiting who pastes a link, more is felt by a small shop.
 */
export const PACE: BucketRule = { capacity: 5, perSecond: 0.5 }

export const DAY_MS = 24 * 3_600_000
// A Crawl-delay above this would mean that the page is never read again.
const DELAY_MAX_MS = 60_000

export function newHost(now: number, pace: BucketRule = PACE): HostState {
  return { bucket: fullBucket(pace, now), breaker: CLOSED, quietUntil: 0, promisedUntil: 0 }
}

/** Until when a state is of use: a day after all that it asks to wait for, its bucket is full again. */
export function keptUntil({ breaker, quietUntil, promisedUntil }: HostState, now: number): number {
  return Math.max(now, breaker.until, quietUntil, promisedUntil) + DAY_MS
}

/** A request that may be made now; or from when on, and whether it is our pace or the host that is closed. */
export type Turn =
  | { readonly granted: true }
  | { readonly granted: false; readonly again: number; readonly why: 'paced' | 'closed' }

/** What is left for people who wait, while the rest is asked in the background. */
export function keptBack({ capacity }: BucketRule): number {
  return Math.min(2, capacity - 1)
}

/**
 * Takes a turn at a host, if more than `kept` are left. After a time of rest one request alone goes ahead,
 * and the others wait for it. Those in the background are each told a time of their own: if thousands came
 * back for the next token, all but one would have come for nothing.
 */
export function takeTurn(
  state: HostState,
  now: number,
  { pace = PACE, kept = 0 }: { readonly pace?: BucketRule; readonly kept?: number } = {},
): [HostState, Turn] {
  const closedUntil = Math.max(state.quietUntil, state.breaker.until)
  if (closedUntil > now) return [state, { granted: false, again: closedUntil, why: 'closed' }]
  // What is kept back lies below the bucket that this request may empty.
  const above = { ...state.bucket, tokens: state.bucket.tokens - kept }
  const taken = takeToken(above, { ...pace, capacity: pace.capacity - kept }, now)
  const bucket = { ...taken.bucket, tokens: taken.bucket.tokens + kept }
  if (taken.waitMs > 0) {
    const next = now + taken.waitMs
    const again = kept > 0 ? Math.max(next, state.promisedUntil) : next
    const promisedUntil = kept > 0 ? again + Math.ceil(1_000 / pace.perSecond) : state.promisedUntil
    return [
      { ...state, bucket, promisedUntil },
      { granted: false, again, why: 'paced' },
    ]
  }
  // The one call that tries a host again is taken by asking, so that comes last.
  const { breaker } = mayCall(state.breaker, now)
  return [{ ...state, bucket, breaker }, { granted: true }]
}

/** The pace that a site asks for, where it is slower than ours. */
export function paceOf(delayMs: number | null, pace: BucketRule = PACE): BucketRule {
  if (delayMs === null || delayMs <= 0) return pace
  const perSecond = 1_000 / Math.min(delayMs, DELAY_MAX_MS)
  return perSecond < pace.perSecond ? { capacity: Math.min(pace.capacity, 2), perSecond } : pace
}

/** How a request to the host went. */
export function afterRequest(
  state: HostState,
  {
    now,
    host,
    result,
  }: { readonly now: number; readonly host: string; readonly result: CallResult },
): HostState {
  return { ...state, breaker: afterCall(state.breaker, { result, at: now, host }) }
}

/** The host said until when it wants to be left alone; a day is believed, and no more. */
export function afterWait(state: HostState, now: number, until: number): HostState {
  return { ...state, quietUntil: Math.max(state.quietUntil, Math.min(until, now + DAY_MS)) }
}
