import type { Refused } from '../core/base/faults.ts'
import { isRecord } from '../core/base/schema.ts'

/**
 * Refuses an input whose lines times offers pass a limit, for both the time and the answer of a quote
 * grow with them: 10,000 × 10,000 would take seconds, and an answer of gigabytes. A server that others
 * wait for needs such a limit; the library and the command have none. `standing` counts the offers that
 * stand for an input without offers of its own.
 */
export function tooMuchEffort(input: unknown, most: number, standing = 0): Refused | null {
  if (!isRecord(input) || !Array.isArray(input.lines)) return null
  const lines = input.lines.length
  const offers = Array.isArray(input.offers) ? input.offers.length : standing
  if (lines * offers <= most) return null
  const fault = `${lines} lines × ${offers} offers are more than this server prices at once (${Math.floor(most)} in all): send fewer offers, or use the command line.`
  return { refused: [{ path: '/offers', fault }] }
}
