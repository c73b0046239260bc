import { createHash } from 'node:crypto'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { openApiDocument } from '../../../contract/openapi.ts'
import { sendDocument, staticDocument } from '../documents.ts'
import type { Resources } from '../resources.ts'
import { version } from '../version.ts'

/**
 * The page styles itself by script, and its requests on trial go to this server only. Of scripts in
 * the page the one that starts it is allowed, by its hash.
 */
function docsPolicy(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, text]) => text,
  )
  const hashes = scripts.map(
    (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** What of the reader would lead to services elsewhere is left out. */
const READER = {
  url: '/openapi.json',
  pageTitle: 'Tessera API',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
} as const

/** The OpenAPI document, and a page to read it and try it. Nothing is loaded from elsewhere. */
export async function referenceRoutes(app: FastifyInstance, { library }: Resources): Promise<void> {
  const document = staticDocument(openApiDocument(version, library))

  app.get('/openapi.json', async (request, reply) => sendDocument(request, reply, document))

  await app.register(async (docs) => {
    docs.addHook('onSend', async (_request, reply, payload) => {
      const html = String(reply.getHeader('content-type')).startsWith('text/html')
      if (html) reply.header('content-security-policy', docsPolicy(String(payload)))
      reply.header('cache-control', html ? 'no-cache' : 'public, max-age=3600')
    })
    await docs.register(scalar, { routePrefix: '/docs', configuration: READER })
  })
}
