import { createHash } from 'node:crypto'
import { type Quota, TokenBuckets } from './token-buckets.ts'

/** Failures that are allowed, by what a guesser is known. */
export type GuessQuotas = Readonly<Record<string, Quota>>

const TEN_MINUTES = 600

/**
 * Wrong codes of offers. Codes have 64 random bits and more, so that hopeless guessing is all that is
 * to be kept away; fewer failures would punish who mistypes, and an office shares an address.
 */
export const CODE_GUESSES = {
  account: { quota: 10, windowSeconds: TEN_MINUTES },
  device: { quota: 10, windowSeconds: TEN_MINUTES },
  address: { quota: 100, windowSeconds: TEN_MINUTES },
  key: { quota: 1_000, windowSeconds: TEN_MINUTES },
} as const satisfies GuessQuotas

/**
 * Wrong passwords. `pair` is an account from one address: it is the narrow one, so that a stranger cannot
 * lock somebody out of an own account by failing on purpose.
 */
export const SIGN_IN_GUESSES = {
  pair: { quota: 10, windowSeconds: TEN_MINUTES },
  account: { quota: 100, windowSeconds: TEN_MINUTES },
  device: { quota: 20, windowSeconds: TEN_MINUTES },
  address: { quota: 50, windowSeconds: TEN_MINUTES },
} as const satisfies GuessQuotas

/** An attempt that may be made. Unless it is said to have been right, it counts as a failure. */
export interface Guess {
  readonly wasRight: () => void
}

/** Who guesses, by everything that is counted of them. */
export type Guesser<Q extends GuessQuotas> = {
  readonly [K in keyof Q]?: string | null | undefined
}

/**
 * Limits failures. An attempt is counted before it is made, so that a thousand at the same instant are
 * a thousand; who is right gets it back (cp.12).
 */
export class GuessLimit<Q extends GuessQuotas> {
  readonly #buckets: Map<string, TokenBuckets>
  /** What was tried and was wrong, by whom: no token is left where that was so lately. */
  readonly #wrong = new TokenBuckets({ quota: 1, windowSeconds: TEN_MINUTES })
  readonly #now: () => number

  constructor(quotas: Q, now: () => number = () => performance.now()) {
    this.#buckets = new Map(
      Object.entries(quotas).map(([by, quota]) => [by, new TokenBuckets(quota)]),
    )
    this.#now = now
  }

  /** The attempt, or how long to wait where there were too many failures. */
  begin(by: Guesser<Q>): Guess | { readonly waitSeconds: number } {
    const nowMs = this.#now()
    const counted = this.#counted(by)
    const waits = counted.map(({ buckets, name }) => {
      const level = buckets.level(name, nowMs)
      return level.isEnough ? 0 : level.waitSeconds
    })
    const waitSeconds = Math.ceil(Math.max(0, ...waits))
    return waitSeconds > 0 ? { waitSeconds } : this.#taken(counted, nowMs)
  }

  /**
   * The same for something that is sent again and again, as the codes of a cart that is priced with every
   * change: what was wrong a moment ago tells a guesser nothing new, and is not counted again.
   */
  beginOnce(by: Guesser<Q>, tried: string): Guess | { readonly waitSeconds: number } {
    const name = createHash('sha256')
      .update(JSON.stringify([by, tried]))
      .digest('base64')
    const nowMs = this.#now()
    if (!this.#wrong.level(name, nowMs).isEnough) return COUNTED_BEFORE
    const guess = this.begin(by)
    if ('waitSeconds' in guess) return guess
    const remembered = this.#taken([{ buckets: this.#wrong, name }], nowMs)
    return {
      wasRight: () => {
        guess.wasRight()
        remembered.wasRight()
      },
    }
  }

  #counted(by: Guesser<Q>): Counted[] {
    return Object.entries(by).flatMap(([kind, name]) => {
      const buckets = this.#buckets.get(kind)
      return buckets && typeof name === 'string' ? [{ buckets, name }] : []
    })
  }

  #taken(counted: readonly Counted[], nowMs: number): Guess {
    for (const { buckets, name } of counted) buckets.take(name, nowMs)
    let isOpen = true
    return {
      wasRight: () => {
        if (!isOpen) return
        isOpen = false
        for (const { buckets, name } of counted) buckets.giveBack(name, this.#now())
      },
    }
  }
}

interface Counted {
  readonly buckets: TokenBuckets
  readonly name: string
}

const COUNTED_BEFORE: Guess = { wasRight: () => {} }
