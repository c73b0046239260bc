import { coinLots, lapsedLots } from '../../../core/offers/coin-lots.ts'
import type { Product } from '../../../core/offers/coin-uses.ts'
import { type BuyerKey, buyerKey } from '../buyers.ts'
import { nowOf } from '../instants.ts'
import type { Store } from '../store.ts'
import type { WrittenEntry } from './coin-book.ts'
import { entriesOf, entryOf, entryRows } from './coin-rows.ts'
import { usedAmong } from './products.ts'

type Reader = Pick<Store, 'db' | 'shards'>

/** What a buyer can spend now: what has lapsed is not in it, whether a sweep came by or not. */
export async function coinsHeld(store: Reader, buyer: string, at?: Date): Promise<number> {
  const key = buyerKey(store, buyer)
  const head = await store.db
    .selectFrom('coin_heads')
    .select(['held', 'lapses_at', nowOf(at).as('now')])
    .where('shard', '=', key.shard)
    .where('buyer_id', '=', key.buyer)
    .executeTakeFirst()
  if (!head) return 0
  if (head.lapses_at === null || head.lapses_at > head.now) return head.held
  return heldFromEntries(store, key, head.now)
}

async function heldFromEntries({ db }: Reader, key: BuyerKey, now: Date): Promise<number> {
  const lots = coinLots(await entriesOf(db, key))
  const lapsed = new Set(lapsedLots(lots, now.getTime()))
  return lots.reduce((held, lot) => held + (lapsed.has(lot) ? 0 : lot.left), 0)
}

/** A page of a buyer's entries, the newest first. */
export interface CoinStatement {
  readonly held: number
  readonly entries: readonly WrittenEntry[]
  /** The number before which the next page begins; null at the end. */
  readonly next: number | null
}

export interface StatementRequest {
  readonly buyer: string
  readonly before?: number | undefined
  readonly limit?: number | undefined
  readonly at?: Date | undefined
}

/** What a buyer holds, and the entries that make it. */
export async function coinStatement(
  store: Reader,
  { buyer, before, limit = 50, at }: StatementRequest,
): Promise<CoinStatement> {
  const rows = await entryRows(store.db, buyerKey(store, buyer))
    .$if(before !== undefined, (query) => query.where('number', '<', before as number))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const entries = rows.slice(0, limit).map(entryOf)
  const next = rows.length > limit ? (entries.at(-1)?.number ?? null) : null
  return { held: await coinsHeld(store, buyer, at), entries, next }
}

/** Of some products those on which a buyer has used platform coins already (tc.18.a.i.1). */
export async function productsUsed(
  store: Reader,
  buyer: string,
  products: readonly Product[],
): Promise<Product[]> {
  return usedAmong(store.db, buyerKey(store, buyer), products)
}
