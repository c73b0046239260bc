import type { Kysely, Selectable } from 'kysely'
import type { BuyerKey } from '../buyers.ts'
import type { Tables } from '../tables.ts'
import type { WrittenEntry } from './coin-book.ts'
import type { CoinTables } from './coin-tables.ts'

type Row = Selectable<CoinTables['coin_entries']>

/** A row of the ledger as an entry. */
export const entryOf = (row: Row): WrittenEntry => ({
  number: row.number,
  cause: row.cause,
  debit: row.debit,
  credit: row.credit,
  amount: row.amount,
  heldAfter: row.held_after,
  reference: row.reference,
  expiresAt: row.expires_at?.getTime() ?? null,
  key: row.key,
  at: row.at,
})

/** The entries of a buyer, as the start of a query. */
export function entryRows(db: Kysely<Tables>, { shard, buyer }: BuyerKey) {
  return db
    .selectFrom('coin_entries')
    .selectAll()
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
}

/** All entries of a buyer, the first in front. */
export async function entriesOf(db: Kysely<Tables>, key: BuyerKey): Promise<WrittenEntry[]> {
  return (await entryRows(db, key).orderBy('number').execute()).map(entryOf)
}

/** The last entry that was made for one of these keys, or null. */
export async function lastEntryFor(
  db: Kysely<Tables>,
  buyer: BuyerKey,
  keys: readonly string[],
): Promise<WrittenEntry | null> {
  const wellFormed = keys.map((key) => key.toWellFormed())
  const row = await entryRows(db, buyer)
    .where('key', 'in', wellFormed)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? entryOf(row) : null
}
