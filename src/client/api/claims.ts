// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { Claims, Granted, NewClaim, Reservation } from './claims-documents.ts'

/** What buyers hold, and what becomes of it. */
export interface ClaimsCalls {
  /**
   * Claim an offer. For the buyer who is signed in, or, with a key, for the buyer that it
   * names. Exact under any load: of an offer that is limited to k, k claims are granted. By
   * `code`, whatever is wrong with the code is answered alike.
   */
  claim: Call<{ readonly body: NewClaim }, Granted>
  /**
   * Reserve offers for an order. All or none. What the buyer does not hold and needs no claim
   * is claimed with it. `amountMinor` is what the quote took off: it is drawn from the budget
   * of the offer.
   */
  reserve: Call<
    {
      readonly path: { readonly buyer: string; readonly order: string }
      readonly body: Reservation
    },
    Claims
  >
  /** Use what an order holds. Its payment is verified. */
  useOrder: Call<{ readonly path: { readonly buyer: string; readonly order: string } }, Claims>
  /**
   * Release what an order holds. The order was cancelled or lapsed before it was paid: nothing
   * was used.
   */
  releaseOrder: Call<{ readonly path: { readonly buyer: string; readonly order: string } }, Claims>
  /**
   * Hold what an order reserved. Its payment failed: the offers can be tried again after 30
   * minutes (cp.9).
   */
  holdOrder: Call<{ readonly path: { readonly buyer: string; readonly order: string } }, Claims>
  /** Forfeit what an order used. After a refund: coupons do not come back (tc.8). */
  forfeitOrder: Call<{ readonly path: { readonly buyer: string; readonly order: string } }, Claims>
  /**
   * Give back what a fully cancelled order used. Every order that used it was cancelled before
   * shipping: it comes back where its own terms say so and it is still valid (D-12); otherwise
   * it is forfeited.
   */
  returnOrder: Call<{ readonly path: { readonly buyer: string; readonly order: string } }, Claims>
  /**
   * What a buyer has claimed. For keys with the scope `buyers:read`; people signed in as
   * buyer, agent, admin.
   */
  listClaims: Call<{ readonly path: { readonly buyer: string } }, Claims>
}

export const claimsRows = {
  claim: ['POST', '/v1/claims', 'keyed'],
  reserve: ['POST', '/v1/buyers/{buyer}/orders/{order}/reserve', 'keyed'],
  useOrder: ['POST', '/v1/buyers/{buyer}/orders/{order}/use', 'keyed'],
  releaseOrder: ['POST', '/v1/buyers/{buyer}/orders/{order}/release', 'keyed'],
  holdOrder: ['POST', '/v1/buyers/{buyer}/orders/{order}/hold', 'keyed'],
  forfeitOrder: ['POST', '/v1/buyers/{buyer}/orders/{order}/forfeit', 'keyed'],
  returnOrder: ['POST', '/v1/buyers/{buyer}/orders/{order}/return', 'keyed'],
  listClaims: ['GET', '/v1/buyers/{buyer}/claims'],
} as const satisfies Rows<ClaimsCalls>
