/** Orders as they are answered; the types live with the code in core/orders. */
import { count, countAboveZero, currency, id, instant } from '../../core/base/fields.ts'
import {
  described,
  dictionary,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  truth,
} from '../../core/base/schema.ts'
import { LOGISTICS_STATUSES } from '../../core/orders/logistics.ts'
import { ORDER_STATES, PARTIES } from '../../core/orders/order.ts'
import type { Action } from '../../core/orders/order-actions.ts'
import type { Deadline, Silence } from '../../core/orders/order-deadlines.ts'
import { ORDER_REFUSALS } from '../../core/orders/order-refusals.ts'
import type { OrderView } from '../../core/orders/order-view.ts'
import { PAYMENT_CAUSES } from '../../core/orders/payment-causes.ts'
import { type Agrees, clause, sum, text } from '../answers.ts'

export const orderState = described(oneOf(ORDER_STATES), { title: 'OrderState' })

const offerShare = described(object({ offer: id, kind: id, offMinor: sum }, { funder: text }), {
  title: 'OfferShare',
})

const orderLine = object(
  {
    id,
    listing: id,
    sku: id,
    quantity: countAboveZero,
    listMinor: sum,
    offMinor: sum,
    netMinor: sum,
    taxMinor: sum,
    cashMinor: described(sum, { description: 'What the buyer pays for it.' }),
    offers: list(offerShare),
    confirmedAt: orNull(instant),
    money: oneOf(['unpaid', 'escrow', 'pending', 'available', 'refunded']),
  },
  {},
)

const silenceFields = {
  clock: text,
  name: text,
  at: orNull(instant),
  pacific: orNull(text),
  loses: text,
  says: text,
  clause,
} as const

const silence: Schema<Silence> = described(object(silenceFields, {}), { title: 'Silence' })
const deadline: Schema<Deadline> = object({ ...silenceFields, passed: truth }, {})

/** Why an act on an order is refused, as a part of an answer. */
const orderRefusal = object(
  {
    refusal: oneOf(ORDER_REFUSALS.map(({ reason }) => reason)),
    clause,
    message: text,
    state: text,
  },
  { from: instant },
)

/** What can be done with an order, or why not, until when, and what happens otherwise. */
export const actionAnswer = described(
  object(
    {
      action: text,
      name: text,
      eligible: truth,
      from: orNull(instant),
      until: orNull(instant),
      ifSilent: orNull(silence),
      needs: list(text),
    },
    { refusal: orderRefusal, lines: list(id) },
  ),
  { title: 'OrderAction' },
)
true satisfies Agrees<Action, typeof actionAnswer>

export const paymentCause = described(oneOf(PAYMENT_CAUSES.map(({ cause }) => cause)), {
  title: 'PaymentCause',
})

const orderPayment = object(
  {
    attempt: text,
    at: instant,
    result: oneOf(['pending', 'verified', 'failed', 'void', 'returned']),
    cause: orNull(paymentCause),
    says: orNull(text),
  },
  {},
)

const orderEvent = object(
  {
    version: count,
    event: text,
    name: text,
    by: text,
    from: text,
    to: text,
    effective: instant,
    recorded: instant,
    clauses: list(clause),
    told: list(text),
  },
  {},
)

const refundDays = object({ from: text, until: text, says: text }, {})

const whatHappened = {
  tracking: orNull(text),
  logistics: list(
    object(
      { status: oneOf(LOGISTICS_STATUSES.map(({ status }) => status)), says: text, at: instant },
      {},
    ),
  ),
  cancellation: orNull(object({ reason: text, at: instant, answer: orNull(text) }, {})),
  payments: described(orNull(list(orderPayment)), {
    description: 'Null for the seller, whose business it is not.',
  }),
  extensions: list(object({ days: count, by: text, at: instant, extension: orNull(id) }, {})),
  disputes: list(object({ line: id, openedAt: instant, closedAt: orNull(instant) }, {})),
} as const

/** An order as one of its parties sees it. */
export const orderAnswer = described(
  object(
    {
      id,
      checkout: id,
      party: oneOf(PARTIES),
      state: orderState,
      stateName: text,
      stateSays: text,
      buyer: id,
      seller: id,
      method: text,
      country: orNull(id),
      terms: list(id),
      currency,
      lines: list(orderLine),
      shipping: object(
        { listMinor: sum, offMinor: sum, cashMinor: sum, offers: list(offerShare) },
        {},
      ),
      totalMinor: sum,
      promised: object({ shipDays: countAboveZero, deliveryDays: countAboveZero }, {}),
      placedAt: instant,
      since: instant,
      changedAt: instant,
      version: count,
      moments: dictionary(text, instant),
      ...whatHappened,
      deadlines: list(deadline),
      silence: orNull(silence),
      actions: list(actionAnswer),
      refundDates: orNull(refundDays),
    },
    { history: list(orderEvent) },
  ),
  { title: 'Order' },
)

/** A page of orders. */
export const orderListAnswer = described(
  object({ orders: list(orderAnswer), next: orNull(text) }, {}),
  {
    title: 'OrderList',
  },
)

true satisfies Agrees<OrderView, typeof orderAnswer>
