import { sql, type Transaction } from 'kysely'
import { addDeliveries, type NewDelivery } from '../store/access/deliveries.ts'
import { changesSince } from '../store/feed.ts'
import type { Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { changeEvent, eventsOf, type HookEvent, withOwners } from './hook-events.ts'
import type { Job } from './jobs.ts'
import type { Consumer } from './message.ts'

/** Writes a delivery for each web hook that listens to an event and may see it. */
async function fanOut(
  trx: Transaction<Tables>,
  shards: number,
  events: readonly HookEvent[],
): Promise<void> {
  const hooks = await trx
    .selectFrom('webhooks')
    .select(['id', 'seller', 'topics'])
    .where('disabled_at', 'is', null)
    .execute()
  const heard = new Set(hooks.flatMap(({ topics }) => topics))
  const told = await withOwners(
    trx,
    events.filter(({ topic }) => heard.has(topic)),
  )
  const deliveries: NewDelivery[] = []
  for (const { id, topic, at, seller, data } of told) {
    const document = { type: topic, timestamp: at.toISOString(), data }
    for (const hook of hooks) {
      if (!hook.topics.includes(topic)) continue
      // A seller is told of its own events, and of no others.
      if (hook.seller !== null && hook.seller !== seller) continue
      deliveries.push({ webhookId: hook.id, eventId: id, topic, document })
    }
  }
  await addDeliveries(trx, shards, deliveries)
}

/** A consumer of the outbox that tells web hooks of its messages. */
export function hooksOfMessages(store: Store): Consumer {
  return (messages, trx) => fanOut(trx, store.shards, messages.flatMap(eventsOf))
}

/** Changes that are taken at once. */
const CHANGES_MAX = 200

/** A job that follows the feed and tells web hooks of what changes, each change once. */
export function hooksOfChanges(store: Store): Job {
  return {
    name: 'web hooks of changes',
    everyMs: 500,
    run: () => followFeed(store, 'web hooks', (events, trx) => fanOut(trx, store.shards, events)),
  }
}

/**
 * Acts on what changed since the last time, for one follower: with its cursor in one transaction, and in
 * one process at a time. Whether there may be more.
 */
async function followFeed(
  store: Store,
  follower: string,
  act: (events: readonly HookEvent[], trx: Transaction<Tables>) => Promise<void>,
): Promise<boolean> {
  await sql`insert into feed_cursors (follower, number) values (${follower}, 0)
    on conflict do nothing`.execute(store.db)
  return store.db.transaction().execute(async (trx) => {
    const cursor = await trx
      .selectFrom('feed_cursors')
      .select('number')
      .where('follower', '=', follower)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    // Another process follows just now.
    if (!cursor) return false
    const changes = await changesSince({ db: trx }, cursor.number, CHANGES_MAX)
    const last = changes.at(-1)
    if (!last) return false
    await act(changes.map(changeEvent), trx)
    await trx
      .updateTable('feed_cursors')
      .set({ number: last.number })
      .where('follower', '=', follower)
      .execute()
    return changes.length === CHANGES_MAX
  })
}
