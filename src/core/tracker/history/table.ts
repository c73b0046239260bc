/** A history as a table, for spreadsheets: a row for each change point and each gap. */
import { type Fault, isRefused, pointer, type Refused } from '../../base/faults.ts'
import { instantText } from '../../base/instant-text.ts'
import { decimalText } from '../../base/iso4217.ts'
import { minorUnits } from '../../offers/feed-amount.ts'
import { type CsvRow, csvLine, readCsv } from '../../offers/feed-csv.ts'
import type { HistoryKey } from '../observation.ts'
import { readHistory } from './document.ts'
import type { ChangePoint, History } from './point.ts'

const KEY = ['listing', 'sku', 'ship_to', 'currency', 'surface'] as const
const AMOUNTS = ['list', 'sale', 'shipping', 'tax', 'total'] as const
const COLUMNS = [
  ...['row', 'from', 'last_seen', 'readings'],
  ...AMOUNTS,
  ...['stock', 'conditions', 'layers'],
  ...KEY,
]

/** The rows of a history as CSV (RFC 4180), amounts as decimals of their currency. */
export function historyCsv(key: HistoryKey, { points, asides, gaps }: History): string {
  const ends = [key.listing, key.sku ?? '', key.shipTo ?? '', key.currency, key.surface]
  const line = (row: 'price' | 'aside', point: ChangePoint) =>
    csvLine([
      ...[row, instantText(point.from), instantText(point.seen), point.readings],
      ...AMOUNTS.map((name) => decimalText(point[name], key.currency)),
      ...[point.stock, point.conditions.join(' '), JSON.stringify(point.counted)],
      ...ends,
    ])
  const blank = COLUMNS.slice(3, -KEY.length).map(() => '')
  return [
    csvLine(COLUMNS),
    ...points.map((point) => line('price', point)),
    ...asides.map((point) => line('aside', point)),
    ...gaps.map(({ from, until }) =>
      csvLine(['gap', instantText(from), instantText(until), ...blank, ...ends]),
    ),
  ].join('')
}

/** Reads the table back; refused with the line of each fault. */
export function readHistoryCsv(
  text: string,
): { readonly key: HistoryKey; readonly history: History } | Refused {
  const table = readCsv(text)
  if (isRefused(table)) return table
  const missing = COLUMNS.filter((name) => !table.columns.includes(name))
  const [first] = table.rows
  if (missing.length > 0 || first === undefined) {
    const fault = missing.length > 0 ? `Has no column ${missing.join(', ')}.` : 'Has no rows.'
    return { refused: [{ path: '', fault }] }
  }
  const faults: Fault[] = []
  const key = JSON.stringify(keyOf(first))
  for (const row of table.rows) {
    if (JSON.stringify(keyOf(row)) === key) continue
    faults.push({ path: pointer('', row.line), fault: 'Is of another history than the first row.' })
  }
  const rows = table.rows.map((row) => ({ kind: row.cells.row, cells: cellsOf(row, faults) }))
  if (faults.length > 0) return { refused: faults }
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ cells }) => cells)
  return readHistory({
    key: keyOf(first),
    points: of('price'),
    asides: of('aside'),
    gaps: of('gap').map(({ from, seen }) => ({ from, until: seen })),
  })
}

const plain = (text = ''): string => text.replace(/^'(?=[=+\-@\t\r\n])/, '')

function keyOf({ cells }: CsvRow): Record<string, string | null> {
  const { listing, sku, ship_to: shipTo, currency, surface } = cells
  const orNull = (text?: string) => (text ? plain(text) : null)
  return {
    listing: plain(listing),
    sku: orNull(sku),
    shipTo: orNull(shipTo),
    currency: currency ?? '',
    surface: surface ?? '',
  }
}

function cellsOf({ line, cells }: CsvRow, faults: Fault[]): Record<string, unknown> {
  const seen = { from: cells.from, seen: cells.last_seen }
  if (cells.row === 'gap') return seen
  const path = pointer('', line)
  if (cells.row !== 'price' && cells.row !== 'aside') {
    faults.push({ path: pointer(path, 'row'), fault: 'Must be price, aside or gap.' })
  }
  const amounts = AMOUNTS.map((name) => {
    const minor = minorUnits(cells[name] ?? '', cells.currency ?? '')
    if (minor !== null) return [name, minor]
    const fault = `Must be an amount in ${cells.currency}, such as 19.99.`
    faults.push({ path: pointer(path, name), fault })
    return [name, 0]
  })
  return {
    ...seen,
    readings: Number(cells.readings),
    ...Object.fromEntries(amounts),
    stock: cells.stock,
    conditions: (cells.conditions ?? '').split(' ').filter((word) => word !== ''),
    counted: countedOf(cells.layers ?? '', path, faults),
  }
}

function countedOf(text: string, path: string, faults: Fault[]): unknown {
  try {
    return JSON.parse(text || '[]')
  } catch {
    faults.push({ path: pointer(path, 'layers'), fault: 'Must be a list in JSON.' })
    return []
  }
}
