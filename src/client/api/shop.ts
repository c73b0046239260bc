// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type {
  CartAsked,
  CentrePreview,
  Coupons,
  Drawer,
  PanelPreview,
  WalletPreview,
} from './shop-documents.ts'
import type { Qualification, StoredBest, StoredQuote } from './shop-documents-2.ts'

/** What a buyer sees of the offers. */
export interface ShopCalls {
  /** The coupon centre. Every platform coupon that can be claimed now (fg.center). */
  listCentre: Call<
    {
      readonly query?: {
        readonly limit?: number | undefined
        readonly after?: string | undefined
        readonly category?: string | undefined
        readonly buyer?: string | undefined
      }
    },
    Coupons
  >
  /**
   * The coupon centre, and what each coupon would do to a cart. The cart is an input of a
   * quote without `offers`, and with the `codes` that the buyer typed. The instant and the
   * buyer are not in it: what is known here of the buyer (country, orders placed, coins,
   * claims) counts, and the clock of the database. `buyer` names who shops where a key asks; a
   * person who is signed in shops.
   */
  previewCentre: Call<{ readonly body: CentrePreview }, Coupons>
  /** The coupons of a listing. Store and seller coupons that cover it (fg.center). */
  listPanel: Call<
    {
      readonly query?: {
        readonly listing?: string | undefined
        readonly store?: string | undefined
        readonly seller?: string | undefined
        readonly category?: string | undefined
        readonly buyer?: string | undefined
      }
    },
    Coupons
  >
  /**
   * The coupons of a listing, and what each would do to a cart. The cart is an input of a
   * quote without `offers`, and with the `codes` that the buyer typed. The instant and the
   * buyer are not in it: what is known here of the buyer (country, orders placed, coins,
   * claims) counts, and the clock of the database. `buyer` names who shops where a key asks; a
   * person who is signed in shops.
   */
  previewPanel: Call<{ readonly body: PanelPreview }, Coupons>
  /**
   * The drawer: what a buyer holds. Sorted by expiry; what lapses within 7 days comes first
   * (fg.drawer).
   */
  getWallet: Call<{ readonly path: { readonly buyer: string } }, Drawer>
  /**
   * The drawer, and what each coupon would do to a cart. The cart is an input of a quote
   * without `offers`, and with the `codes` that the buyer typed. The instant and the buyer are
   * not in it: what is known here of the buyer (country, orders placed, coins, claims) counts,
   * and the clock of the database. `buyer` names who shops where a key asks; a person who is
   * signed in shops.
   */
  previewWallet: Call<
    { readonly path: { readonly buyer: string }; readonly body: WalletPreview },
    Drawer
  >
  /**
   * What a cart qualifies for. What applies now and what it really gives; what is within
   * reach, and what is missing; what is barred, and why. Limits, budgets, holds and exclusions
   * are counted: what is promised here, a quote grants.
   */
  qualify: Call<{ readonly body: CartAsked }, Qualification>
  /**
   * Price a cart with the stored offers. With what applies by itself, what the buyer holds,
   * and the codes that were typed; `choose` of the cart names the offers to attempt.
   */
  quoteStored: Call<{ readonly body: CartAsked }, StoredQuote>
  /**
   * The cheapest choice among the stored offers. The cart is an input of a quote without
   * `offers`, and with the `codes` that the buyer typed. The instant and the buyer are not in
   * it: what is known here of the buyer (country, orders placed, coins, claims) counts, and
   * the clock of the database. `buyer` names who shops where a key asks; a person who is
   * signed in shops.
   */
  bestStored: Call<{ readonly body: CartAsked }, StoredBest>
}

export const shopRows = {
  listCentre: ['GET', '/v1/coupons/centre'],
  previewCentre: ['POST', '/v1/coupons/centre'],
  listPanel: ['GET', '/v1/coupons/panel'],
  previewPanel: ['POST', '/v1/coupons/panel'],
  getWallet: ['GET', '/v1/buyers/{buyer}/wallet'],
  previewWallet: ['POST', '/v1/buyers/{buyer}/wallet'],
  qualify: ['POST', '/v1/qualify'],
  quoteStored: ['POST', '/v1/carts/quote'],
  bestStored: ['POST', '/v1/carts/best'],
} as const satisfies Rows<ShopCalls>
