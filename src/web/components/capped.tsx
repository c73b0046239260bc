import type { ComponentChildren } from 'preact'

/** Past this many rows a list helps nobody, and drawing it would hold up every key. */
export const ROWS_MAX = 200

/** The first rows of a list, and how many more there are. */
export function Capped<T>(props: {
  readonly rows: readonly T[]
  readonly children: (row: T, at: number) => ComponentChildren
}) {
  const { rows, children } = props
  const more = rows.length - ROWS_MAX
  return (
    <>
      {rows.slice(0, ROWS_MAX).map(children)}
      {more > 0 && <li class="soft">And {more} more; the JSON has them all.</li>}
    </>
  )
}
