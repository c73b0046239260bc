import { type Kysely, sql } from 'kysely'
import type { OfferDocument } from '../../../core/pricing/offer-document.ts'
import type { Observation, Reading } from '../../../core/tracker/observation.ts'
import { shardsInTurn } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

const everyShard = (shards: number) => Array.from({ length: shards }, (_, shard) => shard)

/** Histories that are looked up at a time; each time the scope may have to be looked for in all of them. */
const FOUND_AT_ONCE = 50_000

/**
 * Histories that are marked in one statement: it holds their rows for some milliseconds. Of a million in one
 * go, whoever records a price would wait for minutes.
 */
const MARKED_AT_ONCE = 1_000

/** Every server knows a change within a second (tc.20): a price that is made sooner could be made of the old offer. */
const KNOWN_MS = 1_200

/**
 * Has every history that an offer can touch priced again (fg.t.history): in its scope, its currency and its
 * country, and at a price that reaches its minimum by one piece; offers of the marketplace are for its own
 * listings, whose ids are digits. `at`: when it was changed. How many. They are marked a page at a time, so
 * `db` must be no transaction; begun again after a fault, nothing is marked twice.
 */
export async function touch(
  { db, shards }: Reader,
  offer: OfferDocument,
  at: Date,
): Promise<number> {
  let touched = 0
  for (const shard of everyShard(shards)) {
    for (let after = ''; ; ) {
      const keys = await inReach(db, offer, { shard, after, at })
      for (let from = 0; from < keys.length; from += MARKED_AT_ONCE) {
        await mark(db, { shard, keys: keys.slice(from, from + MARKED_AT_ONCE), at })
      }
      touched += keys.length
      const last = keys.at(-1)
      if (last === undefined || keys.length < FOUND_AT_ONCE) break
      after = last
    }
  }
  return touched
}

interface Place {
  readonly shard: number
  readonly at: Date
}

/** Keys of histories that an offer can touch and that are not due yet, in order. */
async function inReach(
  db: Kysely<Tables>,
  offer: OfferDocument,
  { shard, after, at }: Place & { readonly after: string },
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select h.key from histories h join tracked_listings l on l.shard = h.shard and l.id = h.listing_id
    where h.shard = ${shard} and h.key > ${after} and ${isInReach(offer)}
      and (h.reprice_at is null or h.reprice_at > ${at})
    order by h.key limit ${FOUND_AT_ONCE}`.execute(db)
  return rows.map(({ key }) => key)
}

/** The rows are taken in the order of their keys, as all do who take several: nobody waits in a circle. */
async function mark(
  db: Kysely<Tables>,
  { shard, keys, at }: Place & { readonly keys: readonly string[] },
): Promise<void> {
  await sql`
    with held as (
      select key from histories where shard = ${shard} and key = any(${keys}::text[])
      order by key for update
    )
    update histories h set reprice_at = ${at} from held
    where h.shard = ${shard} and h.key = held.key
      and (h.reprice_at is null or h.reprice_at > ${at})`.execute(db)
}

/** Whether an offer can touch a history, as far as it can be asked of its row. */
function isInReach({ scope, funder, currency, countries, minimum }: OfferDocument) {
  const stores = funder.startsWith('store:') ? [funder.slice(6)] : scope?.stores
  const sellers = funder.startsWith('seller:') ? [funder.slice(7)] : scope?.sellers
  const isOneOf = (column: string, wanted: readonly string[] | null | undefined) =>
    wanted ? sql`${sql.ref(column)} = any(${wanted}::text[])` : sql`true`
  return sql`h.receipt is not null and h.listing_id ~ '^[0-9]+$'
    and ${isOneOf('h.currency', currency ? [currency] : null)}
    and ${isOneOf('h.ship_to', countries)} and ${isOneOf('h.listing_id', scope?.listings)}
    and ${isOneOf('l.store_id', stores)} and ${isOneOf('l.seller_id', sellers)}
    and ${isOneOf('h.warehouse', scope?.warehouses)}
    and (${isUnder(scope?.categories)})
    and (${minimum?.spend ?? 0}::bigint = 0
      or (h.reading::json ->> 'sale')::bigint >= ${minimum?.spend ?? 0}::bigint)`
}

/** Whether a listing stands in one of the categories, or below it. */
function isUnder(paths: readonly (readonly string[])[] | null | undefined) {
  if (!paths) return sql`true`
  const below = paths.map((path) => sql`l.category[1:${path.length}] = ${path}::text[]`)
  return below.length === 0 ? sql`false` : sql.join(below, sql` or `)
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

/**
 * Takes histories that are to be priced again, as soon as every server knows why; `until` says by which
 * instant they are one's own.
 */
export async function leaseReprices(
  { db, shards }: Reader,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<{ readonly until: Date; readonly due: readonly DueReprice[] }> {
  const until = new Date(now.getTime() + LEASE_MS)
  const known = new Date(now.getTime() - KNOWN_MS)
  const { rows } = await sql<{ shard: number; key: string; reading: string; receipt: string }>`
    with due as (
      select d.* from unnest(${shardsInTurn(shards)}::smallint[]) as s (shard) cross join lateral (
        select h.shard, h.key from histories h
        where h.shard = s.shard and h.reprice_at <= ${known}
        order by h.reprice_at limit ${most} for update skip locked) as d
      limit ${most}
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
    with w as (
      select * from unnest(${same.map(({ shard }) => shard)}::smallint[],
        ${same.map(({ key }) => key)}::text[],
      ${same.map(({ receipt }) => JSON.stringify(receipt))}::text[],
      ${same.map(({ nextAt }) => (nextAt === null ? null : new Date(nextAt)))}::timestamptz[])
      as w (shard, key, receipt, next_at)
    ), held as (
      select h.shard, h.key from histories h join w on h.shard = w.shard and h.key = w.key
      where h.reprice_at = ${until} order by h.shard, h.key for update of h
    )
    update histories h set reprice_at = w.next_at, receipt = w.receipt
    from held join w on w.shard = held.shard and w.key = held.key
    where h.shard = held.shard and h.key = held.key and h.reprice_at = ${until}`.execute(db)
}
