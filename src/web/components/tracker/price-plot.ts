/** The chart that answers to a pointer. Fetched after the page stands: the first paint has the drawn one. */
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { decimalText, minorDigits } from '../../../core/base/iso4217.ts'
import { amountTicks, timeTicks } from '../../../core/tracker/chart/ticks.ts'
import type { ChangePoint } from '../../../core/tracker/history/point.ts'
import type { Window } from '../../state/tracker/past.ts'
import { LINE_NAMES, type LineName, type PlotRows } from '../../state/tracker/plot-rows.ts'
import { type Inks, inksOf, LINE_INKS } from './plot-inks.ts'
import { asideRings, nowDot, shadeSilences, soldOutBars, targetLine } from './plot-marks.ts'

export interface Plotted {
  readonly rows: PlotRows
  readonly currency: string
  readonly seen: Window
  readonly onPoint: (point: ChangePoint | null) => void
}

/** What of the chart can change while it stands. */
export interface Shown {
  readonly target: number | null
  readonly lines: ReadonlySet<LineName>
}

export interface Plot {
  show(shown: Shown): void
  /** Points at a row, as a pointer would. */
  pointAt(row: number): void
  destroy(): void
}

/** Draws the chart into a box, as wide as that is, and goes on with its width and with the theme. */
export function drawPlot(box: HTMLElement, plotted: Plotted, opening: Shown): Plot {
  let shown = opening
  let chart = make()
  function make(): uPlot {
    const { rows } = plotted
    const data = [rows.seconds, ...LINE_NAMES.map((name) => rows.amounts[name])]
    return new uPlot(
      optionsOf(box, plotted, () => shown),
      data as uPlot.AlignedData,
      box,
    )
  }
  const again = () => {
    chart.destroy()
    chart = make()
  }
  const size = new ResizeObserver(() => {
    const { width, height } = box.getBoundingClientRect()
    if (Math.round(width) !== chart.width) chart.setSize({ width: Math.round(width), height })
  })
  size.observe(box)
  // The canvas knows no style sheet: its inks are read again when the page changes its own.
  const theme = new MutationObserver(again)
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', again)
  return {
    show: (next) => {
      shown = next
      for (const [at, name] of LINE_NAMES.entries()) {
        chart.setSeries(at + 1, { show: shown.lines.has(name) })
      }
      chart.redraw(false, true)
    },
    pointAt: (row) => {
      const left = chart.valToPos(plotted.rows.seconds[row] ?? 0, 'x')
      const total = plotted.rows.amounts.total[row]
      chart.setCursor({ left, top: total == null ? -10 : chart.valToPos(total, 'y') })
    },
    destroy: () => {
      size.disconnect()
      theme.disconnect()
      dark.removeEventListener('change', again)
      chart.destroy()
    },
  }
}

type Now = () => Shown

function optionsOf(box: HTMLElement, plotted: Plotted, shown: Now): uPlot.Options {
  const { rows, currency, onPoint } = plotted
  const inks = inksOf(box)
  const { width, height } = box.getBoundingClientRect()
  const stepped = uPlot.paths.stepped?.({ align: 1 })
  const line = (name: LineName): uPlot.Series => ({
    stroke: inks[LINE_INKS[name]],
    width: name === 'total' ? 2.5 : name === 'sale' ? 1.5 : 1,
    ...(name === 'list' ? { dash: [1, 3] } : {}),
    ...(stepped ? { paths: stepped } : {}),
    show: shown().lines.has(name),
    points: { show: false },
  })
  return {
    width: Math.round(width),
    height: Math.round(height),
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false },
      points: { size: 10, width: 2, stroke: inks.panel },
    },
    scales: {
      x: { range: (_, from, until) => zoomed(from, until, plotted) },
      y: { range: (_, low, high) => rangeOf(low, high, shown()) },
    },
    axes: axesOf(inks, currency),
    series: [{}, ...LINE_NAMES.map(line)],
    hooks: {
      drawClear: [(chart) => shadeSilences({ chart, rows, inks })],
      draw: [(chart) => drawMarks({ chart, rows, inks }, shown(), currency)],
      setCursor: [({ cursor }) => onPoint(pointOf(rows, cursor.idx ?? null))],
    },
  }
}

function drawMarks(
  drawn: Parameters<typeof nowDot>[0],
  { target, lines }: Shown,
  currency: string,
): void {
  soldOutBars(drawn)
  asideRings(drawn)
  if (target !== null) targetLine(drawn, { target, currency })
  if (lines.has('total')) nowDot(drawn)
}

/** All of it, but for a part that was chosen with the pointer. */
function zoomed(from: number, until: number, { rows, seen }: Plotted): uPlot.Range.MinMax {
  const { seconds } = rows
  const isAll = from <= (seconds[0] ?? from) && until >= (seconds.at(-1) ?? until)
  return isAll ? [seen.from / 1000, seen.until / 1000] : [from, until]
}

const pointOf = ({ points }: PlotRows, row: number | null): ChangePoint | null =>
  row === null ? null : (points[row] ?? null)

/** Some room above and below; a price that hardly moved is drawn as hardly moving. */
function rangeOf(low: number, high: number, { target }: Shown): uPlot.Range.MinMax {
  const least = Math.min(low, target ?? low)
  const most = Math.max(high, target ?? high)
  const room = Math.max(1, (most - least) * 0.08, most * 0.03)
  return [Math.max(0, least - room), most + room]
}

function axesOf(inks: Inks, currency: string): uPlot.Axis[] {
  const shared = {
    stroke: inks.soft,
    font: `12px ${inks.font}`,
    grid: { stroke: inks.rule, width: 1 },
    ticks: { stroke: inks.rule, width: 1, size: 4 },
  }
  const unit = 10 ** (minorDigits(currency) ?? 0)
  const amounts = (_: uPlot, ticks: number[]) =>
    ticks.map((tick) =>
      ticks.every((one) => one % unit === 0) ? String(tick / unit) : decimalText(tick, currency),
    )
  // The same round times and amounts as in the drawn one.
  const timesOf = (chart: uPlot, from: number, until: number) =>
    timeTicks(from * 1000, until * 1000, Math.max(2, Math.floor(chart.width / 90)))
  return [
    {
      ...shared,
      grid: { show: false },
      splits: (chart, _, from, until) => timesOf(chart, from, until).map(({ at }) => at / 1000),
      values: (chart) => {
        const { min = 0, max = 1 } = chart.scales.x ?? {}
        return timesOf(chart, min ?? 0, max ?? 1).map(({ label }) => label)
      },
      size: 32,
    },
    {
      ...shared,
      splits: (_, __, low, high) =>
        amountTicks(low, high, 4).filter((tick) => tick >= low && tick <= high),
      values: amounts,
      size: 60,
    },
  ]
}
