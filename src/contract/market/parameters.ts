import { id } from '../../core/base/fields.ts'
import { described, integer, list, oneOf, type Schema } from '../../core/base/schema.ts'
import type { Parameter } from './endpoint.ts'

/** An id in a query. */
export const idParameter = (description: string): Parameter<string> => ({
  schema: id,
  description,
  read: (text) => (id.ok(text) ? text : null),
  fault: 'Must be a text of 1 to 128 characters without control characters.',
})

/** A category in a query: its steps from the widest down, with strokes between. */
export const categoryParameter = (description: string): Parameter<readonly string[]> => ({
  schema: described(list(id, 1), { type: 'string', items: undefined, minItems: undefined }),
  description,
  read: (text) => {
    const steps = text.split('/')
    return steps.every((step) => id.ok(step)) ? steps : null
  },
  fault: 'Must be a category, for example beauty/hair-styling.',
})

/** One of a few words in a query. */
export function wordParameter<const W extends string>(
  words: readonly W[],
  description: string,
): Parameter<W> {
  const schema: Schema<W> = oneOf(words)
  return {
    schema,
    description,
    read: (text) => (schema.ok(text) ? (text as W) : null),
    fault: `Must be one of: ${words.join(', ')}.`,
  }
}

/** A whole number in a query. */
export function integerParameter(
  [minimum, maximum]: readonly [number, number],
  description: string,
): Parameter<number> {
  const fault = `Must be a whole number from ${minimum} to ${maximum}.`
  const schema = integer(minimum, maximum, fault)
  return {
    schema,
    description,
    read: (text) => (/^\d{1,15}$/.test(text) && schema.ok(Number(text)) ? Number(text) : null),
    fault,
  }
}

const PAGE_MAX = 200

/** The two parameters of every list: how many, and after which. */
export const pageParameters = {
  limit: integerParameter([1, PAGE_MAX], 'How many at most; 50 unless said otherwise.'),
  after: idParameter('The `next` of the page before.'),
} as const

/** How many rows a page has unless it is said otherwise. */
export const PAGE = 50
