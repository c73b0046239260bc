import type { Transaction } from 'kysely'
import { addDeliveries, type NewDelivery } from '../store/access/deliveries.ts'
import { type Follower, followFeed } from '../store/feed.ts'
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

const FOLLOWER: Follower = { name: 'web hooks', begins: 'with all', most: 200 }

/** A job that follows the feed and tells web hooks of what changes, each change once. */
export function hooksOfChanges(store: Store): Job {
  return {
    name: 'web hooks of changes',
    everyMs: 500,
    run: () =>
      followFeed(store, FOLLOWER, (changes, trx) =>
        fanOut(trx, store.shards, changes.map(changeEvent)),
      ),
  }
}
