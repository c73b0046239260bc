import { type Kysely, sql } from 'kysely'
import { digestOf, shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** Where alerts of a list go. */
export interface ListChannel {
  readonly id: string
  readonly kind: string
  /** What its channel delivers to, as that channel reads it. */
  readonly target: object
  readonly confirmedAt: Date | null
  readonly goneAt: Date | null
  readonly fault: string | null
  readonly createdAt: Date
}

/** More than these on one list are no person's. */
export const CHANNELS_MAX = 20

/** The id of a channel: the same target has the same in every list. */
export function channelId(kind: string, target: string): string {
  return digestOf(`channel ${kind} ${target}`).toString('hex').slice(0, 32)
}

export interface NewChannel {
  readonly list: string
  readonly kind: string
  /** What names the target: a chat, an address. */
  readonly name: string
  readonly target: object
  /** Whether its owner has said so already: in a chat, in a browser. */
  readonly isConfirmed: boolean
}

/** Adds a channel to a list, or takes it up again; null where the list has too many, or is gone. */
export async function addChannel(
  { db, shards }: Reader,
  { list, kind, name, target, isConfirmed }: NewChannel,
  at: Date,
): Promise<ListChannel | null> {
  const shard = shardOf(list, shards)
  const id = channelId(kind, name)
  const { rows } = await sql<ChannelRow>`
    insert into watch_channels as c (shard, list_id, id, kind, target, confirmed_at, created_at)
    select ${shard}, ${list}, ${id}, ${kind}, ${JSON.stringify(target)},
      ${isConfirmed ? at : null}::timestamptz, ${at}
    where exists (select from watch_lists where shard = ${shard} and id = ${list})
      and ((select count(*) from watch_channels where shard = ${shard} and list_id = ${list})
        < ${CHANNELS_MAX}
        or exists (select from watch_channels
          where shard = ${shard} and list_id = ${list} and id = ${id}))
    on conflict (shard, list_id, id) do update
    set target = excluded.target, gone_at = null, fault = null,
      confirmed_at = case when c.gone_at is null then coalesce(c.confirmed_at, excluded.confirmed_at)
        else excluded.confirmed_at end
    returning ${COLUMNS}`.execute(db)
  return rows[0] ? channelOf(rows[0]) : null
}

const COLUMNS = sql`id, kind, target, confirmed_at as "confirmedAt", gone_at as "goneAt", fault,
  created_at as "createdAt"`

type ChannelRow = Omit<ListChannel, 'target'> & { readonly target: string }

const channelOf = (row: ChannelRow): ListChannel => ({ ...row, target: JSON.parse(row.target) })

/** Every channel of a list, the oldest first. */
export async function channelsOfList({ db, shards }: Reader, list: string): Promise<ListChannel[]> {
  const { rows } = await sql<ChannelRow>`
    select ${COLUMNS} from watch_channels
    where shard = ${shardOf(list, shards)} and list_id = ${list} order by created_at, id`.execute(
    db,
  )
  return rows.map(channelOf)
}

/** The owner of a target says yes; false where the list has no such channel any more. */
export async function confirmChannel(
  { db, shards }: Reader,
  { list, id, target }: { readonly list: string; readonly id: string; readonly target: object },
  at: Date,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update watch_channels set confirmed_at = coalesce(confirmed_at, ${at}),
      target = ${JSON.stringify(target)}
    where shard = ${shardOf(list, shards)} and list_id = ${list} and id = ${id}
      and gone_at is null`.execute(db)
  return numAffectedRows > 0n
}

/** Takes a channel off a list, with what waited for it; whether it was on it. */
export async function removeChannel(
  { db, shards }: Reader,
  { list, id }: { readonly list: string; readonly id: string },
): Promise<boolean> {
  const shard = shardOf(list, shards)
  return db.transaction().execute(async (trx) => {
    await sql`delete from alert_deliveries
      where shard = ${shard} and channel_id = ${id} and list_id = ${list}`.execute(trx)
    const { numAffectedRows = 0n } = await sql`delete from watch_channels
      where shard = ${shard} and list_id = ${list} and id = ${id}`.execute(trx)
    return numAffectedRows > 0n
  })
}

/** A target takes nothing any more, on one list or on all: its owner left, or it is no more. */
export async function endChannel(
  { db, shards }: Reader,
  { id, list, because }: { readonly id: string; readonly list?: string; readonly because: string },
  at: Date,
): Promise<void> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  await sql`
    update watch_channels set gone_at = ${at}, fault = ${because}
    where shard = any(${list === undefined ? every : [shardOf(list, shards)]}::smallint[])
      and id = ${id} and gone_at is null
      and (${list ?? null}::text is null or list_id = ${list ?? null})`.execute(db)
}

/** Whether a target is on any list. */
export async function isOnAnyList({ db, shards }: Reader, id: string): Promise<boolean> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  const { rows } = await sql`select 1 from watch_channels
    where shard = any(${every}::smallint[]) and id = ${id} limit 1`.execute(db)
  return rows.length > 0
}
