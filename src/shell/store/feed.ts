import { sql, type Transaction } from 'kysely'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** What others are told of: a topic, the id that it is about, and how that now stands. */
export interface Announcement {
  readonly topic: string
  readonly subject: string
  readonly document: object
}

/** An announcement as it was numbered: in the order of the commits, without gaps. */
export interface Change extends Announcement {
  readonly number: number
  readonly at: Date
}

// Advisory locks of this project: the first number is what is locked, the second which of them.
const FEED_LOCK = 1

/**
 * Tells servers and listeners of a change, in the transaction that makes it. Takes the feed's lock until
 * that ends, so that numbers follow the order of the commits: announce last.
 */
export async function announce(
  trx: Transaction<Tables>,
  ...changes: readonly Announcement[]
): Promise<void> {
  if (changes.length === 0) return
  await sql`select pg_advisory_xact_lock(${sql.lit(FEED_LOCK)}, 0)`.execute(trx)
  const texts = (name: 'topic' | 'subject') => changes.map((change) => change[name])
  const documents = changes.map(({ document }) => JSON.stringify(document))
  await sql`
    insert into feed (number, topic, subject, document)
    select coalesce((select max(number) from feed), 0) + place, topic, subject, document::jsonb
    from unnest(${texts('topic')}::text[], ${texts('subject')}::text[], ${documents}::text[])
      with ordinality as told (topic, subject, document, place)`.execute(trx)
}

/** The changes after a number, in order: ask again with the last one's number. */
export async function changesSince(
  store: Pick<Store, 'db'>,
  number: number,
  limit = 1_000,
): Promise<Change[]> {
  return await store.db
    .selectFrom('feed')
    .selectAll()
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** The number of the newest change, 0 before the first: from where to follow. */
export async function lastChange(store: Pick<Store, 'db'>): Promise<number> {
  const row = await store.db
    .selectFrom('feed')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

/** So many changes are kept: whoever follows and is further behind reads everything anew. */
export const FEED_KEPT = 10_000

/** How many changes a statement deletes at most. */
const CHUNK = 1_000

/** Throws changes away that nobody takes up any more: not one that web hooks are still to be told of. */
export async function tidyFeed(store: Pick<Store, 'db'>): Promise<number> {
  let all = 0
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from feed where number = any(array(
        select number from feed
        where number <= least((select max(number) from feed) - ${FEED_KEPT}::bigint,
          (select min(number) from feed_cursors))
        order by number limit ${CHUNK}))`.execute(store.db)
    all += Number(numAffectedRows)
    if (numAffectedRows < CHUNK) return all
  }
}
