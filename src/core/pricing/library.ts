import type { Instant } from '../base/instant.ts'
import type { Terms } from './terms.ts'

/** Rule-sets that can be named by an input, or found by date (tc.22). */
export interface TermsLibrary {
  readonly all: readonly Terms[]
  get(id: string): Terms | undefined
  /** The version of a programme that was in force at an instant, from <= at < until. */
  inForce(programme: string, at: Instant): Terms | undefined
}

export function termsLibrary(all: readonly Terms[]): TermsLibrary {
  const byId = new Map(all.map((terms) => [terms.id, terms]))
  return {
    all,
    get: (id) => byId.get(id),
    inForce: (programme, at) =>
      all.find(
        (terms) =>
          terms.programme === programme &&
          terms.from !== null &&
          terms.from <= at &&
          (terms.until === null || at < terms.until),
      ),
  }
}
