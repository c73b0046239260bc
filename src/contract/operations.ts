import type { JsonSchema } from '../core/base/schema.ts'
import type { TermsLibrary } from '../core/pricing/library.ts'
import { exampleInput, exampleQuote, exampleRefund } from './example.ts'
import { json, ofBody, ok, problems, query, ref } from './operation-parts.ts'
import { searchOperations } from './search-operations.ts'

const BATCH = `Takes newline-delimited JSON: one input on each line, any number of lines. Answers one line for each, in order, while you are still sending: read the answers while you write, or neither side can go on.

A line \`{"defaults": {…}}\` gives fields to the inputs after it that leave them out: say terms, buyer and offers once, then send lines that hold only what differs. Its offers are read once, which halves the work. It is answered \`{"defaults":[names of its fields]}\`.

A line that is refused is answered \`{"refused":[{"path":"/lines/0/unitPrice","fault":"…"}]}\`, and the next one is priced. Blank lines are skipped and get no answer. A line is at most 8 MB, and must be complete within 30 seconds of the one before.`

const TERMS = `Without parameters, all rule-sets. With \`at\`, of each programme the version that was in force at that instant (a later version does not change earlier orders).`

/** Every path of the API with its operations. */
export function operations(library: TermsLibrary) {
  return {
    '/v1/quotes': { post: quoteOperation() },
    '/v1/quotes/explain': { post: explainOperation() },
    '/v1/quotes/unlock': { post: unlockOperation() },
    '/v1/quotes/batch': { post: batchOperation() },
    '/v1/refunds': { post: refundOperation() },
    ...searchOperations(),
    ...ruleOperations(library),
    ...serverOperations(),
  }
}

function quoteOperation() {
  return {
    operationId: 'quote',
    tags: ['Pricing'],
    summary: 'Price a cart',
    description:
      'The exact total, what each offer took off and from which line, who pays for it, and why each other offer was refused.',
    requestBody: { required: true, content: json(ref('QuoteInput'), exampleInput) },
    responses: { ...ok('The quote.', ref('Quote'), exampleQuote()), ...ofBody },
  }
}

function explainOperation() {
  return {
    operationId: 'explain',
    tags: ['Pricing'],
    summary: 'Price a cart, and tell how',
    description:
      'The quote with a trace of every offer in its turn: the rules used with their clauses, what a specific rule overrides, and what would make a refused offer work.',
    requestBody: { required: true, content: json(ref('QuoteInput'), exampleInput) },
    responses: { ...ok('The quote and its trace.', ref('Explanation')), ...ofBody },
  }
}

function unlockOperation() {
  return {
    operationId: 'unlock',
    tags: ['Pricing'],
    summary: 'What would unlock the offers that fall short',
    description:
      'For each offer that is short of its minimum: what the missing spend or pieces would cost in the end. `worth` is true where the total would not rise.',
    requestBody: { required: true, content: json(ref('QuoteInput'), exampleInput) },
    responses: { ...ok('One entry an offer that is short.', ref('Unlocks')), ...ofBody },
  }
}

const NAMES: JsonSchema = { type: 'array', items: { type: 'string' } }

/** An object with this one field and no other. */
function only(field: string, schema: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: { [field]: schema },
    required: [field],
    additionalProperties: false,
  }
}

function batchOperation() {
  const stream = (schema: JsonSchema) => ({ 'application/x-ndjson': { schema } })
  return {
    operationId: 'quoteBatch',
    tags: ['Pricing'],
    summary: 'Price any number of carts',
    description: BATCH,
    requestBody: {
      required: true,
      content: stream({ anyOf: [ref('QuoteInput'), only('defaults', ref('BatchDefaults'))] }),
    },
    responses: {
      200: {
        description: 'One line for each line that is not blank.',
        content: stream({ anyOf: [ref('Quote'), ref('Refused'), only('defaults', NAMES)] }),
      },
      ...problems(415),
    },
  }
}

function refundOperation() {
  return {
    operationId: 'refund',
    tags: ['Pricing'],
    summary: 'What goes back for returned pieces',
    description:
      'Exact over any split of the pieces, and never more than was paid. Give the input and the quote that the buyer accepted, what came back before, and what comes back now.',
    requestBody: { required: true, content: json(ref('RefundInput'), exampleRefund()) },
    responses: { ...ok('The refund.', ref('Refund')), ...ofBody },
  }
}

function ruleOperations(library: TermsLibrary) {
  const [first] = library.all
  const programmes = [...new Set(library.all.map((one) => one.programme))]
  return {
    '/v1/terms': {
      get: {
        operationId: 'listTerms',
        tags: ['Rules'],
        summary: 'The rule-sets, or those in force at an instant',
        description: TERMS,
        parameters: [
          query(
            'at',
            { type: 'string', format: 'date-time' },
            'An RFC 3339 instant with an offset.',
          ),
          query('programme', { type: 'string', enum: programmes }, 'Only of this programme.'),
        ],
        responses: { ...ok('The rule-sets.', ref('TermsList')), ...problems(400) },
      },
    },
    '/v1/terms/{id}': byId('getTerms', 'A rule-set: its kinds, and each rule with its clause', {
      schema: 'RuleSet',
      example: first?.id ?? '',
    }),
    '/v1/clauses': {
      get: {
        operationId: 'listClauses',
        tags: ['Rules'],
        summary: 'The catalogue of clauses',
        responses: ok('Every clause, and the sources that they come from.', ref('ClauseList')),
      },
    },
    '/v1/clauses/{id}': byId(
      'getClause',
      'A clause, its source, and the clauses that are its parts',
      {
        schema: 'Clause',
        example: 'tc.13.a',
      },
    ),
  }
}

function serverOperations() {
  return {
    '/health': {
      get: {
        operationId: 'health',
        tags: ['Operations'],
        summary: 'Whether the server answers',
        responses: ok('It does.', ref('Health')),
      },
    },
    '/metrics': {
      get: {
        operationId: 'metrics',
        tags: ['Operations'],
        summary: 'What the server counts',
        responses: {
          200: {
            description: 'In the text format of Prometheus.',
            content: { 'text/plain': { schema: { type: 'string' } } },
          },
        },
      },
    },
  }
}

function byId(
  operationId: string,
  summary: string,
  of: { readonly schema: string; readonly example: string },
) {
  return {
    get: {
      operationId,
      tags: ['Rules'],
      summary,
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: of.example },
      ],
      responses: { ...ok('The document.', ref(of.schema)), ...problems(404) },
    },
  }
}
