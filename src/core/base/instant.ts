/** Milliseconds since 1970 UTC; sub-millisecond parts are fractions. Instants are only compared. */
export type Instant = number

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/**
 * Reads an RFC 3339 instant with an offset, or null: dates that do not exist, second 60, hour 24 and
 * offsets beyond ±23:59 are not instants. Digits beyond the microsecond must be zero, for a double
 * orders microseconds exactly (from 1692 to 2248; milliseconds in any year) and nothing finer. Read digit by digit: an offer has up to three, and a
 * pattern takes ten times as long.
 */
export function parseInstant(text: string): Instant | null {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  const hour = digits(text, 11, 2)
  const minute = digits(text, 14, 2)
  const second = digits(text, 17, 2)
  const separators =
    text[4] === '-' &&
    text[7] === '-' &&
    (text[10] === 'T' || text[10] === 't') &&
    text[13] === ':' &&
    text[16] === ':'
  if (!separators || hour < 0 || hour > 23 || minute < 0 || minute > 59) return null
  if (second < 0 || second > 59 || !dateExists(year, month, day)) return null
  const end = text[19] === '.' ? endOfDigits(text, 20) : 19
  const fractionMs = end === 19 ? 0 : fractionOf(text, end)
  const offsetMs = offsetOf(text, end)
  if (offsetMs === null || fractionMs === null) return null
  const wallMs =
    daysSince1970(year, month, day) * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000
  return wallMs - offsetMs + fractionMs
}

/** A number of exactly `count` decimal digits, or −1. */
function digits(text: string, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

function endOfDigits(text: string, from: number): number {
  let end = from
  while (digits(text, end, 1) >= 0) end++
  return end
}

/** Milliseconds of the 1 to 9 digits after the point, which stand before `end`. */
function fractionOf(text: string, end: number): number | null {
  const fraction = text.slice(20, end)
  if (fraction.length < 1 || fraction.length > 9) return null
  const padded = fraction.padEnd(9, '0')
  return padded.endsWith('000') ? Number(padded.slice(0, 6)) / 1000 : null
}

/** Milliseconds of the offset, with which the text must end. */
function offsetOf(text: string, from: number): number | null {
  const sign = text[from]
  if ((sign === 'Z' || sign === 'z') && text.length === from + 1) return 0
  if ((sign !== '+' && sign !== '-') || text[from + 3] !== ':' || text.length !== from + 6)
    return null
  const hours = digits(text, from + 1, 2)
  const minutes = digits(text, from + 4, 2)
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return null
  return (hours * 60 + minutes) * 60_000 * (sign === '-' ? -1 : 1)
}

function dateExists(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (MONTH_DAYS[month - 1] as number) + (leap ? 1 : 0)
}

/** Days from 1970-01-01 in the Gregorian calendar (years counted from March, so leap days end them). */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** An instant as "2026-06-24 12:00 UTC". */
export function utcText(ms: Instant): string {
  const minutes = Math.floor(ms / 60_000)
  const days = Math.floor(minutes / 1440)
  const time = minutes - days * 1440
  const [year, month, day] = civilDate(days)
  const two = (part: number): string => String(part).padStart(2, '0')
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  return `${date} ${two(Math.floor(time / 60))}:${two(time % 60)} UTC`
}

/** Year, month and day of a day counted from 1970-01-01 (years from March, as above). */
export function civilDate(days: number): [number, number, number] {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const day = shifted - era * 146_097
  const year = Math.floor(
    (day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365,
  )
  const dayOfYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  return [year + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth]
}
