import type { Kysely } from 'kysely'
import type { Claim } from '../../../core/offers/claim.ts'
import type { Refusal } from '../../../core/offers/refusals.ts'
import { buyerKey } from '../buyers.ts'
import { claimOf } from '../claims/claim-row.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { Granted, GrantRequest, Issuer } from './issuer.ts'

/**
 * Has a claim granted, once for its key, however long ago that was and whatever became of it since:
 * one that was given back is not granted again for the same occasion.
 */
export async function grant(
  store: Pick<Store, 'db' | 'shards'>,
  issuer: Issuer,
  request: GrantRequest,
): Promise<Granted | Refusal> {
  const before = await claimFor(store.db, store, request)
  return before ? { ...before, replayed: true } : issuer.claim(request)
}

/** The claim that was granted for a key, or null. */
export async function claimFor(
  db: Kysely<Tables>,
  store: Pick<Store, 'shards'>,
  { buyer: asked, offer, key }: Pick<GrantRequest, 'buyer' | 'offer' | 'key'>,
): Promise<Claim | null> {
  const { shard, buyer } = buyerKey(store, asked)
  const row = await db
    .selectFrom('claims')
    .selectAll()
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .where('offer_id', '=', offer)
    .where('key', '=', key.toWellFormed())
    .executeTakeFirst()
  return row ? claimOf(row) : null
}
