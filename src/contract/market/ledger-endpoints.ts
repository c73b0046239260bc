import { count, currency, id, instant } from '../../core/base/fields.ts'
import { described, list, object, oneOf, orNull, truth } from '../../core/base/schema.ts'
import { anyObject, change, clause, sum, text } from '../answers.ts'
import { endpoint } from './endpoint.ts'
import { orderAnswer, orderState } from './order-answers.ts'
import { idParameter, integerParameter, pageParameters } from './parameters.ts'

const ledgerStep = object(
  {
    version: count,
    event: text,
    name: text,
    by: text,
    from: orderState,
    to: orderState,
    row: count,
    clauses: list(clause),
    effective: instant,
    recorded: instant,
    command: anyObject,
    effects: list(anyObject),
  },
  {},
)

const posting = object(
  {
    number: count,
    posting: text,
    clause,
    debit: text,
    credit: text,
    party: orNull(text),
    amountMinor: sum,
    escrowAfterMinor: sum,
    key: text,
    at: instant,
  },
  {},
)

const balance = object({ account: text, of: text, says: text, balanceMinor: change }, {})

const refund = object(
  {
    number: count,
    cause: text,
    clause,
    lines: list(object({ line: id, quantity: count, cashMinor: sum }, {})),
    cashMinor: sum,
    coveredMinor: sum,
    coins: count,
    state: oneOf(['due', 'paid', 'settled']),
    grantedAt: instant,
    paidAt: orNull(instant),
    reference: orNull(text),
    dates: object({ from: text, until: text, says: text }, {}),
  },
  {},
)

const payment = object(
  {
    attempt: text,
    provider: text,
    reference: orNull(text),
    state: text,
    cause: orNull(text),
    amountMinor: sum,
    begunAt: instant,
  },
  {},
)

const accepted = object(
  {
    hash: text,
    acceptedAt: instant,
    terms: text,
    totalMinor: sum,
    coins: count,
    offers: list(object({ offer: id, version: count, title: text }, {})),
    input: anyObject,
    quote: anyObject,
  },
  {},
)

const ledgerAnswer = described(
  object(
    {
      order: orderAnswer,
      process: text,
      steps: list(ledgerStep),
      accepted: orNull(accepted),
      postings: list(posting),
      balances: list(balance),
      sumMinor: described(change, { description: 'Of all balances: zero.' }),
      refunds: list(refund),
      payments: list(payment),
      marks: list(object({ mark: text, party: text, member: id, at: instant }, {})),
    },
    {},
  ),
  { title: 'OrderLedger' },
)

const replayAnswer = described(
  object(
    {
      same: truth,
      quote: object({ same: truth, hash: text, says: text }, {}),
      order: object({ same: truth, version: count, steps: count, says: text }, {}),
    },
    {},
  ),
  { title: 'OrderReplay' },
)

const sellerBalance = object(
  {
    currency,
    escrowMinor: sum,
    pendingMinor: sum,
    availableMinor: sum,
    owedMinor: sum,
    withdrawnMinor: sum,
  },
  {},
)

const sellerEntry = object(
  {
    number: count,
    posting: text,
    clause,
    debit: text,
    credit: text,
    amountMinor: sum,
    availableAfterMinor: sum,
    order: orNull(id),
    at: instant,
  },
  {},
)

const STAFF = { scope: 'orders:read', ofPlatform: true, roles: ['agent', 'admin'] } as const
const SELLERS = { scope: 'orders:read', roles: ['seller', 'agent', 'admin'] } as const

/** The books behind orders: for whoever has to explain them, and for sellers. */
export const ledgerEndpoints = {
  getOrderLedger: endpoint({
    id: 'getOrderLedger',
    method: 'get',
    path: '/v1/orders/{order}/ledger',
    tag: 'Orders',
    summary: 'All that is kept of an order',
    description:
      'Every step with when it took effect and when it was written down, the quote that was accepted with the offers of that day (tc.22), every posting of its money, refunds with the days in which they arrive (bp.cancel.paid), payments, and what counts against a party.',
    access: STAFF,
    answer: ledgerAnswer,
    says: 'The steps, the quote and the books of the order.',
  }),
  replayOrder: endpoint({
    id: 'replayOrder',
    method: 'get',
    path: '/v1/orders/{order}/replay',
    tag: 'Orders',
    summary: 'Derive an order again from what was recorded',
    description:
      'The quote from the input that was accepted, and the order from its acts: both come to the same bytes, or the answer says what does not (tc.22).',
    access: STAFF,
    answer: replayAnswer,
    says: 'Whether all of it comes to the same.',
  }),
  getSellerBalance: endpoint({
    id: 'getSellerBalance',
    method: 'get',
    path: '/v1/sellers/{seller}/balance',
    tag: 'Orders',
    summary: 'What a seller has',
    description:
      'In escrow until buyers confirm (faq.escrow), pending until protection ends, available, owed after refunds, withdrawn: by currency. `me` is the seller who asks.',
    access: SELLERS,
    answer: described(object({ seller: id, balances: list(sellerBalance) }, {}), {
      title: 'SellerBalance',
    }),
    says: 'The balances.',
  }),
  getSellerStatement: endpoint({
    id: 'getSellerStatement',
    method: 'get',
    path: '/v1/sellers/{seller}/statement',
    tag: 'Orders',
    summary: 'What came to a seller, and what went',
    description: '`me` is the seller who asks.',
    access: SELLERS,
    query: {
      currency: idParameter('The currency, for example USD. Required.'),
      before: integerParameter([1, 999_999_999_999_999], 'The `next` of the page before.'),
      limit: pageParameters.limit,
    },
    answer: described(
      object({ seller: id, currency, entries: list(sellerEntry), next: orNull(count) }, {}),
      { title: 'SellerStatement' },
    ),
    says: 'The newest first.',
  }),
} as const
