import type { Input } from '../../core/pricing/input.ts'
import type { OfferDocument } from '../../core/pricing/offer-document.ts'
import type { Terms } from '../../core/pricing/terms.ts'
import { isChosen } from './lab.ts'
import type { Listing } from './samples.ts'

type Line = Input['lines'][number]

/** A name that is not taken yet: "code", "code-2", "code-3". */
export function freshName(wanted: string, taken: readonly unknown[]): string {
  const names = new Set(taken)
  if (!names.has(wanted)) return wanted
  let n = 2
  while (names.has(`${wanted}-${n}`)) n++
  return `${wanted}-${n}`
}

/** The cart with one piece of a listing more; its store and its freight come with it. */
export function withListing(input: Input, listing: Listing): Input {
  const same = input.lines.findIndex((line) => line.listing === listing.id)
  const found = input.lines[same]
  if (found) {
    const more = { ...found, quantity: (found.quantity ?? 1) + 1 }
    return { ...input, lines: input.lines.with(same, more) }
  }
  const store = listing.store ?? Object.keys(input.stores)[0] ?? 'store'
  const line: Line = {
    id: freshName(`item-${input.lines.length + 1}`, idsOf(input.lines)),
    listing: listing.id,
    sku: `${listing.id}-1`,
    store,
    category: listing.category,
    unitPrice: listing.unitPrice,
  }
  return withFreight(withLine(input, line), store, listing.shippingFee)
}

/** The cart with an item that is not among the listings. */
export function withOwnItem(input: Input, name: string, unitPrice: number): Input {
  const store = Object.keys(input.stores)[0] ?? 'store'
  const id = freshName(`item-${input.lines.length + 1}`, idsOf(input.lines))
  return withLine(input, { id, listing: name, sku: `${name}-1`.slice(0, 128), store, unitPrice })
}

function withLine(input: Input, line: Line): Input {
  return { ...withStore(input, line.store), lines: [...input.lines, line] }
}

/** The cart knowing a store; a new one has a seller of the same name, and no freight. */
export function withStore(input: Input, store: string): Input {
  if (Object.hasOwn(input.stores, store)) return input
  return { ...input, stores: { ...input.stores, [store]: { seller: store.replaceAll('/', '-') } } }
}

function withFreight(input: Input, store: string, fee: number | null): Input {
  const seller = input.stores[store]?.seller
  const rows = input.shipping ?? []
  if (fee === null || seller === undefined) return input
  if (rows.some((row) => row.seller === seller && (row.method ?? 'standard') === 'standard')) {
    return input
  }
  return { ...input, shipping: [...rows, { seller, method: 'standard', fee }] }
}

/** Every offer attempted is said as "all", so that offers added later are attempted too. */
export function withChoice(input: Input, offers: readonly string[], on: boolean): Input {
  const all = (input.offers ?? []).map((offer) => offer.id)
  const chosen = all.filter((id) => (offers.includes(id) ? on : isChosen(input, id)))
  return { ...input, choose: chosen.length === all.length ? 'all' : chosen }
}

export function withOffer(input: Input, offer: OfferDocument): Input {
  const offers = [...(input.offers ?? []), offer]
  const { choose = 'all' } = input
  return { ...input, offers, choose: choose === 'all' ? 'all' : [...choose, offer.id] }
}

/** An offer changed in its place; its ticks follow it to a new id. */
export function withChangedOffer(input: Input, at: number, offer: OfferDocument): Input {
  const before = input.offers?.[at]
  const { choose = 'all' } = input
  const renamed =
    choose === 'all' ? choose : choose.map((id) => (id === before?.id ? offer.id : id))
  return { ...input, offers: (input.offers ?? []).with(at, offer), choose: renamed }
}

export function withoutOffer(input: Input, at: number): Input {
  const gone = input.offers?.[at]?.id
  const { choose = 'all' } = input
  const offers = (input.offers ?? []).filter((_, place) => place !== at)
  return {
    ...input,
    offers,
    choose: choose === 'all' ? choose : choose.filter((id) => id !== gone),
  }
}

/** A published code under terms that name such codes otherwise: the kind that they call a code. */
export function asCodeOf(terms: Terms | undefined, offer: OfferDocument): OfferDocument {
  if (!terms || terms.kinds.has(offer.kind)) return offer
  const kind = ['promo-code', 'code', 'coupon'].find((name) => terms.kinds.has(name))
  return kind ? { ...offer, kind } : offer
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map((row) => row.id)
}
