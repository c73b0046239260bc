import type { FastifyInstance } from 'fastify'
import { sendProblem } from '../problem.ts'
import type { Pages } from '../routes/built-pages.ts'
import { sendPage } from '../routes/page.ts'

/**
 * Tells a path that does not exist (404) from a method that its path does not have (405, with Allow).
 * Who asks for a page gets a page that says so.
 */
export function refuseUnknownRoutes(app: FastifyInstance, pages: Pages | null): void {
  const routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ path: pathPattern(url), methods: [method].flat() })
  })
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] as string
    const here = routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods)
    if (here.length === 0) {
      const forReading = request.headers.accept?.includes('text/html') ?? false
      if (pages && forReading) return sendPage(reply, pages, { url: request.url })
      return sendProblem(reply, 'not-found', { detail: 'No such path. /docs lists every path.' })
    }
    const allow = [...new Set(here)].sort().join(', ')
    reply.header('allow', allow)
    return sendProblem(reply, 'method-not-allowed', { detail: `Use ${allow}.` })
  })
}

/** A route's path as a pattern: `:name` stands for one part of the path, `*` for the rest. */
function pathPattern(url: string): RegExp {
  const parts = url.split(/(:\w+|\*)/).map((part) => {
    if (part === '*') return '.*'
    return part.startsWith(':') ? '[^/]+' : part.replace(/[^\w/-]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`)
}
