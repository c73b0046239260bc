import { type Fault, isRefused, pointer, type Refused } from '../base/faults.ts'
import { type Cart, type CartLine, readCart } from './cart.ts'
import type { Quote } from './document.ts'
import { type CartDocument, cartSchema, inputFaults } from './input.ts'
import { compileOffer, type Intern, type Offer } from './offer.ts'
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
  const intern = interning()
  for (let at = 0; at < offers.length; at++) {
    const row = offers[at]
    if (!offerSchema.ok(row)) {
      offerSchema.find(row, pointer('', at), faults)
      continue
    }
    const offer = compileOffer(row as OfferDocument, at, intern)
    if (ids.has(offer.id)) {
      faults.push({ path: `/${at}/id`, fault: `"${offer.id}" stands twice; ids are unique.` })
    }
    ids.set(offer.id, at)
    compiled[at] = offer
  }
  return faults.length > 0 ? { refused: faults } : bookOf(compiled, ids)
}

/** Keeps one string for equal texts while a book is made. */
function interning(): Intern {
  const known = new Map<string, string>()
  return (text) => {
    const same = known.get(text)
    if (same !== undefined) return same
    known.set(text, text)
    return text
  }
}

function bookOf(offers: readonly Offer[], ids: ReadonlyMap<string, number>): Book {
  const index = indexOf(offers)
  const inReach = (cart: Cart): readonly Offer[] => offersInReach(index, cart)
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
  return [...places].sort((a, b) => a - b).map((place) => offers[place] as Offer)
}

type Postings = Map<string, Offer[]>

/** Each offer is posted once, under the narrowest thing that it names. */
interface Index {
  readonly listings: Postings
  readonly stores: Postings
  readonly sellers: Postings
  readonly categories: Postings
  readonly warehouses: Postings
  readonly owners: Postings
  readonly everywhere: Offer[]
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
  const { scope } = offer
  const under = (postings: Postings, keys: readonly string[]): void => {
    for (const key of keys) {
      const posted = postings.get(key)
      if (posted) posted.push(offer)
      else postings.set(key, [offer])
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
  else index.everywhere.push(offer)
}

/** Each key is looked up once: a cart may hold very many lines of one listing or category. */
function offersInReach(index: Index, cart: Cart): Offer[] {
  const found = index.everywhere.slice()
  const take = (postings: Postings, key: string): void => {
    const posted = postings.get(key)
    if (posted) for (let k = 0; k < posted.length; k++) found.push(posted[k] as Offer)
  }
  if (index.owners.size > 0) take(index.owners, cart.buyerId)
  if (index.stores.size > 0) for (const id of cart.stores.keys()) take(index.stores, id)
  if (index.sellers.size > 0) for (const id of cart.sellers.keys()) take(index.sellers, id)
  for (const id of keysOf(index.listings, cart, (line) => line.listing)) take(index.listings, id)
  for (const id of keysOf(index.warehouses, cart, (line) => line.warehouse)) {
    take(index.warehouses, id)
  }
  for (const path of categoryPaths(index.categories, cart)) take(index.categories, path)
  return withoutRepeats(sorted(found))
}

function keysOf(
  postings: Postings,
  cart: Cart,
  keyOf: (line: CartLine) => string | null,
): ReadonlySet<string> {
  const keys = new Set<string>()
  if (postings.size === 0) return keys
  for (const line of cart.lines) {
    const key = keyOf(line)
    if (key !== null) keys.add(key)
  }
  return keys
}

/** Every category that a line stands in, from the widest down. */
function categoryPaths(postings: Postings, cart: Cart): ReadonlySet<string> {
  const paths = new Set<string>()
  if (postings.size === 0) return paths
  for (const { category } of cart.lines) {
    let path = ''
    for (let depth = 0; depth < category.length; depth++) {
      path = depth === 0 ? (category[0] as string) : path + STEP + category[depth]
      paths.add(path)
    }
  }
  return paths
}

/** By position. Runs are short and nearly in order, where insertion beats a general sort. */
function sorted(offers: Offer[]): Offer[] {
  if (offers.length > 100) return offers.sort((a, b) => a.position - b.position)
  for (let i = 1; i < offers.length; i++) {
    const one = offers[i] as Offer
    let k = i - 1
    while (k >= 0 && (offers[k] as Offer).position > one.position) {
      offers[k + 1] = offers[k] as Offer
      k--
    }
    offers[k + 1] = one
  }
  return offers
}

/** An offer that names two listings of the cart was found twice. */
function withoutRepeats(offers: Offer[]): Offer[] {
  let kept = 0
  for (let i = 0; i < offers.length; i++) {
    if (i === 0 || offers[i] !== offers[i - 1]) offers[kept++] = offers[i] as Offer
  }
  offers.length = kept
  return offers
}
