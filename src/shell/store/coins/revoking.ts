import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { Store } from '../store.ts'
import { lastEntryFor } from './coin-rows.ts'
import type { CoinAnswer } from './earning.ts'
import { type CoinActor, inPurse } from './in-purse.ts'

export interface RevokeRequest extends CoinActor {
  readonly coins: number
  /** The case for which they are revoked, once. */
  readonly reference: string
}

/** Takes back coins that were got wrongly, as many of them as are still held (tc.9, cp.12). */
export async function revokeCoins(
  store: Store,
  { reference, coins, ...actor }: RevokeRequest,
): Promise<CoinAnswer | Refusal> {
  const key = `revoke ${reference}`
  return inPurse(store, actor, async (purse) => {
    const before = await lastEntryFor(purse.place.trx, purse.place, [key])
    if (before) return { entry: before, held: purse.held, replayed: true }
    const amount = Math.min(coins, purse.held)
    if (amount === 0) return { entry: null, held: purse.held, replayed: false }
    const entry = purse.move({ cause: 'revoke', amount, reference, expiresAt: null }, key)
    return isRefusal(entry) ? entry : { entry, held: purse.held, replayed: false }
  })
}
