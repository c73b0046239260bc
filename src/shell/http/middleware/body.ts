import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readJson } from '../../../contract/json.ts'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { sendProblem, sendRefused } from '../problem.ts'

/** What stands in `request.body` of a JSON request: what was read, or why it could not be. */
type Body = ReturnType<typeof readJson>

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
  return readJson(text)
}

/** Answers a JSON request by a function of its document; a refusal becomes a problem. */
export function answerJson(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (document: unknown) => object | Refused,
): FastifyReply {
  const wrong = wrongMedia(request, ['application/json'])
  if (wrong) return sendProblem(reply, 'unsupported-media-type', { detail: wrong })
  const body = (request.body as Body | undefined) ?? readJson('')
  const answered = isRefused(body) ? body : answer(body.value)
  if (isRefused(answered)) return sendRefused(reply, answered.refused)
  return reply
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(answered))
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
