/** What the server asks of the API to draw a page of the tracker: the first answers of its loaders. */
import { oneLine } from '../../../core/base/one-line.ts'
import { DRAWN_POINTS } from '../../../core/tracker/history/thinned.ts'
import type { Tracked } from './documents.ts'

/** A page as it was asked for. */
interface Asked {
  readonly id: string
  readonly query: URLSearchParams
}

const part = encodeURIComponent

/** A whole number of an address; what is none is left out, as if it were not there. */
export function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

export const SAMPLES_PATH = '/v1/tracker/samples'
export const PROMOTIONS_PATH = '/v1/tracker/promotions'
export const QUEUE_PATH = '/v1/tracker/queue'
export const CHANNELS_PATH = '/v1/tracker/channels'

/** A path of the API with those words of a page's address that it knows. */
function pathWith(path: string, query: URLSearchParams, names: readonly string[]): string {
  const words = new URLSearchParams()
  for (const name of names) {
    const value = query.get(name)
    if (value && (!NUMBERS.has(name) || wholeNumber(value) !== undefined)) words.set(name, value)
  }
  return words.size === 0 ? path : `${path}?${words}`
}

const VARIANT_WORDS = ['sku', 'shipTo', 'currency', 'days'] as const
/** Where a reader typed nonsense into the address, the page is shown as if nothing was said. */
const NUMBERS: ReadonlySet<string> = new Set(['days', 'percent'])
const DEAL_WORDS = ['warehouse', 'shipTo', 'currency'] as const

/** A product, with as much of its history as a page draws. */
export function trackedPath(listing: string, query: URLSearchParams): string {
  const words = new URLSearchParams(query)
  words.set('points', String(DRAWN_POINTS))
  return pathWith(`/v1/tracker/listings/${part(listing)}`, words, [...VARIANT_WORDS, 'points'])
}

export const dealsPath = (query: URLSearchParams): string =>
  pathWith('/v1/tracker/deals', query, DEAL_WORDS)
export const searchPath = (query: URLSearchParams): string =>
  pathWith('/v1/tracker/search', query, [...DEAL_WORDS, 'text', 'percent'])
export const watchListPath = (token: string): string => `/v1/watch-lists/${part(token)}`
export const alertPath = (id: string): string => `/v1/alerts/${part(id)}`

/** A page that needs no answer, but the address that it was asked for by. */
export const readsNothing = () => []
export const readsTrack = () => [SAMPLES_PATH]
export const readsTracked = ({ id, query }: Asked) => [trackedPath(id, query)]
/** A product is called as its shop does, cut to what a tab shows. */
export const trackedTitle = (document: unknown): string | null => {
  const { title } = (document as Tracked).listing
  return title ? oneLine(title, 70) : null
}
export const readsDeals = ({ query }: Asked) => [dealsPath(query)]
export const readsSearch = ({ query }: Asked) => [searchPath(query)]
export const readsPromotions = () => [PROMOTIONS_PATH]
export const readsQueue = () => [QUEUE_PATH]
export const readsWatchList = ({ id }: Asked) => [watchListPath(id), CHANNELS_PATH]
export const readsAlert = ({ id }: Asked) => [alertPath(id)]

/** What else the address of a product may say: how many days of its past, and a target, as an amount is typed. */
interface More {
  readonly days?: number
  readonly target?: string
}

/** The page of a product, and of one of its variants. */
export function listingHref(
  listing: string,
  of?: {
    readonly sku: string | null
    readonly shipTo: string | null
    readonly currency: string
  },
  more: More = {},
): string {
  const words = new URLSearchParams()
  if (of?.sku) words.set('sku', of.sku)
  if (of?.shipTo) words.set('shipTo', of.shipTo)
  if (of) words.set('currency', of.currency)
  for (const [name, value] of Object.entries(more)) words.set(name, String(value))
  return `/track/listings/${part(listing)}${words.size === 0 ? '' : `?${words}`}`
}

export const alertHref = (id: string): string => `/alerts/${part(id)}`
export const watchListHref = (token: string): string => `/watch/${part(token)}`
