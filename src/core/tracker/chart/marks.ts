/** What stands in the plot beside the lines: the target, the last price, silences, sold-out times, asides. */
import { decimalText } from '../../base/iso4217.ts'
import type { ChangePoint, History } from '../history/point.ts'
import type { Stretch } from '../history/stretches.ts'
import { coordinate, element, escaped } from './markup.ts'
import type { Scale } from './stepped-path.ts'

/** The plot: its edges in pixels, and where amounts and instants stand in it. */
export interface Plot extends Scale {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly ticks: readonly number[]
}

/** The window that is shown. */
interface Shown {
  readonly from: number
  readonly until: number
}

export const TEXT = 'font:12px var(--sans,system-ui,sans-serif);fill:var(--soft,#4a5c5a)'

/** Times without stock, as bars at the foot of the plot: those that touch are one. */
export function soldOut(known: readonly Stretch[], plot: Plot): string {
  const bars: { from: number; until: number }[] = []
  for (const { from, until, point } of known) {
    if (point.stock !== 'out') continue
    const x = plot.x(from)
    const end = Math.max(x + 2, plot.x(until))
    const last = bars.at(-1)
    if (last && x <= last.until + 1) last.until = Math.max(last.until, end)
    else bars.push({ from: x, until: end })
  }
  return bars
    .map(({ from, until }) => {
      const width = coordinate(until - from)
      const bar = { x: coordinate(from), y: plot.bottom - 5, width, height: 5 }
      const style = 'fill:var(--soft,#4a5c5a);opacity:.45'
      return element('rect', { class: 'sold-out', ...bar, style }, '<title>sold out</title>')
    })
    .join('')
}

/** Prices that not everybody gets: rings, joined to no line. Of those on one pixel the last is drawn. */
export function asides({ asides: points }: History, plot: Plot, { from, until }: Shown): string {
  const rings = new Map<string, string>()
  for (const point of points) {
    if (point.seen < from || point.from > until || !isInPlot(point, plot)) continue
    const [x, y] = [plot.x(point.seen), plot.y(point.total)]
    const place = { cx: coordinate(x), cy: coordinate(y), r: 3.5 }
    const style = 'fill:var(--paper,#fff);stroke:var(--soft,#4a5c5a);stroke-width:1.5'
    const title = `<title>${escaped(point.conditions.join(', '))}</title>`
    const ring = element('circle', { class: 'aside', ...place, style }, title)
    rings.set(`${Math.round(x)} ${Math.round(y)}`, ring)
  }
  return [...rings.values()].join('')
}

const isInPlot = ({ total }: ChangePoint, { y, top, bottom }: Plot): boolean =>
  y(total) >= top && y(total) <= bottom

/** The target, with its label at the end and on the side where the price is not. */
export function targetLine(
  plot: Plot,
  known: readonly Stretch[],
  { target, currency }: { readonly target: number; readonly currency: string },
): string {
  const words = escaped(`target ${decimalText(target, currency)}`)
  const y = Math.round(plot.y(target)) + 0.5
  const colour = 'var(--ochre,#8a5a00)'
  const style = `stroke:${colour};stroke-width:1.5;stroke-dasharray:6 4`
  const line = element('line', { x1: plot.left, x2: plot.right, y1: y, y2: y, style })
  const [first, last] = [known[0]?.point.total ?? 0, known.at(-1)?.point.total ?? 0]
  const isLeft = Math.abs(first - target) >= Math.abs(last - target)
  const isAbove = (isLeft ? first : last) <= target
  const place = {
    x: isLeft ? plot.left + 6 : plot.right - 6,
    y: isAbove ? y - 6 : y + 15,
    'text-anchor': isLeft ? 'start' : 'end',
  }
  const halo = 'stroke:var(--paper,#fff);stroke-width:4;paint-order:stroke'
  const label = element('text', { ...place, style: `${TEXT};fill:${colour};${halo}` }, words)
  return element('g', { class: 'target' }, line + label)
}

/** Times of which nothing is known: shaded, so that nobody takes the hole for an error of the drawing. */
export function silences(known: readonly Stretch[], plot: Plot): string {
  const style = 'fill:var(--soft,#4a5c5a);opacity:.08'
  return known
    .slice(1)
    .map((one, at) => {
      const [x, end] = [plot.x((known[at] as Stretch).until), plot.x(one.from)]
      if (end - x < SEEN_PX) return ''
      const [width, height] = [coordinate(end - x), plot.bottom - plot.top]
      const place = { class: 'gap', x: coordinate(x), y: plot.top, width, height, style }
      return element('rect', place, '<title>not observed</title>')
    })
    .join('')
}

/** A gap that is narrower is still no line, but not worth a shade. */
const SEEN_PX = 3

/** Where the price stands: a dot at the last reading. */
export function now(known: readonly Stretch[], plot: Plot): string {
  const last = known.at(-1)
  if (!last || last.point.stock === 'out') return ''
  const place = {
    cx: coordinate(plot.x(last.until)),
    cy: coordinate(plot.y(last.point.total)),
    r: 4,
  }
  return element('circle', { class: 'now', ...place, style: 'fill:var(--green,#0a6b58)' })
}
