import { digestOf, shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { AccountRole } from './actor.ts'
import { instantOf, secondsAfter } from './clock.ts'
import { randomSecret, SECRET_PATTERN } from './random-names.ts'

const HOUR = 3_600
const DAY = 24 * HOUR

/**
 * How long a session lasts in all, and unseen. Longer leaves a stolen token working, shorter makes people
 * choose passwords that are quick to type; who may do more signs in more often.
 */
const LASTS = {
  buyer: { seconds: 60 * DAY, idleSeconds: 14 * DAY },
  seller: { seconds: 30 * DAY, idleSeconds: 2 * DAY },
  agent: { seconds: 12 * HOUR, idleSeconds: 2 * HOUR },
  admin: { seconds: 12 * HOUR, idleSeconds: 2 * HOUR },
} as const satisfies Readonly<Record<AccountRole, object>>

export interface NewSession {
  /** Where it is, as a person would know it: what the browser says of itself. */
  readonly label?: string
  /** The token that the browser had before: that session ends. */
  readonly previous?: string | null
}

export interface Session {
  /** Names the session in lists; nobody can sign in with it. */
  readonly id: string
  readonly label: string
  readonly createdAt: Date
  readonly seenAt: Date
  readonly expiresAt: Date
  readonly current: boolean
}

const LABEL_MAX = 200

/** Starts a session of an account: a new token each time, kept as a digest (ASVS 7.2). */
export async function startSession(
  store: Store,
  account: { readonly id: string; readonly role: AccountRole },
  { label = '', previous = null }: NewSession,
  at?: Date,
): Promise<string> {
  const shard = shardOf(account.id, store.shards)
  const token = `${shard}.${randomSecret()}`
  const { seconds, idleSeconds } = LASTS[account.role]
  await store.db
    .insertInto('sessions')
    .values({
      shard,
      digest: digestOf(token),
      account_id: account.id,
      label: label.slice(0, LABEL_MAX),
      created_at: instantOf(at),
      seen_at: instantOf(at),
      idle_seconds: idleSeconds,
      expires_at: secondsAfter(at, seconds),
    })
    .execute()
  if (previous !== null) await endSession(store, previous)
  return token
}

const TOKEN = new RegExp(`^(\\d{1,5})\\.${SECRET_PATTERN}$`)

/** The shard that a token names, or null where it cannot be a token of ours. */
export function shardOfToken(token: string, shards: number): number | null {
  const found = TOKEN.exec(token)
  const shard = Number(found?.[1])
  return found && shard < shards ? shard : null
}

/** Ends a session by its token: sign-out. */
export async function endSession(store: Store, token: string): Promise<boolean> {
  const shard = shardOfToken(token, store.shards)
  if (shard === null) return false
  const { numDeletedRows } = await store.db
    .deleteFrom('sessions')
    .where('shard', '=', shard)
    .where('digest', '=', digestOf(token))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The sessions of an account that have not run out, the newest first. `token` is the one that asks. */
export async function listSessions(
  store: Store,
  accountId: string,
  token: string | null,
  at?: Date,
): Promise<Session[]> {
  const rows = await store.db
    .selectFrom('sessions')
    .select(['digest', 'label', 'created_at', 'seen_at', 'expires_at'])
    .where('shard', '=', shardOf(accountId, store.shards))
    .where('account_id', '=', accountId)
    .where('expires_at', '>', instantOf(at))
    .orderBy('created_at', 'desc')
    .limit(SESSIONS_SHOWN)
    .execute()
  const own = token === null ? null : digestOf(token)
  return rows.map((row) => ({
    id: row.digest.toString('hex'),
    label: row.label,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    current: own?.equals(row.digest) ?? false,
  }))
}

const SESSIONS_SHOWN = 200

/** Ends one session of an account by the id of a list. */
export async function endSessionById(
  store: Store,
  accountId: string,
  id: string,
): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(id)) return false
  const { numDeletedRows } = await store.db
    .deleteFrom('sessions')
    .where('shard', '=', shardOf(accountId, store.shards))
    .where('digest', '=', Buffer.from(id, 'hex'))
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Ends the sessions of an account, all but one; how many ended. */
export async function endSessionsOf(
  store: Store,
  accountId: string,
  { except }: { readonly except: string | null },
): Promise<number> {
  const { numDeletedRows } = await store.db
    .deleteFrom('sessions')
    .where('shard', '=', shardOf(accountId, store.shards))
    .where('account_id', '=', accountId)
    .$if(except !== null, (query) => query.where('digest', '!=', digestOf(except as string)))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
