import { signal } from '@preact/signals'
import type { ProblemDocument } from '../../../client/call.ts'
import type { Client } from '../../../client/client.ts'
import type { HistoryKey, Watch, WatchKind } from './documents.ts'

/** The reader's own watch list: its link is kept in this browser, and nowhere else. */
const KEY = 'watch-list'

const kept = signal<string | null>(null)

/** The token of the list that this browser keeps. Read when the page stands: the server knows none. */
export function ownList(): string | null {
  return kept.value
}

/** Reads what was kept; to be called once the page is in the browser. */
export function findOwnList(): void {
  try {
    kept.value = localStorage.getItem(KEY)
  } catch {
    // Storage may be forbidden: the list is then known for this page only.
  }
}

export function keepList(token: string | null): void {
  kept.value = token
  try {
    if (token === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, token)
  } catch {
    // As above.
  }
}

/** What to watch, and for what. */
export interface Wish {
  readonly of: HistoryKey
  readonly kind: WatchKind
  readonly targetMinor?: number
}

/**
 * Adds a watch to the reader's own list, and opens one where there is none yet: no account is needed
 * (fg.t.paste). Why it was refused, or the watch.
 */
export async function watchFor(
  api: Client,
  body: Wish,
): Promise<{ readonly watch: Watch; readonly list: string } | ProblemDocument> {
  const known = kept.value
  if (known !== null) {
    const answer = await api.addWatch({ path: { list: known }, body })
    if (answer.ok) return { watch: answer.value, list: known }
    // It was deleted elsewhere: another one is opened.
    if (answer.status !== 404) return answer.problem
  }
  const opened = await api.createWatchList({ body: {} })
  if (!opened.ok) return opened.problem
  const list = opened.value.token
  const answer = await api.addWatch({ path: { list }, body })
  if (!answer.ok) return answer.problem
  keepList(list)
  return { watch: answer.value, list }
}
