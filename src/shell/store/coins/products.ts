import { type Kysely, sql } from 'kysely'
import type { Product } from '../../../core/offers/coin-uses.ts'
import { type Refusal, refusal } from '../../../core/offers/refusals.ts'
import type { BuyerKey } from '../buyers.ts'
import type { Tables } from '../tables.ts'
import type { Purse } from './purse.ts'

/** Of some products those on which a buyer has used platform coins already (tc.18.a.i.1). */
export async function usedAmong(
  db: Kysely<Tables>,
  { shard, buyer }: BuyerKey,
  products: readonly Product[],
): Promise<Product[]> {
  if (products.length === 0) return []
  const { rows } = await sql<Product>`
    select store_id as store, listing_id as listing
    from ${asRows(products)} join coin_products using (store_id, listing_id)
    where shard = ${shard} and buyer_id = ${buyer}`.execute(db)
  return rows
}

/** Buyers use coins once on the same product of a store: a second order of it is told so. */
export async function refusalOfUsed(
  { place }: Purse,
  products: readonly Product[],
): Promise<Refusal | null> {
  const [first] = await usedAmong(place.trx, place, products)
  return first === undefined
    ? null
    : {
        ...refusal('coins-used-on-product'),
        message: `You have used coins on ${first.listing} before: they can be used on a product once.`,
      }
}

/** Marks products as used by a payment; whoever is told of a refusal has asked beforehand. */
export async function takeProducts(
  { place: { trx, shard, buyer } }: Purse,
  payment: string,
  products: readonly Product[],
): Promise<void> {
  if (products.length === 0) return
  await sql`
    insert into coin_products (shard, buyer_id, store_id, listing_id, payment_id)
    select distinct ${shard}::smallint, ${buyer}, store_id, listing_id, ${payment.toWellFormed()}
    from ${asRows(products)}`.execute(trx)
}

/** A payment that was cancelled or refunded whole has used no coins on anything. */
export async function freeProducts(
  { place: { trx, shard, buyer } }: Purse,
  payment: string,
): Promise<void> {
  await trx
    .deleteFrom('coin_products')
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .where('payment_id', '=', payment.toWellFormed())
    .execute()
}

function asRows(products: readonly Product[]) {
  const stores = products.map(({ store }) => store.toWellFormed())
  const listings = products.map(({ listing }) => listing.toWellFormed())
  return sql`unnest(${stores}::text[], ${listings}::text[]) as named (store_id, listing_id)`
}
