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
  404: 'There is none with this id.',
  408: 'The body did not arrive within 30 seconds.',
  413: 'The body is larger than 8 MB.',
  415: 'The content type is not supported.',
  503: 'Too many searches are waiting: try again when `Retry-After` says.',
} as const

/** The refusals that an operation may answer. */
export function problems(...statuses: (keyof typeof WHY)[]) {
  const content = { 'application/problem+json': { schema: ref('Problem') } }
  return Object.fromEntries(
    statuses.map((status) => [status, { description: WHY[status], content }]),
  )
}

/** Those of every operation that reads a body. */
export const ofBody = problems(400, 408, 413, 415)

/** A parameter of the query. */
export function query(name: string, schema: JsonSchema, description: string) {
  return { name, in: 'query', required: false, schema, description }
}
