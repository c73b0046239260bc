import type { ComponentChildren } from 'preact'
import type { Loader } from '../../state/market/load.ts'
import { isGone } from '../../state/tracker/alerts.ts'
import { Waiting } from '../market/waiting.tsx'

/** What a page shows as soon as it is there; of what is not there (any more), that, and the way on. */
export function Awaited<T>(props: {
  readonly on: Loader<T>
  readonly rows: number
  /** The heading where there is nothing. */
  readonly missing: string
  readonly children: (value: T) => ComponentChildren
}) {
  const { on, rows, missing, children } = props
  if (isGone(on)) return <NothingHere title={missing} says={on.now.value.problem?.detail ?? ''} />
  return (
    <Waiting on={on} rows={rows}>
      {children}
    </Waiting>
  )
}

/** No fault, and nothing to try again: another link may lead on. */
function NothingHere({ title, says }: { readonly title: string; readonly says: string }) {
  return (
    <section class="panel nothing-here" aria-labelledby="nothing-title">
      <h1 id="nothing-title">{title}</h1>
      <p>{says}</p>
      <p>
        <a href="/track">Paste a product</a> to see its price, or look at{' '}
        <a href="/track/deals">what is cheap now</a>.
      </p>
    </section>
  )
}
