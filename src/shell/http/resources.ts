import type { TermsLibrary } from '../../core/pricing/library.ts'
import type { Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'
import type { SearchPool } from './search/pool.ts'

/** What every route may lean on. */
export interface Resources {
  readonly library: TermsLibrary
  readonly limits: Limits
  readonly metrics: Metrics
  readonly searches: SearchPool
}
