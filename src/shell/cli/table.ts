import type { TableConstructorOptions } from 'cli-table3'
import { displayWidth } from './plain-text.ts'
import { paint } from './screen.ts'

export interface Column {
  readonly head: string
  /** Amounts stand to the right and are never cut. */
  readonly right?: boolean
  /** Which texts make room first where the page is too narrow, and how. Other texts are cut last. */
  readonly yields?: 'wrap' | 'cut'
}

export type Row = readonly string[]

// A cell of fewer columns shows nothing of an id.
const CELL_MIN = 8
const GAP = 2
// The table library takes time with the square of the rows; pieces of this size keep it linear.
const ROWS_AT_ONCE = 200

const BORDERLESS: Partial<TableConstructorOptions> = {
  chars: {
    ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
    ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
    ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
  },
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
}

/** A table without borders that fits the page. */
export async function table(
  columns: readonly Column[],
  rows: readonly Row[],
  pageWidth: number,
): Promise<string> {
  const { default: Table } = await import('cli-table3')
  const widths = widthsOf(columns, rows, pageWidth)
  const head = columns.map((column) => column.head)
  const body = [head, ...rows]
  const pieces: string[] = []
  for (let from = 0; from < body.length; from += ROWS_AT_ONCE) {
    const piece = new Table({
      ...BORDERLESS,
      colWidths: widths.map((width) => width + GAP),
      colAligns: columns.map((column) => (column.right ? 'right' : 'left')),
    })
    for (const row of body.slice(from, from + ROWS_AT_ONCE)) {
      piece.push(row.map((content, at) => ({ content, wordWrap: columns[at]?.yields === 'wrap' })))
    }
    pieces.push(piece.toString())
  }
  const [first = '', ...lines] = pieces.join('\n').split('\n')
  return [paint('dim', first.trimEnd()), ...lines.map((line) => line.trimEnd())].join('\n')
}

function widthsOf(columns: readonly Column[], rows: readonly Row[], pageWidth: number): number[] {
  const widths = columns.map(({ head }, at) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[at] ?? '')), displayWidth(head)),
  )
  let over = widths.reduce((sum, width) => sum + width + GAP, -GAP) - pageWidth
  const texts = columns.flatMap((column, at) => (column.right ? [] : [at]))
  const yielding = texts.filter((at) => columns[at]?.yields)
  for (; over > 0; over--) {
    const widest = widestOf(yielding, widths) ?? widestOf(texts, widths)
    if (widest === null) break
    widths[widest] = (widths[widest] as number) - 1
  }
  return widths
}

/** The widest of these columns that can still be made narrower. */
function widestOf(columns: readonly number[], widths: readonly number[]): number | null {
  let found: number | null = null
  for (const at of columns) {
    const width = widths[at] as number
    if (width <= CELL_MIN) continue
    if (found === null || width > (widths[found] as number)) found = at
  }
  return found
}
