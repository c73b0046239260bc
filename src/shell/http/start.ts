import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import { type AppOptions, buildApp } from './app.ts'
import { LIMITS } from './limits.ts'
import {
  type DatabaseOptions,
  databaseOf,
  type Marketplace,
  openMarketplace,
} from './marketplace.ts'
import { buildPagesIfStale, loadPages } from './page-build.ts'

/** Where the server listens, and what it answers with. */
export interface StartOptions extends AppOptions {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** Where the marketplace keeps its state; null for a server that prices only. */
  readonly database: DatabaseOptions | null
}

/** A server that listens. */
export interface Started {
  readonly url: string
  /** Takes no further requests, lets the running ones end for a moment, then closes. */
  readonly stop: () => Promise<void>
}

/**
 * Builds the pages where they are stale, opens the database and starts the server (`npm start`,
 * `tessera serve`). Pages and database come up beside each other: neither needs the other.
 */
export async function start({ port, host, database, ...options }: StartOptions): Promise<Started> {
  const library = options.library ?? shippedTerms
  const [pages, opened] = await Promise.all([
    buildPagesIfStale().then(loadPages),
    database && openMarketplace(database, { library, host }),
  ])
  const more = { processMetrics: true, warm: true, pages, library, market: opened?.market ?? null }
  const app = await buildApp({ ...more, ...options })
  const end = () => stop(app, opened)
  try {
    await app.listen({ port, host })
  } catch (error) {
    await end()
    throw error
  }
  const { port: given } = app.server.address() as AddressInfo
  const url = `http://${nameOf(host)}:${given}`
  opened?.startJobs(url)
  return { url, stop: end }
}

/** As a person would write it in a browser on this machine. */
function nameOf(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** First what is done in the background, then the requests, then the database that both need. */
async function stop(app: FastifyInstance, opened: Marketplace | null): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), LIMITS.closeMs)
  await opened?.stopJobs()
  await app.close()
  clearTimeout(timer)
  await opened?.close()
}

/** A port as it was written, 8080 where nothing was, or what is wrong with it. */
export function portOf(text: string | undefined): number | { readonly wrong: string } {
  if (text === undefined || text === '') return 8080
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  return { wrong: `must be a number from 0 to 65535, not "${text}".` }
}

/** What to tell whoever started a server that did not start. */
export function startFailure(
  error: unknown,
  { port, host }: Pick<StartOptions, 'port' | 'host'>,
): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : 8080
    return `Port ${port} is taken. Stop the program that uses it, or choose another: PORT=${other} npm start, or tessera serve --port ${other}`
  }
  if (code === 'EACCES') {
    return `Port ${port} is not allowed for this user. Choose one above 1023: PORT=8080 npm start, or tessera serve --port 8080`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `This machine has no address ${host}. Choose another: HOST=127.0.0.1 npm start, or tessera serve --host 127.0.0.1`
  }
  return `The server did not start: ${message}`
}

/** Runs until it is asked to end. */
async function main(): Promise<void> {
  const port = portOf(process.env.PORT)
  if (typeof port !== 'number') return fail(`PORT ${port.wrong}`)
  // Reachable from this machine only, unless it is said otherwise: the samples have known passwords.
  const host = process.env.HOST || '127.0.0.1'
  const logger = { level: process.env.LOG_LEVEL || 'error' }
  try {
    const started = await start({ port, host, logger, database: databaseOf(process.env) })
    process.stdout.write(`Tessera is listening on ${started.url}\n`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void started.stop().then(() => process.exit(0)))
    }
  } catch (error) {
    fail(startFailure(error, { port, host }))
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

if (import.meta.main) await main()
