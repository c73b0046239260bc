import { type Kysely, sql } from 'kysely'
import type { AlertPlace } from '../../../core/tracker/alerts/alert-states.ts'
import { EMPTY } from '../../../core/tracker/history/record.ts'
import { type HistoryKey, keyText } from '../../../core/tracker/observation.ts'
import { askIn } from '../claims/ask.ts'
import { shardOf, shardsInTurn } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { makeHistories } from './history-rows.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** What is to be read: a history, and where. */
export interface DueLook {
  readonly shard: number
  readonly key: string
  readonly of: HistoryKey
  readonly origin: string
  readonly address: string | null
  /** How often in a row it could not be read. */
  readonly failures: number
  readonly watches: number
  /** An alert waits for its second reading: later, it would be a first one again. */
  readonly isAwaited: boolean
}

/** How long a worker may take for a look before another takes it over. */
export const LOOK_LEASE_MS = 60_000

export interface LeaseAsked {
  readonly now: Date
  /** Histories that are due; those that the same pages show come with them. */
  readonly most: number
  /** Whose listings; of everybody where it is left out. */
  readonly origins?: readonly string[]
}

/**
 * Takes looks that are due, of each shard the longest ago in front: whoever takes one has it for a minute. Any number of
 * workers may run (fg.t.schedule): a page shows all variants of a listing, so they are taken together, and
 * nothing is taken of which somebody reads a part.
 */
export async function leaseLooks(
  { db, shards }: Reader,
  { now, most, origins }: LeaseAsked,
): Promise<DueLook[]> {
  return db.transaction().execute(async (trx) => {
    // A statement sees what was there when it began: whose listing this is must stand fast before the
    // second one looks whether a part of it is taken.
    const { rows: due } = await sql<Page>`
      select d.* from unnest(${shardsInTurn(shards)}::smallint[]) as s (shard) cross join lateral (
        select h.shard, h.listing_id as listing, h.ship_to as "shipTo", h.currency
        from histories h join tracked_listings l on l.shard = h.shard and l.id = h.listing_id
        where h.shard = s.shard and h.next_at <= ${now}
          and (h.leased_until is null or h.leased_until <= ${now})
          and (${origins ?? null}::text[] is null or l.origin = any(${origins ?? null}::text[]))
        order by h.next_at limit ${most} for update of l skip locked) as d
      limit ${most}`.execute(trx)
    return due.length === 0 ? [] : leasePages(trx, due, now)
  })
}

/** What is read by one look. */
interface Page {
  readonly shard: number
  readonly listing: string
  readonly shipTo: string | null
  readonly currency: string
}

/** Where a watch stands that has seen the first of two readings. */
const AWAITING = ['confirming', 'deepening'] as const satisfies readonly AlertPlace[]

type LeasedRow = Omit<DueLook, 'of'> & HistoryKey

async function leasePages(
  trx: Kysely<Tables>,
  due: readonly Page[],
  now: Date,
): Promise<DueLook[]> {
  const { rows } = await sql<LeasedRow>`
    with pages as (
      select distinct p.* from unnest(${due.map(({ shard }) => shard)}::smallint[],
        ${due.map(({ listing }) => listing)}::text[], ${due.map(({ shipTo }) => shipTo)}::text[],
        ${due.map(({ currency }) => currency)}::text[]) as p (shard, listing, ship_to, currency)
    ), free as (
      select h.shard, h.key from pages p join histories h on h.shard = p.shard
        and h.listing_id = p.listing and h.ship_to is not distinct from p.ship_to
        and h.currency = p.currency
      where h.next_at is not null and not exists (
        select from histories s where s.shard = p.shard and s.listing_id = p.listing
          and s.ship_to is not distinct from p.ship_to and s.currency = p.currency
          and s.leased_until > ${now})
      for update of h skip locked
    ), taken as (
      update histories h set leased_until = ${new Date(now.getTime() + LOOK_LEASE_MS)}
      from free where h.shard = free.shard and h.key = free.key
      returning h.shard, h.key, h.listing_id, h.sku, h.ship_to, h.currency, h.surface, h.failures,
        h.watches
    )
    select t.shard, t.key, t.listing_id as listing, t.sku, t.ship_to as "shipTo", t.currency,
      t.surface, t.failures, t.watches, l.origin, l.address, exists (
        select from watches w where w.shard = t.shard and w.history_key = t.key
          and w.first is not null and w.state::json ->> 'place' = any(${AWAITING}::text[])
      ) as "isAwaited"
    from taken t join tracked_listings l on l.shard = t.shard and l.id = t.listing_id`.execute(trx)
  return rows.map(({ shard, key, origin, address, failures, watches, isAwaited, ...of }) => {
    return { shard, key, of, origin, address, failures, watches, isAwaited }
  })
}

/** A look that found nothing: why, and when to try again. */
export interface FoundNothing {
  readonly fault: string
  readonly nextAt: Date
  /** False where it was only put off, at the pace of the shop. */
  readonly isFailure: boolean
}

export async function keepFault(
  { db }: Pick<Reader, 'db'>,
  { shard, key }: Pick<DueLook, 'shard' | 'key'>,
  { fault, nextAt, isFailure }: FoundNothing,
): Promise<void> {
  await db
    .updateTable('histories')
    .set((eb) => ({
      leased_until: null,
      next_at: nextAt,
      ...(isFailure && { fault, failures: eb('failures', '+', 1) }),
    }))
    .where('shard', '=', shard)
    .where('key', '=', key)
    .execute()
}

/** Has a history read as soon as somebody can: it was pasted, or an alert waits for a second reading. */
export async function lookSoon({ db, shards }: Reader, key: HistoryKey, at: Date): Promise<void> {
  await db
    .updateTable('histories')
    .set({ next_at: at, leased_until: null })
    .where('shard', '=', shardOf(key.listing, shards))
    .where('key', '=', keyText(key))
    .execute()
}

/**
 * Keeps a place for a price that nobody has read yet: of the listing, for a country and in a currency, for its
 * variants are not known. Whoever makes it reads it first; if that fails, workers go on.
 */
export async function placeLook(
  { db, shards }: Reader,
  key: HistoryKey,
  { at, leasedMs }: { readonly at: Date; readonly leasedMs: number },
): Promise<void> {
  const shard = shardOf(key.listing, shards)
  const made = { key, tail: EMPTY, intervalMs: UNREAD_MS }
  await makeHistories(askIn(db), { shard, at: at.toISOString() }, [made])
  await db
    .updateTable('histories')
    .set({ next_at: at, leased_until: new Date(at.getTime() + leasedMs) })
    .where('shard', '=', shard)
    .where('key', '=', keyText(key))
    .where('receipt', 'is', null)
    .execute()
}

const UNREAD_MS = 6 * 3_600_000

/** Gives up the places that were kept until the variants of a listing were known. */
export async function dropPlaces(
  { db, shards }: Reader,
  { listing, shipTo, currency }: Pick<HistoryKey, 'listing' | 'shipTo' | 'currency'>,
  read: readonly HistoryKey[],
): Promise<void> {
  const kept = read.map(keyText)
  await sql`
    delete from histories h where shard = ${shardOf(listing, shards)} and listing_id = ${listing}
      and sku is null and ship_to is not distinct from ${shipTo} and currency = ${currency}
      and receipt is null and watches = 0 and key <> all(${kept}::text[])
      and not exists (select from price_points p where p.shard = h.shard and p.history_key = h.key)
  `.execute(db)
}
