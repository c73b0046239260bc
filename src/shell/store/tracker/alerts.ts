import { type Kysely, sql } from 'kysely'
import type { Proof } from '../../../core/tracker/alerts/proof.ts'
import type { HistoryKey, Observation } from '../../../core/tracker/observation.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** The proof of an alert about a coupon that ends: one reading, and what the end will make of it. */
export interface EndingProof {
  readonly kind: 'ending'
  readonly history: HistoryKey
  readonly total: number
  readonly reading: Observation
  readonly ending: { readonly offer: string; readonly until: string; readonly afterMinor: number }
  readonly says: string
}

/** An alert as it was written. */
export interface StoredAlert {
  readonly id: string
  readonly shard: number
  /** The idempotency key: it names its watch, and is for its owner alone. */
  readonly key: string
  readonly watch: string
  readonly list: string
  readonly at: Date
  readonly proof: Proof | EndingProof
  readonly title: string | null
  readonly image: string | null
  readonly isSample: boolean
  readonly variants: Readonly<Record<string, string>>
}

const everyShard = (shards: number) => Array.from({ length: shards }, (_, shard) => shard)

const SELECT = sql`
  select a.id, a.shard, a.key, a.watch_id as watch, a.list_id as list, a.at, a.document, l.title,
    l.image, coalesce(l.is_sample, false) as "isSample", coalesce(l.variants, '{}') as variants
  from alerts a join histories h on h.shard = a.shard and h.key = a.history_key
    left join tracked_listings l on l.shard = h.shard and l.id = h.listing_id`

interface AlertRow extends Omit<StoredAlert, 'proof' | 'variants'> {
  readonly document: string
  readonly variants: string
}

const alertOf = ({ document, variants, ...row }: AlertRow): StoredAlert => ({
  ...row,
  proof: JSON.parse(document),
  variants: JSON.parse(variants),
})

/** The alerts of a list, the newest first. */
export async function alertsOfList(
  { db, shards }: Reader,
  list: string,
  limit: number,
): Promise<StoredAlert[]> {
  const { rows } = await sql<AlertRow>`${SELECT}
    where a.shard = any(${everyShard(shards)}::smallint[]) and a.list_id = ${list}
    order by a.at desc, a.id limit ${limit}`.execute(db)
  return rows.map(alertOf)
}

/** An alert by its public id. */
export async function readAlert({ db, shards }: Reader, id: string): Promise<StoredAlert | null> {
  const { rows } = await sql<AlertRow>`${SELECT}
    where a.shard = any(${everyShard(shards)}::smallint[]) and a.id = ${id}`.execute(db)
  return rows[0] ? alertOf(rows[0]) : null
}

/** Alerts of one shard, as messages name them; those that are gone are left out. */
export async function readAlerts(
  { db }: Pick<Reader, 'db'>,
  shard: number,
  ids: readonly string[],
): Promise<StoredAlert[]> {
  const { rows } = await sql<AlertRow>`${SELECT}
    where a.shard = ${shard} and a.id = any(${ids}::text[])`.execute(db)
  return rows.map(alertOf)
}

/** A watched history, a coupon of which is about to end or to begin. */
export interface SoonChanged {
  readonly shard: number
  readonly key: string
  readonly receipt: Observation
  readonly watches: readonly { readonly id: string; readonly list: string }[]
}

/** Watched histories whose stack changes by itself within a time, in the order of their keys. */
export async function soonChanged(
  { db, shards }: Reader,
  { now, withinMs, after, most }: SoonAsked,
): Promise<SoonChanged[]> {
  const { rows } = await sql<Omit<SoonChanged, 'receipt'> & { receipt: string }>`
    select h.shard, h.key, h.receipt, (
      select json_agg(json_build_object('id', w.id, 'list', w.list_id)) from watches w
      where w.shard = h.shard and w.history_key = h.key) as watches
    from histories h
    where h.shard = any(${everyShard(shards)}::smallint[]) and h.watches > 0
      and h.receipt is not null and h.reprice_at > ${now}
      and h.reprice_at <= ${new Date(now.getTime() + withinMs)} and h.key > ${after}
    order by h.key limit ${most}`.execute(db)
  return rows.map(({ receipt, watches, ...row }) => {
    return { ...row, watches: watches ?? [], receipt: JSON.parse(receipt) }
  })
}

export interface SoonAsked {
  readonly now: Date
  readonly withinMs: number
  readonly after: string
  readonly most: number
}
