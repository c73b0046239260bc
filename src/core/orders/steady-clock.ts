import type { Instant } from '../base/instant.ts'

/** What two clocks say at one moment: the one on the wall, and one that only counts on. */
export interface Reading {
  /** The date and time that the machine believes in; somebody may set it. */
  readonly wall: Instant
  /** Milliseconds since some moment; it stands for no date, and nobody can set it. */
  readonly counted: number
}

/** The present, and why the clock on the wall is not believed, if it is not. */
export interface Present {
  readonly now: Instant
  readonly doubt: 'ahead' | 'behind' | null
}

/** So far may a clock on the wall go ahead at once: a machine that slept wakes up hours later. */
export const STEP_MAX_MS = 24 * 3_600_000

/** So long may nobody have looked: after a longer time the clock is wrong rather than everybody away. */
export const ABSENCE_MAX_MS = 300 * 24 * 3_600_000

/** A clock that is set right by so little is not worth a word. */
const SET_RIGHT_MS = 5_000

interface Last {
  readonly now: Instant
  readonly counted: number
}

/**
 * Time that neither jumps nor turns back, for deadlines to be kept by (D-10): a clock that is set back
 * lets nothing happen twice, and one that is set ahead lets nothing happen before its time. What is not
 * believed of the clock on the wall is counted on from what was believed last, until the two agree.
 */
export class SteadyClock {
  #last: Last | null = null
  /** Whether the wall was believed since the start: until it is, nobody knows how long all were away. */
  #wasBelieved = false
  readonly #trusts: boolean

  /** `trusts`: believe the wall whatever it says, but never backwards. */
  constructor({ trusts = false }: { readonly trusts?: boolean } = {}) {
    this.#trusts = trusts
  }

  /** The present by two clocks; `mark` is the latest instant that anybody has written down, if any. */
  read({ wall, counted }: Reading, mark: Instant | null): Present {
    const last = this.#last
    const present = last === null ? this.#first(wall, mark) : this.#next({ wall, counted }, last)
    const now = Math.max(present.now, mark ?? present.now)
    this.#last = { now, counted }
    if (present.doubt === null) this.#wasBelieved = true
    return { ...present, now }
  }

  #first(wall: Instant, mark: Instant | null): Present {
    if (mark === null) return { now: wall, doubt: null }
    if (wall > mark + ABSENCE_MAX_MS && !this.#trusts) return { now: mark, doubt: 'ahead' }
    return { now: Math.max(wall, mark), doubt: wall < mark - SET_RIGHT_MS ? 'behind' : null }
  }

  #next({ wall, counted }: Reading, last: Last): Present {
    const expected = last.now + Math.max(0, counted - last.counted)
    const most = this.#wasBelieved ? STEP_MAX_MS : ABSENCE_MAX_MS
    if (wall > expected + most && !this.#trusts) return { now: expected, doubt: 'ahead' }
    if (wall < expected - SET_RIGHT_MS) return { now: expected, doubt: 'behind' }
    return { now: Math.max(wall, last.now), doubt: null }
  }
}
