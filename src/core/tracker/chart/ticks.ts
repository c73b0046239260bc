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
  const midnights: number[] = []
  for (let at = Math.ceil(from / DAY_MS) * DAY_MS; at <= until; at += DAY_MS) midnights.push(at)
  const days = DAY_STEPS.map((step) => midnights.filter((at) => (at / DAY_MS) % step === 0))
  const fitting = days.find((some) => some.length <= most)
  if (fitting) return fitting.map(dayTick)
  const firsts = midnights.filter((at) => dateOf(at).day === 1)
  const months = MONTH_STEPS.map((step) =>
    firsts.filter((at) => (dateOf(at).month - 1) % step === 0),
  )
  return months.find((some) => some.length <= most)?.map(monthTick) ?? []
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
