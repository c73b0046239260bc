import { type Kysely, sql } from 'kysely'
import { assert } from '../../../core/base/faults.ts'
import { digestOf, shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { type Actor, actorKey, shardKey } from './actor.ts'
import { instantOf } from './clock.ts'
import { derivedKey, sealed, unsealed } from './seal.ts'

/** A request that must be carried out once, however often it is sent. */
export interface Repeatable {
  readonly actor: Actor
  /** The method and the path: the same key at another route is another request. */
  readonly route: string
  readonly key: string
  readonly body: string
}

/** The right to carry a request out and to store what came of it. */
export interface Ticket {
  readonly shard: number
  readonly actor: string
  readonly route: string
  readonly keyDigest: Buffer
  /** With which the answer is sealed. */
  readonly seal: Buffer
  readonly attempt: number
}

/** What is to be done with a request: carry it out, repeat the answer, wait, or refuse the key. */
export type Standing =
  | { readonly state: 'new'; readonly ticket: Ticket }
  | { readonly state: 'answered'; readonly answer: unknown }
  | { readonly state: 'in-progress' }
  | { readonly state: 'other-body' }

/** Whoever has not answered by then is taken for dead: longer than any act takes, short for who waits. */
const ABANDONED_SECONDS = 60

/** How long a repetition is recognised. */
export const KEPT_SECONDS = 48 * 3_600

/**
 * Takes a request up, once for an actor, a route and a key. A repetition with another body is told
 * so; one that comes while the first is being carried out has to wait, unless that was given up.
 */
export async function beginOnce(store: Store, asked: Repeatable, at?: Date): Promise<Standing> {
  const { route, key } = asked
  // Visitors are not told apart: one would be given the answer to another.
  assert(asked.actor.kind !== 'visitor', 'only who is known has requests of its own')
  const actor = actorKey(asked.actor)
  const shard = shardOf(shardKey(asked.actor), store.shards)
  const digest = digestOf(asked.body)
  const keyDigest = derivedKey(store.secret, 'idempotency key', key)
  const seal = derivedKey(store.secret, 'idempotency answer', actor, route, key)
  const now = instantOf(at)
  const { rows } = await sql<{ readonly attempt: number }>`
    insert into idempotency as held (shard, actor, route, key_digest, body_digest, started_at, created_at)
    values (${shard}, ${actor}, ${route}, ${keyDigest}, ${digest}, ${now}, ${now})
    on conflict (shard, actor, route, key_digest) do update
      set attempt = held.attempt + 1, started_at = excluded.started_at
      where held.answered_at is null and held.body_digest = excluded.body_digest
        and held.started_at < excluded.started_at - make_interval(secs => ${ABANDONED_SECONDS})
    returning attempt
  `.execute(store.db)
  const [taken] = rows
  const ticket = { shard, actor, route, keyDigest, seal }
  if (taken) return { state: 'new', ticket: { ...ticket, attempt: taken.attempt } }
  return standing(store, ticket, digest)
}

async function standing(
  store: Store,
  { shard, actor, route, keyDigest, seal }: Omit<Ticket, 'attempt'>,
  digest: Buffer,
): Promise<Standing> {
  const row = await store.db
    .selectFrom('idempotency')
    .select(['body_digest', 'answer'])
    .where('shard', '=', shard)
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key_digest', '=', keyDigest)
    .executeTakeFirst()
  // It was given up or forgotten just now: whoever asks again gets it.
  if (!row) return { state: 'in-progress' }
  if (!row.body_digest.equals(digest)) return { state: 'other-body' }
  if (row.answer === null) return { state: 'in-progress' }
  return { state: 'answered', answer: JSON.parse(unsealed(row.answer, seal)) as unknown }
}

/**
 * Stores what came of a request, refusals too. Given the transaction of the act, both are committed
 * together. False: somebody else took the request up meanwhile, and this answer must not be given.
 */
export async function answerOnce(
  db: Kysely<Tables>,
  ticket: Ticket,
  answer: unknown,
  at?: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('idempotency')
    .set({
      answer: sealed(JSON.stringify(answer ?? null), ticket.seal),
      answered_at: instantOf(at),
    })
    .where('shard', '=', ticket.shard)
    .where('actor', '=', ticket.actor)
    .where('route', '=', ticket.route)
    .where('key_digest', '=', ticket.keyDigest)
    .where('attempt', '=', ticket.attempt)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives a request up that came to nothing, so that a repetition carries it out. */
export async function abandonOnce(store: Store, ticket: Ticket): Promise<void> {
  await store.db
    .deleteFrom('idempotency')
    .where('shard', '=', ticket.shard)
    .where('actor', '=', ticket.actor)
    .where('route', '=', ticket.route)
    .where('key_digest', '=', ticket.keyDigest)
    .where('attempt', '=', ticket.attempt)
    .where('answered_at', 'is', null)
    .execute()
}

/**
 * Carries a request out once, and answers its repetitions as the first one was answered. An answer that is
 * not final (try again later) is not kept: nothing was done, and the repetition is the one that does it.
 */
export async function carryOutOnce<A>(
  store: Store,
  asked: Repeatable & { readonly isFinal?: (answer: A) => boolean },
  act: () => Promise<A>,
): Promise<{ readonly answer: A } | 'in-progress' | 'other-body'> {
  const found = await beginOnce(store, asked)
  if (found.state === 'answered') return { answer: found.answer as A }
  if (found.state !== 'new') return found.state
  const { ticket } = found
  let answer: A
  try {
    answer = await act()
  } catch (error) {
    await abandonOnce(store, ticket)
    throw error
  }
  if (asked.isFinal?.(answer) === false) {
    await abandonOnce(store, ticket)
    return { answer }
  }
  return (await answerOnce(store.db, ticket, answer)) ? { answer } : 'in-progress'
}
