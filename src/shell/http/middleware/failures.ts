import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEM_TYPE, type ProblemKind, problem, sendProblem } from '../problem.ts'

/** Fastify's own refusals, by status. */
const KINDS: Readonly<Record<number, ProblemKind>> = {
  400: 'bad-request',
  404: 'not-found',
  408: 'timeout',
  413: 'too-large',
  415: 'unsupported-media-type',
}

const DETAILS: Partial<Record<ProblemKind, string>> = {
  'too-large': 'The body is larger than 8 MB.',
  'unsupported-media-type':
    'Send Content-Type: application/json, or to the batch application/x-ndjson.',
}

/** Turns whatever went wrong into a problem document. Only a fault of ours is a 500, and is logged. */
export function answerFailure(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const kind = KINDS[error.statusCode ?? 500]
  if (kind !== undefined)
    return sendProblem(reply, kind, { detail: DETAILS[kind] ?? error.message })
  request.log.error({ err: error }, 'a request failed')
  return sendProblem(reply, 'fault-of-ours', {
    detail: `The request could not be answered. Please report the request id ${request.id}.`,
  })
}

/** What the parser of HTTP refused, by the code of its error. */
const PARSER_REFUSALS: Readonly<Record<string, readonly [kind: ProblemKind, detail: string]>> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The headers are larger than 16 KB.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['too-large', 'The chunk extensions of the body are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['timeout', 'The headers did not arrive in time.'],
}

/** Answers what never became a request: bytes that are no HTTP, or too many, or too slow. */
export function answerClientError(this: FastifyInstance, error: Error, socket: Socket): void {
  const { code = '' } = error as NodeJS.ErrnoException
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [kind, detail] = PARSER_REFUSALS[code] ?? [
    'bad-request',
    'These bytes are not an HTTP/1.1 request.',
  ]
  const requestId = randomUUID()
  const document = problem(kind, { path: '', requestId }, { detail })
  const body = JSON.stringify(document)
  const head = [
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ]
  this.log.debug({ err: error, reqId: requestId }, 'a client sent what is no request')
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
