import type { HistoryKey, Reading } from '../../core/tracker/observation.ts'
import { CLOCKS_APART_MS, keyText } from '../../core/tracker/observation.ts'
import {
  type Asked,
  isUnseen,
  type ListedItem,
  type Seen,
  UNSEEN,
  type Unseen,
} from '../sources/source.ts'
import type { Sources } from '../sources/sources.ts'
import { shardOf } from '../store/shards.ts'
import type { Store } from '../store/store.ts'
import { keepListing } from '../store/tracker/listings.ts'
import { dropPlaces, keepFault } from '../store/tracker/looks.ts'
import type { TrackerDesk } from '../store/tracker/tracker-desk.ts'

export interface LookingParts {
  readonly store: Pick<Store, 'db' | 'shards'>
  readonly sources: Pick<Sources, 'observe'>
  readonly desk: TrackerDesk
}

/** A price that is to be read: of a listing for a country and in a currency, with the histories that ask. */
export interface Look {
  readonly item: ListedItem
  readonly asked: Asked
  readonly askedBy: readonly AskedBy[]
}

/** A history that waits for the look, and how often it came to nothing before. */
export interface AskedBy {
  readonly key: HistoryKey
  readonly failures: number
}

const HOUR_MS = 3_600_000
/** What failed is tried again after an hour, then twice as long each time, and once in a while for ever. */
const FAILED_MS = { first: HOUR_MS, most: 24 * HOUR_MS } as const
/** What is gone for good is hardly ever back. */
const GONE_MS = 14 * 24 * HOUR_MS

/** Asks the sources for a listing and records what they saw: every variant, priced with the public stack. */
export async function look(parts: LookingParts, { item, asked, askedBy }: Look) {
  const seen = await parts.sources.observe(item, asked)
  if (isUnseen(seen)) await keepUnseen(parts, seen, { item, asked, askedBy })
  else await keepSeen(parts, seen, { item, asked, askedBy })
  return seen
}

async function keepSeen(
  { store, desk }: LookingParts,
  { listing, readings: all }: Seen,
  { item, asked, askedBy }: Look,
): Promise<void> {
  // A price of tomorrow, in a file of somebody's, would keep out every one until then.
  const readings = all.filter(({ at }) => Date.parse(at) <= desk.now + CLOCKS_APART_MS)
  const { title, image, storeName, variants } = listing
  const [first] = readings
  await keepListing(
    store,
    {
      id: item.listing,
      origin: item.origin,
      ...(item.url !== undefined && { address: item.url }),
      ...(title !== undefined && { title }),
      ...(image !== undefined && { image }),
      ...(storeName !== undefined && { storeName }),
      ...(Object.keys(variants).length > 0 && { variants }),
      ...(first?.store && { store: first.store }),
      ...(first?.seller && { seller: first.seller }),
      ...(first?.category && { category: first.category }),
    },
    new Date(desk.now),
  )
  await Promise.all(readings.map((reading) => desk.read(reading)))
  const { shipTo, currency } = asked
  await dropPlaces(store, { listing: item.listing, shipTo, currency }, readings)
  await keepLeftOut(store, { readings, askedBy, now: desk.now })
}

/** A variant that the page does not show any more is looked for again, but not at once. */
async function keepLeftOut(
  store: LookingParts['store'],
  {
    readings,
    askedBy,
    now,
  }: { readings: readonly Reading[]; askedBy: readonly AskedBy[]; now: number },
): Promise<void> {
  const read = new Set(readings.map(keyText))
  const missing = askedBy.filter(({ key }) => !read.has(keyText(key)))
  const fault = 'The page does not show this variant now.'
  await keepAll(store, missing, ({ failures }) => ({
    ...{ fault, isFailure: true },
    nextAt: new Date(now + backoffMs(failures)),
  }))
}

async function keepUnseen(
  { store, desk }: LookingParts,
  { unseen, again }: Unseen,
  { item, askedBy }: Look,
): Promise<void> {
  const { now } = desk
  // What somebody brings comes when it is brought: that nobody could be asked is no fault.
  const isBrought = item.origin === 'feed' && unseen === 'unknown'
  await keepAll(store, askedBy, ({ failures }) => {
    const usual = unseen === 'gone' ? GONE_MS : backoffMs(failures)
    // Never at once: a source that says so by mistake would be asked without end.
    const nextAt = new Date(Math.max(now + 1_000, again ?? now + usual))
    return { fault: UNSEEN[unseen], nextAt, isFailure: unseen !== 'busy' && !isBrought }
  })
}

async function keepAll(
  store: LookingParts['store'],
  askedBy: readonly AskedBy[],
  nothing: (asked: AskedBy) => Parameters<typeof keepFault>[2],
): Promise<void> {
  for (const asked of askedBy) {
    const place = { shard: shardOf(asked.key.listing, store.shards), key: keyText(asked.key) }
    await keepFault(store, place, nothing(asked))
  }
}

function backoffMs(failures: number): number {
  return Math.min(FAILED_MS.most, FAILED_MS.first * 2 ** Math.min(failures, 10))
}
