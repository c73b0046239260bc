import { useEffect } from 'preact/hooks'
import { followChanges, soon } from '../market/live.ts'
import { useMarket } from '../market/market.ts'

/** A stream may be held back on its way: then a page that is looked at asks by itself. */
const POLL_MS = 30_000

/**
 * Reads orders again when one of them has changed: told by the server, and asked for now and then. Asks
 * once at the beginning, for the page may have been drawn a moment ago.
 */
export function useFollowedOrders(load: () => void, concerns: (order: string) => boolean): void {
  const market = useMarket()
  useEffect(() => {
    load()
    const reload = soon(load)
    const poll = setInterval(() => {
      if (!document.hidden) reload()
    }, POLL_MS)
    const leave = followChanges(market, {
      onGap: reload,
      onChange: ({ topic, id }) => {
        if (topic === 'order.changed' && (id === null || concerns(id))) reload()
      },
    })
    return () => {
      clearInterval(poll)
      leave()
    }
  }, [market, load])
}
