import { ALERT_LAPSES_MS, type Alert } from './alert.ts'
import type { Delivery } from './channel.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * How long after a failed attempt the next one comes, in seconds: within the minute at first, for an alert
 * is worth most at once, and no further than the day after which it is worth nothing.
 */
export const ALERT_RETRY_SECONDS = [
  5,
  15,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
] as const

/** What to store of an attempt. */
export type Attempted =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly inSeconds: number; readonly fault: string }
  /** Not handed over, and not tried any more. */
  | { readonly state: 'given-up'; readonly fault: string }
  /** The same, and its target is to be ended. */
  | { readonly state: 'gone'; readonly fault: string }

/**
 * What comes of the nth attempt, counted from 1 (fg.t.alert). `chance`, from 0 to 1, keeps those that failed
 * together from coming back together; nobody is asked sooner than they said.
 */
export function attempted(
  delivery: Delivery,
  { alert, attempts, nowMs, chance }: AttemptedAt,
): Attempted {
  if (delivery === 'delivered') return { state: 'delivered' }
  if ('gone' in delivery) return { state: 'gone', fault: delivery.gone }
  const { retry: fault, afterSeconds = 0 } = delivery
  const seconds = ALERT_RETRY_SECONDS[attempts - 1]
  if (seconds === undefined) return { state: 'given-up', fault }
  const inSeconds = Math.max(seconds * (0.9 + chance / 5), afterSeconds)
  const isTooLate = nowMs + inSeconds * 1_000 >= alert.at + ALERT_LAPSES_MS
  return isTooLate ? { state: 'given-up', fault } : { state: 'waiting', inSeconds, fault }
}

export interface AttemptedAt {
  readonly alert: Pick<Alert, 'at'>
  readonly attempts: number
  readonly nowMs: number
  readonly chance: number
}
