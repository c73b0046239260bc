// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { Checkout } from './checkouts-documents-2.ts'
import type { SampleBasket, SampleListings } from './samples-documents.ts'

/** A shop to try it with. */
export interface SamplesCalls {
  /**
   * The listings of the sample shop. For anybody; people signed in as buyer, seller, agent,
   * admin.
   */
  listSampleListings: Call<Record<never, never>, SampleListings>
  /**
   * Show what a basket of the sample shop costs. The server knows the prices, methods and
   * promises of its sample shop: so a buyer can ask here for itself. Not found where the
   * server has no samples.
   */
  createSampleCheckout: Call<{ readonly body: SampleBasket }, Checkout>
}

export const samplesRows = {
  listSampleListings: ['GET', '/v1/samples/listings'],
  createSampleCheckout: ['POST', '/v1/samples/checkouts', 'keyed'],
} as const satisfies Rows<SamplesCalls>
