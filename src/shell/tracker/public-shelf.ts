import type { Terms } from '../../core/pricing/terms.ts'
import { instantOf } from '../../core/tracker/history/point.ts'
import type { Layer } from '../../core/tracker/layers.ts'
import type { Reading } from '../../core/tracker/observation.ts'
import { cartOf } from '../../core/tracker/stack/piece.ts'
import { layerOf } from '../../core/tracker/stack/public-layers.ts'
import type { OfferBook } from '../store/book/offer-book.ts'
import type { StandingOffer } from '../store/book/standing-offer.ts'

/** What of a book is asked here. */
type Book = Pick<OfferBook, 'number' | 'shelf' | 'left'>

/** An offer that begins later than this is no news yet. */
const AHEAD_MS = 30 * 86_400_000

/** A receipt with more layers than these is none that anybody reads; what is in force goes first. */
const LAYERS_MAX = 100

/** How offers come to anybody: what is given to one buyer is no part of the public stack (fg.t.personal). */
const PUBLIC = new Set<StandingOffer['issued']['obtain']>(['automatic', 'centre', 'panel', 'code'])

/**
 * The marketplace's own public offers, by the listings that they touch: codes that are published, coupons of
 * the centre and of panels, what applies by itself. Those that begin soon come too, so that a receipt says
 * when it changes by itself (fg.t.history).
 */
export class PublicShelf {
  readonly #book: Book
  readonly #terms: Terms
  #codes: readonly StandingOffer[] = []
  #number = -1

  /** `terms`: the rule-set whose offers the public stack knows. */
  constructor(book: Book, terms: Terms) {
    this.#book = book
    this.#terms = terms
  }

  /** The public offers that hold, or will soon, for what was read. */
  beside(reading: Reading, at: number): readonly Layer[] {
    if (!isOfMarketplace(reading.listing)) return []
    const cart = cartOf(reading, this.#terms, at)
    const { shelf, left } = this.#book
    const inReach = [
      ...shelf.inReach(cart, 'automatic'),
      ...shelf.inReach(cart, 'claimable'),
      ...this.#codesNow().filter((offer) => touches(offer, reading)),
    ]
    const standing = inReach.filter((offer) => {
      const { issued, voidAt, reach, ended } = offer
      const isPublic = PUBLIC.has(issued.obtain) && !ended && left.spent(issued.id) === null
      return isPublic && voidAt > at && opens(offer) <= at + AHEAD_MS && fits(reach, reading)
    })
    standing.sort((a, b) => Math.max(opens(a), at) - Math.max(opens(b), at))
    return standing
      .slice(0, LAYERS_MAX)
      .flatMap(({ reach, issued }) => titled(layerOf(reach, 'marketplace'), issued.title))
  }

  /** Codes are found by what is typed, and not by a cart: their list is made anew when the book changes. */
  #codesNow(): readonly StandingOffer[] {
    const { shelf, number } = this.#book
    if (number === this.#number) return this.#codes
    this.#number = number
    const codes: StandingOffer[] = []
    for (const id of shelf.ids()) {
      const offer = shelf.get(id)
      const isOurs = offer?.issued.obtain === 'code' && offer.campaign.terms === this.#terms.id
      if (offer && isOurs) codes.push(offer)
    }
    this.#codes = codes
    return codes
  }
}

/** Ids of the marketplace are digits; other shops are known by their host, feeds by what they say. */
export const isOfMarketplace = (listing: string): boolean => /^\d+$/.test(listing)

function titled(layer: Layer | null, title: string): Layer[] {
  return layer === null ? [] : [{ ...layer, title: title.slice(0, 128) }]
}

type Reach = StandingOffer['reach']

/** Its market: offers of another currency or country are no layer of this price, not even a refused one. */
function fits({ currency, countries }: Reach, reading: Reading): boolean {
  const isHere = !countries || countries.length === 0 || countries.includes(reading.shipTo ?? '')
  return isHere && (currency ?? reading.currency) === reading.currency
}

function touches({ reach: { scope, funder } }: StandingOffer, reading: Reading): boolean {
  const { listing, store, seller, category = [], warehouse } = reading
  if (funder.startsWith('store:') && funder !== `store:${store}`) return false
  if (funder.startsWith('seller:') && funder !== `seller:${seller}`) return false
  const has = (wanted: readonly string[] | undefined, one: string | null | undefined) =>
    !wanted || (typeof one === 'string' && wanted.includes(one))
  const isUnder = (path: readonly string[]) => path.every((step, at) => category[at] === step)
  return (
    has(scope?.listings, listing) &&
    has(scope?.stores, store) &&
    has(scope?.sellers, seller) &&
    has(scope?.warehouses, warehouse) &&
    (!scope?.categories || scope.categories.some(isUnder))
  )
}

function opens({ reach: { from } }: StandingOffer): number {
  return from ? instantOf(from) : Number.NEGATIVE_INFINITY
}
