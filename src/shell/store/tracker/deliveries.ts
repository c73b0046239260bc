import { type Kysely, sql } from 'kysely'
import { shardOf, shardsInTurn } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

/** An alert that is to be handed over to every channel of a list that takes any. */
export interface NewDelivery {
  readonly list: string
  readonly alert: string
  /** What channels are given. */
  readonly document: object
  readonly lapsesAt: Date
}

/** Writes what is to be handed over, for each channel once; how much. */
export async function addDeliveries(
  { db, shards }: Reader,
  told: readonly NewDelivery[],
  at: Date,
): Promise<number> {
  if (told.length === 0) return 0
  const { numAffectedRows = 0n } = await sql`
    insert into alert_deliveries (shard, alert_id, channel_id, list_id, document, due_at, lapses_at)
    select c.shard, t.alert, c.id, c.list_id, t.document, ${at}, t.lapses_at
    from unnest(${told.map(({ list }) => shardOf(list, shards))}::smallint[],
      ${told.map(({ list }) => list)}::text[], ${told.map(({ alert }) => alert)}::text[],
      ${told.map(({ document }) => JSON.stringify(document))}::text[],
      ${told.map(({ lapsesAt }) => lapsesAt)}::timestamptz[])
      as t (shard, list_id, alert, document, lapses_at)
    join watch_channels c on c.shard = t.shard and c.list_id = t.list_id
    where c.confirmed_at is not null and c.gone_at is null
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows)
}

/** A delivery that a worker has taken up. */
export interface LeasedDelivery {
  readonly shard: number
  readonly alert: string
  readonly channel: string
  readonly list: string
  readonly document: object
  /** With this one. */
  readonly attempts: number
  readonly lapsesAt: Date
  /** Null: the channel is gone, or was never confirmed. */
  readonly to: { readonly kind: string; readonly target: object; readonly confirmedAt: Date } | null
}

/** Longer than any channel takes for an attempt: a worker that dies delays by so much. */
const LEASE_SECONDS = 60

/** Which deliveries: those to channels of some kinds, or those to all others. */
export interface DeliveryLane {
  readonly kinds: readonly string[]
  readonly isOfThem: boolean
}

export interface LeaseAlerts {
  readonly now: Date
  readonly most: number
  /** All of them where it is left out. */
  readonly lane?: DeliveryLane | undefined
}

/** Takes up deliveries that are due; what others hold is passed over. */
export async function leaseAlerts(
  { db, shards }: Reader,
  { now, most, lane }: LeaseAlerts,
): Promise<LeasedDelivery[]> {
  const { rows } = await sql<LeasedRow>`
    with due as (
      select f.* from unnest(${shardsInTurn(shards)}::smallint[]) as s (shard) cross join lateral (
        select d.shard, d.alert_id, d.channel_id from alert_deliveries d
          left join watch_channels c on c.shard = d.shard and c.list_id = d.list_id
            and c.id = d.channel_id
        where d.shard = s.shard and d.state = 'waiting' and d.due_at <= ${now}
          and (${lane === undefined}::boolean
            or (coalesce(c.kind, '') = any(${lane?.kinds ?? []}::text[])) = ${lane?.isOfThem ?? true})
        order by d.due_at limit ${most} for update of d skip locked) as f
      limit ${most}
    ), taken as (
      update alert_deliveries d set attempts = d.attempts + 1,
        due_at = ${now}::timestamptz + ${LEASE_SECONDS} * interval '1 second'
      from due where d.shard = due.shard and d.alert_id = due.alert_id and d.channel_id = due.channel_id
      returning d.*
    )
    select t.shard, t.alert_id as alert, t.channel_id as channel, t.list_id as list, t.document,
      t.attempts, t.lapses_at as "lapsesAt", c.kind, c.target, c.confirmed_at as "confirmedAt"
    from taken t left join watch_channels c on c.shard = t.shard and c.list_id = t.list_id
      and c.id = t.channel_id and c.gone_at is null and c.confirmed_at is not null`.execute(db)
  return rows.map(({ kind, target, confirmedAt, document, ...row }) => ({
    ...row,
    document: JSON.parse(document),
    to:
      kind === null || target === null || confirmedAt === null
        ? null
        : { kind, target: JSON.parse(target), confirmedAt },
  }))
}

type LeasedRow = Omit<LeasedDelivery, 'to' | 'document'> & {
  readonly document: string
  readonly kind: string | null
  readonly target: string | null
  readonly confirmedAt: Date | null
}

/** What came of an attempt. */
export type Settled =
  | { readonly state: 'delivered' | 'gone' | 'lapsed'; readonly fault: string | null }
  | { readonly state: 'waiting'; readonly fault: string; readonly dueAt: Date }

export interface SettledDelivery {
  readonly leased: Pick<LeasedDelivery, 'shard' | 'alert' | 'channel'>
  readonly settled: Settled
}

/** Writes what came of attempts. */
export async function settleAlerts(
  { db }: Pick<Reader, 'db'>,
  ended: readonly SettledDelivery[],
  at: Date,
): Promise<void> {
  const dueOf = ({ settled }: SettledDelivery) => ('dueAt' in settled ? settled.dueAt : null)
  await sql`
    update alert_deliveries d set state = w.state, fault = w.fault,
      due_at = coalesce(w.due_at, d.due_at),
      delivered_at = case when w.state = 'delivered' then ${at}::timestamptz end
    from unnest(${ended.map(({ leased }) => leased.shard)}::smallint[],
      ${ended.map(({ leased }) => leased.alert)}::text[],
      ${ended.map(({ leased }) => leased.channel)}::text[],
      ${ended.map(({ settled }) => settled.state)}::text[],
      ${ended.map(({ settled }) => settled.fault)}::text[], ${ended.map(dueOf)}::timestamptz[])
      as w (shard, alert, channel, state, fault, due_at)
    where d.shard = w.shard and d.alert_id = w.alert and d.channel_id = w.channel`.execute(db)
}
