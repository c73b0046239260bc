import type { Fault } from '../../core/base/faults.ts'
import type { Schema } from '../../core/base/schema.ts'
import type { Alert } from './alert.ts'

/** What came of handing an alert over. */
export type Delivery =
  | 'delivered'
  | {
      /** It may be tried again: why it did not go now. */
      readonly retry: string
      /** Not before so many seconds, where the other side has said so. */
      readonly afterSeconds?: number
    }
  /** The target takes nothing any more, and is to be left in peace. */
  | { readonly gone: string }

/**
 * A way to reach people. It is asked at least once for an alert and a target; whatever the other side does
 * is an outcome, never an exception, unless a broken invariant or a database that is away throws.
 */
export interface Channel<Target> {
  readonly deliver: (alert: Alert, target: Target) => Promise<Delivery>
}

/** Reads a target that somebody sent, or that was kept; every fault of it with its place. */
export function readTarget<T>(
  schema: Schema<T>,
  value: unknown,
): { readonly target: T } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = []
  schema.find(value, '', faults)
  return faults.length === 0 ? { target: value as T } : { faults }
}

/** How long others may ask us to wait: what is longer is a mistake, or means never. */
const WAIT_MAX_SECONDS = 6 * 3_600

/** What Retry-After says, seconds or a date (RFC 9110 §10.2.3); undefined where it says nothing. */
export function retryAfterSeconds(
  header: string | readonly string[] | undefined,
  nowMs: number,
): number | undefined {
  const text = [header ?? ''].flat()[0]?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Math.min(WAIT_MAX_SECONDS, Number(text))
  // The language would read much more as a date than a server means as one.
  const seconds = /^[A-Z][a-z]+, /.test(text) ? (Date.parse(text) - nowMs) / 1_000 : Number.NaN
  if (Number.isNaN(seconds)) return undefined
  return Math.min(WAIT_MAX_SECONDS, Math.max(0, Math.ceil(seconds)))
}

/** A retry that waits where it was asked to. */
export function retryIn(retry: string, afterSeconds: number | undefined): Delivery {
  return afterSeconds === undefined ? { retry } : { retry, afterSeconds }
}
