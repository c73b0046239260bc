import type { BlockList } from 'node:net'
import { type Actor, actorKey } from '../../store/access/actor.ts'
import { addressName, clientAddress, type Origin, proxyList } from './client-address.ts'
import { type DeviceNames, deviceOf } from './device.ts'
import { type Level, type Quota, TokenBuckets } from './token-buckets.ts'

/**
 * How many requests each may send. Smaller ones hinder people who click fast, offices behind one address
 * and shops on a busy day; larger ones let a few take the server from the others.
 */
export const RATES = {
  key: { quota: 10_000, windowSeconds: 10 },
  account: { quota: 120, windowSeconds: 20 },
  device: { quota: 180, windowSeconds: 20 },
  address: { quota: 600, windowSeconds: 20 },
} as const satisfies Readonly<Record<string, Quota>>

export type RateName = keyof typeof RATES

export interface RateOptions extends DeviceNames {
  readonly rates?: Partial<Readonly<Record<RateName, Quota>>>
  /** Addresses and ranges of the proxies in front of this server. */
  readonly proxies?: readonly string[]
  readonly now?: () => number
}

/** Whether a request is let through, and by which limit it came closest to not being. */
export interface Verdict extends Level {
  readonly limit: RateName
  readonly quota: Quota
}

/** Who is counted: by what each limit knows a request. */
export type Counted = Partial<Readonly<Record<RateName, string>>>

/**
 * Limits of requests per key, account, device and address, in memory and so for each server by itself.
 * Forged headers do not help: addresses come from proxies of ours, devices from a cookie that we signed.
 */
export class RateLimits {
  readonly #options: RateOptions
  readonly #proxies: BlockList
  readonly #buckets: Readonly<Record<RateName, TokenBuckets>>
  readonly #now: () => number

  constructor(options: RateOptions) {
    const rates = { ...RATES, ...options.rates }
    this.#options = options
    this.#proxies = proxyList(options.proxies ?? [])
    this.#now = options.now ?? (() => performance.now())
    this.#buckets = {
      key: new TokenBuckets(rates.key),
      account: new TokenBuckets(rates.account),
      device: new TokenBuckets(rates.device),
      address: new TokenBuckets(rates.address),
    }
  }

  /**
   * By what a request is counted. A key stands for many people, who all come from the address of the
   * integrator's server: there the key counts, and not the address.
   */
  countedBy(actor: Actor, origin: Origin): Counted {
    const device = deviceOf(origin.headers, actor, this.#options)
    const named = device === null ? {} : { device }
    if (actor.kind === 'key') return { key: actorKey(actor), ...named }
    const address = addressName(clientAddress(origin, this.#proxies))
    // Whoever is not signed in could come as a new device each time.
    return actor.kind === 'visitor' ? { address } : { account: actorKey(actor), address, ...named }
  }

  /** Counts a request, unless one of its limits is reached. */
  take(actor: Actor, origin: Origin): Verdict {
    const nowMs = this.#now()
    const names = Object.entries(this.countedBy(actor, origin)) as [RateName, string][]
    const refusing = names.flatMap(([limit, name]) => {
      const level = this.#buckets[limit].level(name, nowMs)
      return level.isEnough ? [] : [this.#verdict(limit, level)]
    })
    if (refusing.length > 0) {
      return refusing.reduce((a, b) => (a.waitSeconds >= b.waitSeconds ? a : b))
    }
    const verdicts = names.map(([limit, name]) =>
      this.#verdict(limit, this.#buckets[limit].take(name, nowMs)),
    )
    return verdicts.reduce((a, b) => (shareLeft(a) <= shareLeft(b) ? a : b))
  }

  #verdict(limit: RateName, level: Level): Verdict {
    return { ...level, limit, quota: this.#buckets[limit].quota }
  }
}

const shareLeft = ({ remaining, quota }: Verdict) => remaining / quota.quota

/**
 * What a client is told of its limit: RateLimit-Policy and RateLimit as the IETF's draft has them (`q`
 * requests in `w` seconds, `r` of them left, the next after `t` seconds), and Retry-After where refused.
 */
export function rateHeaders(verdict: Verdict): Readonly<Record<string, string>> {
  const { limit, quota, remaining, isEnough } = verdict
  const seconds = retryAfter(verdict)
  return {
    'ratelimit-policy': `"${limit}";q=${quota.quota};w=${quota.windowSeconds}`,
    ratelimit: `"${limit}";r=${remaining};t=${seconds}`,
    ...(isEnough ? {} : { 'retry-after': String(seconds) }),
  }
}

/** Whole seconds until a request will be let through; 0 where it is. */
export function retryAfter({ isEnough, waitSeconds }: Level): number {
  return isEnough ? 0 : Math.max(1, Math.ceil(waitSeconds))
}
