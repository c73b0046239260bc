import { setTimeout as wait } from 'node:timers/promises'
import { type Selectable, sql } from 'kysely'
import {
  isRefusal,
  type Refusal,
  type RefusalReason,
  refusal,
} from '../../../core/offers/refusals.ts'
import type { BuyerKey } from '../buyers.ts'
import type { CoinTables } from '../coins/coin-tables.ts'
import { inPurse } from '../coins/in-purse.ts'
import type { Purse } from '../coins/purse.ts'
import type { Store } from '../store.ts'
import { forEachRow, sweepShards } from '../sweeping.ts'
import { claimFor, grant } from './granting.ts'
import type { Granted, Issuer } from './issuer.ts'

export type ExchangeRow = Selectable<CoinTables['coin_exchanges']>

/** The exchange of a key, or null. */
export async function readExchange(
  db: Store['db'],
  { shard, buyer }: BuyerKey,
  key: string,
): Promise<ExchangeRow | null> {
  const row = await db
    .selectFrom('coin_exchanges')
    .selectAll()
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .where('key', '=', key.toWellFormed())
    .executeTakeFirst()
  return row ?? null
}

/** Longer than any grant takes; so long waits who comes after a process that ended in the middle. */
const LEASE_MS = 10_000

/** How often it is looked whether another has settled it. */
const LOOK_EVERY_MS = 25

/** Has the coupon of an exchange granted, or gives the coins back; or tells how that ended before. */
export async function settleExchange(
  store: Store,
  issuer: Issuer,
  row: ExchangeRow,
  at?: Date,
): Promise<Granted | Refusal> {
  let now: ExchangeRow | null = row
  for (;;) {
    const { shard, buyer_id: buyer, key, offer_id: offer } = now
    if (now.state === 'undone') return refusal(now.refusal as RefusalReason, { offer })
    if (now.state === 'granted') {
      const claim = await claimFor(store.db, store, { buyer, offer, key: grantKey(now) })
      // An order gave it back, and its place was claimed for another key since.
      return claim ? { ...claim, replayed: true } : refusal('wrong-state', { offer })
    }
    const leased = await takeLease(store, now)
    if (leased) return askFor(store, issuer, { row: leased, at })
    await wait(LOOK_EVERY_MS)
    now = (await readExchange(store.db, { shard, buyer }, key)) as ExchangeRow
  }
}

const grantKey = ({ key }: ExchangeRow): string => `exchange ${key}`

async function takeLease(
  { db }: Store,
  { shard, buyer_id: buyer, key }: ExchangeRow,
): Promise<ExchangeRow | null> {
  const row = await db
    .updateTable('coin_exchanges')
    .set({
      leased_until: sql<Date>`clock_timestamp() + ${LEASE_MS} * interval '1 millisecond'`,
      leases: sql<number>`leases + 1`,
    })
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .where('key', '=', key)
    .where('state', '=', 'open')
    .where('leased_until', '<', sql<Date>`clock_timestamp()`)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

interface Leased {
  readonly row: ExchangeRow
  readonly at: Date | undefined
}

async function askFor(
  store: Store,
  issuer: Issuer,
  { row, at }: Leased,
): Promise<Granted | Refusal> {
  const { buyer_id: buyer, offer_id: offer } = row
  const outcome = await grant(store, issuer, {
    ...{ buyer, offer, key: grantKey(row), at },
    source: 'exchange',
  })
  return inPurse(store, { buyer, at }, async (purse) => {
    const { trx } = purse.place
    const now = (await readExchange(trx, purse.place, row.key)) as ExchangeRow
    const isOurs = now.state === 'open' && now.leases === row.leases
    if (isRefusal(outcome)) {
      // Whoever has the lease by now decides; this one says what it was told.
      if (isOurs) await giveBack(purse, now, outcome)
      return outcome
    }
    // Given back by one who was refused while this grant was on its way: it is paid for now, if it can be.
    if (now.state === 'undone') purse.move(moveOf('exchange', now), `exchange ${row.key} late`)
    await setState(purse, now, { state: 'granted', refusal: null })
    return outcome
  })
}

async function giveBack(purse: Purse, row: ExchangeRow, why: Refusal): Promise<void> {
  purse.move(moveOf('undo-exchange', row), `undo-exchange ${row.key}`)
  await setState(purse, row, { state: 'undone', refusal: why.refusal })
}

function moveOf(cause: 'exchange' | 'undo-exchange', { offer_id, key, coins }: ExchangeRow) {
  return { cause, amount: coins, reference: `${offer_id}/${key}`, expiresAt: null }
}

async function setState(
  { place: { trx, shard, buyer } }: Purse,
  { key }: ExchangeRow,
  state: Pick<ExchangeRow, 'state' | 'refusal'>,
): Promise<void> {
  await trx
    .updateTable('coin_exchanges')
    .set(state)
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .where('key', '=', key)
    .execute()
}

const EXCHANGES_AT_ONCE = 100

/** Settles what a process that ended meanwhile left open. Returns how many exchanges it settled. */
export async function settleExchanges(store: Store, issuer: Issuer, at?: Date): Promise<number> {
  return sweepShards(store, EXCHANGES_AT_ONCE, async (shard) => {
    const rows = await store.db
      .selectFrom('coin_exchanges')
      .selectAll()
      .where('shard', '=', shard)
      .where('state', '=', 'open')
      .where('leased_until', '<', sql<Date>`clock_timestamp()`)
      .orderBy('opened_at')
      .limit(EXCHANGES_AT_ONCE)
      .execute()
    await forEachRow(rows, (row) => settleExchange(store, issuer, row, at))
    return rows.length
  })
}
