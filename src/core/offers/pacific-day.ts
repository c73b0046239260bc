/** A day of the calendar; the month counts from 1. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

// Dates of the programmes are days on the Pacific coast, daylight saving included (bp.pst, D-7).
const pacific = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
})

const HOUR_MS = 3_600_000
const OFFSETS_MS = [8 * HOUR_MS, 7 * HOUR_MS] as const

/** The Pacific day in which an instant lies (bp.pst). */
export function pacificDay(ms: number): CalendarDay {
  const { year, month, day } = partsOf(ms)
  return { year, month, day }
}

/** The instant at which a Pacific day begins. Clocks change at 2:00, so midnight is always one instant. */
export function pacificMidnight({ year, month, day }: CalendarDay): number {
  const utc = Date.UTC(year, month - 1, day)
  const [standard, summer] = OFFSETS_MS
  return partsOf(utc + summer).hour === 0 ? utc + summer : utc + standard
}

/** A day as "2026-05-07". */
export function dayText({ year, month, day }: CalendarDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function partsOf(ms: number): CalendarDay & { hour: number } {
  const parts = { year: 0, month: 0, day: 0, hour: 0 }
  for (const { type, value } of pacific.formatToParts(ms)) {
    if (type in parts) parts[type as keyof typeof parts] = Number(value)
  }
  return parts
}

/** The day so many days after another. */
export function daysLater(day: CalendarDay, days: number): CalendarDay {
  // From noon, which no change of the clocks moves into another day.
  return pacificDay(pacificMidnight(day) + 12 * HOUR_MS + days * 24 * HOUR_MS)
}
