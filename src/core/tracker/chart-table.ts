import { utcText } from '../base/instant.ts'
import { decimalText } from '../base/iso4217.ts'
import { element, escaped } from './chart/markup.ts'
import type { ChangePoint, Gap, History } from './history/point.ts'
import { LAYERS } from './layers.ts'

export interface TableOptions {
  readonly currency: string
  readonly caption: string
  /** Rows at most, from the newest: a long history is read as a file. */
  readonly rows?: number
}

const HEADINGS = ['From', 'Last seen', 'List', 'Sale', 'With public coupons', 'How it comes about']

const ROWS_MAX = 100

/** The same history as a table, newest first: the alternative to the picture, gaps among the rows. */
export function chartTable(history: History, options: TableOptions): string {
  const { caption, rows = ROWS_MAX } = options
  const body = [...history.points.slice(-rows), ...history.gaps.slice(-rows)]
    // A silence begins when a price was last seen, and comes after it.
    .sort((a, b) => b.from - a.from || ('until' in b ? 1 : -1))
    .slice(0, rows)
    .map((row) => ('until' in row ? gapRow(row) : pointRow(row, options)))
  const head = HEADINGS.map((heading) => element('th', { scope: 'col' }, heading)).join('')
  return element(
    'table',
    { class: 'price-table' },
    `<caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody>`,
  )
}

const cell = (text: string): string => `<td>${escaped(text)}</td>`

function gapRow({ from, until }: Gap): string {
  const times = cell(utcText(from)) + cell(utcText(until))
  return `<tr class="gap">${times}<td colspan="4">not observed in this time</td></tr>`
}

function pointRow(point: ChangePoint, { currency }: TableOptions): string {
  const money = (amount: number) => decimalText(amount, currency)
  const parts = point.counted.map(({ kind, amount }) => `${LAYERS[kind].name} −${money(amount)}`)
  if (point.shipping > 0) parts.push(`shipping +${money(point.shipping)}`)
  if (point.tax > 0) parts.push(`tax +${money(point.tax)}`)
  const total = point.stock === 'out' ? 'sold out' : `${currency} ${money(point.total)}`
  const cells = [
    utcText(point.from),
    utcText(point.seen),
    money(point.list),
    money(point.sale),
    total,
    parts.join(', ') || 'no coupon',
  ]
  return `<tr>${cells.map(cell).join('')}</tr>`
}
