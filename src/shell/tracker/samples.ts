import series from '../../../samples/tracker/series.json' with { type: 'json' }
import type { ChangePoint, Gap } from '../../core/tracker/history/point.ts'
import { suggestTarget } from '../../core/tracker/history/target.ts'
import type { HistoryKey } from '../../core/tracker/observation.ts'
import { sampleListings } from '../samples/sample-shop.ts'
import { SHOP_PRODUCTS } from '../sources/shop/shop-prices.ts'
import type { ListedItem } from '../sources/source.ts'
import type { Store } from '../store/store.ts'
import { keepListing, readListing, type TrackedListing } from '../store/tracker/listings.ts'
import { keepHistory } from './keep-history.ts'
import type { Tracker } from './tracker.ts'

type Database = Pick<Store, 'db' | 'shards'>
type Series = (typeof series)[number]

/** Real figures of shops, as change points: minutes before the last reading, amounts in minor units. */
type Row = readonly [
  from: number,
  seen: number,
  readings: number,
  list: number,
  sale: number,
  out: 0 | 1,
]

const MINUTE_MS = 60_000

const keyOf = ({ id, shipTo, currency }: Series): HistoryKey => {
  return { listing: id, sku: null, shipTo, currency, surface: 'site' }
}

/**
 * Fills a tracker that nobody has used with sample listings: series of prices as shops had them, moved to the
 * present, and the first look at the sample shop and at the marketplace's own listings. Once.
 */
export async function seedTracker(store: Database, tracker: Tracker): Promise<void> {
  const at = new Date(tracker.now)
  const [first] = series
  if (first && (await readListing(store, first.id, at)) !== null) return
  for (const one of series) await seedSeries(store, one, at)
  for (const item of living(tracker)) {
    await keepListing(store, { id: item.listing, origin: item.origin, isSample: true }, at)
    await tracker.lookNow(item, { shipTo: 'US', currency: 'USD' })
  }
}

/** What is read for the samples: the sample shop, whose prices move, and some of the own listings. */
function living({ shop }: Tracker): ListedItem[] {
  const own = sampleListings
    .slice(0, OWN)
    .map(({ listing }): ListedItem => ({ origin: 'own', listing }))
  return [...(shop?.items ?? []), ...own]
}

const OWN = 6

async function seedSeries(store: Database, one: Series, at: Date): Promise<void> {
  const now = at.getTime()
  const points = one.points.map((row) => pointOf(row as unknown as Row, now))
  const gaps = one.gaps.map(([from, until]): Gap => {
    return { from: now - (from as number) * MINUTE_MS, until: now - (until as number) * MINUTE_MS }
  })
  const whole = {
    key: keyOf(one),
    history: { points, asides: [], gaps },
    intervalMs: one.intervalMinutes * MINUTE_MS,
    listing: { origin: 'feed', title: one.title, isSample: true },
  }
  await keepHistory(store, whole, at)
}

function pointOf([from, seen, readings, list, sale, out]: Row, now: number): ChangePoint {
  return {
    from: now - from * MINUTE_MS,
    seen: now - seen * MINUTE_MS,
    readings,
    list,
    sale,
    shipping: 0,
    tax: 0,
    total: sale,
    stock: out ? 'out' : 'in',
    conditions: [],
    counted: list > sale ? [{ kind: 'sku-sale', offer: null, amount: list - sale }] : [],
  }
}

/** A sample to try the tracker with. */
export interface TrackerSample {
  readonly listing: TrackedListing
  readonly of: HistoryKey
  readonly totalMinor: number | null
  readonly paste: string
  readonly isLiving: boolean
  readonly targetMinor: number | null
}

/** The samples, those whose prices move in front. */
export async function trackerSamples(store: Database, tracker: Tracker): Promise<TrackerSample[]> {
  const shop = tracker.shop?.items ?? []
  const own = sampleListings.slice(0, OWN).map(({ listing }) => listing)
  const ids = [...shop.map(({ listing }) => listing), ...series.map(({ id }) => id), ...own]
  const found = await Promise.all(
    ids.map(async (id) => sampleOf(await readListing(store, id, new Date(tracker.now)), tracker)),
  )
  return found.flatMap((one) => one ?? [])
}

async function sampleOf(
  found: Awaited<ReturnType<typeof readListing>>,
  { shop, desk, now }: Tracker,
): Promise<TrackerSample | null> {
  const standing = found?.histories
    .filter(({ receipt }) => receipt !== null)
    .sort((a, b) => (a.totalMinor ?? 0) - (b.totalMinor ?? 0))[0]
  if (!found || !standing) return null
  const { listing } = found
  const item = shop?.items.find((one) => one.listing === listing.id)
  const product = SHOP_PRODUCTS.find(({ id }) => id === listing.id)
  const paste = item?.url ?? listing.id
  const { of, totalMinor } = standing
  // At the low of the sample shop, with its shipping: what is reached within two minutes.
  const targetMinor =
    item && product
      ? product.lowMinor + product.shippingMinor
      : (suggestTarget(await desk.history(of), of.currency, now)?.target ?? null)
  return { listing, of, totalMinor, paste, isLiving: item !== undefined, targetMinor }
}
