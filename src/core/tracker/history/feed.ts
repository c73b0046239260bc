/** Prices that people collect themselves: a table or lines of JSON, one reading each. */
import { type Fault, isRefused, pointer, type Refused } from '../../base/faults.ts'
import { minorUnits } from '../../offers/feed-amount.ts'
import { type CsvRow, readCsv } from '../../offers/feed-csv.ts'
import { type Reading, reading } from '../observation.ts'

const NEEDED = ['at', 'listing', 'currency', 'sale'] as const
const KNOWN = ['list', 'sku', 'ship_to', 'surface', 'shipping', 'stock', 'conditions'] as const

/**
 * Readings of a CSV with a heading. `at`, `listing`, `currency` and `sale` are needed; amounts are decimals
 * ("19.99") of their currency. Refused whole, each fault with its line.
 */
export function feedCsv(text: string): readonly Reading[] | Refused {
  const table = readCsv(text)
  if (isRefused(table)) return table
  const names: readonly string[] = [...NEEDED, ...KNOWN]
  const faults: Fault[] = []
  for (const name of NEEDED) {
    if (!table.columns.includes(name)) faults.push({ path: '', fault: `Has no column ${name}.` })
  }
  for (const name of table.columns) {
    if (names.includes(name)) continue
    faults.push({ path: '', fault: `Has a column that is not known: ${name}.` })
  }
  if (faults.length > 0) return { refused: faults }
  const rows = table.rows.map((row) => [row.line, rowOf(row, faults)] as const)
  return accepted(rows, faults)
}

/** Readings of NDJSON: each line one reading, as the schema of readings has it. */
export function feedNdjson(text: string): readonly Reading[] | Refused {
  const faults: Fault[] = []
  const rows: (readonly [number, unknown])[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      rows.push([at + 1, JSON.parse(line)])
    } catch {
      faults.push({ path: pointer('', at + 1), fault: 'Is not a line of JSON.' })
    }
  }
  return accepted(rows, faults)
}

/** A feed says of itself that it is one: what it sends is never taken for another source's. */
const fromFeed = (row: unknown): unknown =>
  typeof row === 'object' && row !== null ? { ...row, source: 'feed' } : row

function accepted(
  rows: readonly (readonly [number, unknown])[],
  faults: Fault[],
): readonly Reading[] | Refused {
  const readings = rows.map(([line, row]) => {
    const one = fromFeed(row)
    if (!reading.ok(one)) reading.find(one, pointer('', line), faults)
    return one as Reading
  })
  return faults.length > 0 ? { refused: faults } : readings
}

function rowOf({ line, cells }: CsvRow, faults: Fault[]): unknown {
  const amountOf = (name: 'list' | 'sale' | 'shipping', absent: number | null): number => {
    const text = cells[name] ?? ''
    const minor = text === '' ? absent : minorUnits(text, cells.currency ?? '')
    if (minor !== null) return minor
    const path = pointer(pointer('', line), name)
    faults.push({ path, fault: 'Must be an amount of its currency, such as 19.99.' })
    return 0
  }
  const sale = amountOf('sale', null)
  return {
    at: cells.at,
    listing: cells.listing,
    sku: cells.sku || null,
    shipTo: cells.ship_to || null,
    currency: cells.currency,
    surface: cells.surface || 'site',
    list: amountOf('list', sale),
    sale,
    shipping: amountOf('shipping', 0),
    stock: cells.stock || 'unknown',
    conditions: (cells.conditions ?? '').split(' ').filter((word) => word !== ''),
    layers: [],
    ...(cells.shipping ? {} : { isShippingUnknown: true }),
  }
}
