import type { Refused } from '../../../core/base/faults.ts'
import type { TermsLibrary } from '../../../core/pricing/library.ts'
import { SEARCHES, type SearchName, STEPS_WITHOUT_END } from './searches.ts'

/**
 * Searches here and now, and gives up the first time that the core asks whether to go on: a few
 * milliseconds. Most carts are done by then, and are spared the way to another thread and the start of
 * one. Null where the search was not done: then it says nothing.
 */
export function quickAnswer(
  search: SearchName,
  document: unknown,
  terms: TermsLibrary,
): object | Refused | null {
  let done = true
  const watch = (): boolean => {
    done = false
    return false
  }
  const answer = SEARCHES[search](document, { terms, watch, stepsMax: STEPS_WITHOUT_END })
  return done ? answer : null
}
