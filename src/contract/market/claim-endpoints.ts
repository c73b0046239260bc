import { amount, count, id, instant } from '../../core/base/fields.ts'
import {
  described,
  integer,
  list,
  object,
  oneOf,
  orNull,
  refined,
  truth,
} from '../../core/base/schema.ts'

import { CLAIM_SOURCES, CLAIM_STATES } from '../../core/offers/claim.ts'

import { REFUSALS } from '../../core/offers/refusals.ts'
import { clause, sum, text } from '../answers.ts'
import { endpoint } from './endpoint.ts'
import { freeText } from './texts.ts'

const claimFields = {
  id: text,
  buyer: id,
  offer: id,
  ordinal: count,
  state: oneOf(CLAIM_STATES),
  source: oneOf(CLAIM_SOURCES),
  offerVersion: count,
  claimedAt: instant,
  usableUntil: orNull(instant),
} as const
const claimMore = { order: id, heldUntil: instant, amountMinor: sum } as const

/** A claim as it is answered. */
const claimAnswer = described(object(claimFields, claimMore), { title: 'Claim' })

/** A claim that was granted: `replayed` where its key had been granted it before. */
export const grantedAnswer = described(object({ ...claimFields, replayed: truth }, claimMore), {
  title: 'Granted',
})

/** Why an act on an offer is refused, as a part of an answer. */
export const refusalAnswer = described(
  object(
    { refusal: oneOf(REFUSALS.map(({ reason }) => reason)), clause, message: text },
    { offer: id, from: instant },
  ),
  { title: 'ClaimRefusal' },
)

const newClaim = described(
  refined(
    object({}, { buyer: id, offer: id, code: freeText(200), grant: truth }),
    (row, path, faults) => {
      if ((row.offer === undefined) === (row.code === undefined)) {
        faults.push({ path, fault: 'Names either the offer or a code.' })
      }
    },
  ),
  {
    title: 'NewClaim',
    description:
      'Either `offer` or `code`. With `grant`, staff and keys give an offer that is given.',
  },
)

const reservation = described(
  object(
    {
      offers: list(
        object(
          { offer: id, amountMinor: amount },
          { ordinal: integer(1, 1_000, 'Must be a whole number from 1 to 1,000.') },
        ),
        1,
        200,
      ),
    },
    {},
  ),
  { title: 'Reservation' },
)

const claimsAnswer = described(object({ claims: list(claimAnswer) }, {}), { title: 'Claims' })

const STAFF = { scope: 'claims:write', roles: ['agent', 'admin'] } as const
const TAG = 'Claims'

/** An act on everything that an order holds: how it is told. */
function onOrder(act: string, summary: string, description: string) {
  return endpoint({
    id: `${act}Order`,
    method: 'post',
    path: `/v1/buyers/{buyer}/orders/{order}/${act}`,
    tag: TAG,
    summary,
    description,
    access: STAFF,
    answer: claimsAnswer,
    says: 'What the order held, as it is now.',
    repetition: 'act',
  })
}

export const claimEndpoints = {
  claim: endpoint({
    id: 'claim',
    method: 'post',
    path: '/v1/claims',
    tag: TAG,
    summary: 'Claim an offer',
    description:
      'For the buyer who is signed in, or, with a key, for the buyer that it names. Exact under any load: of an offer that is limited to k, k claims are granted. By `code`, whatever is wrong with the code is answered alike.',
    access: { scope: 'claims:write', roles: ['buyer', 'agent', 'admin'] },
    body: newClaim,
    example: { buyer: 'b1', offer: 'may-5-off-50' },
    answer: grantedAnswer,
    says: 'The claim. A repetition gets the same one.',
    repetition: 'act',
  }),
  reserve: endpoint({
    id: 'reserve',
    method: 'post',
    path: '/v1/buyers/{buyer}/orders/{order}/reserve',
    tag: TAG,
    summary: 'Reserve offers for an order',
    description:
      'All or none. What the buyer does not hold and needs no claim is claimed with it. `amountMinor` is what the quote took off: it is drawn from the budget of the offer.',
    access: STAFF,
    body: reservation,
    example: { offers: [{ offer: 'may-5-off-50', amountMinor: 500 }] },
    answer: claimsAnswer,
    says: 'What the order holds.',
    repetition: 'act',
  }),
  use: onOrder('use', 'Use what an order holds', 'Its payment is verified.'),
  release: onOrder(
    'release',
    'Release what an order holds',
    'The order was cancelled or lapsed before it was paid: nothing was used.',
  ),
  hold: onOrder(
    'hold',
    'Hold what an order reserved',
    'Its payment failed: the offers can be tried again after 30 minutes (cp.9).',
  ),
  forfeit: onOrder(
    'forfeit',
    'Forfeit what an order used',
    'After a refund: coupons do not come back (tc.8).',
  ),
  return: onOrder(
    'return',
    'Give back what a fully cancelled order used',
    'Every order that used it was cancelled before shipping: it comes back where its own terms say so and it is still valid (D-12); otherwise it is forfeited.',
  ),
  listClaims: endpoint({
    id: 'listClaims',
    method: 'get',
    path: '/v1/buyers/{buyer}/claims',
    tag: TAG,
    summary: 'What a buyer has claimed',
    access: { scope: 'buyers:read', roles: ['buyer', 'agent', 'admin'] },
    answer: claimsAnswer,
    says: 'Every claim, in whatever state.',
  }),
} as const

const ordersPlaced = integer(0, 1_000_000_000, 'Must be a whole number from 0 to 1,000,000,000.')

const buyerAnswer = described(
  object(
    { id, country: orNull(id), registeredAt: instant, ordersPlaced: count, disqualified: truth },
    {},
  ),
  { title: 'Buyer' },
)

export const buyerEndpoints = {
  putBuyer: endpoint({
    id: 'putBuyer',
    method: 'put',
    path: '/v1/buyers/{buyer}',
    tag: 'Buyers',
    summary: 'Tell what a buyer is',
    description: 'What offers ask of a buyer is known from here, never from a cart.',
    access: { scope: 'buyers:write', roles: ['agent', 'admin'] },
    body: described(
      object({}, { country: orNull(id), registeredAt: instant, ordersPlaced, disqualified: truth }),
      { title: 'BuyerFacts' },
    ),
    example: { country: 'US', ordersPlaced: 2 },
    answer: buyerAnswer,
    says: 'The buyer.',
  }),
  getBuyer: endpoint({
    id: 'getBuyer',
    method: 'get',
    path: '/v1/buyers/{buyer}',
    tag: 'Buyers',
    summary: 'What is known of a buyer',
    access: { scope: 'buyers:read', roles: ['buyer', 'agent', 'admin'] },
    answer: buyerAnswer,
    says: 'The buyer.',
  }),
} as const
