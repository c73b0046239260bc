import { useEffect } from 'preact/hooks'
import { followChanges, soon } from '../market/live.ts'
import { useMarket } from '../market/market.ts'
import type { CouponShelf } from './coupons.ts'

/** Loads a shelf, and keeps it in step with what changes while somebody is signed in. */
export function useFollowedShelf(shelf: CouponShelf): void {
  const market = useMarket()
  const account = market.account.value
  useEffect(() => {
    shelf.coupons.load()
    if (!account) return
    const reload = soon(shelf.coupons.load)
    return followChanges(market, { onGap: reload, onChange: reload })
  }, [shelf, market, account])
}
