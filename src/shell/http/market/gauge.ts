import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { leftOf } from '../../store/book/what-is-left.ts'
import type { Store } from '../../store/store.ts'

/** How much of an offer is given out; null where nothing is counted, for it has no limit. */
export interface Gauge {
  readonly granted: number | null
  readonly usesLeft: number | null
  readonly budgetLeft: number | null
}

/** The gauges of offers, in their order. They are read while claims go on: a moment old, at most. */
export async function gaugesOf(
  store: Pick<Store, 'db' | 'shards'>,
  offers: readonly Pick<IssuedOffer, 'id' | 'limits'>[],
): Promise<Gauge[]> {
  const limited = offers.filter(({ limits }) => limits?.uses ?? limits?.budget)
  const stocks = await leftOf(
    store,
    limited.map(({ id }) => id),
  )
  return offers.map(({ id, limits }) => {
    const { uses = 0, usesTotal = 0, budget = 0 } = stocks.get(id) ?? {}
    const isCounted = limits?.uses !== undefined
    return {
      // A limit that was lowered below what is given takes nothing back: it is not what to count from.
      granted: isCounted ? Math.max(0, usesTotal - uses) : null,
      usesLeft: isCounted ? uses : null,
      budgetLeft: limits?.budget === undefined ? null : budget,
    }
  })
}
