import { type Kysely, sql } from 'kysely'
import { hasPlace, whyNotInviting } from '../../../core/offers/invitation.ts'
import { type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { buyerKey, readBuyer } from '../buyers.ts'
import { nowOf } from '../instants.ts'
import { rulesNow } from '../rule-documents.ts'
import type { Store } from '../store.ts'
import { sweepShards } from '../sweeping.ts'
import type { Tables } from '../tables.ts'
import { INVITATION_RULE_DOCUMENT } from './invitation-codes.ts'

/** A new buyer, and who invites. */
export interface Place {
  readonly inviter: string
  readonly buyer: string
}

/**
 * Takes one of the places that an inviter has, in the inviter's shard: one at a time, so that no more
 * are taken than there are (cp.12, tc.9). Taken twice it is one.
 */
export async function takePlace(
  store: Store,
  { inviter, buyer }: Place,
  at: Date | undefined,
): Promise<Refusal | null> {
  const key = buyerKey(store, inviter)
  const rules = await rulesNow(store.db, INVITATION_RULE_DOCUMENT)
  return store.db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('inviters')
      .select('code')
      .where('shard', '=', key.shard)
      .where('inviter_id', '=', key.buyer)
      .forUpdate()
      .execute()
    const refused = whyNotInviting(await readBuyer(trx, key))
    if (refused) return refused
    const { isTaken, ...brought } = await broughtBy(trx, { ...key, invited: buyer }, at)
    if (isTaken) return null
    if (!hasPlace(brought, rules)) return refusal('exhausted')
    await trx
      .insertInto('invitation_places')
      .values({ shard: key.shard, inviter_id: key.buyer, buyer_id: buyer, taken_at: nowOf(at) })
      .execute()
    return null
  })
}

async function broughtBy(
  db: Kysely<Tables>,
  { shard, buyer, invited }: { shard: number; buyer: string; invited: string },
  at: Date | undefined,
) {
  const { isTaken, ...brought } = await db
    .selectFrom('invitation_places')
    .select((eb) => [
      eb.fn.countAll<number>().as('inAll'),
      eb.fn
        .countAll<number>()
        .filterWhere('taken_at', '>', sql<Date>`${nowOf(at)} - interval '24 hours'`)
        .as('lastDay'),
      eb.fn.countAll<number>().filterWhere('buyer_id', '=', invited).as('isTaken'),
    ])
    .where('shard', '=', shard)
    .where('inviter_id', '=', buyer)
    .executeTakeFirstOrThrow()
  return { ...brought, isTaken: isTaken > 0 }
}

/** Keeps a place for good: the new buyer has redeemed. It is taken with it, should it have been freed. */
export async function keepPlace(
  store: Store,
  { inviter, buyer }: Place,
  at: Date | undefined,
): Promise<void> {
  const key = buyerKey(store, inviter)
  const kept = { kept: true }
  await store.db
    .insertInto('invitation_places')
    .values({
      ...{ shard: key.shard, inviter_id: key.buyer, buyer_id: buyer },
      ...{ taken_at: nowOf(at), ...kept },
    })
    .onConflict((found) => found.columns(['shard', 'inviter_id', 'buyer_id']).doUpdateSet(kept))
    .execute()
}

/** Frees a place that was taken and not kept. */
export async function freePlace(store: Store, { inviter, buyer }: Place): Promise<void> {
  const key = buyerKey(store, inviter)
  await store.db
    .deleteFrom('invitation_places')
    .where('shard', '=', key.shard)
    .where('inviter_id', '=', key.buyer)
    .where('buyer_id', '=', buyer)
    .where('kept', '=', false)
    .execute()
}

const PLACES_AT_ONCE = 100

/** A redemption takes milliseconds: what is open for longer was left by a process that ended. */
const GRACE_MS = 600_000

/** Frees or keeps the places whose redemption ended midway, as it stands with the invited buyer. */
export async function sweepPlaces(
  store: Store,
  { graceMs = GRACE_MS }: { readonly graceMs?: number } = {},
): Promise<number> {
  return sweepShards(store, PLACES_AT_ONCE, async (shard) => {
    const rows = await store.db
      .selectFrom('invitation_places')
      .select(['inviter_id as inviter', 'buyer_id as buyer'])
      .where('shard', '=', shard)
      .where('kept', '=', false)
      .where('taken_at', '<=', sql<Date>`clock_timestamp() - ${graceMs} * interval '1 millisecond'`)
      .orderBy('taken_at')
      .limit(PLACES_AT_ONCE)
      .execute()
    for (const place of rows) {
      const isRedeemed = (await inviterOfInvited(store, place.buyer)) === place.inviter
      await (isRedeemed ? keepPlace(store, place, undefined) : freePlace(store, place))
    }
    return rows.length
  })
}

async function inviterOfInvited(store: Store, id: string): Promise<string | null> {
  const { shard, buyer } = buyerKey(store, id)
  const row = await store.db
    .selectFrom('invited')
    .select('inviter_id')
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .executeTakeFirst()
  return row?.inviter_id ?? null
}
