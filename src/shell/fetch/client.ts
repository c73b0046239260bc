import { setTimeout as wait } from 'node:timers/promises'
import { Agent, type Dispatcher, request } from 'undici'
import { readBody } from './body.ts'
import { checkedAddresses, guardedLookup, nameServers, type Resolve } from './lookup.ts'
import { redirected } from './redirect.ts'
import type { Fetched, FetchRequest, NotFetched } from './request.ts'
import { readTarget, type TestDoors } from './target.ts'

export interface GuardedClientOptions {
  /** How names are resolved; by the name servers of the system unless said otherwise. */
  readonly resolve?: Resolve
  /** Told why nothing was fetched: for the log, and not for whoever chose the URL. */
  readonly onRefused?: (refusal: { readonly url: string; readonly why: string }) => void
  readonly limits?: Partial<FetchLimits>
  /** Only for tests: what else may be reached. */
  readonly testing?: TestDoors
}

/** What one answer may cost. Less refuses honest servers, more lets a bad one hold a worker or memory. */
export const FETCH_LIMITS = {
  /** From the question to the last byte, with every name looked up and every redirect followed. */
  totalMs: 10_000,
  bodyBytes: 5 * 1024 * 1024,
  headerBytes: 16 * 1024,
  redirects: 5,
  /** Connections to one origin at a time. */
  connections: 8,
  /** A failure is told at a multiple of this, so that its time tells little about a network. */
  failureStepMs: 250,
} as const

type FetchLimits = { readonly [K in keyof typeof FETCH_LIMITS]: number }

export const UNREACHABLE =
  'The address could not be reached. It must be of the public internet, on the usual port, and answer in time.'

/**
 * The one door for requests whose address somebody else chose. It reaches the public internet over http
 * and https and nothing else: each address is checked by its bytes, the checked address is the one
 * dialled, and each redirect is checked like the first request.
 */
export class GuardedClient {
  readonly #options: GuardedClientOptions
  readonly #limits: FetchLimits
  readonly #resolve: Resolve
  readonly #agent: Agent

  constructor(options: GuardedClientOptions = {}) {
    const { testing } = options
    const limits = { ...FETCH_LIMITS, ...options.limits }
    this.#options = options
    this.#limits = limits
    this.#resolve = options.resolve ?? nameServers()
    this.#agent = new Agent({
      connect: {
        lookup: guardedLookup(this.#resolve, testing),
        timeout: limits.totalMs,
        ...(testing?.ca && { ca: testing.ca }),
      },
      allowH2: false,
      connections: limits.connections,
      maxHeaderSize: limits.headerBytes,
      maxResponseSize: limits.bodyBytes,
      headersTimeout: limits.totalMs,
      bodyTimeout: limits.totalMs,
    })
  }

  /** Fetches, or says that it could not. Never throws for what the other side does. */
  async request(asked: FetchRequest): Promise<Fetched | NotFetched> {
    const began = performance.now()
    const { withinMs = this.#limits.totalMs } = asked
    const allowedMs = Math.max(1, Math.ceil(Math.min(withinMs, this.#limits.totalMs)))
    const signal = AbortSignal.timeout(allowedMs)
    try {
      // A connection that is still being made does not listen to the signal.
      return await Promise.race([this.#follow(asked, signal), atEnd(signal)])
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#options.onRefused?.({ url: asked.url, why })
      const { failureStepMs } = this.#limits
      await wait(failureStepMs - ((performance.now() - began) % failureStepMs))
      return { refused: UNREACHABLE }
    }
  }

  /** Why a URL cannot be fetched as far as is known without connecting, or null where it may be tried. */
  async check(url: string): Promise<string | null> {
    const target = readTarget(url, this.#options.testing)
    if ('fault' in target) return target.fault
    const name = target.url.hostname
    if (/^\[|^[\d.]+$/.test(name)) return null
    try {
      await checkedAddresses(name, this.#resolve, this.#options.testing)
      return null
    } catch {
      return UNREACHABLE
    }
  }

  /** Ends the connections that are kept for further requests. */
  async close(): Promise<void> {
    await this.#agent.destroy()
  }

  async #follow(asked: FetchRequest, signal: AbortSignal): Promise<Fetched> {
    const most = Math.min(asked.redirects ?? this.#limits.redirects, this.#limits.redirects)
    let next = asked
    for (let hop = 0; ; hop++) {
      const came = await this.#ask(next, signal, most > 0)
      if ('answer' in came) return came.answer
      if (hop === most) throw new Error(`more than ${most} redirects`)
      next = came.next
    }
  }

  /** One question to one address: the answer, or the question that it leads to. */
  async #ask(asked: FetchRequest, signal: AbortSignal, follows: boolean): Promise<Came> {
    const target = readTarget(asked.url, this.#options.testing)
    if ('fault' in target) throw new Error(target.fault)
    const { url } = target
    if (asked.admits && !(await asked.admits(url))) throw new Error(`${url.host} is not admitted`)
    // Who admits may look at robots.txt first, and take longer than there is time.
    signal.throwIfAborted()
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.#agent,
      method: asked.method ?? 'GET',
      headers: { 'user-agent': 'tessera', 'accept-encoding': 'gzip, br', ...asked.headers },
      body: asked.body ?? null,
      signal,
    })
    try {
      const step = { status: statusCode, location: headers.location }
      const next = follows ? redirected(asked, url, step) : null
      if (next !== null) return { next }
      const wanted = asked.readsBody ?? true
      const read = wanted
        ? await readBody(body, headers['content-encoding'], this.#limits.bodyBytes)
        : await thrownAway(body)
      return { answer: { status: statusCode, headers, body: read, url: url.href } }
    } finally {
      // Nothing more is read of it; where it was read to its end, the connection stays.
      if (!body.destroyed) body.on('error', () => {}).destroy()
    }
  }
}

type Came = { readonly answer: Fetched } | { readonly next: FetchRequest }

/** A little is read, so that the connection can be used again; more is not worth it. */
async function thrownAway(body: Dispatcher.ResponseData['body']): Promise<Buffer> {
  await body.dump({ limit: 64 * 1024 })
  return Buffer.alloc(0)
}

function atEnd(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('it took too long')), { once: true })
  })
}
