// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type {
  CartLeft,
  Fired,
  Invitation,
  Redeemed,
  Redemption,
  TriggerEvent,
} from './issuing-documents.ts'

/** What issues a coupon by itself. */
export interface IssuingCalls {
  /**
   * Say that something happened that issues a coupon. Each occasion issues its personal coupon
   * once, however often it is told (fg.one-time): the first opening of the app on a device, an
   * anniversary, a seller followed, a compensation by an agent.
   */
  fireTrigger: Call<
    { readonly path: { readonly buyer: string }; readonly body: TriggerEvent },
    Fired
  >
  /**
   * Say that a cart is left, or is gone. A cart left for 2 to 3 days issues its coupon
   * (fg.one-time), unless it was bought or emptied meanwhile.
   */
  leaveCart: Call<
    { readonly path: { readonly buyer: string; readonly cart: string }; readonly body: CartLeft },
    undefined
  >
  /**
   * The invitation code of a buyer. For buyers with at least one order placed (tc.15.a).
   * Always the same code.
   */
  getInvitation: Call<{ readonly path: { readonly buyer: string } }, Invitation>
  /**
   * Redeem an invitation. For a new buyer who never placed an order, once (tc.15.a): a set of
   * AliExpress coupons.
   */
  redeemInvitation: Call<
    { readonly path: { readonly buyer: string }; readonly body: Redemption },
    Redeemed
  >
}

export const issuingRows = {
  fireTrigger: ['POST', '/v1/buyers/{buyer}/triggers'],
  leaveCart: ['PUT', '/v1/buyers/{buyer}/carts/{cart}'],
  getInvitation: ['POST', '/v1/buyers/{buyer}/invitation'],
  redeemInvitation: ['POST', '/v1/buyers/{buyer}/invitation/redeem'],
} as const satisfies Rows<IssuingCalls>
