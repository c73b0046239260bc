import type { FastifyReply } from 'fastify'
import type { Fault } from '../../core/base/faults.ts'

/**
 * Every kind of refusal that the server gives, as a problem type of RFC 9457. `advice` is what the
 * type's own page says.
 */
export const PROBLEMS = {
  'bad-input': {
    status: 400,
    title: 'The input is refused',
    advice:
      'The document was read, but cannot be used. `errors` names every fault with a JSON Pointer into the document (or the parameter of the query); mend them all and send it again.',
  },
  'bad-request': {
    status: 400,
    title: 'The request cannot be read',
    advice: 'The request breaks a rule of HTTP. `detail` says which.',
  },
  unauthenticated: {
    status: 401,
    title: 'Nobody is signed in',
    advice:
      'Sign in at /sign-in, or send `Authorization: Bearer` with a key. A key or session that was ended must be renewed.',
  },
  forbidden: {
    status: 403,
    title: 'You may not do this',
    advice:
      'The operation is for others: /docs says for whom. Keys have scopes; ask whoever gave you yours. Pages of other sites may not send requests here.',
  },
  'not-found': {
    status: 404,
    title: 'Nothing is here',
    advice:
      'Check the path. /docs lists every path; /v1/terms and /v1/clauses list what can be asked for by id.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This method is not for this path',
    advice: 'Use one of the methods that the Allow header lists.',
  },
  timeout: {
    status: 408,
    title: 'The request took too long to arrive',
    advice: 'Send the whole request within the time that `detail` names. Divide large ones.',
  },
  'refused-by-rule': {
    status: 409,
    title: 'A rule does not allow it',
    advice:
      'Nothing was changed. `reason` says why in a word, `clause` names the rule (/v1/clauses tells what it says), `from` says when it will be possible, where that is known.',
  },
  'price-changed': {
    status: 409,
    title: 'The price is another by now',
    advice:
      'Nothing was bought. `accepted` is the price that was accepted, `quote` and `hash` are those of now: show them to the buyer, and accept the new hash.',
  },
  'payment-refused': {
    status: 409,
    title: 'The payment provider refuses this payment',
    advice:
      'Nothing was paid. `detail` says why, in the words of the provider; pay in another way, or ask whoever runs the marketplace.',
  },
  'in-progress': {
    status: 409,
    title: 'The same request is being carried out',
    advice: 'Send it again after a moment: it will be answered as the first one.',
  },
  'changed-meanwhile': {
    status: 412,
    title: 'It has been changed since you read it',
    advice: 'Read it again; its new ETag goes into If-Match.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large',
    advice:
      'Send at most 8 MB at once. /v1/quotes/batch takes any number of inputs, one on each line.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The content type is not supported',
    advice:
      'Send JSON in UTF-8 with `Content-Type: application/json`, to the batch newline-delimited JSON with `Content-Type: application/x-ndjson`, and no Content-Encoding.',
  },
  'key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    advice: 'Use a new key for each act, and the same one only to repeat it word for word.',
  },
  'version-required': {
    status: 428,
    title: 'Say which version you change',
    advice: 'Read the document first, and send its ETag in If-Match.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    advice: 'Send the request again after the seconds that the Retry-After header names.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    advice: 'Send at most 100 headers and 16 KB of them.',
  },
  'fault-of-ours': {
    status: 500,
    title: 'This is a fault of the server',
    advice: 'Your request may well be right. Please report the `x-request-id` of the answer.',
  },
  'provider-unreachable': {
    status: 503,
    title: 'The payment provider cannot be reached just now',
    advice:
      'The payment has begun and is tried again by itself: read the checkout after the seconds that the Retry-After header names, where `payAt` will say where to pay.',
  },
  busy: {
    status: 503,
    title: 'Too much is waiting',
    advice:
      'The server does a few large things at a time, and lets a few wait; or its database is just coming back. Send the request again after the seconds that the Retry-After header names.',
  },
} as const satisfies Record<string, ProblemType>

interface ProblemType {
  readonly status: number
  readonly title: string
  readonly advice: string
}

export type ProblemKind = keyof typeof PROBLEMS

/** One fault: of the document by JSON Pointer, or of the query by the name of the parameter. */
export type ProblemError = PointerError | ParameterError

interface PointerError {
  readonly pointer: string
  readonly detail: string
}

export interface ParameterError {
  readonly parameter: string
  readonly detail: string
}

/** A problem document (RFC 9457). */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  readonly errors?: readonly ProblemError[]
  /** Of a refusal by a rule: why in a word, the rule, what it is about and when it will be possible. */
  readonly reason?: string
  readonly clause?: string
  readonly offer?: string
  readonly from?: string
  /** Of an order: the state that refused it. */
  readonly state?: string
  /** Of a price that changed: the one that was accepted, and the hash and quote of the new one. */
  readonly accepted?: { readonly hash: string; readonly totalMinor: number }
  readonly hash?: string
  readonly quote?: object
}

/** What is said of one occurrence of a problem. */
type Said = Omit<Problem, 'type' | 'title' | 'status' | 'instance'>

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** `instance` tells one occurrence from every other: the path, and the id of the request. */
export function problem(
  kind: ProblemKind,
  occurrence: { readonly path: string; readonly requestId: string },
  { detail, ...more }: Said,
): Problem {
  const { status, title } = PROBLEMS[kind]
  const instance = `${occurrence.path.slice(0, 200)}#${occurrence.requestId}`
  return { type: `/problems/${kind}`, title, status, detail, instance, ...more }
}

/** Ends a request with a problem document. */
export function sendProblem(reply: FastifyReply, kind: ProblemKind, said: Said): FastifyReply {
  const { url, id } = reply.request
  const document = problem(kind, { path: url.split('?', 1)[0] as string, requestId: id }, said)
  return reply
    .code(document.status)
    .header('cache-control', 'no-store')
    .header('content-type', PROBLEM_TYPE)
    .send(JSON.stringify(document))
}

/** A refused input as a problem: every fault with its JSON Pointer. */
export function sendRefused(reply: FastifyReply, faults: readonly Fault[]): FastifyReply {
  const errors = faults.map(({ path, fault }) => ({ pointer: path, detail: fault }))
  const detail = summary(faults.map(({ path, fault }) => (path ? `${path}: ${fault}` : fault)))
  return sendProblem(reply, 'bad-input', { detail, errors })
}

/** The same of a query. */
export function sendRefusedQuery(
  reply: FastifyReply,
  errors: readonly ParameterError[],
): FastifyReply {
  const detail = summary(errors.map((error) => `${error.parameter}: ${error.detail}`))
  return sendProblem(reply, 'bad-input', { detail, errors })
}

function summary([first = 'The input is refused.', ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} (and ${more.length} more)`
}
