import { Readable } from 'node:stream'
import { trackerEndpoints as endpoints } from '../../../contract/market/tracker-endpoints.ts'
import { isRefused } from '../../../core/base/faults.ts'
import { chartSvg } from '../../../core/tracker/chart.ts'
import { ics } from '../../../core/tracker/feeds/ics.ts'
import { documentOf } from '../../../core/tracker/history/document.ts'
import type { History } from '../../../core/tracker/history/point.ts'
import { historyCsv } from '../../../core/tracker/history/table.ts'
import { readFeed } from '../../sources/feed.ts'
import { findDeals, searchStacks } from '../../store/tracker/found.ts'
import {
  readListing,
  type StandingHistory,
  type TrackedListing,
} from '../../store/tracker/listings.ts'
import { importHistory } from '../../tracker/import-history.ts'
import { importReadings } from '../../tracker/import-readings.ts'
import { calendarEvent, nextNamed } from '../../tracker/promotions.ts'
import { trackerSamples } from '../../tracker/samples.ts'
import { TokenBuckets } from '../throttle/token-buckets.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing, type Streamed } from './outcome.ts'
import { factsView, foundView, listingView, promotionView } from './tracker-view.ts'

/** Products that a visitor adds: each is read again and again from then on. Fewer, and people run short. */
const NEW_LISTINGS = { quota: 60, windowSeconds: 3_600 } as const

const DAY_MS = 86_400_000
const DAYS = 365
const FOUND = 50
const STACK_PERCENT = 20

const DEFAULT = { shipTo: 'US', currency: 'USD' } as const

const NONE = 'Nobody has asked for this product yet: paste its link.'

/** Paste, look, search: no account, no sign-up (fg.t.paste). */
export function trackerRoutes(mount: Mount, market: Market): void {
  const { tracker } = market
  const added = new TokenBuckets(NEW_LISTINGS)
  mount.on(endpoints.pasteLink, async ({ body, request }) => {
    const pasted = await tracker.meaning(body.text)
    const { link, item } = pasted
    if (item === null) return done({ link, listing: null, isBeingRead: false, says: pasted.says })
    if (!(await tracker.knows(item.listing))) {
      const level = added.take(market.addressOf(request), performance.now())
      if (!level.isEnough) return { tooMany: Math.ceil(level.waitSeconds) }
    }
    const shipTo = body.shipTo ?? link.shipTo ?? DEFAULT.shipTo
    const currency = body.currency ?? link.currency ?? DEFAULT.currency
    const { says, isBeingRead } = await tracker.open(pasted, { shipTo, currency })
    const { points } = body
    const wanted = { ...(link.skuId && { sku: link.skuId }), currency, shipTo, points }
    const listing = await viewOf(market, item.listing, wanted)
    return done({ link, listing, isBeingRead, says })
  })
  mount.on(endpoints.getTracked, async ({ params, query }) => {
    const view = await viewOf(market, params.listing as string, query)
    return view ? done(view) : missing(NONE)
  })
  mount.on(endpoints.importReadings, async ({ body }) => {
    const readings = readFeed(Buffer.from(body.text), body.format)
    if (isRefused(readings)) return readings
    const imported = await importReadings(market, readings, body.title ?? null)
    return isRefused(imported) ? imported : done(imported)
  })
  mount.on(endpoints.importHistory, async ({ body }) => {
    const { title = null, ...exported } = body
    const imported = await importHistory(market.store, exported, { now: tracker.now, title })
    return isRefused(imported) ? imported : done(imported)
  })
  mount.on(endpoints.trackerQueue, async () => {
    const standing = await tracker.queue()
    return done({ ...standing, sources: [...tracker.sources.names] })
  })
  historyRoutes(mount, market)
  foundRoutes(mount, market)
  promotionRoutes(mount, market)
}

function historyRoutes(mount: Mount, market: Market): void {
  mount.on(endpoints.getHistory, async ({ params, query }) => {
    const chosen = await chosenOf(market, params.listing as string, query)
    return chosen ? done(documentOf(chosen.standing.of, chosen.history)) : missing(NONE)
  })
  mount.on(endpoints.getHistoryTable, async ({ params, query }) => {
    const chosen = await chosenOf(market, params.listing as string, query)
    if (chosen === null) return missing(NONE)
    const text = historyCsv(chosen.standing.of, chosen.history)
    return written(text, 'text/csv; charset=utf-8', 'attachment; filename="history.csv"')
  })
  mount.on(endpoints.getChart, async ({ params, query }) => {
    const { days = DAYS, width = 720, target = null, ...wanted } = query
    const chosen = await chosenOf(market, params.listing as string, wanted)
    if (chosen === null) return missing(NONE)
    const until = market.tracker.now
    const svg = chartSvg(chosen.history, {
      currency: chosen.standing.of.currency,
      from: Math.max(until - days * DAY_MS, firstOf(chosen.history, until)),
      until,
      title: chosen.listing.title ?? `Product ${chosen.listing.id}`,
      ...{ width, target, alone: true },
    })
    return written(svg, 'image/svg+xml; charset=utf-8')
  })
}

function foundRoutes(mount: Mount, { store, withSamples, tracker }: Market): void {
  mount.on(endpoints.listDeals, async ({ query }) => {
    const found = await findDeals(store, { ...query, limit: query.limit ?? FOUND })
    return done({ found: found.map(foundView) })
  })
  mount.on(endpoints.searchTracked, async ({ query: { percent = STACK_PERCENT, ...query } }) => {
    const asked = { ...query, limit: query.limit ?? FOUND, least: Math.max(1, percent * 100) }
    return done({ found: (await searchStacks(store, asked)).map(foundView) })
  })
  mount.on(endpoints.listTrackerSamples, async () => {
    if (!withSamples) return done({ samples: [] })
    const samples = await trackerSamples(store, tracker)
    return done({
      samples: samples.map(({ listing, ...row }) => ({ ...row, listing: factsView(listing) })),
    })
  })
}

function promotionRoutes(mount: Mount, { tracker, telling }: Market): void {
  mount.on(endpoints.listPromotions, async () => {
    const promotions = await tracker.promotions()
    return done({ promotions: promotions.map(promotionView) })
  })
  mount.on(endpoints.promotionsCalendar, async () => {
    const promotions = await tracker.promotions()
    const text = ics({
      title: 'Promotions',
      says: 'Named sales, days that come again, and campaigns.',
      at: tracker.now,
      events: promotions.map((one) => calendarEvent(one, telling.pages)),
    })
    return written(text, 'text/calendar; charset=utf-8')
  })
}

/** An answer that is no JSON. */
export function written(text: string, type: string, disposition?: string): Streamed {
  return {
    stream: Readable.from([text]),
    headers: { 'content-type': type, ...(disposition && { 'content-disposition': disposition }) },
  }
}

/** Which history is wanted; what is left out is chosen. */
interface Wanted {
  readonly sku?: string | undefined
  readonly shipTo?: string | undefined
  readonly currency?: string | undefined
  readonly days?: number | undefined
  /** How many change points its answer carries; all unless said. */
  readonly points?: number | undefined
}

async function viewOf(market: Market, id: string, wanted: Wanted) {
  const { days = DAYS, points = null } = wanted
  const { store, tracker } = market
  const now = tracker.now
  const found = await readListing(store, id, new Date(now))
  if (found === null) return null
  const standing = choose(found.histories, wanted)
  const [history, promotions] = await Promise.all([
    standing && tracker.desk.history(standing.of),
    tracker.promotions(),
  ])
  const chosen = standing && history && { standing, history }
  const nextEvent = nextNamed(promotions, now)
  return listingView({ ...found, chosen, nextEvent, now, days, points })
}

async function chosenOf(
  { store, tracker }: Market,
  id: string,
  wanted: Wanted,
): Promise<{ listing: TrackedListing; standing: StandingHistory; history: History } | null> {
  const found = await readListing(store, id, new Date(tracker.now))
  const standing = found && choose(found.histories, wanted)
  if (!standing) return null
  return { listing: found.listing, standing, history: await tracker.desk.history(standing.of) }
}

/** The history that fits what is wanted best: what was read goes before what was not, and then the cheapest. */
function choose(
  histories: readonly StandingHistory[],
  { sku, shipTo, currency }: Wanted,
): StandingHistory | null {
  const misfit = ({ of, receipt }: StandingHistory): number =>
    (sku !== undefined && of.sku !== sku ? 8 : 0) +
    (receipt === null ? 4 : receipt.stock === 'out' ? 1 : 0) +
    (currency !== undefined && of.currency !== currency ? 2 : 0) +
    (shipTo !== undefined && of.shipTo !== shipTo ? 1 : 0)
  const total = ({ totalMinor }: StandingHistory) => totalMinor ?? Number.POSITIVE_INFINITY
  const [best] = [...histories].sort((a, b) => misfit(a) - misfit(b) || total(a) - total(b))
  return best ?? null
}

function firstOf({ points, asides }: History, until: number): number {
  const first = Math.min(points[0]?.from ?? until, asides[0]?.from ?? until)
  return Math.min(first, until - DAY_MS)
}
