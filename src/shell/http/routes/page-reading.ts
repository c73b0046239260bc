import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { GivenToPage, PageMarket, Pages } from './built-pages.ts'

/** Who is asked, and by what clock. */
interface Asking {
  readonly app: FastifyInstance
  readonly pages: Pages
  readonly market: PageMarket
}

/** Who is signed in: asked with everything else. */
const ME = '/v1/me'

/** Longer documents come after the page: who reads it would wait for what stands far below. */
const GIVEN_CHARACTERS_MAX = 700_000

/**
 * Asks the API what a page is drawn from, as the reader of the page: with the same cookie, and so through
 * the same gate, limits and visibility as a request of the browser. Null for a page that needs nothing.
 */
export async function readForPage(
  { app, pages, market }: Asking,
  request: FastifyRequest,
): Promise<GivenToPage | null> {
  const paths = pages.reads(request.url)
  if (paths === null) return null
  const [now, ...answers] = await Promise.all([
    market.orders.now(),
    ...[ME, ...paths].map(async (path) => [path, await ask(app, request, path)] as const),
  ])
  const came = answers.flatMap(([path, answer]) => (answer === null ? [] : [[path, answer]]))
  return { now: now.getTime(), url: request.url, answers: Object.fromEntries(came) }
}

/** Only what a request of the browser for the same would carry, and be counted by. */
const CARRIED = ['host', 'cookie', 'user-agent', 'x-forwarded-for', 'forwarded'] as const

async function ask(app: FastifyInstance, request: FastifyRequest, url: string) {
  const headers: Record<string, string> = { accept: 'application/json' }
  for (const name of CARRIED) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const remoteAddress = request.raw.socket.remoteAddress
  const answer = await app.inject({
    method: 'GET',
    url,
    headers,
    ...(remoteAddress && { remoteAddress }),
  })
  const isJson = /\bjson\b/.test(String(answer.headers['content-type'] ?? ''))
  if (!isJson || answer.payload.length > GIVEN_CHARACTERS_MAX) return null
  return { status: answer.statusCode, body: JSON.parse(answer.payload) as unknown }
}
