import { useEffect } from 'preact/hooks'

/**
 * Asks again and again while the page is looked at, and at once when somebody comes back to it. A page
 * in the background asks nothing, and no question is asked before the last one was answered: a slow
 * server is not asked more for being slow, and its answer is not given up for the next.
 */
export function useAsking(ask: () => Promise<void>, everyMs: number | null): void {
  useEffect(() => {
    if (everyMs === null) return
    let isAsked = false
    const act = async () => {
      if (document.hidden || isAsked) return
      isAsked = true
      try {
        await ask()
      } finally {
        isAsked = false
      }
    }
    const timer = setInterval(act, everyMs)
    document.addEventListener('visibilitychange', act)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', act)
    }
  }, [ask, everyMs])
}
