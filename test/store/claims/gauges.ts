import { askOver } from '../../../src/shell/store/claims/ask.ts'
import { restOf, stockOf } from '../../../src/shell/store/claims/stock.ts'
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
  const stock = await stockOf(askOver(pool), offer)
  const left = restOf(stock)
  const gauge = (of: 'uses' | 'budget') =>
    limits[of] === null ? null : { given: stock.total[of] - left[of], left: left[of] }
  return { uses: gauge('uses'), budget: gauge('budget') }
}
