import type { Claim } from '../../../core/offers/claim.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import { askOver } from './ask.ts'
import { type ClaimRow, claimOf } from './claim-row.ts'
import { restOf, stockOf } from './stock.ts'

export const CLAIMS_OF_BUYER = {
  name: 'claims-of-buyer',
  text: `
select buyer_id, offer_id, ordinal, state, offer_version, source, claimed_at, usable_until, order_id,
  amount_minor, held_until
from claims where shard = $1 and buyer_id = $2 order by usable_until, offer_id, ordinal`,
}

/** Every claim of a buyer, in whatever state; what lapses first comes first (fg.drawer). */
export async function claimsOfBuyer({ pool, shards }: Store, buyer: string): Promise<Claim[]> {
  const id = buyer.toWellFormed()
  const rows = await askOver(pool)<ClaimRow>(CLAIMS_OF_BUYER, [shardOf(id, shards), id])
  return rows.map(claimOf)
}

/** How much of a limit is given, and how much is left. */
export interface Gauge {
  readonly given: number
  readonly left: number
}

/** Gauges of an offer; null where it has no such limit, for then nothing is counted. */
export interface Gauges {
  readonly uses: Gauge | null
  readonly budget: Gauge | null
}

/** What is given of an offer in claims and in money; null where there is no such offer. */
export async function gaugesOf({ db, pool }: Store, offer: string): Promise<Gauges | null> {
  const row = await db
    .selectFrom('offers')
    .select(['uses_limit', 'budget_minor'])
    .where('id', '=', offer)
    .executeTakeFirst()
  if (!row) return null
  if (row.uses_limit === null && row.budget_minor === null) return { uses: null, budget: null }
  const stock = await stockOf(askOver(pool), offer)
  const left = restOf(stock)
  const gauge = (total: number, rest: number) => ({ given: Math.max(0, total - rest), left: rest })
  return {
    uses: row.uses_limit === null ? null : gauge(stock.total.uses, left.uses),
    budget: row.budget_minor === null ? null : gauge(stock.total.budget, left.budget),
  }
}
