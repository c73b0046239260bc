import { type Kysely, type Selectable, sql } from 'kysely'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { BuyerKey } from '../buyers.ts'
import type { CoinTables } from '../coins/coin-tables.ts'
import type { Store } from '../store.ts'
import { forEachRow, sweepShards } from '../sweeping.ts'
import type { Tables } from '../tables.ts'
import { claimFor, grant } from './granting.ts'
import { keepPlace } from './invitation-places.ts'
import type { Granted, Issuer } from './issuer.ts'

/** The set of coupons that an invitation is redeemed for. */
export interface Redeemed {
  readonly claims: readonly Granted[]
  /** What of the set could not be granted, and why. */
  readonly refused: readonly Refusal[]
  readonly replayed: boolean
}

export type InvitedRow = Selectable<CoinTables['invited']>

/** What a buyer has redeemed; null for nothing. */
export async function readInvited(
  db: Kysely<Tables>,
  { shard, buyer }: BuyerKey,
): Promise<InvitedRow | null> {
  const row = await db
    .selectFrom('invited')
    .selectAll()
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .executeTakeFirst()
  return row ?? null
}

/** Has the set of a redemption granted, each offer once, and the inviter’s place kept; or tells what was. */
export async function settleInvited(
  store: Store,
  issuer: Issuer,
  row: InvitedRow,
  at?: Date,
): Promise<Redeemed> {
  const { buyer_id: buyer, inviter_id: inviter } = row
  const claims: Granted[] = []
  const refused: Refusal[] = []
  for (const offer of row.offers) {
    const request = { buyer, offer, key: `invitation ${row.code} ${offer}` }
    if (row.settled_at !== null) {
      const claim = await claimFor(store.db, store, request)
      if (claim) claims.push({ ...claim, replayed: true })
      continue
    }
    const outcome = await grant(store, issuer, { ...request, source: 'invitation', at })
    if (isRefusal(outcome)) refused.push({ ...outcome, offer })
    else claims.push(outcome)
  }
  if (row.settled_at === null) {
    await keepPlace(store, { inviter, buyer }, at)
    await store.db
      .updateTable('invited')
      .set({ settled_at: sql<Date>`clock_timestamp()` })
      .where('shard', '=', row.shard)
      .where('buyer_id', '=', buyer)
      .execute()
  }
  return { claims, refused, replayed: false }
}

const BUYERS_AT_ONCE = 100

/** Redemptions younger than this are being settled by whoever redeems. */
const GRACE_MS = 5_000

/** Settles the redemptions that a process left open when it ended. Returns how many. */
export async function settleInvitations(
  store: Store,
  issuer: Issuer,
  { at, graceMs = GRACE_MS }: { readonly at?: Date; readonly graceMs?: number } = {},
): Promise<number> {
  return sweepShards(store, BUYERS_AT_ONCE, async (shard) => {
    const rows = await store.db
      .selectFrom('invited')
      .selectAll()
      .where('shard', '=', shard)
      .where('settled_at', 'is', null)
      .where(
        'redeemed_at',
        '<=',
        sql<Date>`clock_timestamp() - ${graceMs} * interval '1 millisecond'`,
      )
      .orderBy('redeemed_at')
      .limit(BUYERS_AT_ONCE)
      .execute()
    await forEachRow(rows, (row) => settleInvited(store, issuer, row, at))
    return rows.length
  })
}
