import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { GivenToPage, PageMarket, Pages } from './built-pages.ts'
import { readForPage } from './page-reading.ts'

const YEAR_SECONDS = 365 * 24 * 3600

/** The pages and their files. Without built pages, `/` says where the API's page is. */
export async function pageRoutes(
  app: FastifyInstance,
  pages: Pages | null,
  market: PageMarket | null,
): Promise<void> {
  if (pages === null) {
    app.get('/', async (_request, reply) =>
      reply
        .header('content-type', 'text/plain; charset=utf-8')
        .send('Tessera. The API is described at /docs. The pages are not built here.\n'),
    )
    return
  }
  for (const path of pages.paths) {
    app.get(path, async (request, reply) => {
      const cookie = market?.namesDevice(request.headers) ?? null
      if (cookie !== null) reply.header('set-cookie', cookie)
      const given = market && (await readForPage({ app, pages, market }, request))
      return sendPage(reply, pages, { url: request.url, given })
    })
  }
  await app.register(fastifyStatic, {
    root: pages.root,
    // Every file gets a route of its own when the server starts: no path is ever looked up on disk.
    wildcard: false,
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Names in assets/ carry a hash of the content.
      const hashed = path.includes('/assets/')
      response.header(
        'cache-control',
        hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      )
    },
  })
}

/** Renders and sends the page of a URL, with the status that the rendering gives it. */
export function sendPage(
  reply: FastifyReply,
  pages: Pages,
  { url, given = null }: { readonly url: string; readonly given?: GivenToPage | null },
): FastifyReply {
  const { status, html } = pages.render(url, given)
  return (
    reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      // What was drawn for one reader is kept by nobody: neither by a proxy, nor for the next one here.
      .header('cache-control', given ? 'private, no-store' : 'no-cache')
      .send(html)
  )
}
