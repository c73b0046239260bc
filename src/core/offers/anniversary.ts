import { type CalendarDay, pacificDay, pacificMidnight } from './pacific-day.ts'

/** One anniversary of an account: which it is, and the instant at which its day begins. */
export interface Anniversary {
  readonly years: number
  readonly at: number
}

/**
 * The first anniversary of an account whose day begins after an instant (fg.one-time). An account of
 * 29 February has its anniversary on the 28th in other years, so that it stays in its month.
 */
export function nextAnniversary(registeredAt: number, after: number): Anniversary {
  const began = pacificDay(registeredAt)
  let years = Math.max(1, pacificDay(after).year - began.year)
  for (; ; years++) {
    const at = pacificMidnight(yearsLater(began, years))
    if (at > after) return { years, at }
  }
}

/** The last anniversary of an account whose day has begun at an instant; null in its first year. */
export function lastAnniversary(registeredAt: number, at: number): Anniversary | null {
  const began = pacificDay(registeredAt)
  for (let years = pacificDay(at).year - began.year; years >= 1; years--) {
    const day = pacificMidnight(yearsLater(began, years))
    if (day <= at) return { years, at: day }
  }
  return null
}

function yearsLater({ year, month, day }: CalendarDay, years: number): CalendarDay {
  const later = year + years
  return { year: later, month, day: month === 2 && day === 29 && !isLeap(later) ? 28 : day }
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
