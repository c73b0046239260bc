import type { ComponentChildren } from 'preact'
import type { Loader } from '../../state/market/load.ts'
import { ProblemNote } from './problem-note.tsx'

/** What a loader has, or that it is on its way, or why it did not come. */
export function Waiting<T>(props: {
  readonly on: Loader<T>
  readonly rows?: number
  readonly children: (value: T) => ComponentChildren
}) {
  const { on, rows = 4, children } = props
  const { value, problem, isBusy } = on.now.value
  return (
    <>
      {problem && <ProblemNote problem={problem} onRetry={on.load} />}
      {value === null && problem === null && <Skeleton rows={rows} />}
      {value !== null && (
        <div class="loaded" aria-busy={isBusy}>
          {children(value)}
        </div>
      )}
    </>
  )
}

/** Where rows will be. Readers who hear the page are told once. */
export function Skeleton({ rows }: { readonly rows: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">Loading…</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} class="bone" />
      ))}
    </div>
  )
}
