import { type Fault, isRefused, pointer, type Refused } from '../../core/base/faults.ts'
import { readHistory } from '../../core/tracker/history/document.ts'
import type { ChangePoint, History } from '../../core/tracker/history/point.ts'
import { readHistoryCsv } from '../../core/tracker/history/table.ts'
import { CLOCKS_APART_MS, type HistoryKey, keyText } from '../../core/tracker/observation.ts'
import type { Store } from '../store/store.ts'
import { readListing } from '../store/tracker/listings.ts'
import { keepHistory } from './keep-history.ts'

export type HistoryFormat = 'csv' | 'json'

/** A history as it was exported. */
export interface ExportedHistory {
  readonly format: HistoryFormat
  readonly text: string
}

/** What was taken of it: change points, prices aside, gaps. */
export interface ImportedHistory {
  readonly of: HistoryKey
  readonly points: number
  readonly asides: number
  readonly gaps: number
}

const DAY_MS = 24 * 3_600_000

/**
 * Takes an exported history in again (fg.t.history), so that it is exported as it was. Refused whole, each fault
 * with its place, also where its key has prices already: nothing is overwritten. Nobody is told of old prices.
 */
export async function importHistory(
  store: Pick<Store, 'db' | 'shards'>,
  exported: ExportedHistory,
  { now, title }: { readonly now: number; readonly title: string | null },
): Promise<ImportedHistory | Refused> {
  const read = readExported(exported)
  if (isRefused(read)) return read
  const { key, history } = read
  const faults = faultsOf(key, history, now)
  if (faults.length > 0) return { refused: faults }
  const at = new Date(now)
  const known = await readListing(store, key.listing, at)
  const origin = known?.listing.origin ?? 'feed'
  const listing = { origin, ...(title !== null && { title }) }
  const isKept = await keepHistory(store, { key, history, intervalMs: DAY_MS, listing }, at)
  if (!isKept) return { refused: [{ path: '', fault: hasPrices(key) }] }
  const { points, asides, gaps } = history
  return { of: key, points: points.length, asides: asides.length, gaps: gaps.length }
}

function readExported({ format, text }: ExportedHistory): ReturnType<typeof readHistory> {
  if (format === 'csv') return readHistoryCsv(text)
  let document: unknown
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { refused: [{ path: '', fault: `Is not JSON: ${(error as SyntaxError).message}` }] }
  }
  return readHistory(document)
}

function hasPrices({ listing, sku, shipTo, currency, surface }: HistoryKey): string {
  const of = [`Product ${listing}`, sku && `variant ${sku}`, shipTo && `to ${shipTo}`]
  const named = [...of, currency, surface].filter(Boolean).join(', ')
  return `${named} has prices here already, and nothing is overwritten.`
}

/** What no history of a tracker is, though it has the form of one. */
function faultsOf(key: HistoryKey, { points, asides, gaps }: History, now: number): Fault[] {
  const faults: Fault[] = []
  const check = (isFine: boolean, path: string, fault: string) => {
    if (!isFine) faults.push({ path, fault })
  }
  check(keyText(key).isWellFormed(), '/key', 'Must be of well-formed Unicode.')
  check(points.length + asides.length > 0, '', 'Has no prices.')
  for (const [at, point] of points.entries()) {
    const path = pointer('/points', at)
    faults.push(...pointFaults(point, path, now))
    check(point.sale > 0, pointer(path, 'sale'), 'Must be above 0: a price of nothing is none.')
    const isPublic = point.conditions.length === 0
    check(isPublic, pointer(path, 'conditions'), 'Must be none: such a price stands aside.')
  }
  for (const [at, point] of asides.entries()) {
    const path = pointer('/asides', at)
    faults.push(...pointFaults(point, path, now))
    const isAside = point.conditions.length > 0
    check(isAside, pointer(path, 'conditions'), 'Must say why this price stands aside.')
  }
  const end = points.at(-1)?.seen ?? Number.NEGATIVE_INFINITY
  for (const [at, { from, until }] of gaps.entries()) {
    const path = pointer('/gaps', at)
    check(isTime(from) && isTime(until), pointer(path, 'from'), TIME)
    check(until <= end, pointer(path, 'until'), 'Must not end after the last price was seen.')
  }
  return faults
}

const TIME = 'Must be a time since 1970, to the millisecond at the finest.'

const isTime = (at: number) => at >= 0 && Number.isInteger(at)

/** More readings than this no row counts: one a second for 68 years. */
const READINGS_MAX = 2 ** 31 - 1

function pointFaults(point: ChangePoint, path: string, now: number): Fault[] {
  const { from, seen, readings, list, shipping, tax, total } = point
  const off = point.counted.reduce((sum, { amount }) => sum + amount, 0)
  const fault = (isFine: boolean, name: string, says: string): Fault[] =>
    isFine ? [] : [{ path: pointer(path, name), fault: says }]
  return [
    ...fault(isTime(from) && isTime(seen), 'from', TIME),
    ...fault(seen <= now + CLOCKS_APART_MS, 'seen', 'Is of a time that is still to come.'),
    ...fault(readings <= READINGS_MAX, 'readings', `Must be at most ${READINGS_MAX}.`),
    ...fault(
      list - off + shipping + tax === total,
      'total',
      'Must be list, less the amounts that are counted, and shipping and tax.',
    ),
  ]
}
