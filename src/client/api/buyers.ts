// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { Buyer, BuyerFacts } from './buyers-documents.ts'

/** What is known of buyers. */
export interface BuyersCalls {
  /** Tell what a buyer is. What offers ask of a buyer is known from here, never from a cart. */
  putBuyer: Call<{ readonly path: { readonly buyer: string }; readonly body: BuyerFacts }, Buyer>
  /**
   * What is known of a buyer. For keys with the scope `buyers:read`; people signed in as
   * buyer, agent, admin.
   */
  getBuyer: Call<{ readonly path: { readonly buyer: string } }, Buyer>
}

export const buyersRows = {
  putBuyer: ['PUT', '/v1/buyers/{buyer}'],
  getBuyer: ['GET', '/v1/buyers/{buyer}'],
} as const satisfies Rows<BuyersCalls>
