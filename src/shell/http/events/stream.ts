import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, actorKey } from '../../store/access/actor.ts'
import { sendProblem } from '../problem.ts'
import type { EventHub } from './hub.ts'
import { Listener } from './listener.ts'

export interface StreamDependencies {
  readonly hub: EventHub
  /** Who sends a request, by its headers: asked again while it listens. */
  readonly authenticate: (headers: FastifyRequest['headers']) => Promise<Actor | 'invalid'>
}

const SECONDS_TO_WAIT = '10'

/**
 * Answers a request by a stream of server-sent events: of its own wallet to a buyer, of its own offers
 * to a seller, of all offers and campaigns to the platform. With Last-Event-ID the stream goes on where
 * it broke off; an event `missed` says that too much happened since, and that all is to be read anew.
 */
export async function streamEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Exclude<Actor, { kind: 'visitor' }>,
  { hub, authenticate }: StreamDependencies,
): Promise<FastifyReply> {
  const room = hub.roomFor(actor)
  if (room === 'full') return sendBusy(reply, 'Too many listen to this server. Try again later.')
  if (room === 'own') {
    reply.header('retry-after', SECONDS_TO_WAIT)
    const detail = 'You listen in too many places at once: close a page that does.'
    return sendProblem(reply, 'too-many-requests', { detail })
  }
  const given = request.headers['last-event-id']
  const lastEventId = typeof given === 'string' && given !== '' ? given : null
  const name = actorKey(actor)
  const mayListen = async () => {
    const now = await authenticate(request.headers)
    return now !== 'invalid' && actorKey(now) === name
  }
  const listener = new Listener(reply.raw, () => {
    reply.hijack()
    return reply.getHeaders()
  })
  await hub.add(listener, actor, { lastEventId, mayListen })
  if (!listener.isBegun) sendBusy(reply, 'The database is just coming back. Try again later.')
  return reply
}

function sendBusy(reply: FastifyReply, detail: string): FastifyReply {
  reply.header('retry-after', SECONDS_TO_WAIT)
  return sendProblem(reply, 'busy', { detail })
}
