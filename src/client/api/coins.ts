// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type {
  CoinAnswer,
  Coins,
  Earning,
  Exchange,
  Exchanged,
  Nothing,
  PiecesBack,
  Spending,
} from './coins-documents.ts'

/** Earned, spent, exchanged: a ledger. */
export interface CoinsCalls {
  /**
   * The coins of a buyer. For keys with the scope `buyers:read`; people signed in as buyer,
   * agent, admin.
   */
  getCoins: Call<
    {
      readonly path: { readonly buyer: string }
      readonly query?: { readonly limit?: number | undefined; readonly before?: number | undefined }
    },
    Coins
  >
  /**
   * Let a buyer earn coins. By a rule of the installation; `spentMinor` where the rule gives
   * by what was spent.
   */
  earnCoins: Call<{ readonly path: { readonly buyer: string }; readonly body: Earning }, CoinAnswer>
  /**
   * Put the coins of an order aside. When it is placed: all or nothing, and once on the same
   * product of a store (tc.18.a.i.1).
   */
  reserveCoins: Call<
    { readonly path: { readonly buyer: string; readonly order: string }; readonly body: Spending },
    CoinAnswer
  >
  /**
   * Spend the coins of an order. When its payment is verified: those put aside for it, or held
   * ones.
   */
  spendCoins: Call<
    { readonly path: { readonly buyer: string; readonly order: string }; readonly body: Spending },
    CoinAnswer
  >
  /** Free the coins of an order. It was cancelled, or lapsed, before it was paid. */
  releaseCoins: Call<
    { readonly path: { readonly buyer: string; readonly order: string }; readonly body: Nothing },
    CoinAnswer
  >
  /**
   * Give the coins of an order back. Only when all of the payment is refunded or cancelled;
   * until then none come back, not even in part (tc.18.b).
   */
  returnCoins: Call<
    {
      readonly path: { readonly buyer: string; readonly order: string }
      readonly body: PiecesBack
    },
    CoinAnswer
  >
  /**
   * Exchange coins for a coupon. Both or neither: the coins are spent exactly if the coupon is
   * granted (tc.18.a.i.2).
   */
  exchangeCoins: Call<
    { readonly path: { readonly buyer: string }; readonly body: Exchange },
    Exchanged
  >
}

export const coinsRows = {
  getCoins: ['GET', '/v1/buyers/{buyer}/coins'],
  earnCoins: ['POST', '/v1/buyers/{buyer}/coins/earn'],
  reserveCoins: ['POST', '/v1/buyers/{buyer}/orders/{order}/coins/reserve'],
  spendCoins: ['POST', '/v1/buyers/{buyer}/orders/{order}/coins/spend'],
  releaseCoins: ['POST', '/v1/buyers/{buyer}/orders/{order}/coins/release'],
  returnCoins: ['POST', '/v1/buyers/{buyer}/orders/{order}/coins/return'],
  exchangeCoins: ['POST', '/v1/buyers/{buyer}/coins/exchange', 'keyed'],
} as const satisfies Rows<CoinsCalls>
