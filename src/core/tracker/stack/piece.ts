import { AMOUNT_MAX } from '../../base/fields.ts'
import type { Instant } from '../../base/instant.ts'
import type { Cart, CartLine, CartSeller, CartStore } from '../../pricing/cart.ts'
import type { CartDocument } from '../../pricing/input.ts'
import type { OfferDocument } from '../../pricing/offer-document.ts'
import type { Terms } from '../../pricing/terms.ts'
import type { Observation, Reading, Surface } from '../observation.ts'

/** What of a reading the stack asks; an observation has it as well. */
export type Seen = Pick<
  Reading | Observation,
  | 'listing'
  | 'sku'
  | 'shipTo'
  | 'currency'
  | 'surface'
  | 'at'
  | 'sale'
  | 'shipping'
  | 'store'
  | 'seller'
  | 'category'
  | 'warehouse'
  | 'traits'
  | 'taxRate'
  | 'pricesIncludeTax'
>

/** Who looks at a public price: anybody who bought before, with coins enough (fg.t.personal). */
export const ANYBODY = { id: 'anybody', ordersPlaced: 1, coins: AMOUNT_MAX } as const

const CHANNELS: Partial<Readonly<Record<Surface, 'app' | 'mobile'>>> = {
  app: 'app',
  mobile: 'mobile',
  coins: 'app',
}

const UNKNOWN = 'unknown'
const METHOD = 'standard'
const LINE = 'piece'

/** One piece of what was seen, as a cart (pricing §2): its list is the sale price, where the stack begins. */
export function pieceOf(seen: Seen, terms: string, at: string): CartDocument {
  const store = seen.store ?? UNKNOWN
  const seller = seen.seller ?? UNKNOWN
  return {
    terms,
    at,
    currency: seen.currency,
    pricesIncludeTax: seen.pricesIncludeTax ?? false,
    buyer: { ...ANYBODY, country: seen.shipTo, channel: CHANNELS[seen.surface] ?? 'site' },
    stores: { [store]: { seller } },
    lines: [
      {
        id: LINE,
        listing: seen.listing,
        sku: seen.sku ?? seen.listing,
        store,
        unitPrice: seen.sale,
        category: seen.category ?? [],
        warehouse: seen.warehouse ?? null,
        traits: seen.traits ?? [],
        taxRate: seen.taxRate ?? 0,
      },
    ],
    shipping: [{ seller, method: METHOD, fee: seen.shipping }],
  }
}

/** The same for who may use a personal offer: the owner, a new buyer, somebody in the app. */
export function pieceFor(cart: CartDocument, offer: OfferDocument): CartDocument {
  const channel = offer.channels?.[0]
  const buyer = {
    ...cart.buyer,
    ordersPlaced: 0,
    ...(offer.owner ? { id: offer.owner } : {}),
    ...(channel ? { channel } : {}),
  }
  return { ...cart, buyer }
}

/**
 * The cart of that piece, for what was accepted before: the same as reading the document, without making it
 * (a test compares them). Where a million pieces are priced again, the document is half of the work.
 */
export function cartOf(seen: Seen, terms: Terms, at: Instant): Cart {
  const line = lineOf(seen)
  const { store } = line
  return {
    terms,
    at,
    currency: seen.currency,
    pricesIncludeTax: seen.pricesIncludeTax ?? false,
    buyerId: ANYBODY.id,
    country: seen.shipTo,
    channel: CHANNELS[seen.surface] ?? 'site',
    ordersPlaced: ANYBODY.ordersPlaced,
    coins: ANYBODY.coins,
    disqualified: false,
    lines: [line],
    orders: [{ id: `${store.seller.id}/${METHOD}`, fee: seen.shipping }],
    stores: new Map<string, CartStore>().set(store.id, store),
    sellers: new Map<string, CartSeller>().set(store.seller.id, store.seller),
    places: FIRST,
    orderOf: FIRST,
    storeOf: FIRST,
    sellerOf: FIRST,
    lists: [seen.sale],
    fees: [seen.shipping],
    hasTraits: line.traits.length > 0,
  }
}

const FIRST: readonly number[] = [0]
const NONE: readonly string[] = []

function lineOf(seen: Seen): CartLine {
  const seller: CartSeller = {
    index: 0,
    id: seen.seller ?? UNKNOWN,
    methods: [METHOD],
    orders: [0],
    lines: [0],
  }
  return {
    id: LINE,
    listing: seen.listing,
    store: { index: 0, id: seen.store ?? UNKNOWN, seller, select: null, lines: [0] },
    order: 0,
    category: seen.category ?? NONE,
    unitPrice: seen.sale,
    quantity: 1,
    list: seen.sale,
    traits: seen.traits ?? NONE,
    warehouse: seen.warehouse ?? null,
    rateBp: Math.round((seen.taxRate ?? 0) * 100),
  }
}
