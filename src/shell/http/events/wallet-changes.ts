import { sql } from 'kysely'
import { shardOf } from '../../store/shards.ts'
import type { Store } from '../../store/store.ts'

/** What changed in the wallet of a buyer: a claim, or the coins. */
export interface WalletChange {
  readonly buyer: string
  readonly topic: 'claim.changed' | 'coins.changed'
  /** What changed, the same text for the same state: by it a repetition is known. */
  readonly state: string
  readonly at: Date
  readonly data: object
}

/** From where on a buyer's wallet is read. */
export interface WalletPlace {
  readonly at: Date
  /** The number of the last entry of coins. */
  readonly coins: number
}

/**
 * A change is committed a little later than the instant that it bears: it is looked for again for so
 * long. A statement of claims takes milliseconds.
 */
const LATE_SECONDS = 5

/** The instant of the database, from which a new listener is told. */
export async function walletPlace(store: Store, buyer: string): Promise<WalletPlace> {
  const { rows } = await sql<{ at: Date; coins: number }>`
    select clock_timestamp() as at, coalesce((select number from coin_heads
      where shard = ${shardOf(buyer, store.shards)} and buyer_id = ${buyer}), 0) as coins
  `.execute(store.db)
  return rows[0] as { at: Date; coins: number }
}

/** What changed in the wallets of buyers of one shard since an instant, and until which it was read. */
export async function walletChanges(
  store: Store,
  shard: number,
  { buyers, since }: { readonly buyers: readonly string[]; readonly since: Date },
): Promise<{ readonly at: Date; readonly changes: readonly WalletChange[] }> {
  const { at } = await clockOf(store)
  const { rows } = await sql<ClaimRow>`
    select buyer_id, offer_id, ordinal, state, usable_until, order_id, held_until, changed_at
    from claims
    where shard = ${shard} and buyer_id = any(${buyers}::text[])
      and changed_at > ${since}::timestamptz - make_interval(secs => ${LATE_SECONDS})
    order by changed_at
  `.execute(store.db)
  const { rows: heads } = await sql<HeadRow>`
    select buyer_id, number, held from coin_heads
    where shard = ${shard} and buyer_id = any(${buyers}::text[])
  `.execute(store.db)
  return { at, changes: [...rows.map(claimChange), ...heads.map((row) => coinChange(row, at))] }
}

async function clockOf(store: Store): Promise<{ readonly at: Date }> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(store.db)
  return rows[0] as { at: Date }
}

interface ClaimRow {
  readonly buyer_id: string
  readonly offer_id: string
  readonly ordinal: number
  readonly state: string
  readonly usable_until: Date | null
  readonly order_id: string | null
  readonly held_until: Date | null
  readonly changed_at: Date
}

interface HeadRow {
  readonly buyer_id: string
  readonly number: number
  readonly held: number
}

function claimChange(row: ClaimRow): WalletChange {
  const data = {
    offer: row.offer_id,
    ordinal: row.ordinal,
    state: row.state,
    order: row.order_id,
    usableUntil: row.usable_until?.toISOString() ?? null,
    heldUntil: row.held_until?.toISOString() ?? null,
  }
  const state = `${row.offer_id} ${row.ordinal} ${row.changed_at.getTime()} ${row.state}`
  return { buyer: row.buyer_id, topic: 'claim.changed', state, at: row.changed_at, data }
}

function coinChange({ buyer_id: buyer, number, held }: HeadRow, at: Date): WalletChange {
  const data = { held, entry: number }
  return { buyer, topic: 'coins.changed', state: String(number), at, data }
}
