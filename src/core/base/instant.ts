/** Milliseconds since 1970 UTC; sub-millisecond parts are fractions. Instants are only compared. */
export type Instant = number

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/**
 * Reads an RFC 3339 instant with an offset, or null: dates that do not exist, second 60, hour 24 and
 * offsets beyond ±23:59 are not instants. Digits beyond the microsecond must be zero, for a double
 * orders microseconds exactly and nothing finer.
 */
export function parseInstant(text: string): Instant | null {
  const found = RFC3339.exec(text)
  if (!found) return null
  const [, year, month, day, hour, minute, second, fraction = '', sign, offHour, offMinute] = found
  const [y, mo, d] = [Number(year), Number(month), Number(day)]
  if (!dateExists(y, mo, d)) return null
  const [h, mi, s] = [Number(hour), Number(minute), Number(second)]
  if (h > 23 || mi > 59 || s > 59) return null
  const [oh, om] = [Number(offHour ?? 0), Number(offMinute ?? 0)]
  if (oh > 23 || om > 59) return null
  const digits = fraction.padEnd(9, '0')
  if (digits.slice(6) !== '000') return null
  const offsetMs = (oh * 60 + om) * 60_000 * (sign === '-' ? -1 : 1)
  const wallMs = daysSince1970(y, mo, d) * 86_400_000 + ((h * 60 + mi) * 60 + s) * 1000
  return wallMs - offsetMs + Number(digits.slice(0, 6)) / 1000
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
