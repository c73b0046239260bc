import { civilDate, utcText } from '../../base/instant.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** About so many round amounts that span from the least to the most, in minor units. */
export function amountTicks(least: number, most: number, about: number): number[] {
  const span = Math.max(1, most - least)
  const step = roundStep(span / about)
  const first = Math.floor(least / step)
  const last = Math.ceil(most / step)
  return Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step)
}

/** 1, 2 or 5 with noughts: the least that is not below. */
function roundStep(least: number): number {
  let power = 1
  while (power * 10 <= least) power *= 10
  const digit = [1, 2, 5, 10].find((one) => one * power >= least) ?? 10
  return Math.max(1, digit * power)
}

export interface TimeTick {
  readonly at: number
  readonly label: string
}

const DAY_MINUTES = 1_440
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 180, 360, 720, DAY_MINUTES] as const
const DAY_STEPS = [1, 2, 7, 14, 28] as const
const MONTH_STEPS = [1, 2, 3, 6, 12] as const
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** At most so many round times between two instants, in UTC, each with its label. */
export function timeTicks(from: number, until: number, most: number): readonly TimeTick[] {
  if (until - from <= 2 * DAY_MS) return clockTicks(from, until, most)
  const [first, last] = [Math.ceil(from / DAY_MS), Math.floor(until / DAY_MS)]
  const step = DAY_STEPS.find((days) => multiplesIn(first, last, days) <= most)
  if (step !== undefined) {
    const days: TimeTick[] = []
    const begin = Math.ceil(first / step) * step
    for (let day = begin; day <= last; day += step) days.push(dayTick(day * DAY_MS))
    return days
  }
  const firsts = firstsOfMonths(first, last)
  const months = MONTH_STEPS.map((every) =>
    firsts.filter(({ month }) => (month - 1) % every === 0).map(({ at }) => at),
  )
  return months.find((some) => some.length <= most)?.map(monthTick) ?? []
}

/** How many multiples of a step lie between two whole numbers, both among them. */
const multiplesIn = (first: number, last: number, step: number): number =>
  Math.max(0, Math.floor(last / step) - Math.ceil(first / step) + 1)

/** The shortest month: from one first to the next it is never less. */
const MONTH_DAYS = 28

/** The first days of months between two days since the epoch. */
function firstsOfMonths(first: number, last: number): { at: number; month: number }[] {
  const firsts: { at: number; month: number }[] = []
  let day = first
  while (day <= last) {
    const [, month, ofMonth] = civilDate(day)
    if (ofMonth === 1) firsts.push({ at: day * DAY_MS, month })
    // Far from the next first of a month, all days up to the shortest one's end are left out.
    day += ofMonth < MONTH_DAYS ? MONTH_DAYS + 1 - ofMonth : 1
  }
  return firsts
}

const dayTick = (at: number): TimeTick => ({ at, label: dayLabel(at) })
const monthTick = (at: number): TimeTick => ({ at, label: monthLabel(at) })

/** Times of a day, down to minutes: a price that was first read just now has a past of minutes. */
function clockTicks(from: number, until: number, most: number): TimeTick[] {
  const fits = (minutes: number) => Math.floor((until - from) / (minutes * MINUTE_MS)) < most
  const stepMs = (CLOCK_STEPS.find(fits) ?? DAY_MINUTES) * MINUTE_MS
  const ticks: TimeTick[] = []
  for (let at = Math.ceil(from / stepMs) * stepMs; at <= until; at += stepMs) {
    ticks.push({ at, label: at % DAY_MS === 0 ? dayLabel(at) : utcText(at).slice(11, 16) })
  }
  return ticks
}

function dateOf(at: number): { year: number; month: number; day: number } {
  const [year, month, day] = civilDate(Math.floor(at / DAY_MS))
  return { year, month, day }
}

/** A day as "23 Jun". */
export function dayLabel(at: number): string {
  const { month, day } = dateOf(at)
  return `${day} ${MONTHS[month - 1]}`
}

function monthLabel(at: number): string {
  const { month, year } = dateOf(at)
  return `${MONTHS[month - 1]} ${year}`
}
