import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Limits } from './limits.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/**
 * The HTTP server under the application, with limits against slow and oversized clients. Requests
 * have no deadline of Node's own, for that would end long batches: bodies have one of ours.
 */
export function boundedServer(handler: Handler, limits: Limits): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: 0,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: Math.min(2_000, limits.headersMs / 2),
      noDelay: true,
      // The guard refuses a missing Host, and says so.
      requireHostHeader: false,
    },
    handler,
  )
  // Node drops the headers beyond this count without a word: one more is let in, so that the guard
  // can see that there were too many.
  server.maxHeadersCount = limits.headers + 1
  server.setTimeout(limits.idleMs)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // A body that will be refused by its announced length is not asked for.
    if (!(Number(request.headers['content-length']) > limits.bodyBytes)) response.writeContinue()
    handler(request, response)
  })
  return server
}
