import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** The id of a request: the caller's own where it is harmless to repeat in a log, else a new one. */
export function requestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
}

/** Only what this server serves itself: the page works offline, and nothing of a cart leaves by it. */
const PAGE_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // Widths of bars are computed, and stand as style attributes in the server's rendering.
  'style-src-attr': ["'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
}

/** A document of the API is no page: whoever opens it as one gets nothing that runs, and no frame. */
const API_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** Gives every answer its request id and the headers that keep browsers from harm. */
export function safeHeaders(app: FastifyInstance): void {
  const ofPages = pageHeaders()
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.raw.url?.startsWith('/v1/') ? API_HEADERS : ofPages)
    reply.header('x-request-id', request.id)
    done()
  })
}

/** The same for every page, and so worked out once: each time would cost a third of a small request. */
function pageHeaders(): Record<string, string> {
  const headers: Record<string, string> = {}
  const recorder = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value
    },
    removeHeader: () => {},
  }
  const set = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY },
    // Whether there is TLS is known to the operator's proxy, not here.
    strictTransportSecurity: false,
    frameguard: { action: 'deny' },
  })
  set({} as IncomingMessage, recorder as unknown as ServerResponse, () => {})
  return headers
}
