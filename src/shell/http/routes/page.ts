import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** The built pages: a folder of files for browsers, and the rendering of the page of a URL. */
export interface Pages {
  readonly root: string
  /** The paths of all pages; every other one is refused by the same rendering. */
  readonly paths: readonly string[]
  readonly render: (url: string) => { readonly status: number; readonly html: string }
}

/** The cookie that names a browser which has no name yet; null for one that has. */
export type NamesDevice = (headers: FastifyRequest['headers']) => string | null

const YEAR_SECONDS = 365 * 24 * 3600

/** The pages and their files. Without built pages, `/` says where the API's page is. */
export async function pageRoutes(
  app: FastifyInstance,
  pages: Pages | null,
  named: NamesDevice | null,
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
      const cookie = named?.(request.headers) ?? null
      if (cookie !== null) reply.header('set-cookie', cookie)
      return sendPage(reply, pages, request.url)
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
export function sendPage(reply: FastifyReply, pages: Pages, url: string): FastifyReply {
  const { status, html } = pages.render(url)
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(html)
}
