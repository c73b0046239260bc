import { described, type Schema } from '../core/base/schema.ts'
import { defaultsSchema, inputSchema } from '../core/pricing/input.ts'
import type { TermsLibrary } from '../core/pricing/library.ts'
import { refundSchema } from '../core/pricing/returns.ts'
import {
  bestAnswer,
  explanationAnswer,
  quoteAnswer,
  refundAnswer,
  unlockAnswer,
} from './answers.ts'
import {
  clauseAnswer,
  clauseListAnswer,
  healthAnswer,
  problemAnswer,
  refusedAnswer,
  termsAnswer,
  termsListAnswer,
} from './catalogue.ts'
import { componentsOf } from './components.ts'
import { ENDPOINTS } from './market/endpoints.ts'
import { marketOperations } from './market/operations.ts'
import { paymentOperation } from './market/payment-operation.ts'
import { PROBLEMS } from './operation-parts.ts'
import { operations } from './operations.ts'
import {
  bestExplanationAnswer,
  planAnswer,
  planExplanationAnswer,
  progressAnswer,
} from './plan-answers.ts'
import { planInputSchema } from './plan-input.ts'

const DESCRIPTION = `Prices any cart under any stack of coupons, codes, coins and discounts: exact to the cent, and explained.

An input may have up to 10,000 lines and 10,000 offers; this server prices up to 10,000,000 lines × offers at once.

Amounts are integers in the minor unit of the cart's currency (1999 is 19.99 USD, or 1999 JPY). The server reads no clock: the cart says \`at\` which instant it is priced, and the same input always gives the same answer (a search that runs out of time says so). Of a key that stands twice in an object the last counts, as in every JSON reader.

Beside pricing stands a marketplace: campaigns, offers, claims, coins, orders. Its operations say who may use them: send \`Authorization: Bearer tsk_…\` with a key, or sign in. What you may not see is not found.

What is wrong is told by problem documents (RFC 9457); \`errors\` names each fault of a document with a JSON Pointer. Every answer carries an \`x-request-id\`, yours if you sent one.`

/** A refund's request, with the two documents in it by name. */
const refundInput = described(refundSchema, {
  properties: {
    ...(refundSchema.json.properties as object),
    input: inputSchema.json,
    quote: quoteAnswer.json,
  },
})

/** The schemas that requests are held to and answers are proved by; each has its name as title. */
export const SCHEMAS = [
  inputSchema,
  defaultsSchema,
  planInputSchema,
  refundInput,
  quoteAnswer,
  explanationAnswer,
  bestAnswer,
  bestExplanationAnswer,
  planAnswer,
  planExplanationAnswer,
  progressAnswer,
  unlockAnswer,
  refundAnswer,
  termsListAnswer,
  termsAnswer,
  clauseListAnswer,
  clauseAnswer,
  healthAnswer,
  problemAnswer,
  refusedAnswer,
  ...marketSchemas(),
] as const

/** Bodies and answers of the marketplace that have a name of their own. */
function marketSchemas(): Schema<unknown>[] {
  const all = ENDPOINTS.flatMap(({ body, answer }) => [body, answer])
  const named = all.filter((one) => one !== null && typeof one.json.title === 'string')
  return [...new Map(named.map((one) => [one?.json.title, one as Schema<unknown>])).values()]
}

/** How a request says who asks. */
const SECURITY = {
  key: { type: 'http', scheme: 'bearer', description: 'A key of an integrator: `tsk_…`.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'session',
    description:
      'The session of a person, as POST /v1/sessions sets it; over TLS it is called __Host-session.',
  },
} as const

/** The API as OpenAPI 3.1, made from the schemas that validate. */
export function openApiDocument(version: string, library: TermsLibrary) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tessera',
      version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'Pricing', description: 'What a cart costs, why, and what comes back.' },
      { name: 'Rules', description: 'The rule-sets, and the clauses that they rest on.' },
      { name: 'Campaigns', description: 'What offers belong to, and when.' },
      { name: 'Offers', description: 'What sellers and the platform issue.' },
      { name: 'Shop', description: 'What a buyer sees of the offers.' },
      { name: 'Agents', description: 'What shopping agents are told, in their protocols.' },
      { name: 'Checkouts', description: 'From a cart to orders that are paid.' },
      { name: 'Orders', description: 'The life of orders, and the money in it.' },
      { name: 'Claims', description: 'What buyers hold, and what becomes of it.' },
      { name: 'Buyers', description: 'What is known of buyers.' },
      { name: 'Coins', description: 'Earned, spent, exchanged: a ledger.' },
      { name: 'Issuing', description: 'What issues a coupon by itself.' },
      { name: 'People', description: 'Accounts and sessions.' },
      { name: 'Keys', description: 'Keys of integrators.' },
      { name: 'Events', description: 'Being told of what changes.' },
      { name: 'Samples', description: 'A shop to try it with.' },
      { name: 'Tracker', description: 'What a product really costs, over time.' },
      { name: 'Watches', description: 'Being told of a price, without an account.' },
      { name: 'Operations', description: 'For those who run the server.' },
    ],
    paths: { ...operations(library), ...marketOperations(ENDPOINTS), ...paymentOperation },
    components: {
      schemas: componentsOf(schemasOf()),
      responses: PROBLEMS,
      securitySchemes: SECURITY,
    },
  }
}

/** Every schema that the operations speak of, those of the questions in an address among them. */
function schemasOf(): Schema<unknown>[] {
  const parts = ENDPOINTS.flatMap(({ body, answer, query }) => [
    body,
    answer,
    ...Object.values(query).map(({ schema }) => schema),
  ])
  return [...SCHEMAS, ...parts.filter((one) => one !== null)]
}
