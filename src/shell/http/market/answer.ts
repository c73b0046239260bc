import type { FastifyReply } from 'fastify'
import type { Endpoint } from '../../../contract/market/endpoint.ts'
import { isRefused } from '../../../core/base/faults.ts'
import { isRefusal } from '../../../core/offers/refusals.ts'
import { sendJson } from '../middleware/body.ts'
import { sendProblem, sendRefused } from '../problem.ts'
import type { Outcome } from './outcome.ts'

/** Sends what came of a call: the answer, or the problem document of its refusal. */
export function sendOutcome(
  endpoint: Endpoint,
  outcome: Outcome<unknown> | 'in-progress',
  reply: FastifyReply,
): FastifyReply {
  if (outcome === 'in-progress') {
    reply.header('retry-after', '1')
    const detail = 'A request with this Idempotency-Key is being carried out just now.'
    return sendProblem(reply, 'in-progress', { detail })
  }
  if ('handled' in outcome) return reply
  if ('done' in outcome) return sendDone(endpoint, outcome, reply)
  if ('stream' in outcome) {
    return reply.headers(outcome.headers).header('cache-control', 'no-store').send(outcome.stream)
  }
  if (isRefused(outcome)) return sendRefused(reply, outcome.refused)
  if (isRefusal(outcome)) {
    const { refusal: reason, message: detail, ...more } = outcome
    return sendProblem(reply, 'refused-by-rule', { detail, reason, ...more })
  }
  if ('missing' in outcome) return sendProblem(reply, 'not-found', { detail: outcome.missing })
  if ('stale' in outcome) {
    reply.header('etag', `"${outcome.stale}"`)
    const detail = `Its version is ${outcome.stale} by now.`
    return sendProblem(reply, 'changed-meanwhile', { detail })
  }
  if ('unauthenticated' in outcome) {
    return sendProblem(reply, 'unauthenticated', { detail: outcome.unauthenticated })
  }
  if ('forbidden' in outcome) return sendProblem(reply, 'forbidden', { detail: outcome.forbidden })
  if ('tooMany' in outcome) return sendLater(reply, 'too-many-requests', outcome.tooMany)
  if ('busy' in outcome) return sendLater(reply, 'busy', outcome.busy)
  if ('priceChanged' in outcome) {
    const detail = 'The price is another by now: look at the new one, and accept it or not.'
    return sendProblem(reply, 'price-changed', { detail, ...outcome.priceChanged })
  }
  if ('providerRefused' in outcome) {
    return sendProblem(reply, 'payment-refused', { detail: outcome.providerRefused })
  }
  if ('providerAway' in outcome) {
    reply.header('retry-after', '10')
    return sendProblem(reply, 'provider-unreachable', { detail: outcome.providerAway })
  }
  const detail = 'The same Idempotency-Key came with another body or to another path before.'
  return sendProblem(reply, 'key-reused', { detail })
}

/** Asks to come again after some seconds. */
export function sendLater(
  reply: FastifyReply,
  kind: 'too-many-requests' | 'busy',
  seconds: number,
): FastifyReply {
  reply.header('retry-after', String(seconds))
  return sendProblem(reply, kind, { detail: `Try again in ${seconds} s.` })
}

function sendDone(
  endpoint: Endpoint,
  { done, version }: { readonly done: unknown; readonly version?: number },
  reply: FastifyReply,
): FastifyReply {
  reply.code(endpoint.status)
  if (version !== undefined) {
    const etag = `"${version}"`
    reply.header('etag', etag)
    if (endpoint.method === 'get' && reply.request.headers['if-none-match'] === etag) {
      return reply.code(304).header('cache-control', 'no-store').send()
    }
  }
  if (endpoint.status === 204) return reply.header('cache-control', 'no-store').send()
  return sendJson(reply, JSON.stringify(done))
}
