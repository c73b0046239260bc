import type { Refused } from '../../core/base/faults.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { patience } from '../../core/pricing/patience.ts'
import { quickAnswer } from '../http/search/quick.ts'
import { SEARCHES, type SearchName, STEPS_WITHOUT_END } from '../http/search/searches.ts'
import { SearchThread } from '../http/search/thread.ts'
import { type ProgressScreen, progressScreen } from './progress-screen.ts'

/** A search that the command was asked for. */
export interface Sought {
  readonly search: SearchName
  readonly document: unknown
  readonly library: TermsLibrary
  /** Null leaves the end to the core's own count of steps: then the answer knows no clock. */
  readonly timeMs: number | null
}

/** As much as the main thread of most machines may have: no cart that fits here fails for being there. */
const MEMORY_MB = 4_096

/**
 * Searches. What takes next to no time is done here; the rest in a thread of its own, so that this one
 * can tell how it stands and hear Ctrl-C, which ends the search with the best that was found.
 */
export async function searched(sought: Sought): Promise<object | Refused> {
  const { search, document, library } = sought
  const quick = quickAnswer(search, document, library)
  if (quick) return quick
  const screen = progressScreen(process.stderr, currencyOf(document))
  try {
    return JSON.parse(await searchedApart(sought, screen)) as object
  } finally {
    screen.clear()
  }
}

async function searchedApart(sought: Sought, screen: ProgressScreen): Promise<string> {
  const thread = new SearchThread(sought.library, MEMORY_MB)
  const ending = new AbortController()
  // Only the first one: whoever presses again wants the command itself to end.
  const end = () => ending.abort()
  process.once('SIGINT', end)
  try {
    return await thread.run({
      search: sought.search,
      document: JSON.stringify(sought.document),
      timeMs: sought.timeMs,
      onProgress: screen.show,
      signal: ending.signal,
    })
  } finally {
    process.off('SIGINT', end)
    await thread.close()
  }
}

/** The same for a line among many: in this thread, for nobody watches it. */
export function searchedHere({ search, document, library, timeMs }: Sought): object | Refused {
  const limits =
    timeMs === null
      ? {}
      : { stepsMax: STEPS_WITHOUT_END, watch: patience({ now: () => performance.now(), timeMs }) }
  return SEARCHES[search](document, { terms: library, ...limits })
}

function currencyOf(document: unknown): string {
  return (document as { readonly currency: string }).currency
}
