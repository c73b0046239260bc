// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { Order } from './checkouts-documents-2.ts'
import type {
  OrderAct,
  OrderActions,
  OrderLedger,
  OrderList,
  OrderReplay,
  SellerBalance,
} from './orders-documents.ts'
import type {
  Extension,
  ExtensionList,
  GivenExtension,
  SellerStatement,
} from './orders-documents-2.ts'

/** The life of orders, and the money in it. */
export interface OrdersCalls {
  /** Orders. A buyer’s own, a seller’s own, or all. */
  listOrders: Call<
    {
      readonly query?: {
        readonly limit?: number | undefined
        readonly after?: string | undefined
        readonly state?:
          | 'new'
          | 'unpaid'
          | 'verifying'
          | 'awaiting-shipment'
          | 'cancel-requested'
          | 'awaiting-delivery'
          | 'completed'
          | 'closed'
          | 'cancelled'
          | undefined
        readonly buyer?: string | undefined
        readonly seller?: string | undefined
      }
    },
    OrderList
  >
  /**
   * An order, as you see it. Where it stands, when what is due (bp.pst), what can be done and
   * what happens otherwise (bp.status), and its history.
   */
  getOrder: Call<
    {
      readonly path: { readonly order: string }
      readonly query?: {
        readonly as?: 'buyer' | 'seller' | 'carrier' | 'platform' | 'disputes' | undefined
      }
    },
    Order
  >
  /**
   * What you can do with an order. Each act with whether it is possible now, from when and
   * until when it is, why not where it is not, and what happens when nobody acts. An act is
   * accepted exactly when this says so.
   */
  listOrderActions: Call<
    {
      readonly path: { readonly order: string }
      readonly query?: {
        readonly as?: 'buyer' | 'seller' | 'carrier' | 'platform' | 'disputes' | undefined
      }
    },
    OrderActions
  >
  /**
   * Act on an order. What is due by now is applied before it, each deadline at its true time.
   * Buyers cancel, ask to cancel and confirm; sellers ship, answer and extend; the platform
   * extends. A key of the platform says for whom it acts: `as`, which may also be the carrier
   * or the dispute process. Refused acts are told with their clause, the state of the order,
   * and from when they will be possible.
   */
  actOnOrder: Call<{ readonly path: { readonly order: string }; readonly body: OrderAct }, Order>
  /**
   * All that is kept of an order. Every step with when it took effect and when it was written
   * down, the quote that was accepted with the offers of that day (tc.22), every posting of
   * its money, refunds with the days in which they arrive (bp.cancel.paid), payments, and what
   * counts against a party.
   */
  getOrderLedger: Call<{ readonly path: { readonly order: string } }, OrderLedger>
  /**
   * Derive an order again from what was recorded. The quote from the input that was accepted,
   * and the order from its acts: both come to the same bytes, or the answer says what does not
   * (tc.22).
   */
  replayOrder: Call<{ readonly path: { readonly order: string } }, OrderReplay>
  /**
   * What a seller has. In escrow until buyers confirm (faq.escrow), pending until protection
   * ends, available, owed after refunds, withdrawn: by currency. `me` is the seller who asks.
   */
  getSellerBalance: Call<{ readonly path: { readonly seller: string } }, SellerBalance>
  /** What came to a seller, and what went. `me` is the seller who asks. */
  getSellerStatement: Call<
    {
      readonly path: { readonly seller: string }
      readonly query?: {
        readonly currency?: string | undefined
        readonly before?: number | undefined
        readonly limit?: number | undefined
      }
    },
    SellerStatement
  >
  /**
   * Give more time for delivery to everyone. For orders that were shipped in a period and go
   * to some countries, or to all (bp.extend). Orders that are shipped later in the period are
   * reached too. It cannot be taken back.
   */
  createExtension: Call<{ readonly body: Extension }, GivenExtension>
  /**
   * Extensions that were given to everyone. For keys of the platform with the scope
   * `orders:read`; people signed in as agent, admin.
   */
  listExtensions: Call<Record<never, never>, ExtensionList>
}

export const ordersRows = {
  listOrders: ['GET', '/v1/orders'],
  getOrder: ['GET', '/v1/orders/{order}'],
  listOrderActions: ['GET', '/v1/orders/{order}/actions'],
  actOnOrder: ['POST', '/v1/orders/{order}/acts', 'keyed'],
  getOrderLedger: ['GET', '/v1/orders/{order}/ledger'],
  replayOrder: ['GET', '/v1/orders/{order}/replay'],
  getSellerBalance: ['GET', '/v1/sellers/{seller}/balance'],
  getSellerStatement: ['GET', '/v1/sellers/{seller}/statement'],
  createExtension: ['POST', '/v1/extensions', 'keyed'],
  listExtensions: ['GET', '/v1/extensions'],
} as const satisfies Rows<OrdersCalls>
