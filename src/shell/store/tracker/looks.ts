import { type Kysely, sql } from 'kysely'
import { EMPTY } from '../../../core/tracker/history/record.ts'
import { type HistoryKey, keyText } from '../../../core/tracker/observation.ts'
import { askIn } from '../claims/ask.ts'
import { shardOf } from '../shards.ts'
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
}

/** How long a worker may take for a look before another takes it over. */
const LEASE_SECONDS = 60

/**
 * Takes looks that are due, the longest ago in front: whoever takes one has it for a minute. Rows that others
 * hold are passed over, so any number of workers may run.
 */
export async function leaseLooks(
  { db, shards }: Reader,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<DueLook[]> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  const { rows } = await sql<{
    shard: number
    key: string
    listing: string
    sku: string | null
    shipTo: string | null
    currency: string
    surface: HistoryKey['surface']
    origin: string
    address: string | null
    failures: number
    watches: number
  }>`
    with due as (
      select shard, key from histories
      where shard = any(${every}::smallint[]) and next_at <= ${now}
        and (leased_until is null or leased_until <= ${now})
      order by next_at limit ${most} for update skip locked
    ), taken as (
      update histories h set leased_until = ${now}::timestamptz + ${LEASE_SECONDS} * interval '1 second'
      from due where h.shard = due.shard and h.key = due.key
      returning h.shard, h.key, h.listing_id, h.sku, h.ship_to, h.currency, h.surface, h.failures,
        h.watches
    )
    select t.shard, t.key, t.listing_id as listing, t.sku, t.ship_to as "shipTo", t.currency, t.surface,
      t.failures, t.watches, l.origin, l.address
    from taken t join tracked_listings l on l.shard = t.shard and l.id = t.listing_id`.execute(db)
  return rows.map(({ shard, key, origin, address, failures, watches, ...of }) => {
    return { shard, key, of, origin, address, failures, watches }
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
