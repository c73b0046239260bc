import type { Refused } from '../core/base/faults.ts'
import { isRecord } from '../core/base/schema.ts'

/** How large an input is, before it is read: 0 for what is no list. */
export function sizeOf(input: unknown, standing = 0): { lines: number; offers: number } {
  const rows = (field: unknown): number | null => (Array.isArray(field) ? field.length : null)
  if (!isRecord(input)) return { lines: 0, offers: 0 }
  return { lines: rows(input.lines) ?? 0, offers: rows(input.offers) ?? standing }
}

/**
 * Refuses an input whose lines times offers pass a limit, for both the time and the answer of a quote
 * grow with them: 10,000 × 10,000 would take seconds, and an answer of gigabytes. A server that others
 * wait for needs such a limit; the library and the command have none. `standing` counts the offers that
 * stand for an input without offers of its own.
 */
export function tooMuchEffort(input: unknown, most: number, standing = 0): Refused | null {
  const { lines, offers } = sizeOf(input, standing)
  if (lines * offers <= most) return null
  const fault = `${lines} lines × ${offers} offers are more than this server prices at once (${Math.floor(most)} in all): send fewer offers, or use the command line.`
  return { refused: [{ path: '/offers', fault }] }
}

/** How long a document asks a search to take; null where it does not say, or not well. */
export function askedTimeMs(document: unknown): number | null {
  if (!isRecord(document) || !isRecord(document.options)) return null
  const { timeMs } = document.options
  return typeof timeMs === 'number' && timeMs >= 1 ? timeMs : null
}

/** Refuses a document that asks for more time than whoever serves it gives. */
export function tooMuchTime(document: unknown, mostMs: number): Refused | null {
  const askedMs = askedTimeMs(document)
  if (askedMs === null || askedMs <= mostMs) return null
  const fault = `This server searches for at most ${mostMs} milliseconds: ask for less, or use the command line.`
  return { refused: [{ path: '/options/timeMs', fault }] }
}
