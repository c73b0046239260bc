import type { StoredCart } from '../../../core/offers/wallet-cart.ts'
import type { CartDocument } from '../../../core/pricing/input.ts'
import { moneyText } from '../money.ts'
import { lineName } from '../samples.ts'

/** A listing as far as coupons ask of it. */
export interface ListingInHand {
  readonly listing: string
  readonly name: string
  readonly store: string
  readonly seller: string
  readonly category: readonly string[]
  readonly warehouse: string | null
}

/** The cart as the server asks for it: who buys, and when, it knows itself. */
export function toAsk(cart: CartDocument): StoredCart {
  const { at, buyer, ...rest } = cart
  return buyer.channel === undefined ? rest : { ...rest, channel: buyer.channel }
}

/** The cart in a few words: "6 things, 115.04 USD". */
export function cartWords({ lines, currency }: CartDocument): string {
  const pieces = lines.reduce((sum, { quantity = 1 }) => sum + quantity, 0)
  const list = lines.reduce((sum, { quantity = 1, unitPrice }) => sum + quantity * unitPrice, 0)
  return `${pieces} ${pieces === 1 ? 'thing' : 'things'}, ${moneyText(list, currency)} ${currency}`
}

/** The listings of a cart, each once. */
export function listingsIn({ lines, stores }: CartDocument): readonly ListingInHand[] {
  const found = new Map<string, ListingInHand>()
  for (const line of lines) {
    const seller = stores[line.store]?.seller
    if (seller === undefined || found.has(line.listing)) continue
    found.set(line.listing, {
      listing: line.listing,
      name: lineName(line),
      store: line.store,
      seller,
      category: line.category ?? [],
      warehouse: line.warehouse ?? null,
    })
  }
  return [...found.values()]
}

/**
 * What is known of a listing: what the address says of it, and else what the cart does. Null where
 * neither names its store and its seller.
 */
export function listingOf(id: string, search: string, cart: CartDocument): ListingInHand | null {
  const words = new URLSearchParams(search)
  const own = listingsIn(cart).find(({ listing }) => listing === id)
  const store = words.get('store') ?? own?.store
  const seller = words.get('seller') ?? own?.seller
  if (!store || !seller) return null
  return {
    listing: id,
    name: own?.name ?? lineName({ listing: id } as CartDocument['lines'][number]),
    store,
    seller,
    category: words.get('category')?.split('/').filter(Boolean) ?? own?.category ?? [],
    warehouse: words.get('warehouse') ?? own?.warehouse ?? null,
  }
}
