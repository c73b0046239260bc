import { type Instant, utcText } from '../../base/instant.ts'

// 1 January 10000: later instants have five digits of a year, which RFC 3339 does not write.
const LAST_MS = 253_402_300_799_999

/** An instant as RFC 3339 in UTC, to the millisecond where it has any; null for one that has no such text. */
export function instantText(ms: Instant): string | null {
  if (!(ms >= 0 && ms <= LAST_MS)) return null
  const [date = '', time = ''] = utcText(ms).split(' ')
  const seconds = Math.floor(ms / 1000)
  const second = String(seconds - 60 * Math.floor(seconds / 60)).padStart(2, '0')
  const fraction = Math.floor(ms - seconds * 1000)
  const tail = fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`
  return `${date}T${time}:${second}${tail}Z`
}

/** Milliseconds since 1970 as a text of digits, as an instant; null where it is none. */
export function instantOfMs(digits: string | undefined): string | null {
  return digits !== undefined && /^\d{10,14}$/.test(digits) ? instantText(Number(digits)) : null
}
