import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { instantOf, secondsAfter } from '../access/clock.ts'
import { digestOf, shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

/** The topics of the outbox under which it is told that a channel was linked, or ended by its reader. */
export const CHANNEL_LINKED = 'channel.linked'
export const CHANNEL_LEFT = 'channel.left'

/** A target that is to get the alerts of a watch list from now on. */
export interface ChannelLinked {
  readonly channel: string
  /** The list's id in the store, which opens nothing. */
  readonly list: string
  readonly target: string
}

/** A target that wants no alerts any more, of whatever list. */
export interface ChannelLeft {
  readonly channel: string
  readonly target: string
}

/** Long enough to install an app on the way; longer, and a token lies about in histories of browsers. */
export const TOKEN_SECONDS = 3_600

/** As a deep link of Telegram takes them: 32 of the 64 characters that it may have, 192 bits. */
const TOKEN_BYTES = 24

/** A new token that links a channel to a watch list, once. */
export async function issueChannelToken(
  { db, shards }: Pick<Store, 'db' | 'shards'>,
  { channel, list }: Omit<ChannelLinked, 'target'>,
  at?: Date,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const { shard, digest } = keyOf(token, shards)
  await sql`
    insert into channel_tokens (shard, digest, channel, list_id, expires_at)
    values (${shard}, ${digest}, ${channel}, ${list}, ${secondsAfter(at, TOKEN_SECONDS)})
  `.execute(db)
  return token
}

/**
 * Uses a token up for a target, and tells the list in the same transaction (fg.t.alert). The same target
 * may come again with it: messages of chats are delivered at least once.
 */
export async function redeemChannelToken(
  { db, shards }: Pick<Store, 'db' | 'shards'>,
  { channel, token, target }: Omit<ChannelLinked, 'list'> & { readonly token: string },
  at?: Date,
): Promise<'linked' | 'refused'> {
  const { shard, digest } = keyOf(token, shards)
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ list: string; before: string | null }>`
      with held as (
        select target from channel_tokens
        where shard = ${shard} and digest = ${digest} and channel = ${channel}
          and (target = ${target} or (target is null and expires_at > ${instantOf(at)}))
        for update)
      update channel_tokens set target = ${target} from held
      where shard = ${shard} and digest = ${digest}
      returning list_id as list, held.target as before
    `.execute(trx)
    const used = rows[0]
    if (!used) return 'refused'
    if (used.before === null) {
      await tell(trx, { shard, topic: CHANNEL_LINKED }, { channel, list: used.list, target })
    }
    return 'linked'
  })
}

/** Tells that a target wants no alerts any more. */
export async function leaveChannel(
  { db, shards }: Pick<Store, 'db' | 'shards'>,
  left: ChannelLeft,
): Promise<void> {
  await tell(db, { shard: shardOf(left.target, shards), topic: CHANNEL_LEFT }, left)
}

/** Throws away tokens that are of no use any more; how many. */
export async function tidyChannelTokens(
  { db, shards }: Pick<Store, 'db' | 'shards'>,
  at?: Date,
): Promise<number> {
  let gone = 0
  for (let shard = 0; shard < shards; shard++) {
    const { numAffectedRows = 0n } = await sql`
      delete from channel_tokens where shard = ${shard}
        and expires_at <= ${instantOf(at)} - make_interval(secs => ${KEPT_SECONDS})
    `.execute(db)
    gone += Number(numAffectedRows)
  }
  return gone
}

/** So long a used token is known by its user: chats deliver again what they kept for a day. */
const KEPT_SECONDS = 2 * 86_400

async function tell(
  db: Kysely<Tables>,
  { shard, topic }: { readonly shard: number; readonly topic: string },
  told: ChannelLinked | ChannelLeft,
): Promise<void> {
  const row = { shard, topic, document: JSON.stringify(told) }
  await db.insertInto('outbox').values(row).execute()
}

function keyOf(token: string, shards: number): { readonly shard: number; readonly digest: Buffer } {
  const digest = digestOf(token)
  return { shard: shardOf(digest.toString('hex'), shards), digest }
}
