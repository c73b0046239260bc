import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A document that does not change while the server runs, with the tag of its content. */
export interface StaticDocument {
  readonly body: string
  readonly etag: string
}

export function staticDocument(value: unknown): StaticDocument {
  const body = JSON.stringify(value)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { body, etag }
}

/** Sends a document, or only that it has not changed since the client got it (RFC 9110 §13). */
export function sendDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  document: StaticDocument,
): FastifyReply {
  // Fresh for a minute: a newer version of the server may know more, and asking again is cheap.
  reply.header('cache-control', 'public, max-age=60').header('etag', document.etag)
  if (matches(request.headers['if-none-match'], document.etag)) return reply.code(304).send()
  return reply.header('content-type', 'application/json; charset=utf-8').send(document.body)
}

function matches(wanted: string | undefined, etag: string): boolean {
  if (wanted === undefined) return false
  return wanted.split(',').some((one) => [etag, `W/${etag}`, '*'].includes(one.trim()))
}
