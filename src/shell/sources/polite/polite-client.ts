import type { BucketRule, CallResult } from '../../../core/tracker/schedule/manners.ts'
import type { GuardedClient } from '../../fetch/client.ts'
import type { Fetched, FetchRequest } from '../../fetch/request.ts'
import {
  afterRequest,
  afterWait,
  type HostState,
  keptBack,
  PACE,
  paceOf,
  type Turn,
  takeTurn,
} from './host-state.ts'
import { type Hosts, MemoryHosts } from './hosts.ts'
import { retryAfter } from './retry-after.ts'
import { allowsPath } from './robots.ts'
import { ROBOT, RobotsCache } from './robots-cache.ts'

/** Why a page was not fetched. */
export type HeldReason =
  | 'robots'
  | 'elsewhere'
  | 'paced'
  | 'closed'
  | 'wait'
  | 'failing'
  | 'unreachable'

/** Nothing was fetched; `again`: from when on it may be tried again, null for not at all. */
export interface Held {
  readonly held: HeldReason
  readonly again: number | null
}

export interface PoliteRequest {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Hosts that a redirect may lead to, by their whole names; any of the public internet otherwise. */
  readonly allowsHost?: (host: string) => boolean
  /** An answer that leads elsewhere is followed, unless it is itself what is wanted. */
  readonly redirects?: number
  /** What robots.txt says is not for a request that a person makes, nor for an interface with a key. */
  readonly asRobot?: boolean
  /** Somebody waits for it: what is kept back from the background is for such requests. */
  readonly isUrgent?: boolean
  /** How fast this host may be asked, where that is known of it. */
  readonly pace?: BucketRule
  readonly withinMs?: number
}

export interface PoliteClientOptions {
  readonly client: GuardedClient
  readonly hosts?: Hosts
  readonly now?: () => number
  /** Where people read who asks, for the log of the shop. */
  readonly about?: string
}

/** Who fetches pages, as sources see it. */
export type Fetches = Pick<PoliteClient, 'fetch' | 'blocked'>

/** Beyond five seconds nobody waits for a price who has just pasted a link. */
export const PAGE_TOTAL_MS = 5_000
/** What the guarded client of the sources may take: a product page has half a megabyte. */
export const SOURCE_LIMITS = { totalMs: PAGE_TOTAL_MS, bodyBytes: 2 * 1024 * 1024, redirects: 5 }

const RETRY_MS = 60_000

/**
 * Fetches pages of others as a guest does: what robots.txt forbids is not read, a host is asked at its
 * pace, and left alone while it says so or blocks us. Every hop is held to the same.
 */
export class PoliteClient {
  readonly #client: GuardedClient
  readonly #hosts: Hosts
  readonly #robots: RobotsCache
  readonly #headers: Readonly<Record<string, string>>
  readonly #now: () => number

  constructor({ client, hosts, now = Date.now, about }: PoliteClientOptions) {
    this.#client = client
    this.#hosts = hosts ?? new MemoryHosts()
    this.#headers = { 'user-agent': about ? `${ROBOT} (+${about})` : ROBOT }
    this.#robots = new RobotsCache(client, this.#headers)
    this.#now = now
  }

  async fetch(asked: PoliteRequest): Promise<Fetched | Held> {
    const url = URL.parse(asked.url)
    if (url === null) return { held: 'unreachable', again: null }
    const began = performance.now()
    const leftMs = () => (asked.withinMs ?? PAGE_TOTAL_MS) - (performance.now() - began)
    const first = await this.#admit(url, asked, leftMs())
    if (first) return first
    let held: Held | null = null
    const hops: URL[] = []
    const admits: FetchRequest['admits'] = async (hop) => {
      // The first has its turn already.
      held = hops.push(hop) === 1 ? null : await this.#admit(hop, asked, leftMs())
      return held === null
    }
    const { asRobot, allowsHost, isUrgent, pace, headers = {}, ...rest } = asked
    const came = await this.#client.request({
      ...rest,
      headers: { ...this.#headers, ...headers },
      withinMs: leftMs(),
      admits,
    })
    return held ?? this.#taken(hops.at(-1) ?? url, came)
  }

  /** A page of this host kept robots out: the breaker opens. When it may be tried again. */
  blocked(url: string): Promise<number> {
    return this.#after(new URL(url), 'blocked')
  }

  async #admit(url: URL, asked: PoliteRequest, withinMs: number): Promise<Held | null> {
    if (asked.allowsHost && !asked.allowsHost(url.host)) return { held: 'elsewhere', again: null }
    const now = this.#now()
    if (asked.asRobot === false) return heldFor(await this.#turn(url, asked))
    const known = this.#robots.known(url.origin, now)
    if (known === undefined) {
      // The question for robots.txt is a request like others.
      const held = heldFor(await this.#turn(url, asked))
      if (held) return held
    }
    const robots = known ?? (await this.#robots.ask(url.origin, now, withinMs))
    if ('unknown' in robots) {
      if (known === undefined) await this.#after(url, 'failed')
      return { held: robots.unknown, again: now + 5 * RETRY_MS }
    }
    if (!allowsPath(robots, url.pathname + url.search)) return { held: 'robots', again: null }
    const pace = paceOf(robots.delayMs, asked.pace)
    return heldFor(await this.#turn(url, { ...asked, pace }))
  }

  #turn(url: URL, { pace = PACE, isUrgent }: PoliteRequest): Promise<Turn> {
    const now = this.#now()
    const kept = isUrgent ? 0 : keptBack(pace)
    return this.#hosts.change(hostOf(url), now, (state) => takeTurn(state, now, { pace, kept }))
  }

  /** What an answer means for its host. */
  async #taken(url: URL, came: Fetched | { readonly refused: string }): Promise<Fetched | Held> {
    const now = this.#now()
    if ('refused' in came) {
      const again = await this.#after(url, 'failed')
      return { held: 'unreachable', again: Math.max(again, now + RETRY_MS) }
    }
    const { status, headers } = came
    if (status === 429 || status === 503) {
      const until = retryAfter(headers['retry-after'], now) ?? now + RETRY_MS
      return { held: 'wait', again: await this.#after(url, 'failed', until) }
    }
    if (status >= 500) {
      const again = await this.#after(url, 'failed')
      return { held: 'failing', again: Math.max(again, now + RETRY_MS) }
    }
    await this.#after(url, 'answered')
    return came
  }

  /** Notes how a request went; until when the host is left alone. */
  #after(url: URL, result: CallResult, until = 0): Promise<number> {
    const now = this.#now()
    const host = hostOf(url)
    return this.#hosts.change(host, now, (state) => {
      const next: HostState = afterWait(afterRequest(state, { now, host, result }), now, until)
      return [next, Math.max(next.quietUntil, next.breaker.until)]
    })
  }
}

/** One bucket a host, whatever its port and however its name is written. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '')
}

function heldFor(turn: Turn): Held | null {
  return turn.granted ? null : { held: turn.why, again: turn.again }
}
