import type { JsonSchema } from '../core/base/schema.ts'

/** A body of JSON. */
export const json = (schema: JsonSchema, example?: unknown) => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
})

/** The schema of this name. */
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** The answer to a request that was fine. */
export const ok = (description: string, schema: JsonSchema, example?: unknown) => ({
  200: { description, content: json(schema, example) },
})

const WHY = {
  400: 'The input is refused: `errors` names every fault.',
  401: 'Sign in, or send a key that is valid.',
  403: 'You may not do this.',
  404: 'There is none with this id that you may see.',
  408: 'The body did not arrive within 30 seconds.',
  409: 'A rule does not allow it: `reason` and `clause` say which.',
  412: 'It has been changed since: read it again, and change that.',
  413: 'The body is larger than 8 MB.',
  415: 'The content type is not supported.',
  422: 'The Idempotency-Key was used for another request.',
  428: 'Say with If-Match which version you change.',
  429: 'Too many requests: try again when `Retry-After` says.',
  503: 'Too much is waiting: try again when `Retry-After` says.',
} as const satisfies Readonly<Record<number, string>>

/** A status that a refusal may have. */
export type ProblemStatus = keyof typeof WHY

const nameOf = (status: number | string) => `Problem${status}`

/** Every refusal once, by the name that operations refer to it by. */
export const PROBLEMS = Object.fromEntries(
  Object.entries(WHY).map(([status, description]) => [
    nameOf(status),
    { description, content: { 'application/problem+json': { schema: ref('Problem') } } },
  ]),
)

/** The refusals that an operation may answer. */
export function problems(...statuses: readonly ProblemStatus[]) {
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]),
  )
}

/** Those of every operation that reads a body. */
export const ofBody = problems(400, 408, 413, 415)

/** A parameter of the query. */
export function query(name: string, schema: JsonSchema, description: string) {
  return { name, in: 'query', required: false, schema, description }
}
