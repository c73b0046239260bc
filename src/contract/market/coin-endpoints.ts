import { count, countAboveZero, currency, id, instant } from '../../core/base/fields.ts'
import {
  described,
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  truth,
} from '../../core/base/schema.ts'
import { triggers } from '../../core/offers/issued-offer.ts'
import { sum, text } from '../answers.ts'
import { grantedAnswer, refusalAnswer } from './claim-endpoints.ts'
import { endpoint } from './endpoint.ts'
import { integerParameter, pageParameters } from './parameters.ts'
import { freeText } from './texts.ts'

const COINS = 'Coins'
const WRITE = { scope: 'coins:write', roles: ['agent', 'admin'] } as const

const entry = described(
  object(
    {
      number: count,
      cause: text,
      debit: text,
      credit: text,
      amount: count,
      heldAfter: count,
      reference: text,
      expiresAt: orNull(instant),
      at: instant,
    },
    {},
  ),
  { title: 'CoinEntry' },
)

/** What an act on coins comes to: its entry (null where none moved) and the balance. */
const coinAnswer = described(object({ entry: orNull(entry), held: count, replayed: truth }, {}), {
  title: 'CoinAnswer',
})

const product = object({ store: id, listing: id }, {})

/** The coins of an order, at each step of its payment. */
function onPayment<B>(
  act: 'reserve' | 'spend' | 'release' | 'return',
  body: Schema<B>,
  of: {
    readonly summary: string
    readonly description: string
    readonly example: unknown
  },
) {
  return endpoint({
    id: `${act}Coins`,
    method: 'post',
    path: `/v1/buyers/{buyer}/orders/{order}/coins/${act}`,
    tag: COINS,
    access: WRITE,
    body,
    ...of,
    answer: coinAnswer,
    says: 'The entry, and the new balance.',
    repetition: 'natural',
  })
}

const spending = described(
  object({ coins: countAboveZero }, { products: list(product, 0, 1_000) }),
  { title: 'Spending' },
)

const piecesBack = described(object({ bought: countAboveZero, back: count }, {}), {
  title: 'PiecesBack',
})

const READ = { scope: 'buyers:read', roles: ['buyer', 'agent', 'admin'] } as const
const OWN = { scope: 'claims:write', roles: ['buyer', 'agent', 'admin'] } as const
const ISSUING = 'Issuing'

export const coinEndpoints = {
  getCoins: endpoint({
    id: 'getCoins',
    method: 'get',
    path: '/v1/buyers/{buyer}/coins',
    tag: COINS,
    summary: 'The coins of a buyer',
    access: READ,
    query: {
      limit: pageParameters.limit,
      before: integerParameter([1, 1_000_000_000], 'The `next` of the page before.'),
    },
    answer: described(object({ held: count, entries: list(entry), next: orNull(count) }, {}), {
      title: 'Coins',
    }),
    says: 'The balance, and the entries that make it, the newest first.',
  }),
  earnCoins: endpoint({
    id: 'earnCoins',
    method: 'post',
    path: '/v1/buyers/{buyer}/coins/earn',
    tag: COINS,
    summary: 'Let a buyer earn coins',
    description:
      'By a rule of the installation; `spentMinor` where the rule gives by what was spent.',
    access: WRITE,
    body: described(
      object({ rule: id, reference: id }, { spentMinor: sum, currency, coins: countAboveZero }),
      { title: 'Earning' },
    ),
    example: { rule: 'check-in', reference: '2026-05-07' },
    answer: coinAnswer,
    says: 'The entry, and the new balance.',
    repetition: 'natural',
  }),
  reserveCoins: onPayment('reserve', spending, {
    summary: 'Put the coins of an order aside',
    description:
      'When it is placed: all or nothing, and once on the same product of a store (tc.18.a.i.1).',
    example: { coins: 120, products: [{ store: 'hair-lab', listing: '3256808094740013' }] },
  }),
  spendCoins: onPayment('spend', spending, {
    summary: 'Spend the coins of an order',
    description: 'When its payment is verified: those put aside for it, or held ones.',
    example: { coins: 120 },
  }),
  releaseCoins: onPayment('release', described(object({}, {}), { title: 'Nothing' }), {
    summary: 'Free the coins of an order',
    description: 'It was cancelled, or lapsed, before it was paid.',
    example: {},
  }),
  returnCoins: onPayment('return', piecesBack, {
    summary: 'Give the coins of an order back',
    description:
      'Only when all of the payment is refunded or cancelled; until then none come back, not even in part (tc.18.b).',
    example: { bought: 3, back: 3 },
  }),
  exchangeCoins: endpoint({
    id: 'exchangeCoins',
    method: 'post',
    path: '/v1/buyers/{buyer}/coins/exchange',
    tag: COINS,
    summary: 'Exchange coins for a coupon',
    description:
      'Both or neither: the coins are spent exactly if the coupon is granted (tc.18.a.i.2).',
    access: OWN,
    body: described(object({ offer: id }, {}), { title: 'Exchange' }),
    example: { offer: 'coins-100-for-1-off-10' },
    answer: described(
      object({ claim: grantedAnswer, coins: count, held: count, replayed: truth }, {}),
      { title: 'Exchanged' },
    ),
    says: 'The claim, and the new balance.',
    repetition: 'act',
  }),
} as const

const fired = described(object({ claims: list(grantedAnswer), replayed: truth }, {}), {
  title: 'Fired',
})

const redeemed = described(
  object({ claims: list(grantedAnswer), refused: list(refusalAnswer), replayed: truth }, {}),
  { title: 'Redeemed' },
)

export const issuingEndpoints = {
  fireTrigger: endpoint({
    id: 'fireTrigger',
    method: 'post',
    path: '/v1/buyers/{buyer}/triggers',
    tag: ISSUING,
    summary: 'Say that something happened that issues a coupon',
    description:
      'Each occasion issues its personal coupon once, however often it is told (fg.one-time): the first opening of the app on a device, an anniversary, a seller followed, a compensation by an agent.',
    access: { scope: 'claims:write', roles: ['agent', 'admin'] },
    body: described(
      object(
        { trigger: oneOf(triggers) },
        {
          device: id,
          seller: id,
          occasion: id,
          offer: id,
          spentMinor: sum,
          currency,
          reason: freeText(500),
        },
      ),
      { title: 'TriggerEvent' },
    ),
    example: { trigger: 'first-app-open', device: 'device-1' },
    answer: fired,
    says: 'What it issued, now or the first time.',
    repetition: 'natural',
  }),
  leaveCart: endpoint({
    id: 'leaveCart',
    method: 'put',
    path: '/v1/buyers/{buyer}/carts/{cart}',
    tag: ISSUING,
    summary: 'Say that a cart is left, or is gone',
    description:
      'A cart left for 2 to 3 days issues its coupon (fg.one-time), unless it was bought or emptied meanwhile.',
    access: { scope: 'claims:write', roles: ['agent', 'admin'] },
    body: described(
      object(
        { state: oneOf(['left', 'bought', 'emptied']) },
        { leftAt: instant, sellers: list(id, 0, 100) },
      ),
      { title: 'CartLeft' },
    ),
    example: { state: 'left' },
    says: 'It is noted.',
  }),
  getInvitation: endpoint({
    id: 'getInvitation',
    method: 'post',
    path: '/v1/buyers/{buyer}/invitation',
    tag: ISSUING,
    summary: 'The invitation code of a buyer',
    description: 'For buyers with at least one order placed (tc.15.a). Always the same code.',
    access: OWN,
    answer: described(
      object(
        {
          code: text,
          redeemed: count,
          limit: integer(0, Number.MAX_SAFE_INTEGER, 'Must be a whole number.'),
        },
        {},
      ),
      { title: 'Invitation' },
    ),
    says: 'The code.',
    repetition: 'natural',
    refusals: [409],
  }),
  redeemInvitation: endpoint({
    id: 'redeemInvitation',
    method: 'post',
    path: '/v1/buyers/{buyer}/invitation/redeem',
    tag: ISSUING,
    summary: 'Redeem an invitation',
    description:
      'For a new buyer who never placed an order, once (tc.15.a): a set of AliExpress coupons.',
    access: OWN,
    body: described(object({ code: freeText(200) }, {}), { title: 'Redemption' }),
    example: { code: 'A1B2C3D4E5F6G7H8' },
    answer: redeemed,
    says: 'The coupons.',
    repetition: 'natural',
  }),
} as const
