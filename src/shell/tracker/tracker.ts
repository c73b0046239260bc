import { setTimeout as wait } from 'node:timers/promises'
import type { Terms } from '../../core/pricing/terms.ts'
import type { Link } from '../../core/tracker/link/found-link.ts'
import { readingOfLink } from '../../core/tracker/link/link-reading.ts'
import type { HistoryKey } from '../../core/tracker/observation.ts'
import type { AffiliateKeys } from '../sources/affiliate/affiliate-keys.ts'
import type { FeedOptions } from '../sources/feed.ts'
import { openClient } from '../sources/polite/open-client.ts'
import type { Fetches } from '../sources/polite/polite-client.ts'
import { storedHosts } from '../sources/polite/stored-hosts.ts'
import { type ShopDouble, shopDouble } from '../sources/shop/shop-double.ts'
import { ShortLinks } from '../sources/short-link.ts'
import { type Asked, type ListedItem, UNSEEN, type Unseen } from '../sources/source.ts'
import { openSources, type Sources } from '../sources/sources.ts'
import type { OfferBook } from '../store/book/offer-book.ts'
import type { Store } from '../store/store.ts'
import { keepListing, readListing } from '../store/tracker/listings.ts'
import { placeLook } from '../store/tracker/looks.ts'
import { type QueueStanding, queueStanding } from '../store/tracker/queue.ts'
import { TrackerDesk } from '../store/tracker/tracker-desk.ts'
import { type Look, look } from './looking.ts'
import { ownListings } from './own-listings.ts'
import { type Pasted, readPaste } from './pasted.ts'
import { plannedLooks } from './planned-look.ts'
import { type Promotion, promotionsAt } from './promotions.ts'
import { PublicShelf } from './public-shelf.ts'
import { Recent } from './recent.ts'

export interface TrackerOptions {
  /** Whether the sample shop is there, and the sample listings are this marketplace's own. */
  readonly withSamples?: boolean
  /** What fetches pages; a guarded and polite client unless a test says otherwise. */
  readonly fetches?: Fetches
  readonly affiliate?: AffiliateKeys | null
  readonly feed?: FeedOptions
  readonly now?: () => number
  readonly onFault?: (error: unknown) => void
}

/** How long a request waits for the first look at a listing (fg.t.speed). */
const FIRST_LOOK_MS = 2_000
/** For so long nobody else looks at what a request looks at. */
const FIRST_LEASE_MS = 30_000
/** Read so shortly before, it is not read again because somebody pastes it. */
const FRESH_MS = 60_000
const CALENDAR_MS = 10_000
const QUEUE_MS = 5_000

/** What came of a paste. */
export interface PasteOutcome extends Pasted {
  readonly isBeingRead: boolean
}

/** The tracker of a server: what is pasted, looked at, priced and kept. */
export class Tracker {
  readonly desk: TrackerDesk
  readonly sources: Sources
  readonly shop: ShopDouble | null
  readonly #store: Store
  readonly #shortLinks: ShortLinks
  readonly #own: ReturnType<typeof ownListings>
  readonly #looks = new Map<string, Promise<Unseen | null>>()
  readonly #calendar: Recent<readonly Promotion[]>
  readonly #queue: Recent<QueueStanding>
  readonly #onFault: (error: unknown) => void
  readonly #closeClient: () => Promise<void>

  constructor(
    store: Store,
    { book, terms }: { readonly book: OfferBook; readonly terms: Terms },
    options: TrackerOptions = {},
  ) {
    const { withSamples = false, now = Date.now, onFault = () => {} } = options
    this.#store = store
    this.#onFault = onFault
    this.#own = ownListings(withSamples)
    this.#calendar = new Recent(() => promotionsAt(store, now()), CALENDAR_MS)
    this.#queue = new Recent(() => queueStanding(store, new Date(now())), QUEUE_MS)
    const opened = options.fetches ? null : openClient({ now, hosts: storedHosts(store) })
    const polite = opened?.client ?? (options.fetches as Fetches)
    this.#closeClient = opened?.close ?? (async () => {})
    this.shop = withSamples ? shopDouble({ now }) : null
    const client = this.shop ? this.shop.around(polite) : polite
    this.#shortLinks = new ShortLinks({ client: polite, now })
    this.sources = openSources({
      client,
      now,
      marketplace: this.#own,
      affiliate: options.affiliate ?? null,
      ...(options.feed && { feed: options.feed }),
    })
    const shelf = new PublicShelf(book, terms)
    const living = new Set(this.shop?.items.map(({ listing }) => listing))
    this.desk = new TrackerDesk(store, {
      beside: (reading) => shelf.beside(reading, now()),
      nextLook: plannedLooks((listing) => living.has(listing)),
      now,
    })
  }

  get now(): number {
    return this.desk.now
  }

  /** What a text means, without reading any price: a short link is followed for it. */
  meaning(text: string): Promise<Pasted> {
    return readPaste(text, {
      shortLinks: this.#shortLinks,
      samples: this.shop?.items ?? [],
      isOwn: async (listing) => (await this.#own(listing)).length > 0,
    })
  }

  /** Whether somebody asked for a listing before: a new one costs more. */
  async knows(listing: string): Promise<boolean> {
    return (await readListing(this.#store, listing, new Date(this.now))) !== null
  }

  /** Has a product read at once, and waits for it a little; the prices in its link are kept aside. */
  async open(pasted: Pasted, asked: Asked): Promise<PasteOutcome> {
    const { link } = pasted
    if (pasted.item === null) return { ...pasted, isBeingRead: false }
    const item = await this.#asKnown(pasted.item)
    await keepListing(this.#store, keptItem(item), new Date(this.now))
    await this.#keepLinkPrice(link, item)
    if (await this.#isFresh(item, asked)) return { ...pasted, isBeingRead: false }
    const seen = await Promise.race([
      this.lookNow(item, asked),
      wait(FIRST_LOOK_MS, 'late' as const, { ref: false }),
    ])
    if (seen === 'late') return { ...pasted, isBeingRead: true }
    return { ...pasted, says: seen === null ? null : UNSEEN[seen.unseen], isBeingRead: false }
  }

  /** The calendar, as it was within the last seconds: every page of a listing asks for it. */
  promotions(): Promise<readonly Promotion[]> {
    return this.#calendar.at(this.now)
  }

  /** How the looks stand, as it was within the last seconds: to count them, all histories are gone through. */
  queue(): Promise<QueueStanding> {
    return this.#queue.at(this.now)
  }

  /** Looks at a listing now; who asks meanwhile shares the look. Null: it was seen. */
  lookNow(item: ListedItem, asked: Asked): Promise<Unseen | null> {
    const name = [item.listing, asked.shipTo ?? '', asked.currency].join('\u001f')
    const running = this.#looks.get(name)
    if (running) return running
    const begun = this.#look(item, asked)
      .catch((error: unknown): Unseen => {
        this.#onFault(error)
        return { unseen: 'unreachable', again: null }
      })
      .finally(() => this.#looks.delete(name))
    this.#looks.set(name, begun)
    return begun
  }

  /** Resolves when nothing is looked at any more. */
  async close(): Promise<void> {
    await Promise.all(this.#looks.values())
    await this.desk.close()
    await this.sources.close()
    await this.#closeClient()
  }

  async #look(item: ListedItem, asked: Asked): Promise<Unseen | null> {
    const { shipTo, currency } = asked
    const place: HistoryKey = {
      listing: item.listing,
      sku: null,
      shipTo,
      currency,
      surface: 'site',
    }
    const at = new Date(this.now)
    await placeLook(this.#store, place, { at, leasedMs: FIRST_LEASE_MS })
    const urgent = { ...asked, isUrgent: true }
    const asking: Look = { item, asked: urgent, askedBy: [{ key: place, failures: 0 }] }
    const parts = { store: this.#store, sources: this.sources, desk: this.desk }
    const seen = await look(parts, asking)
    return 'unseen' in seen ? seen : null
  }

  /** Whose a listing is was settled when it was first asked for: a paste does not change that. */
  async #asKnown(item: ListedItem): Promise<ListedItem> {
    const known = await readListing(this.#store, item.listing, new Date(this.now))
    if (known === null) return item
    const { origin, address } = known.listing
    return { ...item, origin: origin as ListedItem['origin'], url: address ?? item.url }
  }

  /** A link carries a price: its paster's word, which sets no low and tells nobody (fg.t.paste). */
  async #keepLinkPrice(link: Link, item: ListedItem): Promise<void> {
    if (item.origin !== 'marketplace') return
    const reading = readingOfLink(link, new Date(this.now).toISOString())
    // What it says of the time is its paster's word, too: nothing is from tomorrow.
    if (reading === null || Date.parse(reading.at) > this.now) return
    await this.desk.read(reading, { isLook: false })
  }

  async #isFresh({ listing }: ListedItem, { shipTo, currency }: Asked): Promise<boolean> {
    const found = await readListing(this.#store, listing, new Date(this.now))
    const isThis = ({ of, readAt }: { of: HistoryKey; readAt: Date | null }) =>
      of.currency === currency &&
      (of.shipTo ?? shipTo) === shipTo &&
      readAt !== null &&
      this.now - readAt.getTime() < FRESH_MS
    return found?.histories.some(isThis) ?? false
  }
}

const keptItem = ({ listing, origin, url }: ListedItem) => ({
  id: listing,
  origin,
  ...(url !== undefined && { address: url }),
})
