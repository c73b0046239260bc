import fc from 'fast-check'
import { expect } from 'vitest'
import { effort, PATIENCE } from './draws.ts'

/** As many small carts as the issue of the optimiser asks of every rule-set. */
const RUNS = 20_000

/** Some seconds where nothing else runs; where much does, longer, and no case is left out for that. */
const LIMIT_MS = 150_000

/** Milliseconds that a test of so many cases may take. */
export const LONG_PATIENCE = { testTimeout: Math.max(PATIENCE.testTimeout, LIMIT_MS + 10_000) }

/** Checks all of 20,000 cases: one that ends before, for want of time, fails and does not look fine. */
export function holdsForAll<T>(cases: fc.Arbitrary<T>, check: (one: T) => void): void {
  let ran = 0
  const counted = (one: T) => {
    ran++
    check(one)
  }
  const asked = effort<[T]>(RUNS)
  if (asked.numRuns !== RUNS) {
    // A soak looks for as long as it was told.
    fc.assert(fc.property(cases, counted), asked)
    return
  }
  fc.assert(fc.property(cases, counted), { ...asked, interruptAfterTimeLimit: LIMIT_MS })
  expect(ran).toBeGreaterThanOrEqual(RUNS)
}
