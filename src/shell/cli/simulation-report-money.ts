import { decimalText, minorDigits } from '../../core/base/iso4217.ts'
import type { SimulationReport } from '../../core/simulation/simulation-report.ts'
import {
  type Cells,
  escaped,
  legend,
  type Picture,
  tenth,
  ticksTo,
  WIDTH,
} from './simulation-report-svg.ts'
import { dayName, figure, moneyOf, shortDay } from './simulation-report-words.ts'

/** What is stacked, from the bottom: nearest to the buyer first. */
const KEPT = [
  { account: 'escrow', name: 'in escrow', tone: 'green' },
  { account: 'pending', name: 'pending, may be disputed', tone: 'blue' },
  { account: 'available', name: 'available to sellers', tone: 'ochre' },
] as const

type Kept = Readonly<Record<(typeof KEPT)[number]['account'], number>>

interface DayKept {
  readonly day: string
  readonly kept: Kept
}

const NOTHING: Kept = { escrow: 0, pending: 0, available: 0 }

/** More points than the picture has places are not seen; more rows than these nobody reads. */
const POINTS = 380
const ROWS = 31

const PLOT = { left: 48, right: 6, height: 170 }

/** Money that the platform holds, day by day, in one currency. */
export function moneyPicture(report: SimulationReport, currency: string): Picture {
  const days = report.days.map(({ day, money }): DayKept => {
    return { day, kept: money.find((one) => one.currency === currency) ?? NOTHING }
  })
  const held = days.map(({ kept }) => kept.escrow + kept.pending + kept.available)
  const most = Math.max(1, ...held)
  const day = days[held.indexOf(most)]?.day
  const key = legend([...KEPT], { y: 0 })
  const place = { top: key.height + 16, most, count: days.length, currency }
  const peak = day ? ` Most of it on ${dayName(day)}: ${moneyOf(most, currency)}.` : ''
  return {
    id: `money-${currency}`,
    title: `Money held, in ${currency}`,
    says: `At the end of each Pacific day.${peak}`,
    height: place.top + PLOT.height + 36,
    drawn: [key.drawn, axes(days, place), ...areas(days, place)].join('\n'),
    cells: {
      head: ['day', ...KEPT.map(({ name }) => `${name}, ${currency}`)],
      rows: thinned(days, ROWS).map(({ day: at, kept }) => [
        dayName(at),
        ...KEPT.map(({ account }) => moneyOf(kept[account], currency).replace(/ \w+$/, '')),
      ]),
    },
  }
}

interface Place {
  readonly top: number
  readonly most: number
  readonly count: number
  readonly currency: string
}

const xOf = (at: number, { count }: Place): number =>
  tenth(PLOT.left + (count < 2 ? 0 : (at / (count - 1)) * (WIDTH - PLOT.left - PLOT.right)))

const yOf = (amount: number, { top, most }: Place): number =>
  tenth(top + (1 - amount / most) * PLOT.height)

function areas(days: readonly DayKept[], place: Place): string[] {
  const points = thinned(
    days.map((one, at) => ({ ...one, at })),
    POINTS,
  )
  const below = points.map(() => 0)
  return KEPT.map(({ account, tone }) => {
    const lower = [...below]
    for (const [k, { kept }] of points.entries()) below[k] = (below[k] as number) + kept[account]
    const edge = (heights: readonly number[]) =>
      points.map(({ at }, k) => `${xOf(at, place)} ${yOf(heights[k] as number, place)}`)
    return `<path class="${tone} area" d="M${[...edge(below), ...edge(lower).reverse()].join('L')}Z"/>`
  })
}

function axes(days: readonly DayKept[], place: Place): string {
  const { currency, most, top } = place
  const unit = 10 ** (minorDigits(currency) ?? 0)
  const across = ticksTo(most / unit, 5).map((tick) => {
    const y = yOf(tick * unit, place)
    return `<path class="grid" d="M${PLOT.left} ${y}H${WIDTH - PLOT.right}"/><text class="tick" x="${PLOT.left - 5}" y="${y + 4}" text-anchor="end">${shortFigure(tick)}</text>`
  })
  const bottom = top + PLOT.height
  const wanted = Math.max(1, Math.min(4, days.length - 1))
  const down = Array.from({ length: wanted + 1 }, (_, k) => {
    const at = Math.round((k * (days.length - 1)) / wanted)
    const anchor = k === 0 ? 'start' : k === wanted ? 'end' : 'middle'
    const says = days.length > 300 ? dayName(days[at]?.day ?? '') : shortDay(days[at]?.day ?? '')
    return `<text class="tick" x="${xOf(at, place)}" y="${bottom + 16}" text-anchor="${anchor}">${escaped(says)}</text>`
  })
  const label = `<text class="tick" x="0" y="${top - 6}">${currency}</text>`
  const foot = `<text class="tick" x="${WIDTH - PLOT.right}" y="${bottom + 31}" text-anchor="end">day</text>`
  return [...across, ...down, label, foot].join('\n')
}

/** "250k", "1.5M": an axis has little room. */
function shortFigure(amount: number): string {
  if (amount >= 1_000_000) return `${amount / 1_000_000}M`
  return amount >= 10_000 ? `${amount / 1000}k` : figure(amount)
}

/** At most so many of some rows, evenly, the first and the last among them. */
function thinned<T>(rows: readonly T[], most: number): T[] {
  if (rows.length <= most) return [...rows]
  return Array.from({ length: most }, (_, at) => {
    return rows[Math.round((at * (rows.length - 1)) / (most - 1))] as T
  })
}

/** The trial balance at the end: each account of each currency, and that they are zero together. */
export function trialCells({ trial }: SimulationReport): Cells {
  const books = ['orders', 'sellers'] as const
  return {
    head: ['account', ...trial.map(({ currency }) => currency)],
    rows: books.flatMap((book) => {
      const accounts = [...new Set(trial.flatMap((row) => Object.keys(row[book])))].sort()
      const amounts = (of: (row: Readonly<Record<string, number>>) => number) =>
        trial.map((row) => decimalText(of(row[book]), row.currency))
      const sum = (row: Readonly<Record<string, number>>) =>
        Object.values(row).reduce((all, amount) => all + amount, 0)
      return [
        ...accounts.map((name) => [`${book}: ${name}`, ...amounts((row) => row[name] ?? 0)]),
        [`${book}: all together`, ...amounts(sum)],
      ]
    }),
  }
}
