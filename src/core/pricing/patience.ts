import type { Progress, Watch } from './progress.ts'

/** How long somebody waits for a search, and what they want to hear meanwhile. */
export interface Waiting {
  /** Milliseconds from now on; without it there is no limit. */
  readonly timeMs?: number | undefined
  /** A clock in milliseconds that never runs backwards: the core has none of its own. */
  readonly now: () => number
  /** Whether nobody waits any more. */
  readonly cancelled?: () => boolean
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Milliseconds between two tellings of the progress. */
  readonly everyMs?: number
}

/** Four a second: a person sees that it moves, and no line is spent on less. */
const EVERY_MS = 250

/**
 * A watch that ends a search when its time is over or it was cancelled, and tells its progress now and
 * then. The time begins to count when the watch is made.
 */
export function patience(waiting: Waiting): Watch {
  const { timeMs = Number.POSITIVE_INFINITY, now, cancelled, onProgress } = waiting
  const { everyMs = EVERY_MS } = waiting
  const began = now()
  let tellAt = began + everyMs
  return (progress) => {
    const time = now()
    if (cancelled?.() || time - began >= timeMs) return false
    // Before a first answer is found there is nothing to tell.
    if (onProgress && time >= tellAt && Number.isFinite(progress.total)) {
      tellAt = time + everyMs
      onProgress(progress)
    }
    return true
  }
}
