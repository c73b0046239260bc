import { type ReadonlySignal, signal } from '@preact/signals'

/** The clock of the server as the page shows it: deadlines are counted by it, not by the reader's. */
export interface Clock {
  readonly now: ReadonlySignal<number>
  /** Whether the page is in the browser, and so knows the reader's own time. */
  readonly isHere: ReadonlySignal<boolean>
  /** Hears that it is: the page stands there as the server drew it. */
  readonly arrive: () => void
  /** Lets it go on for as long as somebody looks; returns the function that looks away. */
  readonly watch: () => () => void
}

const SECOND_MS = 1_000

/**
 * A clock that begins where the server's stood when it drew the page; without that, the reader's own.
 * It stands still until somebody watches, so that a page in the browser begins as the server drew it.
 */
export function createClock(serverNow: number | null): Clock {
  const ahead = serverNow === null ? 0 : serverNow - Date.now()
  const now = signal(serverNow ?? Date.now())
  const isHere = signal(false)
  let watchers = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    now.value = Date.now() + ahead
  }
  const watch = () => {
    watchers++
    if (watchers === 1) timer = setInterval(tick, SECOND_MS)
    tick()
    return () => {
      watchers--
      if (watchers === 0) clearInterval(timer)
    }
  }
  const arrive = () => {
    isHere.value = true
  }
  return { now, isHere, arrive, watch }
}
