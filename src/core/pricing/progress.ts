/** How a search for the cheapest choice or plan stands. */
export interface Progress {
  /** Steps taken so far: some nanoseconds each. */
  readonly steps: number
  /** The best total found so far, and what is proved: no answer comes below the bound. */
  readonly total: number
  readonly bound: number
}

/**
 * Told now and then how a search stands; answers whether it may go on. The core reads no clock and
 * knows no buttons: a time limit and a cancellation are watches.
 */
export type Watch = (progress: Progress) => boolean

/** What ends a search before all is proved. */
export interface SearchLimits {
  /** How many steps it may take; the answer stays a function of the input and this number. */
  readonly stepsMax?: number
  readonly watch?: Watch
}

/** A step is some nanoseconds: several seconds, for whoever sets no bound. */
const STEPS_MAX = 1_000_000_000

/** Steps between two looks at the watch: a few milliseconds. */
const GLANCE = 500_000

/** What a search has taken of what it may take; many small searches may share one. */
export class Effort {
  readonly #whole: Effort | null
  readonly #stepsMax: number
  readonly #watch: Watch | null
  steps = 0
  spent = false
  #next: number
  #total = Number.POSITIVE_INFINITY
  #bound = 0

  constructor({ stepsMax, watch }: SearchLimits, whole: Effort | null = null) {
    this.#whole = whole
    this.#stepsMax = stepsMax ?? STEPS_MAX
    this.#watch = watch ?? null
    this.#next = Math.min(GLANCE, this.#stepsMax)
    this.spent = this.#stepsMax <= 0
  }

  /**
   * A part of it, for a search that may end before the whole is spent. What is found there is an answer
   * to the whole; what is proved there is not, for the whole may have more to choose from.
   */
  part(stepsMax: number): Effort {
    return new Effort({ stepsMax }, this)
  }

  take(steps: number): void {
    this.steps += steps
    if (this.#whole !== null) {
      this.#whole.take(steps)
      if (this.#whole.spent) this.spent = true
    }
    if (this.steps < this.#next) return
    if (this.steps >= this.#stepsMax) this.spent = true
    this.#next = Math.min(this.steps + GLANCE, this.#stepsMax)
    if (this.#watch === null || this.spent) return
    const bound = Math.min(this.#bound, this.#total)
    if (!this.#watch({ steps: this.steps, total: this.#total, bound })) this.spent = true
  }

  /** An answer was found that comes to so much. */
  found(total: number): void {
    if (total < this.#total) this.#total = total
    this.#whole?.found(total)
  }

  /** It was proved that no answer comes below so much. */
  proved(bound: number): void {
    if (bound > this.#bound) this.#bound = bound
  }
}
