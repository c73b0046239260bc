/** A history as a document that leaves and enters whole: JSON with instants as texts. */
import { type Fault, pointer, type Refused } from '../../base/faults.ts'
import { amount, count, id, instant } from '../../base/fields.ts'
import { instantText } from '../../base/instant-text.ts'
import {
  described,
  list,
  object,
  oneOf,
  orNull,
  refined,
  type Schema,
  type TypeOf,
} from '../../base/schema.ts'
import { layerKind } from '../layers.ts'
import { CONDITIONS, type Condition, type HistoryKey, historyKey, STOCKS } from '../observation.ts'
import { type ChangePoint, type Gap, type History, instantOf } from './point.ts'
import { thinned } from './thinned.ts'

const counted = object({ kind: layerKind, offer: orNull(id), amount }, {})

export const pointFields = described(
  object(
    {
      from: instant,
      seen: instant,
      readings: count,
      list: amount,
      sale: amount,
      shipping: amount,
      tax: amount,
      total: amount,
      stock: oneOf(STOCKS),
      conditions: list(oneOf(Object.keys(CONDITIONS) as Condition[])),
      counted: list(counted),
    },
    {},
  ),
  { title: 'ChangePoint' },
)

export type PointDocument = TypeOf<typeof pointFields>

const gapFields = described(object({ from: instant, until: instant }, {}), { title: 'PriceGap' })

/** A listing without an end: two years at 15 minutes are 70,080 readings. */
const ROWS_MAX = 1_000_000

const rows = {
  key: historyKey,
  points: list(pointFields, 0, ROWS_MAX),
  asides: list(pointFields, 0, ROWS_MAX),
  gaps: list(gapFields, 0, ROWS_MAX),
}

const fields = object(rows, {})

export type HistoryDocument = TypeOf<typeof fields>

export const historyDocument: Schema<HistoryDocument> = refined(fields, (row, path, faults) => {
  inOrder(row.points, pointer(path, 'points'), faults)
  inOrder(row.asides, pointer(path, 'asides'), faults)
  gapsInOrder(row.gaps, pointer(path, 'gaps'), faults)
})

/** A history as it is drawn, which may be thinned, and how many change points there are of that time in all. */
export const drawnHistory = object({ ...rows, pointsKnown: count }, {})

export type DrawnHistoryDocument = TypeOf<typeof drawnHistory>

/** Points follow each other, and each is seen no earlier than it began. */
function inOrder(points: readonly PointDocument[], path: string, faults: Fault[]): void {
  let last = Number.NEGATIVE_INFINITY
  for (const [at, { from, seen }] of points.entries()) {
    const began = instantOf(from)
    if (began <= last || instantOf(seen) < began) {
      const fault = 'Must begin after the point before it was last seen, and be seen no earlier.'
      faults.push({ path: pointer(pointer(path, at), 'from'), fault })
    }
    last = instantOf(seen)
  }
}

function gapsInOrder(gaps: HistoryDocument['gaps'], path: string, faults: Fault[]): void {
  let last = Number.NEGATIVE_INFINITY
  for (const [at, { from, until }] of gaps.entries()) {
    if (instantOf(from) < last || instantOf(until) <= instantOf(from)) {
      const fault = 'Must begin after the gap before it, and end later.'
      faults.push({ path: pointer(pointer(path, at), 'from'), fault })
    }
    last = instantOf(until)
  }
}

/** A history as it is given away: an export needs no account. */
export function documentOf(key: HistoryKey, history: History): HistoryDocument {
  const written = (point: ChangePoint): PointDocument => ({
    ...point,
    from: instantText(point.from),
    seen: instantText(point.seen),
  })
  return {
    key,
    points: history.points.map(written),
    asides: history.asides.map(written),
    gaps: history.gaps.map(({ from, until }) => ({
      from: instantText(from),
      until: instantText(until),
    })),
  }
}

/** A history as a page draws it: thinned to `most` points, or whole for null. */
export function drawnDocumentOf(
  key: HistoryKey,
  history: History,
  most: number | null,
): DrawnHistoryDocument {
  const drawn = most === null ? history : thinned(history, most)
  return { ...documentOf(key, drawn), pointsKnown: history.points.length }
}

/** Reads it back, or refuses it whole with every fault. */
export function readHistory(
  document: unknown,
): { readonly key: HistoryKey; readonly history: History } | Refused {
  const refused: Fault[] = []
  historyDocument.find(document, '', refused)
  if (refused.length > 0) return { refused }
  const { key, points, asides, gaps } = document as HistoryDocument
  return {
    key,
    history: {
      points: points.map(pointOf),
      asides: asides.map(pointOf),
      gaps: gaps.map(
        ({ from, until }): Gap => ({ from: instantOf(from), until: instantOf(until) }),
      ),
    },
  }
}

export const pointOf = (row: PointDocument): ChangePoint => ({
  ...row,
  from: instantOf(row.from),
  seen: instantOf(row.seen),
})
