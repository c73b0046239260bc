import { assert, isRefused, type Refused } from '../../base/faults.ts'
import type { Instant } from '../../base/instant.ts'
import { type Book, compileOffers } from '../../pricing/book.ts'
import { lineUp } from '../../pricing/lineup.ts'
import { compileOffer, type Offer } from '../../pricing/offer.ts'
import type { OfferDocument } from '../../pricing/offer-document.ts'
import { totalOf } from '../../pricing/quote.ts'
import type { Terms } from '../../pricing/terms.ts'
import type { Layer } from '../layers.ts'
import { cartOf, type Seen } from '../stack/piece.ts'
import { offerLayers, personalOf, publicOffer } from '../stack/public-layers.ts'
import { PUBLIC_TERMS } from '../stack/public-terms.ts'
import { cheapest, tryAlone } from './choice.ts'

/**
 * Public offers of the platform and published codes, indexed by market: a code of one country and currency
 * is not even looked at for a listing of another.
 */
export class PublicOffers {
  readonly terms: Terms
  readonly #offers: readonly OfferDocument[]
  readonly #books = new Map<string, Book>()

  private constructor(offers: readonly OfferDocument[], terms: Terms) {
    this.#offers = offers
    this.terms = terms
  }

  /** Checks them once; refused whole, faults by JSON Pointer into the list. */
  static of(offers: readonly OfferDocument[], terms: Terms = PUBLIC_TERMS): PublicOffers | Refused {
    const checked = compileOffers(offers)
    return isRefused(checked) ? checked : new PublicOffers(offers.map(publicOffer), terms)
  }

  get size(): number {
    return this.#offers.length
  }

  /** Those that a market could use. */
  book({ currency, shipTo }: Pick<Seen, 'currency' | 'shipTo'>): Book {
    const market = `${currency} ${shipTo ?? ''}`
    const known = this.#books.get(market)
    if (known) return known
    const isUsed = (offer: OfferDocument): boolean =>
      (offer.currency ?? currency) === currency &&
      (!offer.countries || offer.countries.length === 0 || offer.countries.includes(shipTo ?? ''))
    const book = compileOffers(this.#offers.filter(isUsed))
    assert(!isRefused(book), 'a part of accepted offers is accepted')
    this.#books.set(market, book)
    return book
  }
}

/** The public offers that were read with a listing, ready for the evaluator. */
export function ownOffers(layers: readonly Layer[], { size }: PublicOffers): readonly Offer[] {
  if (layers.length === 0) return NONE
  return offerLayers(layers, [])
    .filter((layer) => personalOf(layer) === null)
    .map(({ offer }, at) => compileOffer(publicOffer(offer), size + at))
}

const NONE: readonly Offer[] = []

/**
 * The total after the public stack, from what was last read, without a look and without a receipt: what
 * `observed` answers (fg.t.history), some times faster, for very many listings.
 */
export function publicTotal(
  seen: Seen,
  own: readonly Offer[],
  { offers, at }: { readonly offers: PublicOffers; readonly at: Instant },
): number {
  const cart = cartOf(seen, offers.terms, at)
  const inReach = offers.book(seen).inReach(cart)
  const all = own.length === 0 ? inReach : [...inReach, ...own]
  const { alive } = tryAlone(cart, lineUp(all, offers.terms))
  const { running, feesLeft } = cheapest(cart, alive)
  return totalOf(cart, running, feesLeft)
}
