/** What a search thread and the one that asks it say to each other. */
import type { Progress } from '../../../core/pricing/progress.ts'
import type { SearchName } from './searches.ts'

/** The rule-sets that documents may name, as they are written: functions cannot cross. */
export interface ThreadData {
  readonly ruleSets: readonly unknown[]
}

/** One search. Documents cross as texts: nothing is faster, and any text may. */
export interface Ask {
  readonly search: SearchName
  readonly document: string
  /** From the moment at which the thread begins; null leaves the end to the core's own count of steps. */
  readonly timeMs: number | null
  /** Whether somebody wants to hear how it stands. */
  readonly tells: boolean
  /** One shared number: anything but 0 asks the search to end. The thread is too busy to be told. */
  readonly stop: Int32Array
}

/** Progress, as often as the watch tells it; then the answer, or that there is none by a fault of ours. */
export type Told =
  | { readonly progress: Progress }
  | { readonly answer: string }
  | { readonly failure: string }
