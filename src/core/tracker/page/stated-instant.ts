import type { Instant } from '../../base/instant.ts'
import { shortInstantText } from '../../base/instant-text.ts'

// 1 January 10000: later instants have five digits of a year, which RFC 3339 does not write.
const LAST_MS = 253_402_300_799_999

/** An instant that a page or a link states, as RFC 3339; null for one that no shop can mean. */
export function statedInstant(ms: Instant): string | null {
  return ms >= 0 && ms <= LAST_MS ? shortInstantText(ms) : null
}

/** Milliseconds since 1970 as a text of digits, as an instant; null where it is none. */
export function instantOfMs(digits: string | undefined): string | null {
  return digits !== undefined && /^\d{10,14}$/.test(digits) ? statedInstant(Number(digits)) : null
}
