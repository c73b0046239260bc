import { referred } from '../components.ts'
import { json, type ProblemStatus, problems } from '../operation-parts.ts'
import { type Endpoint, pathParameters } from './endpoint.ts'

/** The operations of endpoints as paths of OpenAPI. */
export function marketOperations(endpoints: readonly Endpoint[]) {
  const paths: Record<string, Record<string, object>> = {}
  for (const one of endpoints) {
    paths[one.path] = { ...paths[one.path], [one.method]: operation(one) }
  }
  return paths
}

function operation(one: Endpoint) {
  return {
    operationId: one.id,
    tags: [one.tag],
    summary: one.summary,
    description: [one.description, accessText(one)].filter(Boolean).join('\n\n'),
    security: securityOf(one),
    parameters: parametersOf(one),
    ...(one.body && {
      requestBody: { required: true, content: json(referred(one.body.json), one.example) },
    }),
    responses: { [one.status]: answerOf(one), ...problems(...refusalsOf(one)) },
  }
}

function accessText({ access }: Endpoint): string {
  const who = [
    ...(access.visitors ? ['anybody'] : []),
    ...(access.scope
      ? [`keys ${access.ofPlatform ? 'of the platform ' : ''}with the scope \`${access.scope}\``]
      : []),
    ...(access.roles.length > 0 ? [`people signed in as ${access.roles.join(', ')}`] : []),
  ]
  return `For ${who.join('; ')}.`
}

function securityOf({ access }: Endpoint) {
  const ways: Record<string, string[]>[] = []
  if (access.visitors) ways.push({})
  if (access.scope) ways.push({ key: [] })
  if (access.roles.length > 0) ways.push({ session: [] })
  return ways
}

function parametersOf(one: Endpoint) {
  const ofPath = pathParameters(one.path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 128 },
    ...(name === 'buyer' && { description: '`me` for the buyer who is signed in.' }),
  }))
  const ofQuery = Object.entries(one.query).map(([name, { schema, description }]) => ({
    name,
    in: 'query',
    required: false,
    schema: referred(schema.json),
    description,
  }))
  return [...ofPath, ...ofQuery, ...headersOf(one)]
}

function headersOf(one: Endpoint) {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string', minLength: 1, maxLength: 128 },
    description,
  })
  const headers: object[] = []
  if (one.repetition !== 'natural') {
    const why =
      'Your own name for this act, for example a UUID: a repetition with it is answered as the first one was, and changes nothing.'
    headers.push(header('Idempotency-Key', true, why))
  }
  if (one.versioned && one.method !== 'get') {
    headers.push(header('If-Match', true, 'The ETag of the version that you change.'))
  }
  return headers
}

function answerOf(one: Endpoint) {
  if (one.media) {
    return { description: one.says, content: { [one.media]: { schema: { type: 'string' } } } }
  }
  return {
    description: one.says,
    ...(one.answer && { content: json(referred(one.answer.json)) }),
  }
}

/** What every endpoint may be refused for, by what it is. */
function refusalsOf(one: Endpoint): ProblemStatus[] {
  const found = new Set<ProblemStatus>([429, 503, ...one.refusals])
  if (!one.access.visitors) found.add(401).add(403)
  if (pathParameters(one.path).length > 0) found.add(404)
  if (one.body || Object.keys(one.query).length > 0) found.add(400)
  if (one.body) found.add(408).add(413).add(415)
  if (one.repetition !== 'natural') found.add(400).add(409).add(422)
  if (one.versioned && one.method !== 'get') found.add(412).add(428)
  return [...found].sort((a, b) => a - b)
}
