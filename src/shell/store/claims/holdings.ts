import type { Claim } from '../../../core/offers/claim.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import { askOver } from './ask.ts'
import { type ClaimRow, claimOf } from './claim-row.ts'

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
