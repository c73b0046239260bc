import { isRefused } from '../../core/base/faults.ts'
import { instantText } from '../../core/base/instant-text.ts'
import {
  type ChangePoint,
  type History,
  isSame,
  worthOf,
} from '../../core/tracker/history/point.ts'
import { type Change, EMPTY, type Lane } from '../../core/tracker/history/record.ts'
import {
  type HistoryKey,
  keyText,
  type Observation,
  type Reading,
} from '../../core/tracker/observation.ts'
import { observed, readingOf } from '../../core/tracker/stack.ts'
import { askIn } from '../store/claims/ask.ts'
import { shardOf } from '../store/shards.ts'
import type { Store } from '../store/store.ts'
import { lockHistories, makeHistories, writeHistories } from '../store/tracker/history-rows.ts'
import { keepListing, type TrackedListing } from '../store/tracker/listings.ts'

/** A history that was not made here, observation by observation, but comes whole. */
export interface WholeHistory {
  readonly key: HistoryKey
  readonly history: History
  /** How often its prices were read: a longer silence is a gap. */
  readonly intervalMs: number
  /** What to keep of its product. */
  readonly listing: Pick<TrackedListing, 'origin'> & Partial<Omit<TrackedListing, 'id'>>
}

/**
 * Keeps a whole history in one transaction, with its product. False, and nothing is written, where its key
 * has prices already: later observations go on from its end.
 */
export function keepHistory(
  { db, shards }: Pick<Store, 'db' | 'shards'>,
  { key, history, intervalMs, listing }: WholeHistory,
  at: Date,
): Promise<boolean> {
  const shard = shardOf(key.listing, shards)
  const text = keyText(key)
  const { points, asides } = history
  const open = points.at(-1) ?? null
  const lastRead = points.findLast(({ readings }) => readings > 0)?.seen ?? null
  const high = points.reduce((most, { total }) => Math.max(most, total), 0)
  const receipt = open && receiptOf(key, open, lastRead ?? open.seen)
  return db.transaction().execute(async (trx) => {
    const ask = askIn(trx)
    const place = { shard, at: at.toISOString() }
    await makeHistories(ask, place, [{ key, tail: EMPTY, intervalMs }])
    const held = (await lockHistories(ask, shard, [text])).get(text)
    if (!held || held.tail.open !== null || held.tail.aside !== null) return false
    await keepListing({ db: trx, shards }, { ...listing, id: key.listing }, at)
    const tail = { ...held.tail, open, aside: asides.at(-1) ?? null, lastRead, high }
    const reading = receipt && readingOf(receipt)
    await writeHistories(ask, { shard, isLook: false, now: at.getTime() }, [
      {
        ...{ key: text, tail, receipt, reading, changes: changesOf(history) },
        ...{ nextAt: null, intervalMs: null, repriceAt: null },
      },
    ])
    return true
  })
}

function changesOf({ points, asides, gaps }: History): Change[] {
  const opened = (lane: Lane) => (point: ChangePoint) => ({ change: 'open', lane, point }) as const
  return [
    ...points.map(opened('line')),
    ...asides.map(opened('aside')),
    ...gaps.map((gap) => ({ change: 'gap', gap }) as const),
  ]
}

/**
 * The receipt of the last point, which is priced again when offers change. A history has no terms of coupons
 * and no tax rate: where they are in the price, it could not be priced again, and the next look brings a receipt.
 */
function receiptOf(key: HistoryKey, point: ChangePoint, readAt: number): Observation | null {
  const { list, sale, shipping, stock } = point
  const reading: Reading = {
    ...key,
    at: instantText(readAt),
    source: 'feed',
    ...{ list, sale, shipping, stock, conditions: [], layers: [] },
    ...(shipping === 0 && { isShippingUnknown: true }),
  }
  const receipt = observed(reading, { at: instantText(point.seen) })
  return !isRefused(receipt) && isSame(worthOf(receipt), point) ? receipt : null
}
