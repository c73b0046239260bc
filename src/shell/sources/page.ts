import { hostRole } from '../../core/tracker/link/hosts.ts'
import { readPage } from '../../core/tracker/page/page.ts'
import { isNoReading, type NoReadingReason } from '../../core/tracker/page/page-reading.ts'
import type { Fetched } from '../fetch/request.ts'
import { unseenFor } from './held.ts'
import { Kept } from './kept.ts'
import { pageText } from './page-text.ts'
import type { Fetches, PoliteRequest } from './polite/polite-client.ts'
import {
  type Asked,
  isUnseen,
  type ListedItem,
  type Seen,
  type Source,
  type Unseen,
  type UnseenReason,
  unseen,
} from './source.ts'

export interface PageOptions {
  readonly client: Fetches
  readonly now?: () => number
  /** Whether pages of the marketplace are fetched, beside those of other shops. */
  readonly readsMarketplace?: boolean
}

/** A page as it was read, with what says whether it has changed since. */
interface ReadBefore {
  readonly seen: Seen
  readonly validators: Readonly<Record<string, string>>
}

const WEEK_MS = 7 * 24 * 3_600_000
/** A page has as many variants as its shop writes into it. Real ones have up to some hundreds. */
const VARIANTS_MAX = 1_000

/** Prices of product pages: fetched as a guest fetches them, read and never run. */
export function pageSource(options: PageOptions): Source {
  const { readsMarketplace = true } = options
  const reader = new PageReader(options)
  return {
    name: 'page',
    origins: readsMarketplace ? ['marketplace', 'shop'] : ['shop'],
    observe: (item, asked) => reader.observe(item, asked),
  }
}

class PageReader {
  readonly #client: Fetches
  readonly #now: () => number
  readonly #running = new Map<string, Promise<Seen | Unseen>>()
  readonly #before = new Kept<ReadBefore>({ entriesMax: 20_000, weightMax: 64 * 1024 * 1024 })

  constructor({ client, now = Date.now }: PageOptions) {
    this.#client = client
    this.#now = now
  }

  /** Those who ask for a page while it is being fetched get the same answer. */
  observe(item: ListedItem, { isUrgent = false }: Asked): Promise<Seen | Unseen> {
    const request = requestFor(item)
    if (request === null) return Promise.resolve(unseen('unreadable', { detail: 'no address' }))
    const key = `${item.listing} ${request.url} ${isUrgent}`
    const begun = this.#running.get(key)
    if (begun) return begun
    const running = this.#fetch(item, { ...request, isUrgent }).finally(() => {
      this.#running.delete(key)
    })
    this.#running.set(key, running)
    return running
  }

  async #fetch(item: ListedItem, request: PoliteRequest): Promise<Seen | Unseen> {
    const before = this.#before.get(request.url, this.#now())
    const headers = { ...request.headers, ...before?.validators }
    const came = await this.#client.fetch({ ...request, headers })
    if ('held' in came) return unseenFor(came)
    if (came.status === 304 && before) return this.#again(before.seen)
    const seen = this.#read(item, came)
    if (isUnseen(seen)) {
      if (seen.unseen !== 'blocked') return seen
      return { ...seen, again: await this.#client.blocked(came.url) }
    }
    // Validators of a page that a redirect led to are not those of the address that is asked.
    if (came.url === request.url) this.#keep(request.url, seen, came)
    return seen
  }

  /** The same prices, seen once more. */
  #again(seen: Seen): Seen {
    const at = new Date(this.#now()).toISOString()
    return { ...seen, readings: seen.readings.map((one) => ({ ...one, at })), isUnchanged: true }
  }

  #keep(url: string, seen: Seen, { headers }: Fetched): void {
    const validators = {
      ...validator('if-none-match', headers.etag),
      ...validator('if-modified-since', headers['last-modified']),
    }
    this.#before.forget(url)
    if (Object.keys(validators).length === 0) return
    const weight = JSON.stringify(seen).length
    this.#before.put(url, { seen, validators }, { until: this.#now() + WEEK_MS, weight })
  }

  #read(item: ListedItem, came: Fetched): Seen | Unseen {
    const { status } = came
    if (status === 401 || status === 403) return unseen('blocked', { detail: `answered ${status}` })
    if (status === 410) return unseen('gone')
    if (status < 200 || status >= 300) return unseen('unknown', { detail: `answered ${status}` })
    const text = pageText(came)
    if (text === null) return unseen('unreadable', { detail: 'no page of text' })
    const at = new Date(this.#now()).toISOString()
    const read = readPage(text, { at, listing: item.listing })
    if (isNoReading(read)) return unseen(NOT_READ[read.none], { detail: read.none })
    if (item.origin === 'marketplace' && read.listing.id !== item.listing) {
      return unseen('elsewhere', { detail: 'another product' })
    }
    // A shop speaks for its own page: not for the listing of another, and not for another time.
    return {
      listing: { ...read.listing, id: item.listing },
      readings: read.readings
        .slice(0, VARIANTS_MAX)
        .map((one) => ({ ...one, listing: item.listing, at, source: 'page' })),
    }
  }
}

const NOT_READ = {
  blocked: 'blocked',
  'not-found': 'unknown',
  refused: 'refused',
  'no-listing': 'unreadable',
  'no-currency': 'unreadable',
  'no-price': 'unreadable',
} as const satisfies Readonly<Record<NoReadingReason, UnseenReason>>

const HEADERS = { accept: 'text/html,application/xhtml+xml;q=0.9', 'accept-language': 'en' }

function requestFor({ origin, listing, url }: ListedItem): PoliteRequest | null {
  if (origin !== 'marketplace') return url === undefined ? null : { url, headers: HEADERS }
  if (!/^\d{5,20}$/.test(listing)) return null
  return {
    // Made of the id alone, whatever was pasted: what named a visitor in the link is not in it.
    url: `https://www.aliexpress.com/item/${listing}.html`,
    headers: HEADERS,
    allowsHost: (host) => hostRole(host) === 'site',
  }
}

function validator(
  name: string,
  header: string | readonly string[] | undefined,
): Readonly<Record<string, string>> {
  return typeof header === 'string' && /^[\x20-\x7e]{1,200}$/.test(header) ? { [name]: header } : {}
}
