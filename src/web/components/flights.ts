import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { movesGladly } from '../state/play.ts'

/** Past this many rows nobody follows a single one. */
const ROWS_MAX = 60

const FLIGHT_MS = 560

/** Each row a little after the one before it; all of them are under way within a second. */
const APART_MS = 36
const APART_WHOLE_MS = 500

/** A row that came from farther away than this would only be a flash. */
const FAR_PX = 900

interface Place {
  readonly x: number
  readonly y: number
}

/**
 * Rows fly into their baskets: from the basket that they were in, or else from the receipt. They do
 * so for each new `arrival`. Rows are told apart by `data-line`.
 */
export function useFlights(list: RefObject<HTMLElement | null>, arrival: unknown): void {
  // While this is rendered, the page still stands as it was before.
  const before = list.current && placesIn(list.current)
  useLayoutEffect(() => {
    const home = list.current
    if (home === null || !movesGladly()) return
    const rows = rowsIn(home)
    const apart = Math.min(APART_MS, APART_WHOLE_MS / rows.length)
    for (const [at, row] of rows.entries()) {
      const from = before?.get(row.dataset.line) ?? placeOnReceipt(home, row)
      if (from) fly(row, { from, to: placeIn(home, row), delay: at * apart })
    }
  }, [arrival])
}

function rowsIn(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-line]')].slice(0, ROWS_MAX)
}

function placesIn(list: HTMLElement): ReadonlyMap<string | undefined, Place> {
  return new Map(rowsIn(list).map((row) => [row.dataset.line, placeIn(list, row)]))
}

/** Where something stands, seen from the list: the same however far the page is scrolled. */
function placeIn(list: HTMLElement, row: Element): Place {
  const [from, at] = [list.getBoundingClientRect(), row.getBoundingClientRect()]
  return { x: at.x - from.x, y: at.y - from.y }
}

function placeOnReceipt(list: HTMLElement, row: HTMLElement): Place | null {
  const name = CSS.escape(row.dataset.line ?? '')
  const source = document.querySelector(`.receipt [data-row="line ${name}"]`)
  return source && placeIn(list, source)
}

interface Flight {
  readonly from: Place
  readonly to: Place
  readonly delay: number
}

function fly(row: HTMLElement, { from, to, delay }: Flight): void {
  const [x, y] = [from.x - to.x, from.y - to.y]
  if (x === 0 && y === 0) return
  const near = Math.min(1, FAR_PX / Math.hypot(x, y))
  const start = `translate(${x * near}px, ${y * near}px)`
  row.animate(
    [
      { transform: start, opacity: near < 1 ? 0 : 0.6, zIndex: 7 },
      { transform: 'none', opacity: 1, zIndex: 7 },
    ],
    { duration: FLIGHT_MS, delay, easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)', fill: 'backwards' },
  )
}
