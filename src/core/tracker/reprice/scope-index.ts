import type { Offer } from '../../pricing/offer.ts'
import { Column, Postings } from './columns.ts'

/** What of a listing decides which offers touch it. */
export interface Placed {
  readonly listing: string
  readonly store: string | null
  readonly seller: string | null
  readonly category: readonly string[]
  readonly warehouse: string | null
  readonly shipTo: string | null
  readonly currency: string
  readonly sale: number
}

/** Ids hold no control characters, so this never stands inside one. */
const STEP = '\u0000'

/**
 * From the scope of an offer to the listings that it touches: when an offer starts, ends or changes, these
 * are priced again from what was last read, and no others. Columns and postings of numbers, so that a
 * million listings fit into a few hundred megabytes.
 */
export class ScopeIndex {
  readonly #listings = new Postings()
  readonly #stores = new Postings()
  readonly #sellers = new Postings()
  readonly #categories = new Postings()
  readonly #warehouses = new Postings()
  readonly #columns = {
    store: new Column(),
    seller: new Column(),
    category: new Column(),
    warehouse: new Column(),
    shipTo: new Column(),
    currency: new Column(),
  }
  readonly #listingOf: string[] = []
  /** The sale price by place; NaN where nothing stands any more. */
  readonly #sales: number[] = []

  get size(): number {
    return this.#sales.length
  }

  /** Puts a listing at a place: a small whole number of the caller's, the same for its whole life. */
  put(place: number, placed: Placed): void {
    const columns = this.#columns
    while (this.#sales.length < place) {
      this.#sales.push(Number.NaN)
      this.#listingOf.push('')
    }
    this.#sales[place] = placed.sale
    columns.shipTo.set(place, placed.shipTo)
    columns.currency.set(place, placed.currency)
    const path = placed.category.join(STEP)
    if (this.#listingOf[place] !== placed.listing) this.#listings.add(placed.listing, place)
    this.#listingOf[place] = placed.listing
    if (columns.store.set(place, placed.store)) this.#stores.add(placed.store, place)
    if (columns.seller.set(place, placed.seller)) this.#sellers.add(placed.seller, place)
    if (columns.warehouse.set(place, placed.warehouse)) {
      this.#warehouses.add(placed.warehouse, place)
    }
    if (!columns.category.set(place, path)) return
    for (const prefix of prefixes(placed.category)) this.#categories.add(prefix, place)
  }

  /** Only the price changed: the usual case. */
  setSale(place: number, sale: number): void {
    this.#sales[place] = sale
  }

  remove(place: number): void {
    if (place < this.#sales.length) this.#sales[place] = Number.NaN
  }

  /**
   * The places whose total an offer can change, in order: in its scope, its currency and country, and with a
   * price that reaches its minimum by one piece. Its window is not asked: it is asked when it switches.
   */
  touchedBy(offer: Offer): readonly number[] {
    const touched: number[] = []
    const asks = this.#question(offer)
    const least = leastSale(offer)
    if (least === Number.POSITIVE_INFINITY) return touched
    const candidates = this.#candidates(offer)
    const count = candidates === null ? this.#sales.length : candidates.length
    for (let k = 0; k < count; k++) {
      const place = candidates === null ? k : (candidates[k] as number)
      // NaN is at least nothing: what was removed is left out here.
      if ((this.#sales[place] as number) >= least && asks.every((ask) => ask(place))) {
        touched.push(place)
      }
    }
    return candidates === null ? touched : withoutRepeats(touched)
  }

  /** The places under the narrowest thing that it names; null for all of them. */
  #candidates({ scope, funderStore, funderSeller }: Offer): readonly number[] | null {
    if (scope?.listings) return this.#listings.of(scope.listings)
    if (funderStore !== null) return this.#stores.of([funderStore])
    if (scope?.stores) return this.#stores.of(scope.stores)
    if (funderSeller !== null) return this.#sellers.of([funderSeller])
    if (scope?.sellers) return this.#sellers.of(scope.sellers)
    if (scope?.categories?.every((path) => path.length > 0)) {
      return this.#categories.of(scope.categories.map((path) => path.join(STEP)))
    }
    return scope?.warehouses ? this.#warehouses.of(scope.warehouses) : null
  }

  /** Everything else that it names: postings may hold places that have moved since. */
  #question(offer: Offer): readonly ((place: number) => boolean)[] {
    const { scope, funderStore, funderSeller, currency, countries } = offer
    const columns = this.#columns
    const asks: ((place: number) => boolean)[] = []
    const oneOf = (column: Column, wanted: readonly string[] | null | undefined) => {
      if (wanted) asks.push(column.oneOf(wanted))
    }
    if (scope?.listings) {
      const wanted = new Set(scope.listings)
      asks.push((place) => wanted.has(this.#listingOf[place] as string))
    }
    oneOf(columns.store, scope?.stores)
    oneOf(columns.store, funderStore === null ? null : [funderStore])
    oneOf(columns.seller, scope?.sellers)
    oneOf(columns.seller, funderSeller === null ? null : [funderSeller])
    oneOf(columns.warehouse, scope?.warehouses)
    oneOf(columns.currency, currency === null ? null : [currency])
    oneOf(columns.shipTo, countries)
    const paths = scope?.categories?.map((path) => path.join(STEP))
    if (paths?.every((path) => path !== '')) {
      asks.push(columns.category.where((own) => paths.some((path) => isUnder(own, path))))
    }
    return asks
  }
}

const isUnder = (own: string, path: string): boolean =>
  own === path || own.startsWith(`${path}${STEP}`)

function prefixes(category: readonly string[]): string[] {
  return category.map((_, depth) => category.slice(0, depth + 1).join(STEP))
}

/** The least sale price of one piece at which an offer can apply at all. */
function leastSale({ minimumSpend, minimumQuantity, benefit }: Offer): number {
  if (minimumQuantity > 1 || (benefit.byQuantity && benefit.threshold > 1)) {
    return Number.POSITIVE_INFINITY
  }
  return Math.max(0, minimumSpend, benefit.byQuantity ? 0 : benefit.threshold)
}

function withoutRepeats(places: number[]): readonly number[] {
  places.sort((a, b) => a - b)
  return places.filter((place, at) => place !== places[at - 1])
}
