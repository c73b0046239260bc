import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isEventRefusal, ProviderFault } from '../../payments/port.ts'
import { hearEvents } from '../orders/paying.ts'
import { sendProblem } from '../problem.ts'
import { sendLater } from './answer.ts'
import type { Market } from './market.ts'

/** Longer than any provider takes an event for; the provider's own limit is asked by its reader. */
const BODY_BYTES_MAX = 1024 * 1024

/**
 * Where payment providers tell what came of payments. Whoever has the provider's secret is heard, and
 * nobody else: there is no key, no session and no cookie here. A message is read from the bytes as they
 * came, for they are what is signed.
 */
export function paymentRoutes(app: FastifyInstance, market: Market): void {
  app.register(async (raw) => {
    raw.removeAllContentTypeParsers()
    const kept = { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX } as const
    raw.addContentTypeParser('*', kept, (_request, bytes, done) => done(null, bytes))
    raw.post('/v1/payments/:provider/events', { bodyLimit: BODY_BYTES_MAX }, (request, reply) =>
      hear(market, request, reply),
    )
  })
}

async function hear(
  market: Market,
  { params, headers, body }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { provider: name } = params as { readonly provider: string }
  const provider = market.payments.get(name)
  if (!provider) {
    return sendProblem(reply, 'not-found', { detail: 'No such payment provider is set up here.' })
  }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  try {
    const events = await provider.readEvents(headers, bytes, Date.now())
    // One answer for all: it tells nobody how near a forgery came.
    if (isEventRefusal(events)) return sendProblem(reply, 'bad-request', { detail: NOT_GENUINE })
    await hearEvents(market, name, events)
  } catch (error) {
    if (!(error instanceof ProviderFault) || !error.canRetry) throw error
    return sendLater(reply, 'busy', 30)
  }
  return reply.header('cache-control', 'no-store').code(200).send()
}

const NOT_GENUINE = 'This is no message of the payment provider, or it is too old.'
