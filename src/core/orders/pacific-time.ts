/**
 * Days of the calendar on the Pacific coast, daylight saving included (bp.pst, D-7), and how an instant
 * is written there. Hours are exact and need none of this.
 */
import type { Instant } from '../base/instant.ts'
import { type CalendarDay, daysLater, pacificDay, pacificMidnight } from '../offers/pacific-day.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

// Asking the calendar takes some microseconds, and thousands of deadlines fall into the same few days.
// Fewer kept would be asked again in a busy hour; more would only take room.
const KEPT = 5_000
const dayOfHour = new Map<number, CalendarDay>()
const midnights = new Map<number, Instant>()

function kept<T>(known: Map<number, T>, key: number, ask: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  if (known.size >= KEPT) known.clear()
  const asked = ask()
  known.set(key, asked)
  return asked
}

/** The Pacific day of an instant (bp.pst, D-7): one for the whole of any hour, for offsets are whole hours. */
export function dayOf(at: Instant): CalendarDay {
  return kept(dayOfHour, Math.floor(at / HOUR_MS), () => pacificDay(at))
}

/** The start of the nth day after a day: its first instant (D-8). */
export function startOfNthDay(day: CalendarDay, days: number): Instant {
  const place = Math.floor(noonOf(day) / DAY_MS) + days
  return kept(midnights, place, () => pacificMidnight(daysLater(day, days)))
}

/** The end of the nth day after a day: the first instant that is no longer in it (D-8). */
export function endOfNthDay(day: CalendarDay, days: number): Instant {
  return startOfNthDay(day, days + 1)
}

/** The last day that a half-open window holds: one that ends at midnight ends with the day before. */
export function lastDayBefore(end: Instant): CalendarDay {
  return dayOf(end - 1)
}

/** How many days later one day is than another. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((noonOf(to) - noonOf(from)) / DAY_MS)
}

const noonOf = ({ year, month, day }: CalendarDay): number => Date.UTC(year, month - 1, day, 12)

/** The day so many business days after another: Monday to Friday, holidays not counted (D-9). */
export function businessDaysLater(day: CalendarDay, days: number): CalendarDay {
  let later = day
  for (let left = days; left > 0; ) {
    later = daysLater(later, 1)
    if (isBusinessDay(later)) left--
  }
  return later
}

/** Whether a day is one of Monday to Friday (D-9). */
export function isBusinessDay(day: CalendarDay): boolean {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6
}

// The first of January 1970 was a Thursday.
const weekdayOf = (day: CalendarDay): number =>
  (((Math.floor(noonOf(day) / DAY_MS) + 4) % 7) + 7) % 7

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})

const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** An instant as people read it: "Tue 23 Jun 2026, 14:05 PDT" (bp.pst). */
export function pacificText(at: Instant): string {
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  const time = `${parts.get('hour')}:${parts.get('minute')} ${parts.get('timeZoneName')}`
  return `${dayWords(pacificDay(at))}, ${time}`
}

/**
 * A deadline as people read it (bp.pst): one at midnight by the last day that it leaves, for "00:00 of
 * the 24th" is read as a day more by half of its readers.
 */
export function deadlineText(at: Instant): string {
  const day = pacificDay(at)
  if (pacificMidnight(day) !== at) return pacificText(at)
  return `end of ${dayWords(lastDayBefore(at))}, Pacific time`
}

/** A day as people read it: "Tue 23 Jun 2026". */
export function dayWords(day: CalendarDay): string {
  return `${WEEKDAYS[weekdayOf(day)]} ${day.day} ${MONTHS[day.month - 1]} ${day.year}`
}
