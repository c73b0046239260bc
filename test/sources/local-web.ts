import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type Fetches,
  PoliteClient,
  SOURCE_LIMITS,
} from '../../src/shell/sources/polite/polite-client.ts'
import { guardedClient, startDouble } from '../fetch/doubles.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** A web of doubles: real names, answered by one server of this machine. */
export interface LocalWeb {
  /** What a host answers to a path; everything else is 404. */
  readonly sites: Record<string, Record<string, Answer>>
  /** Host and path of every request, in order. */
  readonly asked: string[]
  readonly clock: { now: number }
  /** The real client, whose requests to port 80 and 443 go to the port of the double. */
  readonly client: Fetches
  /** Where the double itself answers for an address: for redirects, which the client follows as they are. */
  readonly local: (url: string) => string
}

export async function localWeb(start = '2026-11-01T00:00:00Z'): Promise<LocalWeb> {
  const sites: LocalWeb['sites'] = {}
  const asked: string[] = []
  const clock = { now: Date.parse(start) }
  const double = await startDouble((request, response) => {
    const host = String(request.headers.host).replace(/:\d+$/, '')
    asked.push(`${host}${request.url}`)
    const found = sites[host]?.[request.url as string] ?? says(404)
    return found(request, response)
  })
  const guarded = guardedClient({
    resolve: async () => [double.address],
    testing: { addresses: [double.address], ports: [double.port] },
    limits: { ...SOURCE_LIMITS, failureStepMs: 1 },
  })
  const polite = new PoliteClient({ client: guarded, now: () => clock.now })
  const local = (text: string): string => {
    const url = new URL(text)
    return `http://${url.hostname}:${double.port}${url.pathname}${url.search}`
  }
  const named = (host: string) => host.replace(`:${double.port}`, '')
  const client: Fetches = {
    fetch: async (request) => {
      const { allowsHost } = request
      const came = await polite.fetch({
        ...request,
        url: local(request.url),
        ...(allowsHost && { allowsHost: (host: string) => allowsHost(named(host)) }),
      })
      return 'held' in came ? came : { ...came, url: named(came.url).replace('http:', 'https:') }
    },
    blocked: (url) => polite.blocked(local(url)),
  }
  return { sites, asked, clock, client, local }
}

export const says =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(body)

export const leadsTo = (location: string): Answer => says(302, { location })
