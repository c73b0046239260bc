import type { FastifyInstance } from 'fastify'
import type { Limits } from '../limits.ts'
import { sendProblem } from '../problem.ts'

/** Gives a body that must arrive whole a deadline; streams have deadlines of their own. */
export function bodyDeadline(app: FastifyInstance, limits: Limits): void {
  app.addHook('onRequest', async (request, reply) => {
    const { raw } = request
    const expectsBody =
      raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length']) > 0
    if (!expectsBody || request.routeOptions.config.streams) return
    const timer = setTimeout(() => {
      if (reply.sent || raw.complete) return
      sendProblem(reply, 'timeout', {
        detail: `The body must arrive within ${limits.bodyMs / 1000} seconds.`,
      })
    }, limits.bodyMs)
    raw.once('close', () => clearTimeout(timer))
    raw.once('end', () => clearTimeout(timer))
  })
}

/**
 * An answer may be sent before the body has arrived. Closing at once would reset the connection, and
 * the client would see that instead of the answer: so the rest is read and thrown away, for a while.
 */
export function linger(app: FastifyInstance, limits: Limits): void {
  app.addHook('onSend', async (request, reply) => {
    const { raw } = request
    if (raw.complete || raw.destroyed || reply.statusCode < 400) return
    reply.removeHeader('connection')
    const timer = setTimeout(() => raw.socket.destroy(), limits.lingerMs)
    raw.once('close', () => clearTimeout(timer))
    raw.once('end', () => clearTimeout(timer))
    reply.raw.once('finish', () => raw.resume())
  })
}
