import type { Readable } from 'node:stream'
import type { Refused } from '../../../core/base/faults.ts'
import type { Refusal } from '../../../core/offers/refusals.ts'
import type { OrderRefusal } from '../../../core/orders/order-refusals.ts'
import type { PriceChanged } from '../../store/orders/accepting.ts'

/**
 * What came of a call: it was done, the input or a rule refused it, or there is nothing to act on;
 * `tooMany` and `busy` say after how many seconds to try again. `handled`: the act answers by itself.
 */
export type Outcome<A> =
  | Done<A>
  | Refused
  | Refusal
  | OrderRefusal
  | PriceChanged
  | { readonly missing: string }
  | { readonly stale: number }
  | { readonly keyReused: true }
  | Streamed
  | { readonly handled: true }
  | { readonly unauthenticated: string }
  | { readonly forbidden: string }
  | { readonly tooMany: number }
  | { readonly busy: number }
  | { readonly providerRefused: string }
  | { readonly providerAway: string }

export interface Done<A> {
  readonly done: A
  /** The version of the document, which becomes its ETag. */
  readonly version?: number
}

/** An answer that is written while it is made. */
export interface Streamed {
  readonly stream: Readable
  readonly headers: Readonly<Record<string, string>>
}

/** What was asked for, or was done. `version` becomes the ETag. */
export function done<A>(answer: A, version?: number): Done<A> {
  return version === undefined ? { done: answer } : { done: answer, version }
}

/** There is nothing of this name that the actor may see: one answer for both. */
export function missing(what: string): { readonly missing: string } {
  return { missing: what }
}
