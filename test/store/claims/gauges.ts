import { type Ask, askOver } from '../../../src/shell/store/claims/ask.ts'
import { restOf, type Stock, stockOf } from '../../../src/shell/store/claims/stock.ts'
import type { Store } from '../../../src/shell/store/store.ts'

/** How much of a limit is given, and how much is left. */
interface Gauge {
  readonly given: number
  readonly left: number
}

/** What is given of an offer in claims and in money, exactly; null where it has no such limit. */
export async function gaugesOf(
  { db, pool }: Pick<Store, 'db' | 'pool'>,
  offer: string,
): Promise<{ readonly uses: Gauge | null; readonly budget: Gauge | null }> {
  const limits = await db
    .selectFrom('offers')
    .select(['uses_limit as uses', 'budget_minor as budget'])
    .where('id', '=', offer)
    .executeTakeFirstOrThrow()
  const stock = await standingStock(askOver(pool), offer)
  const left = restOf(stock)
  const gauge = (of: 'uses' | 'budget') =>
    limits[of] === null ? null : { given: stock.total[of] - left[of], left: left[of] }
  return { uses: gauge('uses'), budget: gauge('budget') }
}

/**
 * Pool and slices are read one after the other: what is on its way from the one to the other just then would
 * count twice. Where nothing came to any place between two readings, nothing was on its way.
 */
async function standingStock(ask: Ask, offer: string): Promise<Stock> {
  let stock = await stockOf(ask, offer)
  for (;;) {
    const again = await stockOf(ask, offer)
    if (again.arrivals === stock.arrivals) return again
    stock = again
  }
}
