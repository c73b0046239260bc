import type { Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** The clause whose text is open on the page, if any. */
export const ClauseContext = createContext<Signal<string | null> | null>(null)

export function useClause(): Signal<string | null> {
  const clause = useContext(ClauseContext)
  if (clause === null) throw new Error('a clause is cited on a page that opens none')
  return clause
}
