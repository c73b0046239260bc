import { type Kysely, sql } from 'kysely'
import type { Promises } from '../../../core/orders/order.ts'
import type { Quote } from '../../../core/pricing/document.ts'
import { buyerKey } from '../buyers.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { PricedCart } from './accepting.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** What a draft keeps of a cart: all that pricing it again needs. */
export interface DraftedCart {
  readonly cart: unknown
  readonly promises: Readonly<Record<string, Promises>>
  readonly specialTerms?: readonly string[] | undefined
}

/** A quote that a buyer was shown, and may accept by its hash. */
export interface Draft {
  readonly checkout: string
  readonly buyer: string
  readonly at: Date
  readonly hash: string
  readonly totalMinor: number
  readonly currency: string
  readonly quote: Quote
  readonly bought: DraftedCart
}

interface Written {
  readonly checkout: string
  readonly buyer: string
  readonly bought: DraftedCart
  readonly priced: Pick<PricedCart, 'hash' | 'quote'> & {
    readonly placing: { readonly texts: { readonly quote: string } }
  }
}

/** Keeps what a buyer is shown; a draft that is priced again takes its place. */
export async function writeDraft(store: Reader, written: Written, at: Date): Promise<Draft> {
  const { checkout, buyer: asked, bought, priced } = written
  const { shard, buyer } = buyerKey(store, asked)
  const { hash, quote } = priced
  const { currency, totals } = quote
  const row = {
    at,
    document: JSON.stringify(bought),
    hash: Buffer.from(hash, 'hex'),
    total_minor: totals.total,
    currency,
    quote: priced.placing.texts.quote,
  }
  await store.db
    .insertInto('checkout_drafts')
    .values({ shard, id: checkout, buyer_id: buyer, ...row })
    .onConflict((found) => found.columns(['shard', 'id']).doUpdateSet(row))
    .execute()
  return { checkout, buyer, at, hash, totalMinor: totals.total, currency, quote, bought }
}

/** A draft of a checkout; null where the buyer has no such draft (any more). */
export async function readDraft(
  store: Reader,
  { buyer: asked, checkout }: { readonly buyer: string; readonly checkout: string },
): Promise<Draft | null> {
  const { shard, buyer } = buyerKey(store, asked)
  const row = await store.db
    .selectFrom('checkout_drafts')
    .selectAll()
    .where('shard', '=', shard)
    .where('id', '=', checkout.toWellFormed())
    .where('buyer_id', '=', buyer)
    .executeTakeFirst()
  if (!row) return null
  return {
    checkout: row.id,
    buyer: row.buyer_id,
    at: row.at,
    hash: row.hash.toString('hex'),
    totalMinor: row.total_minor,
    currency: row.currency,
    quote: JSON.parse(row.quote),
    bought: JSON.parse(row.document),
  }
}

/** Whose a checkout is, drafted or placed, whoever asks; null where there is none. */
export async function buyerOfCheckout(store: Reader, checkout: string): Promise<string | null> {
  const shards = Array.from({ length: store.shards }, (_, at) => at)
  const { rows } = await sql<{ buyer: string }>`
    select buyer_id as buyer from checkouts
    where shard = any(${shards}::smallint[]) and id = ${checkout.toWellFormed()}
    union all
    select buyer_id from checkout_drafts
    where shard = any(${shards}::smallint[]) and id = ${checkout.toWellFormed()}
    limit 1`.execute(store.db)
  return rows[0]?.buyer ?? null
}

/** Days after which a draft that nobody accepted is deleted. */
const KEPT_DAYS = 7

/** Deletes drafts that nobody accepted; how many. */
export async function tidyDrafts(store: Reader, at?: Date): Promise<number> {
  const now = at ?? new Date()
  const until = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  const { numDeletedRows } = await store.db
    .deleteFrom('checkout_drafts')
    .where('shard', '>=', 0)
    .where('at', '<', until)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
