/**
 * The history of a price as an SVG that stands in the first paint and needs no script: stepped, with gaps as
 * gaps (fg.t.speed). Colours are those of the page, by its variables; alone, it brings its own.
 */
import { decimalText, minorDigits } from '../base/iso4217.ts'
import { asides, now, type Plot, silences, soldOut, TEXT, targetLine } from './chart/marks.ts'
import { coordinate, element, escaped } from './chart/markup.ts'
import { steppedPath } from './chart/stepped-path.ts'
import { amountTicks, dayLabel, timeTicks } from './chart/ticks.ts'
import type { History } from './history/point.ts'
import { type Stretch, stretches, within } from './history/stretches.ts'

export interface ChartOptions {
  readonly currency: string
  readonly from: number
  readonly until: number
  readonly title: string
  readonly target?: number | null
  /** In pixels: text keeps its size, so a page draws one for phones and one for wide screens. */
  readonly width?: number
  readonly height?: number
  /** What the ids in it begin with, where a page holds several. */
  readonly id?: string
  /** For a message or a file: with colours of its own, for light and dark. */
  readonly alone?: boolean
}

/** The lines, from the faintest: each a part of the receipt, and switched by its class. */
const LINES = [
  { name: 'list', label: 'list price', colour: 'var(--soft,#4a5c5a)', width: 1, dash: '1 3' },
  { name: 'sale', label: 'sale price', colour: 'var(--fill-store,#2f6f9e)', width: 1.5, dash: '' },
  {
    name: 'total',
    label: 'with public coupons',
    colour: 'var(--green,#0a6b58)',
    width: 2.5,
    dash: '',
  },
] as const

type LineName = (typeof LINES)[number]['name']

const COLOURS_ALONE =
  'svg{color-scheme:light dark;--soft:light-dark(#4a5c5a,#9fb3b0);--green:light-dark(#0a6b58,#55c9ab);' +
  '--fill-store:light-dark(#2f6f9e,#5ba3d6);--ochre:light-dark(#8a5a00,#e9b44c);' +
  '--rule:light-dark(#ccd7d4,#2b3a38);--ink:light-dark(#12201f,#e7f0ee);--paper:light-dark(#fff,#1a2524)}'

/** Room around the plot: the legend above, dates below, amounts at the left. */
const MARGIN = { top: 30, right: 14, bottom: 26, character: 7 } as const

/** How far above the price itself a list price may lie and still be drawn: more, and the price is flat. */
const LIST_TIMES = 2

/** The chart of a history between two instants. */
export function chartSvg(history: History, options: ChartOptions): string {
  const { width = 720, height = 280, id = 'chart', currency, target = null } = options
  const known = within(stretches(history), options.from, options.until)
  // What is sold out has no price: its line is lifted, as over a gap.
  const offered = known.filter(({ point }) => point.stock !== 'out')
  const plot = plotOf(offered.length > 0 ? offered : known, { ...options, width, height, target })
  const words = describe(known, offered, options)
  const inside = [
    element('title', { id: `${id}-title` }, escaped(options.title)),
    element('desc', { id: `${id}-desc` }, escaped(words)),
    options.alone ? `<style>${COLOURS_ALONE}</style>` : '',
    options.alone ? element('rect', { width, height, style: 'fill:var(--paper,#fff)' }) : '',
    silences(known, plot),
    axes(plot, options),
    soldOut(known, plot),
    ...LINES.filter(({ name }) => plot.drawn.includes(name)).map((line) =>
      drawn(line, offered, plot),
    ),
    asides(history, plot, options),
    target === null ? '' : targetLine(plot, known, { target, currency }),
    now(known, plot),
    legend(plot),
  ].join('')
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'price-chart',
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
    },
    inside,
  )
}

/** The plot, and which of the lines are in it. */
type Drawn = Plot & { readonly drawn: readonly LineName[] }

type Drawing = Required<Pick<ChartOptions, 'currency' | 'from' | 'until' | 'width' | 'height'>> & {
  readonly target: number | null
}

/** What is sold out does not say how high the plot is, unless there is nothing else. */
function plotOf(priced: readonly Stretch[], drawing: Drawing): Drawn {
  const { width, height, from, until, target, currency } = drawing
  const prices = priced.flatMap(({ point }) => [point.total, point.sale])
  const highest = prices.reduce((most, price) => Math.max(most, price), target ?? 0)
  const lists = priced.reduce((most, { point }) => Math.max(most, point.list), 0)
  const shows = {
    list: lists <= highest * LIST_TIMES && priced.some(({ point }) => point.list !== point.sale),
    sale: priced.some(({ point }) => point.sale !== point.total),
    total: true,
  }
  const least = prices.reduce((low, price) => Math.min(low, price), target ?? prices[0] ?? 0)
  const most = shows.list ? Math.max(highest, lists) : highest
  // A price that hardly moved is drawn as hardly moving: a cent is not the height of the plot.
  const room = Math.max(1, Math.round((most - least) * 0.08), Math.round(most * 0.03))
  const ticks = amountTicks(Math.max(0, least - room), most + room, height > 240 ? 4 : 3)
  const longest = Math.max(...ticks.map((tick) => tickLabel(tick, ticks, currency).length))
  const left = longest * MARGIN.character + 12
  const [right, top, bottom] = [width - MARGIN.right, MARGIN.top, height - MARGIN.bottom]
  const [low, high] = [ticks[0] as number, ticks.at(-1) as number]
  const span = Math.max(1, until - from)
  return {
    ...{ left, right, top, bottom, ticks },
    drawn: LINES.map(({ name }) => name).filter((name) => shows[name]),
    x: (at) => left + ((at - from) / span) * (right - left),
    y: (amount) => bottom - ((amount - low) / (high - low)) * (bottom - top),
  }
}

/** Whole units where all of them are whole: "20" reads quicker than "20.00". */
function tickLabel(tick: number, ticks: readonly number[], currency: string): string {
  const unit = 10 ** (minorDigits(currency) ?? 0)
  return ticks.every((one) => one % unit === 0) ? String(tick / unit) : decimalText(tick, currency)
}

function axes(plot: Plot, { currency, from, until }: ChartOptions): string {
  const rule = 'stroke:var(--rule,#ccd7d4);stroke-width:1'
  const rows = plot.ticks.map((tick) => {
    const y = Math.round(plot.y(tick)) + 0.5
    const text = { x: plot.left - 8, y: y + 4, 'text-anchor': 'end', style: TEXT }
    return (
      element('line', { x1: plot.left, x2: plot.right, y1: y, y2: y, style: rule }) +
      element('text', text, escaped(tickLabel(tick, plot.ticks, currency)))
    )
  })
  const most = Math.max(2, Math.floor((plot.right - plot.left) / 75))
  const columns = timeTicks(from, until, most).map(({ at, label }) => {
    const x = plot.x(at)
    const half = (label.length * MARGIN.character) / 2
    const inside = Math.min(plot.right - half, Math.max(plot.left + half, x))
    const mark = { x1: x, x2: x, y1: plot.bottom, y2: plot.bottom + 5, style: rule }
    const text = {
      x: coordinate(inside),
      y: plot.bottom + 19,
      'text-anchor': 'middle',
      style: TEXT,
    }
    return (
      element('line', { ...mark, x1: coordinate(x), x2: coordinate(x) }) +
      element('text', text, label)
    )
  })
  return rows.join('') + columns.join('')
}

function drawn(line: (typeof LINES)[number], offered: readonly Stretch[], plot: Plot): string {
  const d = steppedPath(offered, plot, ({ point }) => point[line.name])
  const dash = line.dash === '' ? '' : `;stroke-dasharray:${line.dash}`
  // Round ends, so that a price that was seen but once is a dot.
  const style = `fill:none;stroke:${line.colour};stroke-width:${line.width};stroke-linecap:round${dash}`
  return d === '' ? '' : element('path', { class: `line-${line.name}`, d: dotted(d), style })
}

/** A line of no length is not drawn by all; one of a hundredth is. */
const dotted = (d: string): string => d.replace(/(M[\d.]+ [\d.]+)(?=M|$)/g, '$1h.01')

function legend({ left, drawn: names }: Drawn): string {
  let x = left
  return [...LINES]
    .reverse()
    .filter(({ name }) => names.includes(name))
    .map(({ label, colour, width, dash }) => {
      const stroke = `stroke:${colour};stroke-width:${width}${dash && `;stroke-dasharray:${dash}`}`
      const mark = element('line', { x1: x, x2: x + 16, y1: 13, y2: 13, style: stroke })
      const text = element('text', { x: x + 21, y: 17, style: TEXT }, label)
      x += 21 + label.length * 6.2 + 16
      return mark + text
    })
    .join('')
}

/** The picture in words, for who cannot see it. */
function describe(
  known: readonly Stretch[],
  offered: readonly Stretch[],
  { currency, target = null }: ChartOptions,
): string {
  const [first] = offered
  const last = known.at(-1)
  if (!first || !last) return 'No price is known in this time.'
  const money = (amount: number) => `${currency} ${decimalText(amount, currency)}`
  const low = offered.reduce(
    (least, one) => (one.point.total < least.point.total ? one : least),
    first,
  )
  const high = offered.reduce(
    (most, one) => (one.point.total > most.point.total ? one : most),
    first,
  )
  const stands = last.point.stock === 'out' ? 'sold out' : money(last.point.total)
  return [
    `Price with public coupons, ${dayLabel(first.from)} to ${dayLabel(last.until)}: now ${stands};`,
    `lowest ${money(low.point.total)} on ${dayLabel(low.from)},`,
    `highest ${money(high.point.total)} on ${dayLabel(high.from)}.`,
    target === null ? '' : `Target ${money(target)}.`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
