/**
 * The documents that answer a request, as schemas: OpenAPI prints them, and a test holds real answers
 * against them. The types of the documents live with the code that makes them; `Agrees` keeps the two
 * from parting.
 */
import { currency, id, quantity } from '../core/base/fields.ts'
import {
  described,
  dictionary,
  integer,
  isRecord,
  leaf,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  type TypeOf,
  truth,
} from '../core/base/schema.ts'
import type { Best } from '../core/pricing/best.ts'
import type { Quote } from '../core/pricing/document.ts'
import type { Explanation } from '../core/pricing/explain.ts'
import { reason } from '../core/pricing/reasons.ts'
import type { Refund } from '../core/pricing/refund.ts'
import type { Unlock } from '../core/pricing/unlock.ts'

/** A schema that accepts every document of the type, and whose values are all of it. */
export type Agrees<D, S> =
  D extends TypeOf<S> ? (TypeOf<S> extends Filled<D> ? true : never) : never
/** The type with its optional fields also allowed to be undefined, which JSON cannot tell from absent. */
type Filled<T> = T extends readonly (infer I)[]
  ? readonly Filled<I>[]
  : T extends object
    ? { readonly [K in keyof T]: Filled<T[K]> | (undefined extends T[K] ? undefined : never) }
    : T

/** A sum of money in minor units, or a count: whole and not negative. */
export const sum: Schema<number> = described(
  integer(0, Number.MAX_SAFE_INTEGER, 'Must be a whole number of at least 0.'),
  { description: 'In minor units of `currency`.' },
)

/** A change of a total: it may fall. */
export const change: Schema<number> = integer(
  Number.MIN_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER,
  'Must be a whole number.',
)

export const text: Schema<string> = leaf(
  { type: 'string' },
  (value) => typeof value === 'string',
  'Must be a text.',
)

/** A part whose schema is that of its own document: an input, a command, a protocol's own. */
export const anyObject: Schema<object> = {
  json: { type: 'object' },
  ok: isRecord,
  find: (value, path, faults) => {
    if (!isRecord(value)) faults.push({ path, fault: 'Must be an object.' })
  },
}

/** `seller/method`: two ids of up to 128 characters. */
const orderId: Schema<string> = leaf(
  { type: 'string', pattern: '^[^/]+/[^/]+$', maxLength: 257 },
  (value) => typeof value === 'string' && /^[^/]+\/[^/]+$/.test(value),
  'Must be an order id, seller/method.',
)

export const clause = described(text, {
  examples: ['tc.13.a'],
  description: 'A clause: GET /v1/clauses/{id}.',
})

const narrowed = object({ lines: list(id), by: list(id) }, {})

const quotedLine = object({ id, list: sum, off: sum, net: sum, tax: sum }, {})

const quotedOrder = object(
  { id: orderId, list: sum, off: sum, shipping: sum, shippingOff: sum, tax: sum, total: sum },
  {},
)

const applied = object(
  {
    offer: id,
    kind: id,
    step: id,
    spend: sum,
    base: sum,
    off: sum,
    forfeited: sum,
    coins: sum,
    lines: dictionary(id, sum),
    shipping: dictionary(orderId, sum),
    clause,
  },
  { narrowed, provisional: list(id) },
)

const rejected = object(
  {
    offer: id,
    kind: id,
    reason,
    reasons: list(reason),
    blockedBy: list(id),
    clause,
    message: text,
  },
  { short: sum, shortOf: oneOf(['spend', 'items']) },
)

const totals = object(
  {
    list: sum,
    off: sum,
    shipping: sum,
    shippingOff: sum,
    tax: sum,
    total: sum,
    saved: sum,
    coins: sum,
  },
  {},
)

/** The document of a quote (pricing §6). */
export const quoteAnswer = described(
  object(
    {
      terms: id,
      currency,
      lines: list(quotedLine, 1),
      orders: list(quotedOrder, 1),
      applied: list(applied),
      rejected: list(rejected),
      funding: dictionary(text, sum),
      totals,
    },
    {},
  ),
  { title: 'Quote' },
)
true satisfies Agrees<Quote, typeof quoteAnswer>

/** The document of a refund (pricing §8). */
export const refundAnswer = described(
  object(
    {
      lines: list(object({ line: id, quantity, cash: sum }, {})),
      shipping: dictionary(orderId, sum),
      deducted: dictionary(orderId, sum),
      coins: sum,
      total: sum,
    },
    {},
  ),
  { title: 'Refund' },
)
true satisfies Agrees<Refund, typeof refundAnswer>

const ruleUsed = object({ property: text, rule: text, clause, overrides: orNull(clause) }, {})

const minimumTested = object(
  {
    compare: oneOf(['reaches', 'exceeds']),
    of: oneOf(['list', 'running', 'pool']),
    spend: sum,
    needed: orNull(sum),
  },
  {},
)

/** What happened when an offer had its turn. */
const attempt = described(
  object(
    {
      offer: id,
      kind: id,
      step: orNull(id),
      outcome: oneOf(['applied', 'rejected']),
      reasons: list(reason),
      eligible: list(id),
      lost: orNull(narrowed),
      rules: list(ruleUsed),
      minimum: orNull(minimumTested),
      running: dictionary(id, sum),
      message: orNull(text),
      remedy: orNull(text),
    },
    {},
  ),
  { title: 'Attempt' },
)

/** A quote with its trace. */
export const explanationAnswer = described(
  object({ quote: quoteAnswer, attempts: list(attempt) }, {}),
  { title: 'Explanation' },
)
true satisfies Agrees<Explanation, typeof explanationAnswer>

/** The cheapest choice among the offers, and the proof. */
export const bestAnswer = described(
  object({ total: sum, chosen: list(id), bound: sum, proved: truth, quote: quoteAnswer }, {}),
  { title: 'Best' },
)
true satisfies Agrees<Best, typeof bestAnswer>

/** What it would cost to reach the minimum of each offer that is short of it. */
export const unlockAnswer = described(
  object(
    {
      unlocks: list(
        object(
          { offer: id, short: sum, shortOf: oneOf(['spend', 'items']), cost: change, worth: truth },
          {},
        ),
      ),
    },
    {},
  ),
  { title: 'Unlocks' },
)
true satisfies Agrees<{ readonly unlocks: readonly Unlock[] }, typeof unlockAnswer>
