import type { Kysely } from 'kysely'
import { canonicalCode } from '../../../core/offers/code-text.ts'
import { whyNotInvited } from '../../../core/offers/invitation.ts'
import { isRefusal, type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { type BuyerKey, buyerKey, readBuyer } from '../buyers.ts'
import { nowOf, readNow } from '../instants.ts'
import { rulesNow } from '../rule-documents.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { INVITATION_RULE_DOCUMENT, inviterOf } from './invitation-codes.ts'
import { freePlace, takePlace } from './invitation-places.ts'
import { type InvitedRow, type Redeemed, readInvited, settleInvited } from './invited-set.ts'
import type { Issuer } from './issuer.ts'
import { openOffers } from './open-offers.ts'

export interface RedeemRequest {
  readonly buyer: string
  /** As it was typed. */
  readonly code: string
  readonly at?: Date | undefined
}

/**
 * Redeems an invitation: a newly registered buyer who never placed an order gets, once, the set of
 * AliExpress coupons (tc.15.a). What the buyer alone decides is asked before the code is looked up, so
 * that whoever may not redeem any learns nothing of codes.
 */
export async function redeemInvitation(
  store: Store,
  issuer: Issuer,
  { buyer, code: typed, at }: RedeemRequest,
): Promise<Redeemed | Refusal> {
  const key = buyerKey(store, buyer)
  const code = canonicalCode(typed)
  if (await isOwn(store.db, key, code)) return refusal('own-invitation')
  const before = await readInvited(store.db, key)
  const row = before ?? (await redeem(store, key, { code, at }))
  if (isRefusal(row)) return row
  if (row.code !== code) return refusal('already-invited')
  const redeemed = await settleInvited(store, issuer, row, at)
  return before ? { ...redeemed, replayed: true } : redeemed
}

interface Typed {
  readonly code: string | null
  readonly at: Date | undefined
}

/** A place of the inviter's, then the row of the buyer: each in its own shard. */
async function redeem(
  store: Store,
  key: BuyerKey,
  { code, at }: Typed,
): Promise<InvitedRow | Refusal> {
  const barred = await whyNot(store.db, key, at)
  if (barred) return barred
  const inviter = await inviterOf(store, code)
  if (code === null || inviter === null) return refusal('code-refused')
  const place = { inviter, buyer: key.buyer }
  const full = await takePlace(store, place, at)
  if (full) return full
  const row = await writeInvited(store, key, { code, inviter, at })
  // An order was placed, or another code redeemed, between the question and the answer.
  if (isRefusal(row) || row.code !== code) await freePlace(store, place)
  return row
}

/** Asked of the buyer's own rows, so that it tells nothing of other codes. */
async function isOwn(
  db: Kysely<Tables>,
  { shard, buyer }: BuyerKey,
  code: string | null,
): Promise<boolean> {
  if (code === null) return false
  const row = await db
    .selectFrom('inviters')
    .select('code')
    .where('shard', '=', shard)
    .where('inviter_id', '=', buyer)
    .executeTakeFirst()
  return row?.code === code
}

async function whyNot(
  db: Kysely<Tables>,
  key: BuyerKey,
  at: Date | undefined,
): Promise<Refusal | null> {
  const rules = await rulesNow(db, INVITATION_RULE_DOCUMENT)
  const buyer = await readBuyer(db, key, 'locked')
  return whyNotInvited(buyer, rules, await readNow(db, at))
}

interface Invited {
  readonly code: string
  readonly inviter: string
  readonly at: Date | undefined
}

/**
 * Writes that a buyer was invited, once, with the set as it is offered now. Orders of the buyer wait for
 * it, and it for them: none is placed in between.
 */
async function writeInvited(
  store: Store,
  key: BuyerKey,
  { code, inviter, at }: Invited,
): Promise<InvitedRow | Refusal> {
  const set = await openOffers(store.db, { obtain: 'invitation', seller: null, at })
  return store.db.transaction().execute(async (trx) => {
    const barred = await whyNot(trx, key, at)
    if (barred) return barred
    await trx
      .insertInto('invited')
      .values({
        ...{ shard: key.shard, buyer_id: key.buyer, inviter_id: inviter, code },
        offers: set.map(({ id }) => id),
        redeemed_at: nowOf(at),
        settled_at: null,
      })
      .onConflict((found) => found.doNothing())
      .execute()
    return (await readInvited(trx, key)) as InvitedRow
  })
}
