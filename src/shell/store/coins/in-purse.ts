import type { Transaction } from 'kysely'
import { type BuyerKey, buyerKey } from '../buyers.ts'
import { nowOf } from '../instants.ts'
import { ledgerKey, NOTHING_BEFORE, sealOf } from '../ledger/seal.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { COIN_BOOK, type CoinHead, sealedHead } from './coin-book.ts'
import { Purse } from './purse.ts'

/** Whose coins an act is about, and when it happens: by the database's clock unless it says so. */
export interface CoinActor {
  readonly buyer: string
  readonly at?: Date | undefined
}

/**
 * Carries out an act on a buyer's coins, alone: others on the same coins wait for its transaction. What
 * has lapsed by then is gone before the act begins, whether a sweep came by or not (tc.6).
 */
export async function inPurse<T>(
  store: Store,
  actor: CoinActor,
  act: (purse: Purse) => Promise<T>,
): Promise<T> {
  return store.db.transaction().execute((trx) => withPurse(store, { ...actor, trx }, act))
}

/** The same inside a transaction of the buyer's shard. */
export async function withPurse<T>(
  store: Store,
  { trx, buyer: asked, at }: CoinActor & { readonly trx: Transaction<Tables> },
  act: (purse: Purse) => Promise<T>,
): Promise<T> {
  const key = ledgerKey(store.secret, COIN_BOOK.name)
  const buyer = buyerKey(store, asked)
  const { now, ...head } =
    (await lockedHead(trx, buyer, at)) ?? (await newHead(trx, { ...buyer, key }, at))
  const purse = new Purse({ ...buyer, trx, now, key }, head)
  await purse.lapse()
  const answer = await act(purse)
  await purse.write()
  return answer
}

type LockedHead = CoinHead & { readonly now: Date }

async function lockedHead(
  trx: Transaction<Tables>,
  { shard, buyer }: BuyerKey,
  at: Date | undefined,
): Promise<LockedHead | null> {
  const row = await trx
    .selectFrom('coin_heads')
    .select(['number', 'held', 'lapses_at as lapsesAt', 'digest', nowOf(at).as('now')])
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

async function newHead(
  trx: Transaction<Tables>,
  { shard, buyer, key }: BuyerKey & { readonly key: Buffer },
  at: Date | undefined,
): Promise<LockedHead> {
  const head = { number: 0, held: 0, lapsesAt: null, digest: NOTHING_BEFORE }
  const seal = sealOf(key, head.digest, sealedHead(buyer, head))
  const { lapsesAt, ...rest } = head
  await trx
    .insertInto('coin_heads')
    .values({ shard, buyer_id: buyer, ...rest, lapses_at: lapsesAt, seal })
    .onConflict((found) => found.doNothing())
    .execute()
  return (await lockedHead(trx, { shard, buyer }, at)) as LockedHead
}
