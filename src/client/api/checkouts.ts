// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { NewCheckout } from './checkouts-documents.ts'
import type { Accepting, Checkout } from './checkouts-documents-2.ts'
import type { BegunPayment, Paying } from './checkouts-documents-3.ts'

/** From a cart to orders that are paid. */
export interface CheckoutsCalls {
  /**
   * Show a buyer what a cart costs, to be accepted; or buy it at once. Prices the cart with
   * the stored offers as it would be bought now, and keeps the quote as a draft for 7 days.
   * With `accept` it is bought at once, if the price is still that one. Prices are the
   * marketplace’s to say: buyers do not send carts here. A checkout is named by its buyer and
   * the Idempotency-Key, so that a repetition is the same one.
   */
  createCheckout: Call<{ readonly body: NewCheckout }, Checkout>
  /**
   * A checkout. For keys of the platform with the scope `orders:read`; people signed in as
   * buyer, agent, admin.
   */
  getCheckout: Call<{ readonly path: { readonly checkout: string } }, Checkout>
  /**
   * Accept the price of a draft: place its orders. By the hash of the quote that the buyer
   * saw. Orders are placed by seller and shipping method (faq.combine), their offers and coins
   * reserved, all or nothing (tc.5). At another price nothing is bought: the refusal
   * `price-changed` names the old and the new one, and the draft holds the new one from then
   * on (tc.22). Accepting again answers the orders that were placed.
   */
  acceptCheckout: Call<
    { readonly path: { readonly checkout: string }; readonly body: Accepting },
    Checkout
  >
  /**
   * Pay for the orders of a checkout. Begins one payment for all orders of it that are not
   * paid (faq.pay). The buyer pays at `payAt`; what comes of it is told by the payment
   * provider. While it is checked, nothing else can be paid or cancelled (bp.cancel.pending);
   * after a failure (faq.payfail) the offers are blocked for 30 minutes (cp.9). Where the
   * provider cannot be reached it is tried again by itself: read the checkout for `payAt`.
   */
  payCheckout: Call<
    { readonly path: { readonly checkout: string }; readonly body: Paying },
    BegunPayment
  >
  /**
   * Hear a payment provider. For the web hooks of payment providers, in their own form. Nobody
   * signs in here: who has signed the body with the secret of the provider is heard, and each
   * event once (faq.escrow, faq.payfail). Whatever is wrong with a message is answered alike.
   */
  hearPayments: Call<
    {
      readonly path: { readonly provider: string }
      readonly body: Readonly<Record<string, unknown>>
    },
    undefined
  >
}

export const checkoutsRows = {
  createCheckout: ['POST', '/v1/checkouts', 'keyed'],
  getCheckout: ['GET', '/v1/checkouts/{checkout}'],
  acceptCheckout: ['POST', '/v1/checkouts/{checkout}/accept', 'keyed'],
  payCheckout: ['POST', '/v1/checkouts/{checkout}/pay', 'keyed'],
  hearPayments: ['POST', '/v1/payments/{provider}/events'],
} as const satisfies Rows<CheckoutsCalls>
