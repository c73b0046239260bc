import { clauseById } from '../../base/clauses.ts'
import { mulDivFloor } from '../../base/exact.ts'
import type { Instant } from '../../base/instant.ts'
import { type Figures, figures } from './figures.ts'
import type { History } from './point.ts'
import { type Stretch, stretches } from './stretches.ts'

/** How far above the all-time low a target is suggested, in per cent (fg.t.target). */
const ABOVE_PERCENT = clauseById('fg.t.target')?.numbers?.suggestedAbovePercent as number

const DAY_MS = 86_400_000

/** Days that must be known before a low is believed to be one. Fewer, and a sale week is "the low". */
export const CONFIDENCE = [
  { label: 'low', belowDays: 14 },
  { label: 'medium', belowDays: 90 },
  { label: 'high', belowDays: Number.POSITIVE_INFINITY },
] as const

export type Confidence = (typeof CONFIDENCE)[number]['label']

/** How often a price has been at or below an amount. */
export interface Reached {
  /** Separate times: it rose above in between. */
  readonly times: number
  readonly ms: number
  readonly last: Instant | null
}

export interface Suggestion {
  readonly target: number
  readonly low: number
  readonly reached: Reached
  readonly confidence: Confidence
  readonly knownDays: number
}

/**
 * Currencies that are paid in whole units though ISO 4217 gives them a hundredth: a target of 1,234.56
 * forints could never be hit exactly.
 */
const WHOLE_UNITS: ReadonlySet<string> = new Set(['COP', 'HUF', 'IDR', 'TWD'])

/** The smallest amount that can be paid in a currency, in its minor unit. */
export const payableUnit = (currency: string): number => (WHOLE_UNITS.has(currency) ? 100 : 1)

/**
 * A target to begin with: the all-time low of the price after the stack and 5 % (fg.t.target), rounded up
 * to an amount that can be paid. Null while nothing is known.
 */
export function suggestTarget(history: History, currency: string, at: Instant): Suggestion | null {
  return targetOf(history, currency, figures(history, at).ever)
}

/** The same of a history whose figures are counted already. */
export function targetOf(
  history: History,
  currency: string,
  { low, knownMs }: Figures,
): Suggestion | null {
  if (low === null) return null
  const target = targetAbove(low.total, payableUnit(currency))
  const knownDays = knownMs / DAY_MS
  const row = CONFIDENCE.find(({ belowDays }) => knownDays < belowDays)
  const confidence = (row ?? CONFIDENCE[2]).label
  return { target, low: low.total, reached: reached(history, target), confidence, knownDays }
}

function targetAbove(low: number, unit: number): number {
  const exact = 100 * unit
  // Up, so that it is never less than so many per cent above.
  return (mulDivFloor(low, 100 + ABOVE_PERCENT, exact) + (isWhole(low, exact) ? 0 : 1)) * unit
}

const isWhole = (low: number, exact: number): boolean =>
  (BigInt(low) * BigInt(100 + ABOVE_PERCENT)) % BigInt(exact) === 0n

/** How often and how long a price has been at or below an amount. */
export function reached(history: History, target: number): Reached {
  let times = 0
  let ms = 0
  let last: Instant | null = null
  let before: Stretch | null = null
  for (const one of stretches(history)) {
    const isBelow = isReached(one, target)
    if (isBelow) {
      if (before === null || !isReached(before, target)) times++
      ms += one.until - one.from
      last = one.until
    }
    before = one
  }
  return { times, ms, last }
}

const isReached = ({ point }: Stretch, target: number): boolean =>
  point.stock !== 'out' && point.total <= target
