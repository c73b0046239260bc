import { mulDivFloor } from '../../base/exact.ts'
import type { Instant } from '../../base/instant.ts'
import { instantOf } from '../history/point.ts'
import type { Observation, Stock } from '../observation.ts'
import { type AlertFacts, type AlertPlace, alertStep } from './alert-states.ts'

/** What a watch waits for. A coupon about to end is no price, and has no machine: `endings`. */
export const WATCH_KINDS = ['target', 'restock', 'new-low'] as const

export type WatchKind = (typeof WATCH_KINDS)[number]

export interface Watch {
  readonly id: string
  readonly kind: WatchKind
  /** Of a target: the amount, in the currency of its history. */
  readonly target: number | null
}

/** Where a watch stands. */
export interface WatchState {
  readonly place: AlertPlace
  /** The first of two readings: of those at the target, or of those clear of it. */
  readonly first: Instant | null
  /** The total that was told last; of a new low, the lowest that is known. */
  readonly told: number | null
}

/** An alert to be written with the observation that brought it (fg.t.alert). */
export interface Alert {
  /** The same readings give the same key: sent twice, it is shown once. */
  readonly key: string
  readonly watch: string
  readonly kind: WatchKind
  readonly total: number
  readonly first: Instant
  readonly second: Instant
}

export interface Evaluated {
  readonly state: WatchState
  readonly alert: Alert | null
  /** The listing is to be read again by then: later, the second reading is a first one. */
  readonly readAgainBy: Instant | null
}

/** The second reading comes within this time of the first. Longer, and the alert is late (fg.t.alert). */
export const CONFIRM_WITHIN_MS = 60_000

const DAY_MS = 86_400_000

/** A price is clear of its target at 2 % above it: less, and noise arms it again. */
const CLEAR_PERCENT = 2
/** A low is news at 1 % under what was told last: less, and every cent is news. */
const DEEPER_PERCENT = 1

/**
 * Where a watch begins. A target is armed: what is there already at the target is told. Of stock and of new
 * lows only a change from now on is news.
 */
export function beginning(
  kind: WatchKind,
  known: { low: number | null; stock: Stock },
): WatchState {
  if (kind === 'target') return { place: 'armed', first: null, told: null }
  if (kind === 'restock') {
    return { place: known.stock === 'out' ? 'armed' : 'told', first: null, told: null }
  }
  return { place: 'told', first: null, told: known.low }
}

/** Whether a reading says anything to a watch: conditional prices never do, nor what is sold out. */
function counts(kind: WatchKind, { conditions, stock }: Observation): boolean {
  if (conditions.length > 0) return false
  return kind === 'restock' ? stock !== 'unknown' : stock !== 'out'
}

/** Holds a watch against an observation that its history admitted: the next state, and maybe an alert. */
export function evaluate(watch: Watch, state: WatchState, seen: Observation): Evaluated {
  if (!counts(watch.kind, seen)) return { state, alert: null, readAgainBy: null }
  const { total } = seen
  // The first reading of a new listing is its low, and no news.
  if (watch.kind === 'new-low' && state.told === null) {
    return { state: { ...state, told: total }, alert: null, readAgainBy: null }
  }
  const at = instantOf(seen.at)
  const { to, effects } = alertStep(state.place, factsOf(watch, state, { seen, at }))
  if (effects.length === 0 && to === state.place) return { state, alert: null, readAgainBy: null }
  const isAlert = effects.some((effect) => effect === 'alert')
  const first = effects.some((effect) => effect === 'remember') ? at : null
  return {
    state: { place: to, first, told: isAlert ? total : state.told },
    alert: isAlert ? alertOf(watch, { total, first: state.first as Instant, second: at }) : null,
    readAgainBy: effects.some((effect) => effect === 'read-again') ? at + CONFIRM_WITHIN_MS : null,
  }
}

function alertOf(watch: Watch, told: Pick<Alert, 'total' | 'first' | 'second'>): Alert {
  const { id, kind } = watch
  return { key: `${id}:${kind}:${told.first}`, watch: id, kind, ...told }
}

interface Look {
  readonly seen: Observation
  readonly at: Instant
}

function factsOf(watch: Watch, state: WatchState, { seen, at }: Look): AlertFacts {
  const { first, told } = state
  const { met, clear } = holds(watch, seen)
  const deeper = watch.kind !== 'restock' && told !== null && met && seen.total <= deeperThan(told)
  // A stack priced again says nothing new of the price: the second reading is read.
  const inTime = first !== null && !seen.readAt && at > first && at - first <= CONFIRM_WITHIN_MS
  const dayPassed = first !== null && at - first >= DAY_MS
  return {
    met,
    metInTime: met && inTime,
    deeper,
    deeperInTime: deeper && inTime,
    clear,
    metAfterADay: met && dayPassed,
    clearForADay: dayPassed,
  }
}

function holds({ kind, target }: Watch, { total, stock }: Observation) {
  if (kind === 'restock') return { met: stock === 'in', clear: stock === 'out' }
  if (kind === 'new-low' || target === null) return { met: true, clear: false }
  return { met: total <= target, clear: total >= clearOf(target) }
}

/** The least amount that is clear of a target: 2 % above it, and at least a minor unit. */
export const clearOf = (target: number): number =>
  Math.max(target + 1, target + Math.ceil((target * CLEAR_PERCENT) / 100))

/** The highest amount that is news after one that was told. */
export const deeperThan = (told: number): number => mulDivFloor(told, 100 - DEEPER_PERCENT, 100)
