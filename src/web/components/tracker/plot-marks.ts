/** What stands in the chart beside its lines, as in the drawn one: silences, sold-out times, asides, the target. */
import type uPlot from 'uplot'
import { decimalText } from '../../../core/base/iso4217.ts'
import type { PlotRows } from '../../state/tracker/plot-rows.ts'
import type { Inks } from './plot-inks.ts'

/** Something that is drawn into a chart. */
interface Drawn {
  readonly chart: uPlot
  readonly rows: PlotRows
  readonly inks: Inks
}

/** Times of which nothing is known: shaded, so that nobody takes the hole for a fault. */
export function shadeSilences({ chart, rows, inks }: Drawn): void {
  const { top, height } = chart.bbox
  drawing(chart, (ctx) => {
    ctx.fillStyle = inks.soft
    ctx.globalAlpha = 0.08
    for (const [left, width] of spans(chart, rows.silences)) ctx.fillRect(left, top, width, height)
  })
}

/** Times without stock: a bar at the foot. */
export function soldOutBars({ chart, rows, inks }: Drawn): void {
  const { top, height } = chart.bbox
  const tall = 5 * window.devicePixelRatio
  drawing(chart, (ctx) => {
    ctx.fillStyle = inks.soft
    ctx.globalAlpha = 0.45
    for (const [left, width] of spans(chart, rows.soldOut)) {
      ctx.fillRect(left, top + height - tall, Math.max(2, width), tall)
    }
  })
}

/** The parts of times that are in the plot, as left edges and widths. */
function spans(chart: uPlot, times: PlotRows['silences']): (readonly [number, number])[] {
  const { left, width } = chart.bbox
  return times.flatMap(({ from, until }) => {
    const start = Math.max(left, chart.valToPos(from / 1000, 'x', true))
    const end = Math.min(left + width, chart.valToPos(until / 1000, 'x', true))
    return end >= start ? [[start, end - start] as const] : []
  })
}

/** Prices that not everybody gets: rings, joined to no line. */
export function asideRings({ chart, rows, inks }: Drawn): void {
  const ratio = window.devicePixelRatio
  drawing(chart, (ctx) => {
    inPlot(chart, ctx)
    ctx.strokeStyle = inks.soft
    ctx.lineWidth = 1.5 * ratio
    for (const { seen, total } of rows.asides) {
      ctx.beginPath()
      const [x, y] = [chart.valToPos(seen / 1000, 'x', true), chart.valToPos(total, 'y', true)]
      ctx.arc(x, y, 3.5 * ratio, 0, 2 * Math.PI)
      ctx.stroke()
    }
  })
}

/** Where the price stands: a dot at the last reading. */
export function nowDot({ chart, rows, inks }: Drawn): void {
  const row = rows.seconds.length - 1
  const total = rows.amounts.total[row]
  if (total == null) return
  drawing(chart, (ctx) => {
    ctx.fillStyle = inks.green
    ctx.beginPath()
    const x = chart.valToPos(rows.seconds[row] ?? 0, 'x', true)
    ctx.arc(x, chart.valToPos(total, 'y', true), 4 * window.devicePixelRatio, 0, 2 * Math.PI)
    ctx.fill()
  })
}

/** The target, with its label on the side where the price is not. */
export function targetLine(
  { chart, rows, inks }: Drawn,
  { target, currency }: { readonly target: number; readonly currency: string },
): void {
  const { left, width } = chart.bbox
  const ratio = window.devicePixelRatio
  const y = Math.round(chart.valToPos(target, 'y', true)) + 0.5
  const [first, last] = [firstOf(rows.amounts.total), firstOf(rows.amounts.total.toReversed())]
  const isLeft = Math.abs(first - target) >= Math.abs(last - target)
  const isAbove = (isLeft ? first : last) <= target
  drawing(chart, (ctx) => {
    ctx.strokeStyle = inks.ochre
    ctx.lineWidth = 1.5 * ratio
    ctx.setLineDash([6 * ratio, 4 * ratio])
    ctx.beginPath()
    ctx.moveTo(left, y)
    ctx.lineTo(left + width, y)
    ctx.stroke()
    ctx.fillStyle = inks.ochre
    ctx.font = `${12 * ratio}px ${inks.font}`
    ctx.textAlign = isLeft ? 'left' : 'right'
    const x = isLeft ? left + 6 * ratio : left + width - 6 * ratio
    const place = [
      `target ${decimalText(target, currency)}`,
      x,
      y + (isAbove ? -6 : 15) * ratio,
    ] as const
    // A halo, so that it is read where the line of a price crosses it.
    ctx.setLineDash([])
    ctx.strokeStyle = inks.panel
    ctx.lineWidth = 4 * ratio
    ctx.strokeText(...place)
    ctx.fillText(...place)
  })
}

const firstOf = (amounts: readonly (number | null)[]): number =>
  amounts.find((amount) => amount !== null) ?? 0

/** Draws, and leaves the canvas as it was. */
function drawing({ ctx }: uPlot, draw: (ctx: CanvasRenderingContext2D) => void): void {
  ctx.save()
  draw(ctx)
  ctx.restore()
}

function inPlot({ bbox }: uPlot, ctx: CanvasRenderingContext2D): void {
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
}
