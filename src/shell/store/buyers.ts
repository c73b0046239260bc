import { type Kysely, sql, type Transaction } from 'kysely'
import { nextAnniversary } from '../../core/offers/anniversary.ts'
import type { Member } from '../../core/offers/invitation.ts'
import { TRIGGER_RULES } from '../../core/offers/trigger-rules.ts'
import { nowOf, readNow } from './instants.ts'
import { shardOf } from './shards.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

type Reader = Pick<Store, 'db' | 'shards'>

/** The key under which all rows of a buyer stand. */
export interface BuyerKey {
  readonly shard: number
  readonly buyer: string
}

/** Under which key the rows of a buyer stand. */
export function buyerKey({ shards }: Pick<Store, 'shards'>, id: string): BuyerKey {
  // As PostgreSQL keeps it: half a surrogate pair is no character.
  const buyer = id.toWellFormed()
  return { shard: shardOf(buyer, shards), buyer }
}

/** What is known of a buyer, as far as offers ask. */
export interface Buyer extends Member {
  readonly country: string | null
}

/** What a marketplace tells of a buyer; what it leaves out stays as it was. */
export interface BuyerFacts {
  readonly country?: string | null | undefined
  /** The present, for a new buyer of whom nothing else is said. */
  readonly registeredAt?: Date | undefined
  readonly ordersPlaced?: number | undefined
  /** Shut out of offers for breaking their rules (cp.11). */
  readonly disqualified?: boolean | undefined
  /** What was spent so far, in minor units: an anniversary's value follows it (fg.one-time). */
  readonly spent?: Spent | undefined
}

export interface Spent {
  readonly minor: number
  readonly currency: string
}

/** Writes what a buyer is. Whoever was unknown so far is registered with it. */
export async function upsertBuyer(
  store: Reader,
  id: string,
  facts: BuyerFacts,
  at?: Date,
): Promise<Buyer> {
  const key = buyerKey(store, id)
  return store.db.transaction().execute(async (trx) => {
    await writeFacts(trx, key, { facts, at })
    const buyer = (await readBuyer(trx, key)) as Buyer
    await writeAnniversary(trx, key, { buyer, spent: facts.spent, at })
    return buyer
  })
}

/** What is known of a buyer, or null. */
export async function buyerFacts(store: Reader, id: string): Promise<Buyer | null> {
  return readBuyer(store.db, buyerKey(store, id))
}

/** The same in a query; with a lock nobody changes it before the end of the transaction. */
export async function readBuyer(
  db: Kysely<Tables>,
  { shard, buyer }: BuyerKey,
  lock?: 'locked',
): Promise<Buyer | null> {
  const row = await db
    .selectFrom('buyers')
    .select(['id', 'country', 'registered_at', 'orders_placed', 'disqualified_at'])
    .where('shard', '=', shard)
    .where('id', '=', buyer)
    .$if(lock === 'locked', (query) => query.forShare())
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    country: row.country,
    registeredAt: row.registered_at,
    ordersPlaced: row.orders_placed,
    disqualified: row.disqualified_at !== null,
  }
}

interface Writing {
  readonly facts: BuyerFacts
  readonly at: Date | undefined
}

async function writeFacts(
  trx: Transaction<Tables>,
  { shard, buyer }: BuyerKey,
  { facts, at }: Writing,
): Promise<void> {
  const { country, registeredAt, ordersPlaced, disqualified } = facts
  const now = nowOf(at)
  const said = {
    ...(country !== undefined && { country: country?.toWellFormed() ?? null }),
    ...(registeredAt && { registered_at: registeredAt }),
    ...(ordersPlaced !== undefined && { orders_placed: ordersPlaced }),
    ...(disqualified !== undefined && { disqualified_at: disqualified ? now : null }),
  }
  const since = sql<Date>`coalesce(buyers.disqualified_at, excluded.disqualified_at)`
  const changed = { ...said, ...(disqualified && { disqualified_at: since }) }
  await trx
    .insertInto('buyers')
    .values({ registered_at: now, ...said, shard, id: buyer })
    .onConflict((found) =>
      Object.keys(changed).length === 0
        ? found.doNothing()
        : found.columns(['shard', 'id']).doUpdateSet(changed),
    )
    .execute()
}

const DAY_MS = 86_400_000

interface Celebrated {
  readonly buyer: Buyer
  readonly spent: Spent | undefined
  readonly at: Date | undefined
}

async function writeAnniversary(
  trx: Transaction<Tables>,
  { shard, buyer: id }: BuyerKey,
  { buyer, spent, at }: Celebrated,
): Promise<void> {
  // One that has just begun may not be celebrated yet: the sweep comes by it again, and issues nothing twice.
  const since = (await readNow(trx, at)).getTime() - TRIGGER_RULES.anniversaryDays * DAY_MS
  const due = new Date(nextAnniversary(buyer.registeredAt.getTime(), since).at)
  const known = spent && { spent_minor: spent.minor, currency: spent.currency }
  await trx
    .insertInto('anniversaries')
    .values({ shard, buyer_id: id, due_at: due, ...known })
    .onConflict((found) =>
      found.columns(['shard', 'buyer_id']).doUpdateSet({ due_at: due, ...known }),
    )
    .execute()
}
