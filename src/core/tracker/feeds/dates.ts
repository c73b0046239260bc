import type { Instant } from '../../base/instant.ts'
import { instantText } from '../../base/instant-text.ts'

/** As Atom writes instants (RFC 3339), to the second. */
export function atomDate(at: Instant): string {
  return `${instantText(at).slice(0, SECONDS_END)}Z`
}

/** How much of an instant is more than its fraction. */
const SECONDS_END = '2026-06-24T12:00:00'.length

/** As calendars write instants of UTC (RFC 5545 §3.3.5). */
export function calendarDate(at: Instant): string {
  return atomDate(at).replaceAll(/[-:]/g, '')
}

const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'] as const
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const DAY_MS = 86_400_000

/** As RSS writes instants (RFC 822 with four digits of the year). */
export function mailDate(at: Instant): string {
  const [date = '', time = ''] = atomDate(at).slice(0, -1).split('T')
  const [year, month, day] = date.split('-')
  const days = Math.floor(at / DAY_MS)
  // 1970-01-01 was a Thursday.
  const weekday = DAYS[days - 7 * Math.floor(days / 7)]
  return `${weekday}, ${day} ${MONTHS[Number(month) - 1]} ${year} ${time} GMT`
}
