/** The chart that answers to a pointer. Fetched after the page stands: the first paint has the drawn one. */
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { decimalText, minorDigits } from '../../../core/base/iso4217.ts'
import { amountTicks, timeTicks } from '../../../core/tracker/chart/ticks.ts'
import type { ChangePoint } from '../../../core/tracker/history/point.ts'
import type { Window } from '../../state/tracker/past.ts'
import { LINE_NAMES, type LineName, type PlotRows } from '../../state/tracker/plot-rows.ts'
import { type Inks, inksOf, LINE_INKS } from './plot-inks.ts'

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
    cursor: { y: false, drag: { x: true, y: false }, points: { size: 8, width: 2 } },
    scales: {
      x: { range: (_, from, until) => zoomed(from, until, plotted) },
      y: { range: (_, low, high) => rangeOf(low, high, shown()) },
    },
    axes: axesOf(inks, currency),
    series: [{}, ...LINE_NAMES.map(line)],
    hooks: {
      drawClear: [(chart) => shade(chart, rows, inks)],
      draw: [
        (chart) => targetLine(chart, shown(), inks),
        (chart) => nowDot(chart, plotted, { shown, inks }),
      ],
      setCursor: [({ cursor }) => onPoint(pointOf(rows, cursor.idx ?? null))],
    },
  }
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

/** Where the price stands: a dot at the last reading. */
function nowDot(chart: uPlot, { rows }: Plotted, by: { shown: Now; inks: Inks }): void {
  const row = rows.seconds.length - 1
  const total = rows.amounts.total[row]
  if (total == null || !by.shown().lines.has('total')) return
  const { ctx } = chart
  ctx.save()
  ctx.fillStyle = by.inks.green
  ctx.beginPath()
  const [x, y] = [
    chart.valToPos(rows.seconds[row] ?? 0, 'x', true),
    chart.valToPos(total, 'y', true),
  ]
  ctx.arc(x, y, 4 * window.devicePixelRatio, 0, 2 * Math.PI)
  ctx.fill()
  ctx.restore()
}

/** Times of which nothing is known: shaded, so that nobody takes the hole for a fault. */
function shade(chart: uPlot, { silences }: PlotRows, inks: Inks): void {
  const { ctx, bbox } = chart
  ctx.save()
  ctx.fillStyle = inks.soft
  ctx.globalAlpha = 0.08
  for (const { from, until } of silences) {
    const [x, end] = [from, until].map((at) => chart.valToPos(at / 1000, 'x', true)) as [
      number,
      number,
    ]
    const left = Math.max(bbox.left, x)
    const right = Math.min(bbox.left + bbox.width, end)
    if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height)
  }
  ctx.restore()
}

function targetLine(chart: uPlot, { target }: Shown, inks: Inks): void {
  if (target === null) return
  const { ctx, bbox } = chart
  const y = Math.round(chart.valToPos(target, 'y', true)) + 0.5
  const ratio = window.devicePixelRatio
  ctx.save()
  ctx.strokeStyle = inks.ochre
  ctx.lineWidth = 1.5 * ratio
  ctx.setLineDash([6 * ratio, 4 * ratio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.restore()
}
