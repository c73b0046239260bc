/** How much is allowed: so much at once, and as much again in every window. */
export interface Quota {
  readonly quota: number
  readonly windowSeconds: number
}

/** How a bucket stands after something was taken, or could not be. */
export interface Level {
  readonly isEnough: boolean
  /** Whole tokens that are left. */
  readonly remaining: number
  /** Until the next token comes; 0 where one is there. */
  readonly waitSeconds: number
}

interface Bucket {
  tokens: number
  atMs: number
}

/** Names that are remembered: at some 200 bytes each it is bounded, whoever asks under however many names. */
const NAMES_MAX = 50_000

/**
 * Buckets of tokens by name: each request takes one, and they come back evenly with time. Beyond a number
 * of names those that have not asked for longest are forgotten, and begin with full buckets.
 */
export class TokenBuckets {
  readonly quota: Quota
  readonly #namesMax: number
  // Names that asked since the last change of generations, and those that asked before it. (To drop the
  // first name of one map each time would walk over the places of all that were dropped before.)
  #young = new Map<string, Bucket>()
  #old = new Map<string, Bucket>()

  constructor(quota: Quota, namesMax = NAMES_MAX) {
    this.quota = quota
    this.#namesMax = namesMax
  }

  /** How a bucket stands, with nothing taken. */
  level(name: string, nowMs: number): Level {
    return this.#levelOf(this.#tokens(name, nowMs))
  }

  /** Takes a token if there is one. */
  take(name: string, nowMs: number): Level {
    const tokens = this.#tokens(name, nowMs)
    const isEnough = tokens >= 1
    const left = isEnough ? tokens - 1 : tokens
    this.#set(name, { tokens: left, atMs: nowMs })
    return { ...this.#levelOf(left), isEnough }
  }

  /** Gives a token back that should not have been taken. */
  giveBack(name: string, nowMs: number): void {
    const tokens = Math.min(this.quota.quota, this.#tokens(name, nowMs) + 1)
    this.#set(name, { tokens, atMs: nowMs })
  }

  get names(): number {
    return this.#young.size + this.#old.size
  }

  #tokens(name: string, nowMs: number): number {
    const { quota, windowSeconds } = this.quota
    const bucket = this.#young.get(name) ?? this.#old.get(name)
    if (!bucket) return quota
    // A clock that was set back gives nothing, and takes nothing.
    const seconds = Math.max(0, nowMs - bucket.atMs) / 1_000
    return Math.min(quota, bucket.tokens + (seconds * quota) / windowSeconds)
  }

  #levelOf(tokens: number): Level {
    const { quota, windowSeconds } = this.quota
    const missing = Math.max(0, 1 - tokens)
    return {
      isEnough: tokens >= 1,
      remaining: Math.floor(tokens),
      waitSeconds: (missing * windowSeconds) / quota,
    }
  }

  #set(name: string, bucket: Bucket): void {
    this.#old.delete(name)
    this.#young.set(name, bucket)
    if (this.#young.size < this.#namesMax / 2) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
