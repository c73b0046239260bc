import { amount, count, currency, id, instant } from '../../core/base/fields.ts'
import {
  described,
  dictionary,
  integer,
  leaf,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  truth,
} from '../../core/base/schema.ts'
import { storedCart } from '../../core/offers/wallet-cart.ts'
import { quoteAnswer, sum, text } from '../answers.ts'
import { endpoint } from './endpoint.ts'
import { exampleCart } from './examples.ts'
import { orderAnswer, paymentCause } from './order-answers.ts'
import { freeText } from './texts.ts'

const days = integer(1, 365, 'Must be a whole number of days from 1 to 365.')
const promised = object({ shipDays: days, deliveryDays: days }, {})

/** An order as its quote calls it: `seller/method`. */
const place: Schema<string> = leaf(
  { type: 'string', pattern: '^[^/]+/[^/]+$', maxLength: 257 },
  (value) => typeof value === 'string' && value.length <= 257 && /^[^/]+\/[^/]+$/.test(value),
  'Must be an order of the quote, seller/method.',
)

/** A quote is accepted by this: the SHA-256 of its text, in hexadecimal digits. */
const hash: Schema<string> = leaf(
  { type: 'string', pattern: '^[0-9a-f]{64}$' },
  (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
  'Must be the hash of a quote: 64 hexadecimal digits.',
)

const newCheckout = described(
  object(
    { cart: storedCart, promises: dictionary(place, promised) },
    {
      buyer: id,
      specialTerms: list(id, 0, 10),
      accept: object({ hash, totalMinor: amount }, {}),
    },
  ),
  {
    title: 'NewCheckout',
    description:
      '`promises`: in how many days each order is shipped and delivered, by `seller/method`.',
  },
)

const PAYMENT_STATES = ['pending', 'verified', 'failed', 'void', 'returned'] as const

/** A try to pay for a checkout. `payAt` is where the buyer pays: null where that is not known (yet), or over. */
const checkoutPayment = object(
  {
    attempt: text,
    provider: text,
    state: oneOf(PAYMENT_STATES),
    cause: orNull(paymentCause),
    amountMinor: sum,
    currency,
    payAt: orNull(text),
    begunAt: instant,
  },
  {},
)

const cartLine = object(
  { id, listing: id, sku: id, seller: id, order: text, quantity: count, unitPriceMinor: sum },
  {},
)

/** A checkout: a price to accept, or the orders that were placed at it. */
export const checkoutAnswer = described(
  object(
    {
      checkout: id,
      buyer: id,
      state: oneOf(['draft', 'placed']),
      at: instant,
      hash,
      totalMinor: sum,
      currency,
      quote: quoteAnswer,
      offers: dictionary(id, object({ title: text }, {})),
      lines: list(cartLine),
      promises: dictionary(place, promised),
      orders: list(orderAnswer),
      payments: list(checkoutPayment),
      toPayMinor: described(sum, { description: 'What is still to be paid of it.' }),
    },
    {},
  ),
  { title: 'Checkout' },
)

const paymentAnswer = described(
  object(
    {
      attempt: text,
      provider: text,
      amountMinor: sum,
      currency,
      payAt: orNull(text),
      paid: truth,
    },
    {},
  ),
  { title: 'BegunPayment' },
)

const paying = described(object({}, { provider: id, returnUrl: freeText(2_000) }), {
  title: 'Paying',
  description:
    '`returnUrl` is where the buyer comes back to: a path of this server, or an address of an origin that it was told of (TESSERA_RETURN_ORIGINS).',
})

const accepting = described(object({ hash }, {}), { title: 'Accepting' })

/** For whom a checkout is: the buyer, staff, and keys of the platform. */
const OWN = ['buyer', 'agent', 'admin'] as const
const TAG = 'Checkouts'

/** From a cart to orders that are paid. */
export const checkoutEndpoints = {
  createCheckout: endpoint({
    id: 'createCheckout',
    method: 'post',
    path: '/v1/checkouts',
    tag: TAG,
    summary: 'Show a buyer what a cart costs, to be accepted; or buy it at once',
    description:
      'Prices the cart with the stored offers as it would be bought now, and keeps the quote as a draft for 7 days. With `accept` it is bought at once, if the price is still that one. Prices are the marketplace’s to say: buyers do not send carts here. A checkout is named by its buyer and the Idempotency-Key, so that a repetition is the same one.',
    access: { scope: 'orders:write', ofPlatform: true, roles: ['agent', 'admin'] },
    body: newCheckout,
    example: {
      buyer: 'ana',
      cart: exampleCart,
      promises: { 'lumen/standard': { shipDays: 5, deliveryDays: 30 } },
    },
    answer: checkoutAnswer,
    says: 'The draft; or the orders, where it was bought.',
    status: 201,
    repetition: 'act',
  }),
  getCheckout: endpoint({
    id: 'getCheckout',
    method: 'get',
    path: '/v1/checkouts/{checkout}',
    tag: TAG,
    summary: 'A checkout',
    access: { scope: 'orders:read', ofPlatform: true, roles: OWN },
    answer: checkoutAnswer,
    says: 'The draft with its quote, or the orders with their payments.',
  }),
  acceptCheckout: endpoint({
    id: 'acceptCheckout',
    method: 'post',
    path: '/v1/checkouts/{checkout}/accept',
    tag: TAG,
    summary: 'Accept the price of a draft: place its orders',
    description:
      'By the hash of the quote that the buyer saw. Orders are placed by seller and shipping method (faq.combine), their offers and coins reserved, all or nothing (tc.5). At another price nothing is bought: the refusal `price-changed` names the old and the new one, and the draft holds the new one from then on (tc.22). Accepting again answers the orders that were placed.',
    access: { scope: 'orders:write', ofPlatform: true, roles: OWN },
    body: accepting,
    example: { hash: '0'.repeat(64) },
    answer: checkoutAnswer,
    says: 'The orders.',
    repetition: 'act',
  }),
  payCheckout: endpoint({
    id: 'payCheckout',
    method: 'post',
    path: '/v1/checkouts/{checkout}/pay',
    tag: TAG,
    summary: 'Pay for the orders of a checkout',
    description:
      'Begins one payment for all orders of it that are not paid (faq.pay). The buyer pays at `payAt`; what comes of it is told by the payment provider. While it is checked, nothing else can be paid or cancelled (bp.cancel.pending); after a failure (faq.payfail) the offers are blocked for 30 minutes (cp.9). Where the provider cannot be reached it is tried again by itself: read the checkout for `payAt`.',
    access: { scope: 'orders:write', ofPlatform: true, roles: OWN },
    body: paying,
    example: { returnUrl: '/orders' },
    answer: paymentAnswer,
    says: 'Where to pay; `paid` where nothing was to be paid.',
    repetition: 'key',
  }),
} as const
