import { type Fault, isRefused, pointer, type Refused } from '../base/faults.ts'
import { type Cart, readCart } from './cart.ts'
import type { Quote } from './document.ts'
import { type CartDocument, cartSchema, inputFaults } from './input.ts'
import { compileOffer, type Offer } from './offer.ts'
import { type OfferDocument, offerSchema } from './offer-document.ts'
import { price } from './price.ts'
import { type PricingOptions, quoteDocument } from './quote.ts'
import { shippedTerms } from './shipped.ts'

/** Standing offers, indexed: a quote looks only at those that can touch its lines. */
export interface Book {
  readonly size: number
  /**
   * Prices a cart (an input without `offers`) against the standing offers in reach: those of its
   * listings, stores, sellers, categories and warehouses, the buyer's own, and those without scope.
   * The answer is that of `quote` with all offers given, without the refusals of offers out of reach.
   * `choose` names offers by id: those alone are attempted, in reach or not.
   */
  quote(cart: unknown, options?: PricingOptions): Quote | Refused
  /** Offers in reach of an accepted cart, by position. */
  inReach(cart: Cart): readonly Offer[]
}

/** Checks and indexes standing offers; refused whole, faults by JSON Pointer into the list. */
export function compileOffers(offers: readonly unknown[]): Book | Refused {
  const faults: Fault[] = []
  const ids = new Map<string, number>()
  const compiled = new Array<Offer>(offers.length)
  for (let at = 0; at < offers.length; at++) {
    const row = offers[at]
    if (!offerSchema.ok(row)) {
      offerSchema.find(row, pointer('', at), faults)
      continue
    }
    const offer = compileOffer(row as OfferDocument, at)
    if (ids.has(offer.id)) {
      faults.push({ path: `/${at}/id`, fault: `"${offer.id}" stands twice; ids are unique.` })
    }
    ids.set(offer.id, at)
    compiled[at] = offer
  }
  return faults.length > 0 ? { refused: faults } : bookOf(compiled, ids)
}

function bookOf(offers: readonly Offer[], ids: ReadonlyMap<string, number>): Book {
  const index = indexOf(offers)
  const inReach = (cart: Cart): readonly Offer[] =>
    positionsInReach(index, cart).map((at) => offers[at] as Offer)
  return {
    size: offers.length,
    inReach,
    quote(document, options = {}) {
      const library = options.terms ?? shippedTerms
      const row = cartSchema.ok(document) ? (document as CartDocument) : null
      const terms = row && library.get(row.terms)
      const cart = row && terms ? readCart(row, terms) : null
      if (row === null || cart === null) {
        const beside = { schema: cartSchema, standingIds: ids }
        return { refused: inputFaults(document, library, beside) }
      }
      const { choose } = row
      if (choose === undefined || choose === 'all') {
        return quoteDocument(price(cart, inReach(cart), 'explain'))
      }
      const chosen = chosenOffers(choose, offers, ids)
      return isRefused(chosen) ? chosen : quoteDocument(price(cart, chosen, 'explain'))
    },
  }
}

/** The offers that `choose` names, by position. */
function chosenOffers(
  choose: readonly string[],
  offers: readonly Offer[],
  ids: ReadonlyMap<string, number>,
): readonly Offer[] | Refused {
  const refused: Fault[] = []
  const places = new Set<number>()
  for (const [at, id] of choose.entries()) {
    const place = ids.get(id)
    if (place === undefined)
      refused.push({ path: `/choose/${at}`, fault: `No offer is called "${id}".` })
    else places.add(place)
  }
  if (refused.length > 0) return { refused }
  return sorted([...places]).map((place) => offers[place] as Offer)
}

type Postings = Map<string, number[]>

/** Each offer is posted once, under the narrowest thing that it names. */
interface Index {
  readonly listings: Postings
  readonly stores: Postings
  readonly sellers: Postings
  readonly categories: Postings
  readonly warehouses: Postings
  readonly owners: Postings
  readonly everywhere: number[]
}

/** Ids hold no control characters, so this never stands inside one. */
const STEP = '\u0000'

function indexOf(offers: readonly Offer[]): Index {
  const index: Index = {
    listings: new Map(),
    stores: new Map(),
    sellers: new Map(),
    categories: new Map(),
    warehouses: new Map(),
    owners: new Map(),
    everywhere: [],
  }
  for (const offer of offers) post(index, offer)
  return index
}

function post(index: Index, offer: Offer): void {
  const { scope, position } = offer
  const under = (postings: Postings, keys: readonly string[]): void => {
    for (const key of keys) {
      const posted = postings.get(key)
      if (posted) posted.push(position)
      else postings.set(key, [position])
    }
  }
  if (offer.owner !== null) under(index.owners, [offer.owner])
  else if (scope?.listings) under(index.listings, scope.listings)
  else if (offer.funderStore !== null) under(index.stores, [offer.funderStore])
  else if (scope?.stores) under(index.stores, scope.stores)
  else if (offer.funderSeller !== null) under(index.sellers, [offer.funderSeller])
  else if (scope?.sellers) under(index.sellers, scope.sellers)
  else if (scope?.categories?.every((path) => path.length > 0)) {
    under(
      index.categories,
      scope.categories.map((path) => path.join(STEP)),
    )
  } else if (scope?.warehouses) under(index.warehouses, scope.warehouses)
  else index.everywhere.push(position)
}

function positionsInReach(index: Index, cart: Cart): number[] {
  const found: number[] = [...index.everywhere]
  const seen = new Set<string>()
  const take = (postings: Postings, key: string): void => {
    const posted = postings.get(key)
    if (posted) for (const position of posted) found.push(position)
  }
  const takeOnce = (postings: Postings, dimension: string, key: string): void => {
    if (postings.size === 0) return
    const name = dimension + key
    if (seen.has(name)) return
    seen.add(name)
    take(postings, key)
  }
  take(index.owners, cart.buyerId)
  for (const line of cart.lines) {
    takeOnce(index.listings, 'l', line.listing)
    takeOnce(index.stores, 's', line.store.id)
    takeOnce(index.sellers, 'm', line.store.seller.id)
    if (line.warehouse !== null) takeOnce(index.warehouses, 'w', line.warehouse)
    let path = ''
    for (const [depth, name] of line.category.entries()) {
      path = depth === 0 ? name : path + STEP + name
      takeOnce(index.categories, 'c', path)
    }
  }
  return withoutRepeats(sorted(found))
}

/** Ascending. Runs are short and nearly in order, where insertion beats a general sort. */
function sorted(positions: number[]): number[] {
  if (positions.length > 100) return positions.sort((a, b) => a - b)
  for (let i = 1; i < positions.length; i++) {
    const one = positions[i] as number
    let k = i - 1
    while (k >= 0 && (positions[k] as number) > one) {
      positions[k + 1] = positions[k] as number
      k--
    }
    positions[k + 1] = one
  }
  return positions
}

/** An offer that names two listings of the cart was found twice. */
function withoutRepeats(positions: number[]): number[] {
  let kept = 0
  for (let i = 0; i < positions.length; i++) {
    if (i === 0 || positions[i] !== positions[i - 1]) positions[kept++] = positions[i] as number
  }
  positions.length = kept
  return positions
}
