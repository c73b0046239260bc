import { type Selectable, sql, type Transaction } from 'kysely'
import type { Trigger } from '../../../core/offers/issued-offer.ts'
import {
  isRefusal,
  type Refusal,
  type RefusalReason,
  refusal,
} from '../../../core/offers/refusals.ts'
import type { BuyerKey } from '../buyers.ts'
import type { CoinTables } from '../coins/coin-tables.ts'
import { nowOf } from '../instants.ts'
import type { Store } from '../store.ts'
import { forEachRow, sweepShards } from '../sweeping.ts'
import type { Tables } from '../tables.ts'
import { claimFor, grant } from './granting.ts'
import type { Granted, Issuer } from './issuer.ts'

/** What fired: which trigger, on which occasion, and the offer that it issues; null for none. */
export interface Firing {
  readonly trigger: Trigger
  readonly occasion: string
  readonly offer: string | null
  readonly reason?: string | undefined
  readonly by?: string | undefined
  readonly at: Date | undefined
}

export type FiringRow = Selectable<CoinTables['trigger_firings']>

/**
 * Writes that an occasion has fired, once: the row, in the buyer's shard, is what is to be done. Returns
 * the row of this firing, or of the one before it.
 */
export async function writeFiring(
  trx: Transaction<Tables>,
  buyer: BuyerKey,
  { trigger, occasion, offer, reason, by, at }: Firing,
): Promise<FiringRow> {
  await trx
    .insertInto('trigger_firings')
    .values({
      shard: buyer.shard,
      buyer_id: buyer.buyer,
      trigger,
      occasion: occasion.toWellFormed(),
      offer_id: offer,
      reason: reason?.toWellFormed() ?? null,
      fired_by: by?.toWellFormed() ?? null,
      fired_at: nowOf(at),
      settled_at: offer === null ? nowOf(at) : null,
      refusal: null,
    })
    .onConflict((found) => found.doNothing())
    .execute()
  return (await readFiring(trx, buyer, { trigger, occasion })) as FiringRow
}

/** The firing of an occasion, or null. */
export async function readFiring(
  db: Store['db'],
  { shard, buyer }: BuyerKey,
  { trigger, occasion }: Pick<Firing, 'trigger' | 'occasion'>,
): Promise<FiringRow | null> {
  const row = await db
    .selectFrom('trigger_firings')
    .selectAll()
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .where('trigger', '=', trigger)
    .where('occasion', '=', occasion.toWellFormed())
    .executeTakeFirst()
  return row ?? null
}

/** Has the coupon of a firing granted, or tells how that ended before. */
export async function settleFiring(
  store: Store,
  issuer: Issuer,
  row: FiringRow,
  at?: Date,
): Promise<Granted[] | Refusal> {
  const { buyer_id: buyer, offer_id: offer, trigger, occasion } = row
  if (offer === null) return []
  if (row.refusal !== null) return refusal(row.refusal as RefusalReason, { offer })
  const request = { buyer, offer, key: `${trigger} ${occasion}` }
  if (row.settled_at !== null) {
    const claim = await claimFor(store.db, store, request)
    return claim ? [{ ...claim, replayed: true }] : []
  }
  const outcome = await grant(store, issuer, { ...request, source: 'trigger', at })
  await markSettled(store, row, outcome)
  return isRefusal(outcome) ? outcome : [outcome]
}

async function markSettled(
  store: Store,
  row: FiringRow,
  outcome: Granted | Refusal,
): Promise<void> {
  const refused = isRefusal(outcome) ? outcome.refusal : null
  await store.db
    .updateTable('trigger_firings')
    .set({ settled_at: sql<Date>`clock_timestamp()`, refusal: refused })
    .where('shard', '=', row.shard)
    .where('buyer_id', '=', row.buyer_id)
    .where('trigger', '=', row.trigger)
    .where('occasion', '=', row.occasion)
    // Of two that settle the same firing, a claim that was granted is the truth.
    .where((eb) => (refused === null ? eb.val(true) : eb('settled_at', 'is', null)))
    .execute()
}

/** So many firings are settled in one go. */
const FIRINGS_AT_ONCE = 100

/** Firings younger than this are being settled by whoever wrote them. */
const GRACE_MS = 5_000

/** Settles what a process that ended meanwhile left open. Returns how many firings it settled. */
export async function settleFirings(
  store: Store,
  issuer: Issuer,
  { at, graceMs = GRACE_MS }: { readonly at?: Date; readonly graceMs?: number } = {},
): Promise<number> {
  return sweepShards(store, FIRINGS_AT_ONCE, async (shard) => {
    const rows = await openFirings(store, shard, graceMs)
    await forEachRow(rows, (row) => settleFiring(store, issuer, row, at))
    return rows.length
  })
}

function openFirings({ db }: Store, shard: number, graceMs: number): Promise<FiringRow[]> {
  return db
    .selectFrom('trigger_firings')
    .selectAll()
    .where('shard', '=', shard)
    .where('settled_at', 'is', null)
    .where('fired_at', '<=', sql<Date>`clock_timestamp() - ${graceMs} * interval '1 millisecond'`)
    .orderBy('fired_at')
    .limit(FIRINGS_AT_ONCE)
    .execute()
}
