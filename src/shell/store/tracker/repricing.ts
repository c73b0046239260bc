import { type Kysely, sql } from 'kysely'
import type { OfferDocument } from '../../../core/pricing/offer-document.ts'
import type { Observation, Reading } from '../../../core/tracker/observation.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

const everyShard = (shards: number) => Array.from({ length: shards }, (_, shard) => shard)

/**
 * Has every history that an offer can touch priced again (fg.t.history): in its scope, its currency and its
 * country, and at a price that reaches its minimum by one piece; offers of the marketplace are for its own
 * listings, whose ids are digits. `at`: from when on everybody knows the change. How many.
 */
export async function touch(
  { db, shards }: Reader,
  offer: OfferDocument,
  at: Date,
): Promise<number> {
  const { scope, funder, currency = null, countries = null, minimum } = offer
  const stores = funder.startsWith('store:') ? [funder.slice(6)] : (scope?.stores ?? null)
  const sellers = funder.startsWith('seller:') ? [funder.slice(7)] : (scope?.sellers ?? null)
  const listings = scope?.listings ?? null
  const categories = scope?.categories?.map((path) => JSON.stringify(path)) ?? null
  const { numAffectedRows = 0n } = await sql`
    update histories h set reprice_at = ${at}
    from tracked_listings l
    where h.shard = any(${everyShard(shards)}::smallint[]) and h.receipt is not null
      and l.shard = h.shard and l.id = h.listing_id
      and h.listing_id ~ '^[0-9]+$'
      and (${currency}::text is null or h.currency = ${currency})
      and (${countries}::text[] is null or h.ship_to = any(${countries}::text[]))
      and (${listings}::text[] is null or h.listing_id = any(${listings}::text[]))
      and (${stores}::text[] is null or l.store_id = any(${stores}::text[]))
      and (${sellers}::text[] is null or l.seller_id = any(${sellers}::text[]))
      and (${scope?.warehouses ?? null}::text[] is null
        or h.warehouse = any(${scope?.warehouses ?? null}::text[]))
      and (${categories}::text[] is null or exists (
        select from unnest(${categories}::text[]) as wanted
        where (select array_agg(step) from json_array_elements_text(wanted::json) as step)
          = l.category[1:json_array_length(wanted::json)]))
      and (h.reprice_at is null or h.reprice_at > ${at})
      and (${minimum?.spend ?? 0}::bigint = 0
        or (h.reading::json ->> 'sale')::bigint >= ${minimum?.spend ?? 0}::bigint)
  `.execute(db)
  return Number(numAffectedRows)
}

/** A history that is to be priced again, with what it was priced from. */
export interface DueReprice {
  readonly shard: number
  readonly key: string
  readonly reading: Reading
  readonly receipt: Observation
}

/** How long a worker has for what it took. */
const LEASE_MS = 60_000

/** Takes histories that are to be priced again; `until` says by which instant they are one's own. */
export async function leaseReprices(
  { db, shards }: Reader,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<{ readonly until: Date; readonly due: readonly DueReprice[] }> {
  const until = new Date(now.getTime() + LEASE_MS)
  const { rows } = await sql<{ shard: number; key: string; reading: string; receipt: string }>`
    with due as (
      select shard, key from histories
      where shard = any(${everyShard(shards)}::smallint[]) and reprice_at <= ${now}
      order by reprice_at limit ${most} for update skip locked
    )
    update histories h set reprice_at = case when h.receipt is null then null else ${until}::timestamptz end
    from due where h.shard = due.shard and h.key = due.key
    returning h.shard, h.key, h.reading, h.receipt`.execute(db)
  const due = rows.filter(({ receipt }) => receipt !== null)
  return {
    until,
    due: due.map(({ shard, key, reading, receipt }) => {
      return { shard, key, reading: JSON.parse(reading), receipt: JSON.parse(receipt) }
    }),
  }
}

/** What was priced again to the same price: when its stack changes next, unless it is due again by now. */
export async function keepSame(
  { db }: Pick<Reader, 'db'>,
  until: Date,
  same: readonly (Pick<DueReprice, 'shard' | 'key'> & {
    readonly receipt: Observation
    readonly nextAt: number | null
  })[],
): Promise<void> {
  if (same.length === 0) return
  await sql`
    update histories h set reprice_at = w.next_at, receipt = w.receipt
    from unnest(${same.map(({ shard }) => shard)}::smallint[], ${same.map(({ key }) => key)}::text[],
      ${same.map(({ receipt }) => JSON.stringify(receipt))}::text[],
      ${same.map(({ nextAt }) => (nextAt === null ? null : new Date(nextAt)))}::timestamptz[])
      as w (shard, key, receipt, next_at)
    where h.shard = w.shard and h.key = w.key and h.reprice_at = ${until}`.execute(db)
}
