import { countAboveZero, currency, id } from '../../core/base/fields.ts'
import { described, integer, list, object } from '../../core/base/schema.ts'
import { sum, text } from '../answers.ts'
import { checkoutAnswer } from './checkout-endpoints.ts'
import { endpoint, ROLES } from './endpoint.ts'
import { freeText } from './texts.ts'

const sampleListing = object(
  {
    listing: id,
    sku: id,
    title: text,
    store: id,
    seller: id,
    sellerName: text,
    category: list(id),
    currency,
    priceMinor: sum,
    method: text,
    feeMinor: sum,
    shipDays: countAboveZero,
    deliveryDays: countAboveZero,
  },
  {},
)

const basket = described(
  object(
    {
      lines: list(
        object(
          { listing: id, quantity: integer(1, 99, 'Must be a whole number from 1 to 99.') },
          { sku: id },
        ),
        1,
        50,
      ),
    },
    { codes: list(freeText(200), 0, 30) },
  ),
  { title: 'SampleBasket' },
)

const TAG = 'Samples'

/** A shop to try orders with: only where the server has the sample marketplace. */
export const sampleEndpoints = {
  listSampleListings: endpoint({
    id: 'listSampleListings',
    method: 'get',
    path: '/v1/samples/listings',
    tag: TAG,
    summary: 'The listings of the sample shop',
    access: { scope: null, roles: ROLES, visitors: true },
    answer: described(object({ listings: list(sampleListing) }, {}), { title: 'SampleListings' }),
    says: 'What can be bought; nothing, where the server has no samples.',
  }),
  createSampleCheckout: endpoint({
    id: 'createSampleCheckout',
    method: 'post',
    path: '/v1/samples/checkouts',
    tag: TAG,
    summary: 'Show what a basket of the sample shop costs',
    description:
      'The server knows the prices, methods and promises of its sample shop: so a buyer can ask here for itself. Not found where the server has no samples.',
    access: { scope: null, roles: ['buyer'] },
    body: basket,
    example: { lines: [{ listing: '3256808094740013', quantity: 2 }], codes: ['USAFF8'] },
    answer: checkoutAnswer,
    says: 'A draft, to be accepted by its hash.',
    status: 201,
    repetition: 'act',
    refusals: [404],
  }),
} as const
