/**
 * The documents that tell what can be asked for: rule-sets, clauses, problems and health, as schemas
 * for OpenAPI and for the test that holds real answers against them.
 */

import { type Clause, type ClauseSource, clauseAreas, clauseKinds } from '../core/base/clauses.ts'
import { id, instant } from '../core/base/fields.ts'
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
} from '../core/base/schema.ts'
import type { Terms } from '../core/pricing/terms.ts'
import { ruleSet } from '../core/pricing/terms-document.ts'
import { quoteAnswer, sum, text } from './answers.ts'

const figure: Schema<unknown> = leaf(
  {
    anyOf: [
      { type: 'number' },
      { type: 'string' },
      { type: 'array', items: { type: ['number', 'string'] } },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
  },
  (value) => value !== null && value !== undefined && typeof value !== 'boolean',
  'Must be a figure, a list of figures, or one figure a key.',
)

const inForce = orNull(object({ from: instant }, { until: orNull(instant) }))

const termsEntry = object({ id, programme: id, title: text, inForce }, { summary: text })

/** The list of rule-sets. */
export const termsListAnswer = described(object({ terms: list(termsEntry) }, {}), {
  title: 'TermsList',
})

/** A rule-set as it is written. */
export const termsAnswer = ruleSet

/** What the list says of a rule-set. */
export function termsSummary({ document }: Terms) {
  const { programme, title, summary } = document
  return {
    id: document.id,
    programme,
    title,
    inForce: document.inForce,
    ...(summary && { summary }),
  }
}

const clause = described(
  object(
    { id: text, area: oneOf(clauseAreas), kind: oneOf(clauseKinds), says: text },
    { numbers: dictionary(text, figure) },
  ),
  { title: 'ClauseEntry' },
)

const source = described(object({ id: text, title: text }, {}), { title: 'ClauseSource' })

/** The whole catalogue of clauses, with the documents that they come from. */
export const clauseListAnswer = described(
  object({ sources: list(source), clauses: list(clause) }, {}),
  { title: 'ClauseList' },
)

/** One clause with its source, and the clauses that are parts of it. */
export const clauseAnswer = described(object({ clause, source, parts: list(clause) }, {}), {
  title: 'Clause',
})

/** A clause as it is answered. */
export interface ClauseDocument {
  readonly clause: Clause
  readonly source: ClauseSource
  readonly parts: readonly Clause[]
}

const pointerError = object({ detail: text }, { pointer: text, parameter: text })

/** A refusal (RFC 9457). */
export const problemAnswer = described(
  object(
    {
      type: text,
      title: text,
      status: integer(400, 599, 'Must be a status of HTTP.'),
      detail: text,
      instance: text,
    },
    {
      errors: list(pointerError, 0, Number.MAX_SAFE_INTEGER),
      reason: text,
      clause: text,
      offer: text,
      from: instant,
      state: text,
      accepted: object({ hash: text, totalMinor: sum }, {}),
      hash: text,
      quote: quoteAnswer,
    },
  ),
  { title: 'Problem' },
)

export const healthAnswer = described(
  object({ status: oneOf(['ok']), version: text, terms: list(id) }, {}),
  { title: 'Health' },
)

/** A refused input, as it stands on a line of a batch (pricing §2). */
export const refusedAnswer = described(
  object(
    { refused: list(object({ path: text, fault: text }, {}), 1, Number.MAX_SAFE_INTEGER) },
    {},
  ),
  { title: 'Refused' },
)
