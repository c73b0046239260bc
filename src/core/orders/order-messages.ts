import type { Party } from './order.ts'

/** What parties are told when something happened to their order, as sentences; by whom they are read. */
export const ORDER_MESSAGES = {
  'ship-now': 'The payment is verified. Please ship the order in time.',
  'payment-verified': 'Your payment is verified and kept in escrow until you have the goods.',
  'payment-failed': 'Your payment failed. You can pay again; coupons are free again in 30 minutes.',
  'payment-returned': 'A payment came that nobody waited for. It goes back to you in full.',
  'not-paid-in-time':
    'Your order was not paid in time and is cancelled. Its coupons are free again.',
  'cancellation-asked': 'The buyer asks to cancel. Please agree or refuse in time.',
  'cancellation-approved': 'The seller agreed: your order is cancelled and refunded in full.',
  'cancellation-by-silence': 'No answer came in time: the order is cancelled and refunded in full.',
  'cancellation-refused': 'The seller did not agree to cancel and will ship the order.',
  'not-shipped-in-time': 'The order was not shipped in time: it is cancelled and refunded in full.',
  shipped: 'Your order is on its way. Its tracking number stands on the order.',
  'updates-may-stop':
    'Updates of this economy method may stop from here. The parcel normally comes within 30 days.',
  extended: 'You have more time: delivery and protection of your order were extended.',
  'delivery-time-over':
    'The delivery time of your order is over. If it did not come, open a dispute before protection ends.',
  confirmed: 'The buyer confirmed receipt. The money is yours once protection has ended.',
  'confirmed-by-silence': 'Protection has ended: receipt counts as confirmed, the seller is paid.',
  'money-available': 'Protection has ended. The money of the order can be withdrawn.',
} as const satisfies Readonly<Record<string, string>>

export type OrderMessage = keyof typeof ORDER_MESSAGES

/** Somebody to be told something. */
export interface Told {
  readonly party: Party
  readonly message: OrderMessage
}
