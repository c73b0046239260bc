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

/** Somebody who acts on changes, each once, however many processes there are. */
export interface Follower {
  readonly name: string
  /** Where it begins: with every change that is kept, or with what comes from now on. */
  readonly begins: 'with all' | 'from now'
  /** How many changes it takes at once. */
  readonly most: number
}

/**
 * Acts on what changed since the last time, with the follower's cursor in one transaction, and in one process
 * at a time; what does not come to its end is followed again. Whether there may be more.
 */
export async function followFeed(
  store: Pick<Store, 'db'>,
  { name, begins, most }: Follower,
  act: (changes: readonly Change[], trx: Transaction<Tables>) => Promise<void>,
): Promise<boolean> {
  const first = begins === 'with all' ? sql`0` : sql`coalesce((select max(number) from feed), 0)`
  await sql`insert into feed_cursors (follower, number) select ${name}, ${first}
    on conflict do nothing`.execute(store.db)
  return store.db.transaction().execute(async (trx) => {
    const cursor = await trx
      .selectFrom('feed_cursors')
      .select('number')
      .where('follower', '=', name)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    // Another process follows just now.
    if (!cursor) return false
    const changes = await changesSince({ db: trx }, cursor.number, most)
    const last = changes.at(-1)
    if (!last) return false
    await act(changes, trx)
    await trx
      .updateTable('feed_cursors')
      .set({ number: last.number })
      .where('follower', '=', name)
      .execute()
    return changes.length === most
  })
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
