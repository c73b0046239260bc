import { existsSync, readFileSync } from 'node:fs'
import { instantText } from '../../src/core/base/instant-text.ts'
import { minorUnits } from '../../src/core/offers/feed-amount.ts'
import { readCsv } from '../../src/core/offers/feed-csv.ts'
import type { Reading } from '../../src/core/tracker/observation.ts'
import { aReading } from './reading.ts'

const FOLDER = new URL('../../../shared/data/series/', import.meta.url)

export const hasSeries = existsSync(FOLDER)

/** A recorded series, by the name it has in the table. */
export interface RecordedSeries {
  readonly name: string
  readonly intervalMs: number
  readonly readings: readonly Reading[]
}

const HOUR_MS = 3_600_000

/** Every recorded series: 19 offers of shops every 4 hours, four vegetables a day at a time. */
export function recordedSeries(): RecordedSeries[] {
  return [...shops(), ...['carrot', 'onion', 'potato', 'tomato'].map(vegetable)]
}

function rowsOf(file: string): readonly Readonly<Record<string, string>>[] {
  const table = readCsv(readFileSync(new URL(file, FOLDER), 'utf8'))
  if ('refused' in table) throw new Error(JSON.stringify(table.refused))
  return table.rows.map(({ cells }) => cells)
}

function priced(price: string, currency: string): number {
  const minor = minorUnits(price, currency)
  if (minor === null) throw new Error(`No amount: ${price}`)
  return minor
}

function shops(): RecordedSeries[] {
  const byOffer = new Map<string, Reading[]>()
  const offers = new Map<string, string>()
  for (const { timestamp, name, price, url, oos } of rowsOf('hafoozi-price_history.csv')) {
    const offer = `${name} ${url}`
    if (!offers.has(offer)) offers.set(offer, nameOf(name as string, [...offers.values()]))
    const sale = priced(price as string, 'USD')
    const at = `${timestamp?.replace(' ', 'T')}Z`
    const stock = oos === '1' ? 'out' : 'in'
    const readings = byOffer.get(offer) ?? []
    byOffer.set(offer, readings)
    readings.push(aReading({ at, sale, stock, listing: `offer-${offers.size}`, source: 'feed' }))
  }
  return [...byOffer].map(([offer, readings]) => ({
    name: offers.get(offer) as string,
    intervalMs: 4 * HOUR_MS,
    readings,
  }))
}

/** One shop has the same article at two addresses. */
function nameOf(name: string, taken: readonly string[]): string {
  if (!name.endsWith('Dell')) return name
  return `${name} ${taken.filter((other) => other.startsWith(name)).length + 1}`
}

function vegetable(name: string): RecordedSeries {
  const readings = rowsOf(`bangalore-${name}1kg.csv`).flatMap(({ Date: day, MRP, ActualPrice }) => {
    if (!day || !MRP || !ActualPrice) return []
    const [date, month, year] = day.split(/[-/]/).map(Number) as [number, number, number]
    const at = instantText(Date.UTC(year, month - 1, date))
    const [list, sale] = [priced(MRP, 'INR'), priced(ActualPrice, 'INR')]
    return [aReading({ at, list, sale, currency: 'INR', listing: name, source: 'feed' })]
  })
  return { name, intervalMs: 24 * HOUR_MS, readings }
}
