import { type Kysely, sql } from 'kysely'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { instantOf, secondsAfter } from './clock.ts'

/** What is to be told to a web hook. The same event is told to a web hook once. */
export interface NewDelivery {
  readonly webhookId: string
  readonly eventId: string
  readonly topic: string
  readonly document: object
}

/** What was or will be delivered, as lists show it. */
export interface Delivery {
  readonly event: string
  readonly topic: string
  readonly createdAt: Date
  readonly attempts: number
  readonly deliveredAt: Date | null
  readonly lastStatus: number | null
  readonly lastFault: string | null
}

/** A delivery that a worker took up; until `due_at` no other takes it. */
export interface Leased extends NewDelivery {
  readonly shard: number
  readonly attempts: number
  readonly createdAt: Date
}

/** Writes what is to be delivered, in the transaction of the message that causes it. */
export async function addDeliveries(
  db: Kysely<Tables>,
  shards: number,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return
  const rows = deliveries.map(({ webhookId, eventId, topic, document }) => ({
    shard: shardOf(webhookId, shards),
    webhook_id: webhookId,
    event_id: eventId,
    topic,
    document: JSON.stringify(document),
  }))
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
    await db
      .insertInto('deliveries')
      .values(rows.slice(at, at + ROWS_A_STATEMENT))
      .onConflict((found) => found.doNothing())
      .execute()
  }
}

/** A statement has at most 65,535 parameters. */
const ROWS_A_STATEMENT = 1_000

/** A worker that does not say what came of it within this time is taken for dead. */
const LEASE_SECONDS = 60

export interface Choice {
  readonly shard: number
  /** Web hooks that have enough under way. */
  readonly busy: readonly string[]
  readonly limit: number
  /** How many of one web hook are taken: a slow one must not hold all workers. */
  readonly roomFor: (webhookId: string) => number
}

/** Takes up deliveries that are due, for this worker alone. */
export async function leaseDeliveries(
  store: Store,
  { shard, busy, limit, roomFor }: Choice,
  at?: Date,
): Promise<Leased[]> {
  return store.db.transaction().execute(async (trx) => {
    const due = await trx
      .selectFrom('deliveries')
      .select(['webhook_id', 'event_id', 'topic', 'document', 'created_at', 'attempts'])
      .where('shard', '=', shard)
      .where('ended_at', 'is', null)
      .where('due_at', '<=', instantOf(at))
      .where(sql<boolean>`webhook_id <> all(${busy}::text[])`)
      .orderBy('due_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    const taken = new Map<string, number>()
    const kept = due.filter(({ webhook_id }) => {
      const before = taken.get(webhook_id) ?? 0
      taken.set(webhook_id, before + 1)
      return before < roomFor(webhook_id)
    })
    if (kept.length === 0) return []
    await sql`
      update deliveries set attempts = attempts + 1, due_at = ${secondsAfter(at, LEASE_SECONDS)}
      from unnest(
        ${kept.map((one) => one.webhook_id)}::text[], ${kept.map((one) => one.event_id)}::text[]
      ) as kept (webhook_id, event_id)
      where shard = ${shard} and deliveries.webhook_id = kept.webhook_id
        and deliveries.event_id = kept.event_id
    `.execute(trx)
    return kept.map((row) => ({
      shard,
      webhookId: row.webhook_id,
      eventId: row.event_id,
      topic: row.topic,
      document: row.document,
      createdAt: row.created_at,
      attempts: row.attempts + 1,
    }))
  })
}

/** What came of an attempt: delivered, to be tried again after a while, or given up. */
export interface Settlement {
  readonly outcome: 'delivered' | 'given-up' | { readonly againInSeconds: number }
  readonly status: number | null
  readonly fault: string | null
}

/** Stores what came of an attempt; whoever took it up meanwhile is not overruled. */
export async function settleDelivery(
  store: Store,
  leased: Leased,
  { outcome, status, fault }: Settlement,
  at?: Date,
): Promise<void> {
  const now = instantOf(at)
  const ended = typeof outcome === 'string'
  await store.db
    .updateTable('deliveries')
    .set({
      last_status: status,
      last_fault: fault,
      ...(ended ? { ended_at: now } : { due_at: secondsAfter(at, outcome.againInSeconds) }),
      ...(outcome === 'delivered' && { delivered_at: now }),
    })
    .where('shard', '=', leased.shard)
    .where('webhook_id', '=', leased.webhookId)
    .where('event_id', '=', leased.eventId)
    .where('attempts', '=', leased.attempts)
    .where('ended_at', 'is', null)
    .execute()
}

/** Whether anything was delivered to a web hook since an instant. */
export async function deliveredSince(store: Store, webhookId: string, at: Date): Promise<boolean> {
  const found = await store.db
    .selectFrom('deliveries')
    .select('event_id')
    .where('shard', '=', shardOf(webhookId, store.shards))
    .where('webhook_id', '=', webhookId)
    .where('ended_at', 'is not', null)
    .where('delivered_at', '>', at)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[]
  /** What the next page comes after; null at the end. */
  readonly next: string | null
}

/** What was delivered to a web hook and what will be, the newest first. */
export async function listDeliveries(
  store: Store,
  webhookId: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<DeliveryPage> {
  const shard = shardOf(webhookId, store.shards)
  const rows = await store.db
    .selectFrom('deliveries')
    .select([
      'event_id',
      'topic',
      'created_at',
      'attempts',
      'delivered_at',
      'last_status',
      'last_fault',
    ])
    .where('shard', '=', shard)
    .where('webhook_id', '=', webhookId)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(created_at, event_id) < (
          select created_at, event_id from deliveries
          where shard = ${shard} and webhook_id = ${webhookId} and event_id = ${after})`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('event_id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    deliveries: shown.map((row) => ({
      event: row.event_id,
      topic: row.topic,
      createdAt: row.created_at,
      attempts: row.attempts,
      deliveredAt: row.delivered_at,
      lastStatus: row.last_status,
      lastFault: row.last_fault,
    })),
    next: rows.length > limit ? (shown.at(-1)?.event_id ?? null) : null,
  }
}
