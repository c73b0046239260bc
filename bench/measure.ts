/** Time of one operation in microseconds: the median of many rounds, and how far they spread. */
export interface Sample {
  readonly median: number
  readonly p10: number
  readonly p90: number
  readonly rounds: number
}

export interface Effort {
  /** Rounds begin when the code has run for this long: compiled, with its inline caches settled. */
  readonly warmUpMs: number
  /** No further turn begins after this long for each contestant, once all have `leastRounds`. */
  readonly budgetMs: number
  readonly leastRounds: number
}

export const FULL: Effort = { warmUpMs: 300, budgetMs: 700, leastRounds: 7 }
export const QUICK: Effort = { warmUpMs: 60, budgetMs: 120, leastRounds: 3 }

/** A round shorter than this would measure the clock; a longer one would hide the spread. */
const ROUND_MS = 4

/**
 * Contestants take turns of this length. Other work on the machine comes and goes over seconds: had
 * each contestant one stretch to itself, a ratio would compare a quiet second with a busy one.
 */
const TURN_MS = 40

let checksum = 0

/** The sum of everything that was computed: printed, so that no computation can be left out. */
export function foldedChecksum(): number {
  return checksum
}

/** Adds the checksum of another process. */
export function foldChecksum(other: number): void {
  checksum = (checksum + other) % 1_000_000_007
}

/** What a contestant does, once for each cart; each returns a number that depends on all its work. */
export type Operations = readonly (() => number)[]

/** Runs the operations of all contestants again and again, in turns; one sample for each. */
export function measure<Name extends string>(
  contestants: Readonly<Record<Name, Operations>>,
  effort: Effort,
): Record<Name, Sample> {
  const names = Object.keys(contestants) as Name[]
  const takers = names.map((name) => {
    const operations = contestants[name]
    return { operations, passes: warmUp(operations, effort), times: [] as number[] }
  })
  const started = performance.now()
  const budgetMs = effort.budgetMs * names.length
  while (
    performance.now() - started < budgetMs ||
    takers.some((taker) => taker.times.length < effort.leastRounds)
  ) {
    for (const taker of takers) takeTurn(taker)
  }
  const samples = takers.map((taker, at) => [names[at], sample(taker.times)])
  return Object.fromEntries(samples) as Record<Name, Sample>
}

interface Taker {
  readonly operations: Operations
  /** How many times over all operations make a round. */
  readonly passes: number
  readonly times: number[]
}

function takeTurn({ operations, passes, times }: Taker): void {
  const started = performance.now()
  let before = started
  do {
    for (let pass = 0; pass < passes; pass++) runOnce(operations)
    const after = performance.now()
    times.push(((after - before) * 1000) / (passes * operations.length))
    before = after
  } while (before - started < TURN_MS)
}

/** The figures of a list of times, in microseconds. */
export function sample(times: readonly number[]): Sample {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part: number): number => sorted[Math.round((sorted.length - 1) * part)] as number
  return { median: at(0.5), p10: at(0.1), p90: at(0.9), rounds: sorted.length }
}

/** Returns how many passes make a round of ROUND_MS. */
function warmUp(operations: Operations, effort: Effort): number {
  const started = performance.now()
  let passes = 0
  let fastest = Number.POSITIVE_INFINITY
  do {
    const before = performance.now()
    runOnce(operations)
    fastest = Math.min(fastest, performance.now() - before)
    passes++
  } while (performance.now() - started < effort.warmUpMs || passes < 2)
  return Math.max(1, Math.round(ROUND_MS / Math.max(fastest, 0.001)))
}

function runOnce(operations: Operations): void {
  for (const operation of operations) foldChecksum(operation())
}
