import type { Instant } from '../../base/instant.ts'
import { parseInstant } from '../../base/instant.ts'
import type { LayerKind } from '../layers.ts'
import type { Condition, Observation, Stock } from '../observation.ts'

/** A layer that is in a total. */
export interface Counted {
  readonly kind: LayerKind
  /** The offer; null for the sale price. */
  readonly offer: string | null
  readonly amount: number
}

/** What is paid, and how it comes about: as long as nothing of it changes, it is one point. */
export interface Worth {
  readonly list: number
  readonly sale: number
  readonly shipping: number
  readonly tax: number
  readonly total: number
  readonly stock: Stock
  readonly conditions: readonly Condition[]
  readonly counted: readonly Counted[]
}

/**
 * A change point: since when a price stood, when it was last seen to stand, and in how many readings. A
 * flat line is proved by `seen`; after it, nothing is known.
 */
export interface ChangePoint extends Worth {
  readonly from: Instant
  readonly seen: Instant
  readonly readings: number
}

/** No reading came between these two: no line is drawn, and nothing is computed over it. */
export interface Gap {
  readonly from: Instant
  readonly until: Instant
}

/** One history, of one key. Points and asides are in order of time. */
export interface History {
  readonly points: readonly ChangePoint[]
  /** Prices that not everybody gets: shown, and never compared with (newcomers, a visitor's link). */
  readonly asides: readonly ChangePoint[]
  readonly gaps: readonly Gap[]
}

/** What an observation says that a history keeps. */
export function worthOf(observation: Observation): Worth {
  const { list, sale, shipping, tax, total, stock, conditions, layers } = observation
  const counted: Counted[] = []
  for (const { kind, offer, amount, outcome } of layers) {
    if (outcome === 'counted') counted.push({ kind, offer: offer?.id ?? null, amount })
  }
  return { list, sale, shipping, tax, total, stock, conditions, counted }
}

export const instantOf = (text: string): Instant => parseInstant(text) as Instant

/** Whether two are one and the same price, come about in the same way. */
export function isSame(one: Worth, other: Worth): boolean {
  return (
    one.total === other.total &&
    one.sale === other.sale &&
    one.list === other.list &&
    one.shipping === other.shipping &&
    one.tax === other.tax &&
    one.stock === other.stock &&
    one.conditions.length === other.conditions.length &&
    one.conditions.every((condition) => other.conditions.includes(condition)) &&
    one.counted.length === other.counted.length &&
    one.counted.every((layer, at) => isSameLayer(layer, other.counted[at] as Counted))
  )
}

const isSameLayer = (one: Counted, other: Counted): boolean =>
  one.amount === other.amount && one.kind === other.kind && one.offer === other.offer
