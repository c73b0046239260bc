import { type Kysely, sql } from 'kysely'
import type { OfferDocument } from '../../../core/pricing/offer-document.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** Histories that are marked in one statement: others read and price the first while the next are found. */
const MARKED_AT_ONCE = 20_000

/**
 * Has every history that an offer can touch priced again (fg.t.history): in its scope, its currency and its
 * country, and at a price that reaches its minimum by one piece; offers of the marketplace are for its own
 * listings, whose ids are digits. `at`: when it was changed. How many it marked. They are marked a page at a
 * time, so `db` must be no transaction; no history is held for it, and begun again after a fault, nothing is
 * marked twice.
 */
export async function touch(
  { db, shards }: Reader,
  offer: OfferDocument,
  at: Date,
): Promise<number> {
  let marked = 0
  for (let shard = 0; shard < shards; shard++) {
    for (let after: string | null = ''; after !== null; ) {
      const page: Page = await markPage(db, offer, { shard, after, at })
      marked += page.marked
      after = page.found < MARKED_AT_ONCE ? null : page.last
    }
  }
  return marked
}

interface Page {
  readonly found: number
  readonly last: string
  readonly marked: number
}

/** Marks take their rows in the order of the keys, and whoever unmarks passes over what is held. */
async function markPage(
  db: Kysely<Tables>,
  offer: OfferDocument,
  { shard, after, at }: { readonly shard: number; readonly after: string; readonly at: Date },
): Promise<Page> {
  const { rows } = await sql<Page>`
    with found as materialized (
      select h.key from histories h ${listingsFor(offer)}
      where h.shard = ${shard} and h.key > ${after} and ${isInReach(offer)}
      order by h.key limit ${MARKED_AT_ONCE}
    ), marked as (
      insert into reprices as r (shard, key, due_at, changed_at)
      select ${shard}, key, ${at}::timestamptz, ${at}::timestamptz from found order by key
      on conflict (shard, key) do update
        set changed_at = excluded.changed_at, due_at = least(r.due_at, excluded.due_at)
        where r.changed_at < excluded.changed_at
      returning 1
    )
    select (select count(*) from found)::integer as found, (select max(key) from found) as last,
      (select count(*) from marked)::integer as marked`.execute(db)
  return rows[0] as Page
}

/** What of a listing an offer may ask for; most ask for nothing of it. */
function wantedOf({ scope, funder }: OfferDocument) {
  return {
    stores: funder.startsWith('store:') ? [funder.slice(6)] : scope?.stores,
    sellers: funder.startsWith('seller:') ? [funder.slice(7)] : scope?.sellers,
    categories: scope?.categories,
  }
}

function listingsFor(offer: OfferDocument) {
  const isAsked = Object.values(wantedOf(offer)).some((wanted) => wanted)
  return isAsked ? sql`join tracked_listings l on l.shard = h.shard and l.id = h.listing_id` : sql``
}

/** Whether an offer can touch a history, as far as it can be asked of its row. */
function isInReach(offer: OfferDocument) {
  const { scope, currency, countries, minimum } = offer
  const { stores, sellers, categories } = wantedOf(offer)
  const isOneOf = (column: string, wanted: readonly string[] | null | undefined) =>
    wanted ? sql`${sql.ref(column)} = any(${wanted}::text[])` : sql`true`
  const spend = minimum?.spend ?? 0
  const isEnough = sql`(h.receipt::json ->> 'sale')::bigint >= ${spend}::bigint`
  return sql`h.receipt is not null and h.listing_id ~ '^[0-9]+$'
    and ${isOneOf('h.currency', currency ? [currency] : null)}
    and ${isOneOf('h.ship_to', countries)} and ${isOneOf('h.listing_id', scope?.listings)}
    and ${isOneOf('l.store_id', stores)} and ${isOneOf('l.seller_id', sellers)}
    and ${isOneOf('h.warehouse', scope?.warehouses)}
    and (${isUnder(categories)}) and ${spend === 0 ? sql`true` : isEnough}`
}

/** Whether a listing stands in one of the categories, or below it. */
function isUnder(paths: readonly (readonly string[])[] | null | undefined) {
  if (!paths) return sql`true`
  const below = paths.map((path) => sql`l.category[1:${path.length}] = ${path}::text[]`)
  return below.length === 0 ? sql`false` : sql.join(below, sql` or `)
}
