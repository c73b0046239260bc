import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { askedTimeMs, sizeOf, tooMuchEffort, tooMuchTime } from '../../../contract/effort.ts'
import { isRefusedLine, refusedLine } from '../../../contract/ndjson.ts'
import type { Refused } from '../../../core/base/faults.ts'
import type { Limits } from '../limits.ts'
import { acceptsLines, type JsonBody, jsonBody, sendJson } from '../middleware/body.ts'
import { sendProblem, sendRefused } from '../problem.ts'
import type { Resources } from '../resources.ts'
import { PoolBusy } from '../search/pool.ts'
import { progressLines } from '../search/progress-lines.ts'
import { quickAnswer } from '../search/quick.ts'
import type { SearchName } from '../search/searches.ts'
import type { Order } from '../search/thread.ts'

/** Each search with the limit of the effort that its documents may ask for. */
const ROUTES = [
  { path: '/v1/quotes/best', search: 'best', most: 'effort' },
  { path: '/v1/quotes/best/explain', search: 'best-explanation', most: 'plan' },
  { path: '/v1/plans', search: 'plan', most: 'plan' },
  { path: '/v1/plans/explain', search: 'plan-explanation', most: 'plan' },
] as const satisfies readonly Route[]

interface Route {
  readonly path: string
  readonly search: SearchName
  readonly most: keyof Limits
}

/**
 * What is found by search: the cheapest choice, and the cheapest plan. Small carts are searched at
 * once; the others in threads of their own, so that no request waits for another's search.
 */
export function searchRoutes(app: FastifyInstance, resources: Resources): void {
  for (const route of ROUTES) {
    app.post(route.path, async (request, reply) => {
      const body = jsonBody(request, reply)
      return body === null ? reply : answer({ request, reply, resources, route }, body)
    })
  }
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly resources: Resources
  readonly route: Route
}

async function answer(asked: Asked, { value, text }: JsonBody): Promise<FastifyReply> {
  const { limits, library } = asked.resources
  const { search, most } = asked.route
  const limited = tooMuchEffort(value, limits[most]) ?? tooMuchTime(value, limits.searchMsMax)
  if (limited) return sendAnswer(asked, JSON.stringify(limited))
  const { lines, offers } = sizeOf(value)
  const small = lines * offers <= limits.quickSearch
  const quick = small ? quickAnswer(search, value, library) : null
  if (quick) return sendAnswer(asked, JSON.stringify(quick))
  try {
    const timeMs = askedTimeMs(value) ?? limits.searchMs
    return await answerByThread(asked, { search, document: text, timeMs })
  } catch (error) {
    if (!(error instanceof PoolBusy)) throw error
    count(asked, 'busy')
    asked.reply.header('retry-after', error.retryAfterSeconds)
    return sendProblem(asked.reply, 'busy', { detail: error.message })
  }
}

async function answerByThread(asked: Asked, order: Order): Promise<FastifyReply> {
  const { request, reply, resources } = asked
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const { signal } = gone
  if (!acceptsLines(request)) {
    return sendAnswer(asked, await resources.searches.run({ ...order, signal }))
  }
  const lines = progressLines((onProgress) =>
    resources.searches.run({ ...order, signal, onProgress }),
  )
  // Until there is something to tell, it is open whether the document is refused.
  const first = await lines.next()
  if (first.done || !isProgressLine(first.value)) return sendAnswer(asked, first.value ?? '')
  return sendLines(reply, Readable.from(restOf(asked, first.value, lines), { objectMode: false }))
}

/** The lines after the first; a fault of ours becomes a line too, for the status is sent already. */
async function* restOf(
  asked: Asked,
  first: string,
  lines: AsyncGenerator<string>,
): AsyncGenerator<string> {
  const { request } = asked
  yield `${first}\n`
  try {
    for await (const line of lines) {
      if (!isProgressLine(line)) count(asked, 'priced')
      yield `${line}\n`
    }
  } catch (error) {
    request.log.error({ err: error }, 'a search failed')
    yield `${refusedLine(`Could not be searched by a fault of ours. Please report the request id ${request.id}.`)}\n`
  }
}

/** Sends what a search said: the document, or as a problem why there is none. */
function sendAnswer(asked: Asked, text: string): FastifyReply {
  const { request, reply } = asked
  if (isRefusedLine(text)) {
    count(asked, 'refused')
    return sendRefused(reply, (JSON.parse(text) as Refused).refused)
  }
  count(asked, reply.raw.destroyed ? 'cancelled' : 'priced')
  return acceptsLines(request) ? sendLines(reply, `${text}\n`) : sendJson(reply, text)
}

function sendLines(reply: FastifyReply, lines: string | Readable): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-type', 'application/x-ndjson; charset=utf-8')
    .send(lines)
}

function count({ resources, route }: Asked, outcome: string): void {
  resources.metrics.answers.inc({ document: route.search, via: 'single', outcome })
}

function isProgressLine(line: string): boolean {
  return line.startsWith('{"progress":')
}
