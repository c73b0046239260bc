/**
 * A history as far as it can be seen in a chart: of two years at 15 minutes a page draws what its pixels
 * show, and leaves the rest to the exports. What is kept is as it was recorded; nothing is averaged.
 */
import type { Instant } from '../../base/instant.ts'
import type { ChangePoint, Gap, History } from './point.ts'

/** What fewer cannot draw: the newest rows and one bucket. */
export const THINNED_LEAST = 100

/** As many as a page draws: of a restless price a bucket is then no wider than its line. */
export const DRAWN_POINTS = 1_400

/** The newest rows are kept whole, for tables show them; half of what may be kept, where that is less. */
const NEWEST = 100

/** How many rows of a bucket are kept at most. */
const TELLING_MOST = 10

/** So many buckets more or less are seen by nobody. */
const FINENESS = 8

/** The lines of a chart: the extremes of each are kept. */
const LINES = ['total', 'sale', 'list'] as const

/**
 * At most `most` points, as many prices aside and as many gaps; a history that has no more is given back as
 * it is. The time is cut into equal buckets, as many as there is room for. Of the points that begin in one
 * are kept: the lowest and the highest of each line, the first that is sold out, the first that is back, and
 * the last, which stands at the edge of the next. So at the edges of a bucket every line is exact, and within
 * it its extremes are. Of the gaps that begin in one the widest is kept: all that are wider than a bucket.
 * Throws a RangeError for fewer than `THINNED_LEAST`.
 */
export function thinned(history: History, most: number): History {
  if (most < THINNED_LEAST) throw new RangeError(`cannot thin a history to ${most} points`)
  const { points, asides, gaps } = history
  if (Math.max(points.length, asides.length, gaps.length) <= most) return history
  const span = spanOf(history)
  return {
    points: fewer(points, tellingOf, { most, span }),
    asides: fewer(asides, tellingOf, { most, span }),
    gaps: fewer(gaps, widestOf, { most, span }),
  }
}

interface Span {
  readonly from: Instant
  readonly until: Instant
}

/** From the first row to the end of the last. */
function spanOf({ points, asides, gaps }: History): Span {
  const firsts = [points[0], asides[0], gaps[0]].flatMap((row) => (row ? [row.from] : []))
  const [point, aside, gap] = [points.at(-1), asides.at(-1), gaps.at(-1)]
  const lasts = [point?.seen, aside?.seen, gap?.until].flatMap((at) => at ?? [])
  return { from: Math.min(...firsts), until: Math.max(...lasts) }
}

/** The places of the rows that tell what a bucket holds: of those from `start` up to `end`, at least one. */
type Telling = (start: number, end: number) => readonly number[]

function fewer<Row extends { readonly from: Instant }>(
  rows: readonly Row[],
  tellingOf: (rows: readonly Row[]) => Telling,
  { most, span }: { readonly most: number; readonly span: Span },
): readonly Row[] {
  if (rows.length <= most) return rows
  const newest = Math.min(NEWEST, Math.floor(most / 2))
  const times = columnOf(rows.slice(0, -newest), ({ from }) => from - span.from)
  const telling = tellingOf(rows)
  const room = most - newest
  const length = span.until - span.from
  const keptOf = (buckets: number) => ofBuckets(times, telling, length / buckets)
  // In so few whatever they hold has room; the more there are, the finer is the drawing.
  let buckets = Math.floor(room / TELLING_MOST)
  let kept = keptOf(buckets)
  for (let step = room - buckets; step >= FINENESS; step = Math.floor(step / 2)) {
    const finer = keptOf(buckets + step)
    if (finer.length > room) continue
    buckets += step
    kept = finer
  }
  return [...kept.map((place) => rows[place] as Row), ...rows.slice(-newest)]
}

/** The places that are kept of buckets of a width, in order. */
function ofBuckets(times: Float64Array, telling: Telling, width: number): number[] {
  const bucketOf = (place: number) => Math.floor((times[place] as number) / width)
  const kept: number[] = []
  let start = 0
  while (start < times.length) {
    const bucket = bucketOf(start)
    let end = start + 1
    while (end < times.length && bucketOf(end) === bucket) end++
    kept.push(...[...new Set(telling(start, end))].sort((a, b) => a - b))
    start = end
  }
  return kept
}

/** What is gone through many times is gone through faster as numbers side by side. */
function columnOf<Row>(rows: readonly Row[], numberOf: (row: Row) => number): Float64Array {
  const column = new Float64Array(rows.length)
  for (let place = 0; place < rows.length; place++) column[place] = numberOf(rows[place] as Row)
  return column
}

function tellingOf(points: readonly ChangePoint[]): Telling {
  const soldOut = columnOf(points, ({ stock }) => (stock === 'out' ? 1 : 0))
  const isOut = (place: number) => soldOut[place] === 1
  const lines = LINES.map((line) => columnOf(points, (point) => point[line]))
  return (start, end) => {
    // What was known first begins the drawing.
    const places = [...(start === 0 ? [0] : []), end - 1]
    for (const line of lines) places.push(...extremes(line, isOut, { start, end }))
    let out = start
    while (out < end && !isOut(out)) out++
    let back = out
    while (back < end && isOut(back)) back++
    return [...places, out, back].filter((place) => place < end)
  }
}

/** The first of the lowest and the first of the highest; what is sold out has no price. */
function extremes(
  amounts: Float64Array,
  isOut: (place: number) => boolean,
  { start, end }: { readonly start: number; readonly end: number },
): readonly number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [lowest, highest] = [end, end]
  for (let place = start; place < end; place++) {
    if (isOut(place)) continue
    const amount = amounts[place] as number
    if (amount < low) [low, lowest] = [amount, place]
    if (amount > high) [high, highest] = [amount, place]
  }
  return [lowest, highest]
}

function widestOf(gaps: readonly Gap[]): Telling {
  const widths = columnOf(gaps, ({ from, until }) => until - from)
  return (start, end) => {
    let widest = start
    for (let place = start + 1; place < end; place++) {
      if ((widths[place] as number) > (widths[widest] as number)) widest = place
    }
    return [widest]
  }
}
