import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import { instantOf, secondsAfter } from './clock.ts'
import type { KeyOwner } from './keys.ts'
import { randomId } from './random-names.ts'

/** A web hook as lists show it. */
export interface Webhook {
  readonly id: string
  /** Whose events it gets: a seller's, or all (null). */
  readonly seller: string | null
  readonly url: string
  readonly topics: readonly string[]
  readonly createdAt: Date
  readonly disabledAt: Date | null
  /** Why we stopped, as a sentence. */
  readonly disabledBecause: string | null
}

/** A web hook with the secret that signs its events, which is shown this once. */
export interface IssuedWebhook {
  readonly webhook: Webhook
  readonly secret: string
}

export interface NewWebhook extends Pick<Webhook, 'seller' | 'url' | 'topics'> {
  /** Who made it. */
  readonly owner: string
}

/** One web hook of those that an owner may see. */
interface Named {
  readonly id: string
  readonly owner: KeyOwner
}

/** The former secret signs too for so long. */
const OVERLAP_SECONDS = 24 * 3_600

/** In the form that the libraries of Standard Webhooks read. */
const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`

/** Keeps a web hook. Its URL has been checked: only the guarded client may call it. */
export async function createWebhook(
  store: Store,
  { owner, seller, url, topics }: NewWebhook,
  at?: Date,
): Promise<IssuedWebhook> {
  const secret = newSecret()
  const row = await store.db
    .insertInto('webhooks')
    .values({
      id: randomId('wh'),
      owner,
      seller,
      url,
      topics: [...topics],
      secret,
      created_at: instantOf(at),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { webhook: shown(row), secret }
}

/** The web hooks of a seller, or all, the newest first. */
export async function listWebhooks(store: Store, owner: KeyOwner): Promise<Webhook[]> {
  const rows = await store.db
    .selectFrom('webhooks')
    .selectAll()
    .$if(owner !== 'all', (query) => query.where('seller', '=', owner))
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(shown)
}

/** One web hook, or null where the owner has none of this id. */
export async function findWebhook(store: Store, { id, owner }: Named): Promise<Webhook | null> {
  const row = await store.db
    .selectFrom('webhooks')
    .selectAll()
    .where('id', '=', id)
    .$if(owner !== 'all', (query) => query.where('seller', '=', owner))
    .executeTakeFirst()
  return row ? shown(row) : null
}

/** Ends a web hook, with all that was still to be delivered to it. */
export async function deleteWebhook(store: Store, { id, owner }: Named): Promise<boolean> {
  const { numDeletedRows } = await store.db
    .deleteFrom('webhooks')
    .where('id', '=', id)
    .$if(owner !== 'all', (query) => query.where('seller', '=', owner))
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await store.db
    .deleteFrom('deliveries')
    .where('shard', '=', shardOf(id, store.shards))
    .where('webhook_id', '=', id)
    .execute()
  return true
}

/** Gives a web hook a new secret; the former one signs beside it for another day. */
export async function rotateWebhookSecret(
  store: Store,
  { id, owner }: Named,
  at?: Date,
): Promise<IssuedWebhook | null> {
  const secret = newSecret()
  const row = await store.db
    .updateTable('webhooks')
    .set((row) => ({
      secret,
      previous_secret: row.ref('secret'),
      previous_until: secondsAfter(at, OVERLAP_SECONDS),
    }))
    .where('id', '=', id)
    .$if(owner !== 'all', (query) => query.where('seller', '=', owner))
    .returningAll()
    .executeTakeFirst()
  return row ? { webhook: shown(row), secret } : null
}

/** Stops a web hook: what is still to be delivered to it ends, and nothing new comes. */
export async function disableWebhook(
  store: Store,
  { id, because }: { readonly id: string; readonly because: string },
  at?: Date,
): Promise<void> {
  await store.db
    .updateTable('webhooks')
    .set({
      disabled_at: sql<Date>`coalesce(disabled_at, ${instantOf(at)})`,
      disabled_because: sql<string>`coalesce(disabled_because, ${because})`,
    })
    .where('id', '=', id)
    .execute()
}

interface Row {
  readonly id: string
  readonly seller: string | null
  readonly url: string
  readonly topics: readonly string[]
  readonly created_at: Date
  readonly disabled_at: Date | null
  readonly disabled_because: string | null
}

function shown(row: Row): Webhook {
  const { id, seller, url, topics } = row
  return {
    id,
    seller,
    url,
    topics,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    disabledBecause: row.disabled_because,
  }
}
