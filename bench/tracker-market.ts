import { shippedTerms } from '../src/core/pricing/shipped.ts'
import type { ChangePoint } from '../src/core/tracker/history/point.ts'
import { type HistoryKey, keyText, type Reading } from '../src/core/tracker/observation.ts'
import { type Market, openMarket } from '../src/shell/http/market/market.ts'
import { askIn } from '../src/shell/store/claims/ask.ts'
import { shardOf } from '../src/shell/store/shards.ts'
import type { Store } from '../src/shell/store/store.ts'
import { makeHistories, writeHistories } from '../src/shell/store/tracker/history-rows.ts'
import { keepListing } from '../src/shell/store/tracker/listings.ts'
import type { Random } from './random.ts'

const NO_RATES = Object.fromEntries(
  ['key', 'account', 'device', 'address'].map((name) => [name, { quota: 1e9, windowSeconds: 1 }]),
)

/** A marketplace with a tracker that reads nothing: what is observed is brought. */
export function openTracked(store: Store, now: () => number): Promise<Market> {
  const fetches = {
    fetch: async () => ({ held: 'unreachable', again: null }) as const,
    blocked: async () => 0,
  }
  return openMarket(store, shippedTerms, { rates: NO_RATES, tracker: { fetches, now } })
}

export const keyAt = (place: number): HistoryKey => ({
  listing: `bench-${place}`,
  sku: String(12_000_000_000_000_000n + BigInt(place)),
  shipTo: 'US',
  currency: 'USD',
  surface: 'site',
})

/** What a source read of a listing. */
export const readingAt = (place: number, sale: number, at: number): Reading => ({
  ...keyAt(place),
  at: new Date(at).toISOString(),
  source: 'page',
  ...{ list: 6_000, sale, stock: 'in', shipping: 199, conditions: [], layers: [] },
})

/** A price that goes its way, up and down. */
function walk({ from, everyMs, count, random }: Filling): ChangePoint[] {
  let total = 4_000
  return Array.from({ length: count }, (_, k): ChangePoint => {
    total = Math.max(500, total + random.whole(-40, 40))
    const began = from + k * everyMs
    const worth = { list: 6_000, sale: total, shipping: 0, tax: 0, total } as const
    const counted = [{ kind: 'sku-sale', offer: null, amount: 6_000 - total }] as const
    return {
      ...{ from: began, seen: began + everyMs - 1_000, readings: 1, stock: 'in', conditions: [] },
      ...worth,
      counted,
    }
  })
}

/** A history of change points, `everyMs` apart, each seen until the next; written as they would be. */
export async function fillHistory(
  store: Store,
  place: number,
  { from, everyMs, count, random }: Filling,
): Promise<void> {
  const key = keyAt(place)
  const shard = shardOf(key.listing, store.shards)
  const points = walk({ from, everyMs, count, random })
  const open = points.at(-1) as ChangePoint
  const tail = { open, aside: null, lastRead: open.seen, high: 6_000, waiting: null }
  const { layers: _, ...seen } = readingAt(place, open.total, open.seen)
  const off = {
    kind: 'sku-sale',
    source: 'page',
    amount: 6_000 - open.total,
    outcome: 'counted',
  } as const
  const receipt = {
    ...seen,
    shipping: 0,
    tax: 0,
    total: open.total,
    public: true,
    layers: [off],
  } as const
  const listing = { id: key.listing, origin: 'feed', title: `Listing ${place}` }
  await keepListing(store, listing, new Date(from))
  await store.db.transaction().execute(async (trx) => {
    const ask = askIn(trx)
    const at = new Date(from).toISOString()
    await makeHistories(ask, { shard, at }, [{ key, tail, intervalMs: everyMs }])
    await writeHistories(ask, { shard, isLook: false, now: open.seen }, [
      {
        ...{ key: keyText(key), tail, receipt, reading: readingAt(place, open.total, open.seen) },
        changes: points.map((point) => ({ change: 'open', lane: 'line', point }) as const),
        ...{ nextAt: null, intervalMs: null, repriceAt: null },
      },
    ])
  })
}

export interface Filling {
  readonly from: number
  readonly everyMs: number
  readonly count: number
  readonly random: Random
}
