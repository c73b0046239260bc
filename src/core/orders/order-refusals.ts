/**
 * Why an act on an order is refused, each with the clause that it rests on and what to do instead.
 * A row of the process can cite a clause of its own: then that one is told.
 */
export const ORDER_REFUSALS = [
  {
    reason: 'not-your-act',
    clause: 'bp.status',
    says: 'This is for another party of the order to do.',
  },
  {
    reason: 'order-cancelled',
    clause: 'bp.cancel.paid',
    says: 'This order is cancelled. What was paid for it is refunded.',
  },
  {
    reason: 'payment-in-process',
    clause: 'bp.cancel.pending',
    says: 'Your payment is being checked. Please wait for the answer; it comes within a day.',
  },
  {
    reason: 'already-paid',
    clause: 'faq.pay',
    says: 'This order is paid. There is nothing more to pay.',
  },
  {
    reason: 'offers-held',
    clause: 'cp.9',
    says: 'A payment failed, and its coupons are blocked for 30 minutes. Please pay again after that.',
  },
  {
    reason: 'attempt-used',
    clause: 'faq.pay',
    says: 'This payment was tried before. Please start a new one.',
  },
  {
    reason: 'payment-known',
    clause: 'faq.escrow',
    says: 'This payment was reported before. Nothing more happens with it.',
  },
  {
    reason: 'payment-unknown',
    clause: 'faq.payfail',
    says: 'No payment of this number is being checked for this order.',
  },
  {
    reason: 'cause-unknown',
    clause: 'faq.payfail',
    says: 'Name one of the five causes for which a payment can fail.',
  },
  {
    reason: 'cancel-directly',
    clause: 'bp.cancel.unpaid',
    says: 'This order is not paid: cancel it directly, nobody has to agree.',
  },
  {
    reason: 'ask-the-seller',
    clause: 'bp.cancel.paid',
    says: 'This order is paid: ask the seller to cancel it, and say why.',
  },
  {
    reason: 'already-asked',
    clause: 'bp.cancel.paid',
    says: 'The seller has been asked to cancel this order and has yet to answer. Please wait.',
  },
  {
    reason: 'reason-missing',
    clause: 'bp.cancel.paid',
    says: 'Say why the order should be cancelled, so that the seller can answer.',
  },
  {
    reason: 'already-shipped',
    clause: 'bp.cancel.shipped',
    says: 'This order is shipped and cannot be cancelled. Refuse or return the parcel, then open a dispute.',
  },
  {
    reason: 'nothing-asked',
    clause: 'bp.cancel.paid',
    says: 'No cancellation of this order waits for an answer.',
  },
  {
    reason: 'not-paid',
    clause: 'faq.escrow',
    says: 'This order is not paid yet. Ship once its payment is verified.',
  },
  {
    reason: 'answer-the-cancellation-first',
    clause: 'bp.cancel.shipped',
    says: 'The buyer has asked to cancel. Answer first: after a refusal the order can be shipped.',
  },
  {
    reason: 'tracking-missing',
    clause: 'faq.track',
    says: 'Enter the tracking number of the parcel: the buyer sees it on the order.',
  },
  {
    reason: 'shipped-before',
    clause: 'faq.track',
    says: 'This order was shipped before.',
  },
  {
    reason: 'not-shipped',
    clause: 'bp.status',
    says: 'This order has not been shipped yet.',
  },
  {
    reason: 'status-unknown',
    clause: 'bp.logistics',
    says: 'Name one of the known statuses of a parcel.',
  },
  {
    reason: 'days-out-of-range',
    clause: 'bp.extend',
    says: 'Say how many days more: a whole number from 1 to 365.',
  },
  {
    reason: 'delivery-over',
    clause: 'bp.confirm',
    says: 'This order has been received already.',
  },
  {
    reason: 'dispute-open',
    clause: 'bp.d.secure',
    says: 'A dispute over this order is open and keeps its money. Settle or withdraw it first.',
  },
  {
    reason: 'lines-missing',
    clause: 'bp.confirm',
    says: 'Choose the products that you have received.',
  },
  {
    reason: 'line-unknown',
    clause: 'bp.confirm',
    says: 'This order has no such product.',
  },
  {
    reason: 'line-settled',
    clause: 'bp.confirm',
    says: 'One of these products is confirmed or refunded already. Choose only the others.',
  },
  {
    reason: 'line-refunded',
    clause: 'pol.abuse',
    says: 'This product has been refunded already.',
  },
  {
    reason: 'line-disputed',
    clause: 'bp.d.cannot',
    says: 'A dispute over this product is open already.',
  },
  {
    reason: 'dispute-unknown',
    clause: 'bp.d.secure',
    says: 'No dispute over this product is open.',
  },
  {
    reason: 'protection-over',
    clause: 'bp.d.expired',
    says: 'Buyer protection of this order is over. Please contact the seller.',
  },
] as const satisfies readonly {
  readonly reason: string
  readonly clause: string
  readonly says: string
}[]

export type OrderRefusalReason = (typeof ORDER_REFUSALS)[number]['reason']

/** An act on an order that its process does not allow: it changed nothing. */
export interface OrderRefusal {
  readonly refusal: OrderRefusalReason
  readonly clause: string
  /** One sentence for the party that asked. */
  readonly message: string
  /** The state that refused it. */
  readonly state: string
  /** From when on it will be possible, where that is known (RFC 3339). */
  readonly from?: string
}

const byReason = new Map<string, (typeof ORDER_REFUSALS)[number]>(
  ORDER_REFUSALS.map((row) => [row.reason, row]),
)

/** The refusal for a reason, with the clause of the row that refused. */
export function orderRefusal(
  reason: string,
  where: { readonly state: string; readonly clause?: string; readonly from?: string },
): OrderRefusal {
  const row = byReason.get(reason) as (typeof ORDER_REFUSALS)[number]
  return { refusal: row.reason, message: row.says, ...{ clause: row.clause, ...where } }
}
