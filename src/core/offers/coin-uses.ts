import type { Quote } from '../pricing/document.ts'
import type { OfferDocument } from '../pricing/offer-document.ts'

/** A listing of a store: what platform coins are used on once (tc.18.a.i.1). */
export interface Product {
  readonly store: string
  readonly listing: string
}

/** What a quote uses of a buyer's coins: how many, and the products that platform coins lower. */
export interface CoinUse {
  readonly coins: number
  readonly products: readonly Product[]
}

/** The parts of a cart that say what its coins are used on. */
export interface CoinCart {
  readonly lines: readonly {
    readonly id: string
    readonly store: string
    readonly listing: string
  }[]
  readonly offers?: readonly OfferDocument[] | undefined
}

/**
 * What an accepted quote uses: all its coins, and each product that platform coins made cheaper. Seller
 * coins are spent in part, as often as one likes (tc.18.a.ii), and so name no product.
 */
export function coinUseOf(cart: CoinCart, quote: Pick<Quote, 'applied' | 'totals'>): CoinUse {
  const platform = new Set(cart.offers?.filter(isPlatformCoins).map(({ id }) => id))
  const lines = new Map(cart.lines.map((line) => [line.id, line]))
  const products = new Map<string, Product>()
  for (const { offer, lines: shares } of quote.applied) {
    if (!platform.has(offer)) continue
    for (const id of Object.keys(shares)) {
      const line = lines.get(id)
      if (line) products.set(productKey(line), { store: line.store, listing: line.listing })
    }
  }
  return { coins: quote.totals.coins, products: [...products.values()] }
}

/** An offer of platform coins: a stated number of them, all or nothing (tc.18.a.i.1). */
export function isPlatformCoins({ coins }: Pick<OfferDocument, 'coins'>): boolean {
  return typeof coins?.required === 'number'
}

/**
 * The offers of a cart with platform coins kept off the products on which the buyer has used some
 * before (tc.18.a.i.1): those that reach no other product are left out, and named.
 */
export function offersBesideUsed<O extends Pick<OfferDocument, 'id' | 'coins' | 'scope'>>(
  offers: readonly O[],
  lines: CoinCart['lines'],
  used: readonly Product[],
): { offers: O[]; barred: string[] } {
  const usedKeys = new Set(used.map(productKey))
  const barredListings = new Set(
    lines.filter((line) => usedKeys.has(productKey(line))).map(({ listing }) => listing),
  )
  const kept: O[] = []
  const barred: string[] = []
  for (const offer of offers) {
    const narrowed =
      barredListings.size === 0 ? offer : besideListings(offer, lines, barredListings)
    if (narrowed) kept.push(narrowed)
    else barred.push(offer.id)
  }
  return { offers: kept, barred }
}

function besideListings<O extends Pick<OfferDocument, 'coins' | 'scope'>>(
  offer: O,
  lines: CoinCart['lines'],
  barred: ReadonlySet<string>,
): O | null {
  if (!isPlatformCoins(offer)) return offer
  const named = offer.scope?.listings ?? []
  const reached = named.length > 0 ? named : [...new Set(lines.map(({ listing }) => listing))]
  const listings = reached.filter((listing) => !barred.has(listing))
  return listings.length === 0 ? null : { ...offer, scope: { ...offer.scope, listings } }
}

const productKey = ({ store, listing }: Product): string => JSON.stringify([store, listing])
