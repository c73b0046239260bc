import { sampleListings } from '../samples/sample-shop.ts'
import type { OwnListing } from '../sources/marketplace.ts'

const byId = Map.groupBy(sampleListings, ({ listing }) => listing)

/** The listings that this marketplace sells itself: those of its sample shop, where it has one. */
export function ownListings(withSamples: boolean): (listing: string) => Promise<OwnListing[]> {
  return async (listing) => {
    if (!withSamples) return []
    return (byId.get(listing) ?? []).map((one) => ({
      ...{ listing, sku: one.sku, title: one.title, store: one.store, seller: one.seller },
      storeName: one.sellerName,
      category: one.category,
      currency: one.currency,
      listMinor: one.priceMinor,
      saleMinor: one.priceMinor,
      shippingMinor: one.feeMinor,
    }))
  }
}
