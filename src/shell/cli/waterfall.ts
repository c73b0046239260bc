import { decimalText } from '../../core/base/iso4217.ts'
import type { Quote } from '../../core/pricing/document.ts'
import { clip, displayWidth } from './plain-text.ts'
import { paint } from './screen.ts'

/** One row of the way from list to total: a level, or a change from one level to the next. */
export interface Fall {
  readonly label: string
  readonly amount: number
  readonly from: number
  readonly to: number
  readonly sort: 'level' | 'less' | 'more'
}

/** The rows from list to total: shipping on top, each offer off in turn, then the tax that is added. */
export function falls(quote: Quote): Fall[] {
  const { totals } = quote
  const rows: Fall[] = []
  let level = 0
  const add = (label: string, amount: number, sort: Fall['sort']): void => {
    rows.push({ label, amount, from: level, to: level + amount, sort })
    level += amount
  }
  add('list', totals.list, 'level')
  if (totals.shipping > 0) add('shipping', totals.shipping, 'more')
  for (const one of quote.applied) add(`${one.step} ${one.offer}`, -one.off, 'less')
  const addedTax = totals.total - level
  if (addedTax > 0) add('tax', addedTax, 'more')
  level = 0
  add('total', totals.total, 'level')
  return rows
}

const BLOCK = { level: '█', less: '▒', more: '▓' } as const
const COLOUR = { level: 'bold', less: 'green', more: 'yellow' } as const
const LABEL_MAX = 24

/** The waterfall as bars of block characters; the longest reaches the end of the page. */
export function waterfall(quote: Quote, pageWidth: number): string {
  const rows = falls(quote).map((row) => ({
    ...row,
    label: clip(row.label, LABEL_MAX),
    text: `${row.sort === 'more' ? '+' : ''}${decimalText(row.amount, quote.currency)}`,
  }))
  const labelWidth = Math.max(...rows.map((row) => displayWidth(row.label)))
  const textWidth = Math.max(...rows.map((row) => row.text.length))
  const barWidth = Math.max(10, pageWidth - labelWidth - textWidth - 4)
  const highest = Math.max(1, ...rows.map((row) => Math.max(row.from, row.to)))
  const place = (amount: number): number => Math.round((amount / highest) * barWidth)
  return rows
    .map((row) => {
      const label = row.label + ' '.repeat(labelWidth - displayWidth(row.label))
      const start = place(Math.min(row.from, row.to))
      const end = place(Math.max(row.from, row.to))
      // What is not nothing is seen, even where it is less than a block.
      const blocks = row.amount === 0 ? 0 : Math.max(1, end - start)
      const bar = BLOCK[row.sort].repeat(blocks)
      const before = ' '.repeat(Math.max(0, Math.min(start, barWidth - blocks)))
      return `${label}  ${row.text.padStart(textWidth)}  ${before}${paint(COLOUR[row.sort], bar)}`
    })
    .map((line) => line.trimEnd())
    .join('\n')
}
