import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readJson } from '../../../contract/json.ts'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { sendProblem, sendRefused } from '../problem.ts'

/** A document as it was read, and as it was sent. */
export interface JsonBody {
  readonly value: unknown
  readonly text: string
}

/** What stands in `request.body` of a JSON request: what was read, or why it could not be. */
type Body = JsonBody | Refused

/** Media types of a batch; the streaming route reads these itself. */
const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'] as const

/**
 * Reads bodies: JSON whole, newline-delimited JSON as a stream. Nothing is coerced, filtered or
 * completed; the core alone decides what is valid.
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    done(null, readBytes(bytes as Buffer))
  })
  app.addContentTypeParser([...NDJSON], (_request, payload, done) => done(null, payload))
}

function readBytes(bytes: Buffer): Body {
  const text = bytes.toString('utf8')
  // Bytes that are no UTF-8 were read as U+FFFD; only then is it worth asking which it was.
  if (text.includes('\uFFFD') && !isUtf8(bytes)) {
    return { refused: [{ path: '', fault: 'Is not UTF-8 text: JSON is written in UTF-8.' }] }
  }
  return readText(text)
}

function readText(text: string): Body {
  const read = readJson(text)
  return isRefused(read) ? read : { value: read.value, text }
}

/** The document of a JSON request; what is none is answered by a problem. */
export function jsonBody(request: FastifyRequest, reply: FastifyReply): JsonBody | null {
  const wrong = wrongMedia(request, ['application/json'])
  if (wrong) {
    sendProblem(reply, 'unsupported-media-type', { detail: wrong })
    return null
  }
  const body = (request.body as Body | undefined) ?? readText('')
  if (!isRefused(body)) return body
  sendRefused(reply, body.refused)
  return null
}

/** Answers a JSON request by a function of its document; a refusal becomes a problem. */
export function answerJson(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (document: unknown) => object | Refused,
): FastifyReply {
  const body = jsonBody(request, reply)
  if (body === null) return reply
  const answered = answer(body.value)
  if (isRefused(answered)) return sendRefused(reply, answered.refused)
  return sendJson(reply, JSON.stringify(answered))
}

/** Sends a JSON text that is nobody else's business. */
export function sendJson(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .send(text)
}

/** Why a request's media type is not one of these, or null where it is. */
export function wrongMedia(
  request: FastifyRequest,
  expected: readonly string[] = NDJSON,
): string | null {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
  if (!expected.includes(type.trim())) {
    return `Send Content-Type: ${expected[0]}${type ? `, not ${type.trim()}` : ''}.`
  }
  const charset = parameters.map((one) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(one)?.[1])
  const other = charset.find((one) => one !== undefined && one !== 'utf-8' && one !== 'utf8')
  return other === undefined ? null : `JSON is read as UTF-8, not as ${other}.`
}

/** Whether the client asked for an answer line by line. */
export function acceptsLines({ headers }: FastifyRequest): boolean {
  const types = (headers.accept ?? '').toLowerCase().split(',')
  const names = types.map((one) => (one.split(';', 1)[0] as string).trim())
  return NDJSON.some((type) => names.includes(type))
}
