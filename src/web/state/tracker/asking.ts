import { useEffect } from 'preact/hooks'

/**
 * Asks again and again while the page is looked at, and at once when somebody comes back to it. A page
 * in the background asks nothing.
 */
export function useAsking(ask: () => void, everyMs: number | null): void {
  useEffect(() => {
    if (everyMs === null) return
    const act = () => {
      if (!document.hidden) ask()
    }
    const timer = setInterval(act, everyMs)
    document.addEventListener('visibilitychange', act)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', act)
    }
  }, [ask, everyMs])
}
