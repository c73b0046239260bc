import type { OrderMessage } from '../../core/orders/order-messages.ts'
import type { Reminded } from '../../core/orders/reminders.ts'

/** How a mail puts something to one of its readers. */
export interface Words {
  readonly subject: string
  readonly says: string
}

/** The same to both sides of an order: they are never told by the same words. */
export type WordsByReader = Readonly<Record<Reminded, Words>>

/**
 * Each message of an order to each of its readers. The process decides who is told what; words stand here
 * for both, so that a changed process finds them. What can be done, until when and what happens
 * otherwise is no part of them: that is asked of the order.
 */
export const ORDER_WORDS: Readonly<Record<OrderMessage, WordsByReader>> = {
  'ship-now': {
    seller: {
      subject: 'Paid: please ship',
      says: 'The payment is verified and kept in escrow. Please send the goods in time, and give the tracking number.',
    },
    buyer: {
      subject: 'Paid: the seller is asked to ship',
      says: 'Your payment is verified, and the seller has been asked to ship.',
    },
  },
  'payment-verified': {
    buyer: {
      subject: 'Your payment is verified',
      says: 'Thank you. Your payment is verified. It is kept in escrow until you have the goods; the seller has been asked to ship.',
    },
    seller: {
      subject: 'The payment is verified',
      says: 'The buyer’s payment is verified and kept in escrow.',
    },
  },
  'payment-failed': {
    buyer: {
      subject: 'Your payment failed',
      says: 'Your payment did not go through, and the order is not paid.',
    },
    seller: {
      subject: 'A payment failed',
      says: 'A payment of the buyer did not go through. There is nothing to do for you: please do not ship yet.',
    },
  },
  'payment-returned': {
    buyer: {
      subject: 'Your payment goes back to you',
      says: 'A payment came for which the order was no longer waiting. All of it goes back to you; there is nothing to do for you.',
    },
    seller: {
      subject: 'A payment goes back to the buyer',
      says: 'A payment came for which the order was no longer waiting. It goes back to the buyer, and changes nothing for you.',
    },
  },
  'not-paid-in-time': {
    buyer: {
      subject: 'Not paid in time: your order is cancelled',
      says: 'Your order was not paid in time and is cancelled. Coupons that were kept for it are free again, and you owe nothing.',
    },
    seller: {
      subject: 'Not paid in time: the order is cancelled',
      says: 'The buyer did not pay in time, and the order is cancelled. Please do not ship it.',
    },
  },
  'cancellation-asked': {
    seller: {
      subject: 'The buyer asks to cancel: please answer',
      says: 'The buyer asks you to cancel this order. Please agree, or refuse if you have sent it or will.',
    },
    buyer: {
      subject: 'The seller is asked to cancel',
      says: 'The seller has been asked to cancel your order and has yet to answer.',
    },
  },
  'cancellation-approved': {
    buyer: {
      subject: 'Cancelled: you get your money back',
      says: 'The seller agreed. Your order is cancelled and refunded in full.',
    },
    seller: {
      subject: 'The order is cancelled as you agreed',
      says: 'You agreed to cancel. The order is refunded to the buyer in full: please do not ship it.',
    },
  },
  'cancellation-by-silence': {
    buyer: {
      subject: 'Cancelled: you get your money back',
      says: 'The seller did not answer in time. Your order is cancelled and refunded in full.',
    },
    seller: {
      subject: 'No answer in time: the order is cancelled',
      says: 'The buyer’s wish to cancel was not answered in time. The order is cancelled and refunded to the buyer in full: please do not ship it.',
    },
  },
  'cancellation-refused': {
    buyer: {
      subject: 'The seller will ship your order',
      says: 'The seller did not agree to cancel and will ship the order.',
    },
    seller: {
      subject: 'You refused to cancel: please ship',
      says: 'You did not agree to cancel. Please send the goods in time, and give the tracking number.',
    },
  },
  'not-shipped-in-time': {
    buyer: {
      subject: 'Not shipped in time: you get your money back',
      says: 'The seller did not ship in time. Your order is cancelled and refunded in full.',
    },
    seller: {
      subject: 'Not shipped in time: the order is cancelled',
      says: 'The order was not shipped in time. It is cancelled and refunded to the buyer in full, and counts as shipped too late. Please do not ship it any more.',
    },
  },
  shipped: {
    buyer: { subject: 'Your order is on its way', says: 'The seller has shipped your order.' },
    seller: {
      subject: 'The order counts as shipped',
      says: 'The order is on its way to the buyer.',
    },
  },
  'updates-may-stop': {
    buyer: {
      subject: 'Tracking of your order may stop for a while',
      says: 'With this economy method, updates may stop from here. That is usual, and does not mean that the parcel is lost.',
    },
    seller: {
      subject: 'Tracking of the order may stop for a while',
      says: 'With this economy method, updates may stop from here. The buyer has been told.',
    },
  },
  extended: {
    buyer: {
      subject: 'You have more time',
      says: 'Delivery and protection of your order were extended.',
    },
    seller: {
      subject: 'The order has more time',
      says: 'Delivery and protection of the order were extended.',
    },
  },
  'delivery-time-over': {
    buyer: {
      subject: 'Has your order come?',
      says: 'The delivery time of your order is over. If it has not come, open a dispute before protection ends. If it has, please confirm receipt.',
    },
    seller: {
      subject: 'The delivery time is over',
      says: 'The delivery time of the order is over, and receipt is not confirmed. The buyer can open a dispute now.',
    },
  },
  confirmed: {
    seller: {
      subject: 'The buyer confirmed receipt',
      says: 'The buyer confirmed receipt. The money is yours once protection has ended.',
    },
    buyer: { subject: 'You confirmed receipt', says: 'Receipt is confirmed. Thank you.' },
  },
  'confirmed-by-silence': {
    buyer: {
      subject: 'Protection of your order has ended',
      says: 'Protection has ended. Receipt counts as confirmed, and the seller is paid.',
    },
    seller: {
      subject: 'Protection has ended: receipt counts as confirmed',
      says: 'Protection has ended. Receipt counts as confirmed, and you are paid.',
    },
  },
  'money-available': {
    seller: {
      subject: 'You can withdraw the money',
      says: 'Protection has ended. The money of the order can be withdrawn.',
    },
    buyer: {
      subject: 'Protection of your order has ended',
      says: 'Protection has ended, and the seller is paid.',
    },
  },
}

/** After these, what the buyer paid comes back, in 3 to 20 business days (bp.cancel.paid). */
export const REFUNDING: ReadonlySet<OrderMessage> = new Set<OrderMessage>([
  'payment-returned',
  'cancellation-approved',
  'cancellation-by-silence',
  'not-shipped-in-time',
])
