import { isRefused } from '../../src/core/base/faults.ts'
import type { Observation, Reading } from '../../src/core/tracker/observation.ts'
import { observed } from '../../src/core/tracker/stack.ts'
import { aReading } from './reading.ts'

export const NOON = Date.parse('2026-06-23T12:00:00Z')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A receipt at so many milliseconds after noon, with a total of `sale`. */
export function seenAt(
  afterMs: number,
  sale: number,
  changed: Partial<Reading & Pick<Observation, 'readAt'>> = {},
): Observation {
  const { readAt, ...read } = changed
  const at = new Date(NOON + afterMs).toISOString()
  const made = observed(aReading({ sale, at, ...read }))
  if (isRefused(made)) throw new Error(JSON.stringify(made.refused))
  return readAt ? { ...made, readAt } : made
}
