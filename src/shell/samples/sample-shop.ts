import known from '../../../samples/listings.json' with { type: 'json' }
import shop from '../../../samples/shop.json' with { type: 'json' }
import type { Refused } from '../../core/base/faults.ts'
import type { Promises } from '../../core/orders/order.ts'

/** A listing of the sample shop: what a seller of the sample marketplace asks and promises for it. */
export interface SampleListing {
  readonly listing: string
  readonly sku: string
  readonly title: string
  readonly store: string
  readonly seller: string
  readonly sellerName: string
  readonly category: readonly string[]
  readonly currency: string
  readonly priceMinor: number
  readonly method: string
  readonly feeMinor: number
  readonly shipDays: number
  readonly deliveryDays: number
}

interface Row {
  readonly listing: string
  readonly store: string
  readonly traits?: readonly string[]
}

interface SampleStore {
  readonly seller: string
  readonly name: string
  readonly method: string
  readonly fee: number
  readonly shipDays: number
  readonly deliveryDays: number
  readonly warehouse: string
}

const stores: Readonly<Record<string, SampleStore>> = shop.stores
const rows: readonly Row[] = shop.listings
const byId = new Map(known.map((one) => [one.id, one]))

/** What can be bought in the sample shop: real listings at the prices at which they were read. */
export const sampleListings: readonly SampleListing[] = rows.map(({ listing, store }) => {
  const read = byId.get(listing)
  const of = stores[store]
  if (!read || !of) throw new Error(`Broken invariant: ${listing} of ${store} is a sample.`)
  return {
    listing,
    sku: `${listing}-1`,
    title: read.name,
    store,
    seller: of.seller,
    sellerName: of.name,
    category: read.category,
    currency: shop.currency,
    priceMinor: read.unitPrice,
    method: of.method,
    feeMinor: of.fee,
    shipDays: of.shipDays,
    deliveryDays: of.deliveryDays,
  }
})

const listings = new Map(sampleListings.map((one) => [one.listing, one]))
const traits = new Map(rows.map((row) => [row.listing, row.traits ?? []]))

/** What somebody puts into a basket of the sample shop. */
export interface SampleBasket {
  readonly lines: readonly {
    readonly listing: string
    readonly quantity: number
    readonly sku?: string | undefined
  }[]
  readonly codes?: readonly string[] | undefined
}

/** A basket as a cart of its shop: prices, methods and promises are the server's to say. */
export interface SampleCart {
  readonly cart: object
  readonly promises: Readonly<Record<string, Promises>>
}

/** The cart of a basket; refused where the shop does not have what is in it. */
export function sampleCart({ lines, codes }: SampleBasket): SampleCart | Refused {
  const faults = lines.flatMap(({ listing, sku }, at) => {
    const found = listings.get(listing)
    if (!found) return [{ path: `/lines/${at}/listing`, fault: 'The shop has no such listing.' }]
    const isKnown = sku === undefined || sku === found.sku
    return isKnown ? [] : [{ path: `/lines/${at}/sku`, fault: `Must be ${found.sku}.` }]
  })
  if (faults.length > 0) return { refused: faults }
  const pieces = new Map<string, number>()
  for (const { listing, quantity } of lines) {
    pieces.set(listing, (pieces.get(listing) ?? 0) + quantity)
  }
  const bought = [...pieces].map(([listing, quantity]) => ({
    ...(listings.get(listing) as SampleListing),
    quantity,
  }))
  const used = [...new Set(bought.map(({ store }) => store))]
  return {
    cart: {
      terms: shop.terms,
      currency: shop.currency,
      stores: Object.fromEntries(used.map((store) => [store, { seller: stores[store]?.seller }])),
      lines: bought.map(lineOf),
      shipping: used.map((store) => shippingOf(stores[store] as SampleStore)),
      ...(codes && codes.length > 0 && { codes }),
    },
    promises: Object.fromEntries(
      bought.map(({ seller, method, shipDays, deliveryDays }) => [
        `${seller}/${method}`,
        { shipDays, deliveryDays },
      ]),
    ),
  }
}

function lineOf(one: SampleListing & { readonly quantity: number }) {
  const { listing, sku, store, category, priceMinor, quantity, method } = one
  return {
    id: listing,
    listing,
    sku,
    store,
    category,
    unitPrice: priceMinor,
    quantity,
    method,
    traits: traits.get(listing) ?? [],
    warehouse: stores[store]?.warehouse ?? null,
  }
}

const shippingOf = ({ seller, method, fee }: SampleStore) => ({ seller, method, fee })
