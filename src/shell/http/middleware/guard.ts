import type { FastifyInstance } from 'fastify'
import type { Limits } from '../limits.ts'
import { sendProblem } from '../problem.ts'

const HOST = /^(?:[A-Za-z0-9._~-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/

/** Refuses what a bare Node server lets through: more than one Host, malformed Hosts, too many headers. */
export function guard(app: FastifyInstance, limits: Limits): void {
  app.addHook('onRequest', async (request, reply) => {
    const { rawHeaders, headers } = request.raw
    if (rawHeaders.length / 2 > limits.headers) {
      return sendProblem(reply, 'headers-too-large', {
        detail: `The request has more than ${limits.headers} headers.`,
      })
    }
    const hosts = countOf('host', rawHeaders)
    if (hosts > 1 || (hosts === 0 && request.raw.httpVersion !== '1.0')) {
      return sendProblem(reply, 'bad-request', {
        detail: `The request has ${hosts} Host headers; it must have one.`,
      })
    }
    if (headers.host !== undefined && !HOST.test(headers.host)) {
      return sendProblem(reply, 'bad-request', {
        detail: 'The Host header is not a host with an optional port.',
      })
    }
    const encoding = headers['content-encoding']
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
      reply.header('accept-encoding', 'identity')
      return sendProblem(reply, 'unsupported-media-type', {
        detail: 'Compressed bodies are not read: leave out Content-Encoding.',
      })
    }
  })
}

function countOf(name: string, rawHeaders: readonly string[]): number {
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const header = rawHeaders[i] as string
    if (header.length === name.length && header.toLowerCase() === name) count++
  }
  return count
}
