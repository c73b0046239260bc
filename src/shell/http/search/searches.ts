import type { Refused } from '../../../core/base/faults.ts'
import { best } from '../../../core/pricing/best.ts'
import type { TermsLibrary } from '../../../core/pricing/library.ts'
import { plan } from '../../../core/pricing/plan.ts'
import type { SearchLimits } from '../../../core/pricing/progress.ts'
import { explainBest, explainPlan } from '../../../core/pricing/why.ts'

type Search = (
  document: unknown,
  options: SearchLimits & { readonly terms: TermsLibrary },
) => object | Refused

/** What is searched for, by the name under which it is counted. */
export const SEARCHES = {
  best,
  'best-explanation': explainBest,
  plan,
  'plan-explanation': explainPlan,
} as const satisfies Record<string, Search>

export type SearchName = keyof typeof SEARCHES

/** A search for somebody who waits so long that only the clock counts. */
export const STEPS_WITHOUT_END = Number.MAX_SAFE_INTEGER
