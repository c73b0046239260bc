// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { Currency } from './pricing-documents.ts'
import type { Paste } from './tracker-documents.ts'
import type {
  DealList,
  HistoryTaken,
  NewHistory,
  NewReadings,
  PasteAnswer,
  PriceHistory,
  PromotionList,
  ReadingsTaken,
  SearchList,
  TrackedListing,
  TrackerQueue,
  TrackerSamples,
} from './tracker-documents-2.ts'

/** What a product really costs, over time. */
export interface TrackerCalls {
  /**
   * Paste a link, a text around one, or the id of a product. Tells what was pasted, and for a
   * product what it costs: one that nobody asked for before is read at once, for two seconds
   * at most; `isBeingRead` says that it goes on. Whoever copied the link is not kept, not even
   * as a number.
   */
  pasteLink: Call<{ readonly body: Paste }, PasteAnswer>
  /**
   * A tracked product: its receipt, its history, a target to begin with. The history is whole,
   * unless `points` says how many change points of it are worth carrying for a drawing: then
   * stretches that change more often than can be drawn are thinned to points that tell their
   * extremes, each as it was recorded. `pointsKnown` says how many there are; figures are
   * always of the whole.
   */
  getTracked: Call<
    {
      readonly path: { readonly listing: string }
      readonly query?: {
        readonly sku?: string | undefined
        readonly shipTo?: string | undefined
        readonly currency?: Currency | undefined
        readonly days?: number | undefined
        readonly points?: number | undefined
      }
    },
    TrackedListing
  >
  /**
   * The whole history of a variant. For anybody; people signed in as buyer, seller, agent,
   * admin.
   */
  getHistory: Call<
    {
      readonly path: { readonly listing: string }
      readonly query?: {
        readonly sku?: string | undefined
        readonly shipTo?: string | undefined
        readonly currency?: Currency | undefined
      }
    },
    PriceHistory
  >
  /** The same as a table. For anybody; people signed in as buyer, seller, agent, admin. */
  getHistoryTable: Call<
    {
      readonly path: { readonly listing: string }
      readonly query?: {
        readonly sku?: string | undefined
        readonly shipTo?: string | undefined
        readonly currency?: Currency | undefined
      }
    },
    Response
  >
  /** The same as a picture. For anybody; people signed in as buyer, seller, agent, admin. */
  getChart: Call<
    {
      readonly path: { readonly listing: string }
      readonly query?: {
        readonly sku?: string | undefined
        readonly shipTo?: string | undefined
        readonly currency?: Currency | undefined
        readonly days?: number | undefined
        readonly width?: number | undefined
        readonly target?: number | undefined
      }
    },
    Response
  >
  /**
   * Products to try the tracker with. For anybody; people signed in as buyer, seller, agent,
   * admin.
   */
  listTrackerSamples: Call<Record<never, never>, TrackerSamples>
  /**
   * Bring prices that you collected yourself. CSV with a heading (at, listing, currency, sale
   * are needed) or lines of JSON, each a reading. Taken whole or not at all; what is not newer
   * than what is known is told as late.
   */
  importReadings: Call<{ readonly body: NewReadings }, ReadingsTaken>
  /**
   * Bring the history of a price that was exported. A history.csv or history.json as this
   * server or another gives it. Taken whole or not at all, where nothing is known of its price
   * yet: nothing is overwritten. Later readings go on from it; nobody is told of old prices.
   */
  importHistory: Call<{ readonly body: NewHistory }, HistoryTaken>
  /**
   * The biggest drops below the usual price. For anybody; people signed in as buyer, seller,
   * agent, admin.
   */
  listDeals: Call<
    {
      readonly query?: {
        readonly warehouse?: string | undefined
        readonly shipTo?: string | undefined
        readonly currency?: Currency | undefined
        readonly limit?: number | undefined
      }
    },
    DealList
  >
  /**
   * Products whose public stack takes 20 % off or more now. For anybody; people signed in as
   * buyer, seller, agent, admin.
   */
  searchTracked: Call<
    {
      readonly query?: {
        readonly warehouse?: string | undefined
        readonly shipTo?: string | undefined
        readonly currency?: Currency | undefined
        readonly limit?: number | undefined
        readonly text?: string | undefined
        readonly percent?: number | undefined
      }
    },
    SearchList
  >
  /**
   * The calendar of named events. For anybody; people signed in as buyer, seller, agent,
   * admin.
   */
  listPromotions: Call<Record<never, never>, PromotionList>
  /** The same for a calendar. For anybody; people signed in as buyer, seller, agent, admin. */
  promotionsCalendar: Call<Record<never, never>, Response>
  /**
   * How the looks at prices stand. For anybody; people signed in as buyer, seller, agent,
   * admin.
   */
  trackerQueue: Call<Record<never, never>, TrackerQueue>
}

export const trackerRows = {
  pasteLink: ['POST', '/v1/tracker/links'],
  getTracked: ['GET', '/v1/tracker/listings/{listing}'],
  getHistory: ['GET', '/v1/tracker/listings/{listing}/history.json'],
  getHistoryTable: ['GET', '/v1/tracker/listings/{listing}/history.csv', 'raw'],
  getChart: ['GET', '/v1/tracker/listings/{listing}/chart.svg', 'raw'],
  listTrackerSamples: ['GET', '/v1/tracker/samples'],
  importReadings: ['POST', '/v1/tracker/readings'],
  importHistory: ['POST', '/v1/tracker/histories', 'keyed'],
  listDeals: ['GET', '/v1/tracker/deals'],
  searchTracked: ['GET', '/v1/tracker/search'],
  listPromotions: ['GET', '/v1/tracker/promotions'],
  promotionsCalendar: ['GET', '/v1/tracker/promotions.ics', 'raw'],
  trackerQueue: ['GET', '/v1/tracker/queue'],
} as const satisfies Rows<TrackerCalls>
