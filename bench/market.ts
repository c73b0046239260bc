import { type Random, seededRandom } from './random.ts'

/**
 * A marketplace of any size for the book: a seller has a store with eight listings in a category of
 * its own, and ten standing offers; the platform has sixteen that reach every cart. However many
 * sellers there are, a cart of three of them is in reach of about forty offers.
 */
export interface Market {
  readonly sellers: number
  readonly offers: Iterable<object>
  cart(random: Random): MarketCart
  /** How many of the offers have a line of this cart in their scope. */
  inReach(cart: MarketCart): number
}

export interface MarketCart {
  readonly terms: string
  readonly stores: Readonly<Record<string, { readonly seller: string }>>
  readonly lines: readonly { readonly listing: string; readonly store: string }[]
}

const LINES = 10
const SELLERS_IN_CART = 3
const LISTINGS = 8
const PLATFORM_OFFERS = 16
const OFFERS_OF_SELLER = 10
/** Of the ten, this many are for one listing each: the first ones of the store. */
const LISTING_OFFERS = 3

/** A market with this many standing offers. */
export function market(offerCount: number): Market {
  const sellers = Math.floor((offerCount - PLATFORM_OFFERS) / OFFERS_OF_SELLER)
  return {
    sellers,
    offers: standingOffers(sellers),
    cart: (random) => cart(random, sellers),
    inReach,
  }
}

function* standingOffers(sellers: number): Generator<object> {
  const random = seededRandom(sellers)
  for (let at = 0; at < PLATFORM_OFFERS; at++) yield platformOffer(random, at)
  for (let seller = 0; seller < sellers; seller++) {
    for (let at = 0; at < OFFERS_OF_SELLER; at++) yield sellerOffer(random, seller, at)
  }
}

/** Most minimums are out of reach for a cart of ten lines, as most coupons on show are. */
function amounts(random: Random, scale: number) {
  const spend = random.whole(10, 120) * scale
  return { benefit: { off: Math.round(spend / 10) }, minimum: { spend } }
}

function platformOffer(random: Random, at: number): object {
  const kind = (['platform-select', 'code', 'free-shipping', 'code'] as const)[at % 4]
  const offer = { id: `p${at}`, kind, funder: 'platform', ...amounts(random, 1000) }
  if (kind === 'platform-select') return { ...offer, claimed: true }
  if (kind === 'code') return { ...offer, code: `MAY${at}` }
  return { ...offer, benefit: { freeShipping: true, cap: 1500 } }
}

function sellerOffer(random: Random, seller: number, at: number): object {
  const id = `m${seller}-${at}`
  const base = { id, claimed: true, from: '2026-05-01T00:00:00Z', until: '2026-06-01T00:00:00Z' }
  if (at < LISTING_OFFERS) {
    const scope = { listings: [`${seller}-${at}`] }
    const funder = `store:s${seller}`
    return { ...base, kind: 'store-coupon', funder, scope, ...amounts(random, 100) }
  }
  if (at < 5) {
    const scope = { categories: [['all', `c${seller}`]] }
    const funder = 'platform'
    return { ...base, kind: 'category-coupon', funder, scope, ...amounts(random, 300) }
  }
  if (at < 7) {
    return { ...base, kind: 'store-coupon', funder: `store:s${seller}`, ...amounts(random, 300) }
  }
  return { ...base, kind: 'seller-coupon', funder: `seller:m${seller}`, ...amounts(random, 300) }
}

function cart(random: Random, sellers: number): MarketCart & object {
  const chosen = new Set<number>()
  while (chosen.size < SELLERS_IN_CART) chosen.add(random.whole(0, sellers - 1))
  const places = [...chosen]
  return {
    terms: 'aliexpress-2026',
    at: '2026-05-20T12:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1', country: 'US' },
    stores: Object.fromEntries(places.map((seller) => [`s${seller}`, { seller: `m${seller}` }])),
    shipping: places.map((seller) => ({ seller: `m${seller}`, method: 'standard', fee: 299 })),
    lines: Array.from({ length: LINES }, (_, at) => {
      const seller = places[at % places.length] as number
      const listing = `${seller}-${random.whole(0, LISTINGS - 1)}`
      return {
        id: `l${at}`,
        listing,
        sku: `${listing}-1`,
        store: `s${seller}`,
        category: ['all', `c${seller}`, 'leaf'],
        unitPrice: random.whole(99, 4999),
        quantity: random.whole(1, 2),
      }
    }),
  } as MarketCart & object
}

function inReach(of: MarketCart): number {
  const listings = new Set(of.lines.map((line) => line.listing))
  let count = PLATFORM_OFFERS
  for (const store of Object.keys(of.stores)) {
    count += OFFERS_OF_SELLER - LISTING_OFFERS
    for (let at = 0; at < LISTING_OFFERS; at++) {
      if (listings.has(`${store.slice(1)}-${at}`)) count++
    }
  }
  return count
}
