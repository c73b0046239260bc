import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { movesGladly } from '../state/play.ts'

const MOVE_MS = 220

/**
 * Rows that find themselves elsewhere after a change glide there, and new ones fade in, so that the
 * eye keeps what it was reading. Rows are told apart by `data-row`; none holds another one.
 */
export function useMoves(list: RefObject<HTMLElement | null>, change: unknown): void {
  // While this is rendered, the page still stands as it was before.
  const before = list.current && movesGladly() ? topsIn(list.current) : null
  useLayoutEffect(() => {
    if (before && list.current) move(list.current, before)
  }, [change])
}

function rowsIn(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-row]')]
}

/** Where each row stands in the list; a glide that is under way does not count. */
function topsIn(list: HTMLElement): ReadonlyMap<string | undefined, number> {
  return new Map(rowsIn(list).map((row) => [row.dataset.row, row.offsetTop - list.offsetTop]))
}

function move(list: HTMLElement, before: ReadonlyMap<string | undefined, number>): void {
  for (const row of rowsIn(list)) {
    const from = before.get(row.dataset.row)
    const by = (from ?? 0) - (row.offsetTop - list.offsetTop)
    if (from === undefined) row.animate([{ opacity: 0 }, { opacity: 1 }], MOVE_MS)
    else if (by !== 0) {
      row.animate([{ transform: `translateY(${by}px)` }, { transform: 'none' }], {
        duration: MOVE_MS,
        easing: 'ease-out',
      })
    }
  }
}
