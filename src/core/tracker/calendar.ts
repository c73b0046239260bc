/** What is known of promotions before anybody announces one: sales with a name each year, and turns each week. */
import type { Instant } from '../base/instant.ts'
import {
  type CalendarDay,
  daysLater,
  dayText,
  pacificDay,
  pacificMidnight,
} from '../offers/pacific-day.ts'

/** Something on the calendar; half-open, by days of the Pacific coast (bp.pst). */
export interface CalendarEntry {
  /** The sale or turn, and its year or day: what is announced under the same id replaces it. */
  readonly id: string
  readonly title: string
  /** Only a sale with a name is worth waiting for (fg.wait); what comes each week is not. */
  readonly kind: 'named' | 'recurring'
  readonly says: string
  readonly from: Instant
  readonly until: Instant
}

/** A stretch of time; half-open. */
export interface CalendarSpan {
  readonly from: Instant
  readonly until: Instant
}

interface NamedSale {
  readonly id: string
  readonly title: string
  readonly when: string
  /** Its first and last day in a year. */
  readonly days: (year: number) => readonly [first: CalendarDay, last: CalendarDay]
}

const dates = (month: number, first: number, last: number) => (year: number) =>
  [
    { year, month, day: first },
    { year, month, day: last },
  ] as const

/** The sales with a name, by the year's course (fg.calendar.events). "Late" are the days from the 21st on. */
const NAMED_SALES: readonly NamedSale[] = [
  {
    id: 'new-year-clearance',
    title: 'New Year clearance',
    when: 'The first two weeks of January.',
    days: dates(1, 1, 14),
  },
  {
    id: 'anniversary-sale',
    title: 'Anniversary Sale',
    when: 'Late March.',
    days: dates(3, 21, 31),
  },
  {
    id: 'summer-sale',
    title: 'Summer Sale',
    when: 'Late June; 12 to 18 % at its peaks.',
    days: dates(6, 21, 30),
  },
  {
    id: 'eleven-eleven',
    title: '11.11',
    when: 'The largest sale of the year.',
    days: dates(11, 11, 11),
  },
  { id: 'black-friday', title: 'Black Friday', when: 'Late November.', days: fromBlackFriday },
]

const EXPECTED = 'Expected as in other years: its days are announced shortly before.'

/** The sales with a name that touch a stretch of time, in order (fg.calendar.events, fg.wait). */
export function namedSales({ from, until }: CalendarSpan): readonly CalendarEntry[] {
  const [first, last] = [pacificDay(from).year, pacificDay(until).year]
  const years = Array.from({ length: last - first + 1 }, (_, later) => first + later)
  return years
    .flatMap((year) => NAMED_SALES.map((sale) => inYear(sale, year)))
    .filter((entry) => entry.until > from && entry.from < until)
}

function inYear({ id, title, when, days }: NamedSale, year: number): CalendarEntry {
  const [first, last] = days(year)
  return {
    id: `${id}-${year}`,
    title,
    kind: 'named',
    says: `${when} ${EXPECTED}`,
    from: pacificMidnight(first),
    until: pacificMidnight(daysLater(last, 1)),
  }
}

/** The day after the fourth Thursday of November, to the Monday after it. */
function fromBlackFriday(year: number): readonly [CalendarDay, CalendarDay] {
  const start = { year, month: 11, day: 1 }
  const thursday = 1 + ((THURSDAY - weekday(start) + 7) % 7) + 21
  const friday = { year, month: 11, day: thursday + 1 }
  return [friday, daysLater(friday, 3)]
}

const [SUNDAY, WEDNESDAY, THURSDAY] = [0, 3, 4] as const
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** 0 is Sunday; 1 January 1970 was a Thursday. */
function weekday({ year, month, day }: CalendarDay): number {
  return (Date.UTC(year, month - 1, day) / DAY_MS + THURSDAY) % 7
}

/**
 * What turns each week within a stretch of time, in order (fg.calendar.weekly): platform select coupons on
 * Wednesday and Thursday, coupons of stores in the night from Sunday to Monday.
 */
export function weeklyTurns({ from, until }: CalendarSpan): readonly CalendarEntry[] {
  const entries: CalendarEntry[] = []
  // From two days before: what began then may still be on.
  let day = daysLater(pacificDay(from), -2)
  for (; pacificMidnight(day) < until; day = daysLater(day, 1)) {
    if (weekday(day) === WEDNESDAY) entries.push(selectTurn(day))
    if (weekday(day) === SUNDAY) entries.push(storeTurn(day))
  }
  return entries.filter((entry) => entry.until > from && entry.from < until)
}

function selectTurn(wednesday: CalendarDay): CalendarEntry {
  return {
    id: `select-coupons-${dayText(wednesday)}`,
    title: 'New select coupons',
    kind: 'recurring',
    says: 'Select coupons of the platform change on Wednesday and Thursday.',
    from: pacificMidnight(wednesday),
    until: pacificMidnight(daysLater(wednesday, 2)),
  }
}

/** Hours around midnight that are night and morning; counted from it, for clocks may change on that Sunday. */
const NIGHT_HOURS = { before: 6, after: 12 } as const

function storeTurn(sunday: CalendarDay): CalendarEntry {
  const midnight = pacificMidnight(daysLater(sunday, 1))
  return {
    id: `store-coupons-${dayText(sunday)}`,
    title: 'New store coupons',
    kind: 'recurring',
    says: 'Stores renew their coupons from Sunday night to Monday morning.',
    from: midnight - NIGHT_HOURS.before * HOUR_MS,
    until: midnight + NIGHT_HOURS.after * HOUR_MS,
  }
}
