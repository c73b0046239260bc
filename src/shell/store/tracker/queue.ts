import { sql } from 'kysely'
import type { Store } from '../store.ts'

/** How the looks at prices stand, for whoever runs the server and for whoever wonders (fg.t.schedule). */
export interface QueueStanding {
  readonly listings: number
  readonly histories: number
  readonly watches: number
  readonly due: number
  /** How long the oldest look has been due. */
  readonly lateSeconds: number
  readonly beingRead: number
  readonly failing: number
  readonly toReprice: number
  readonly toDeliver: number
  /** Looks that come due within an hour. */
  readonly nextHour: number
}

/** Goes through all histories: ask for it once in a while, and not for each who wants to know. */
export async function queueStanding({ db }: Pick<Store, 'db'>, now: Date): Promise<QueueStanding> {
  const { rows } = await sql<QueueStanding>`
    select (select count(*) from tracked_listings)::integer as listings,
      (select count(*) from watches)::integer as watches,
      count(*)::integer as histories,
      count(*) filter (where next_at <= ${now} and coalesce(leased_until <= ${now}, true))::integer as due,
      floor(greatest(0, coalesce(extract(epoch from ${now}::timestamptz - min(next_at)
        filter (where coalesce(leased_until <= ${now}, true))), 0)))::integer as "lateSeconds",
      count(*) filter (where leased_until > ${now})::integer as "beingRead",
      count(*) filter (where failures > 0)::integer as failing,
      (select count(*) from (
        select shard, key from reprices where due_at <= ${now}
        union select shard, key from histories where reprice_at <= ${now}
      ) as due)::integer as "toReprice",
      (select count(*) from alert_deliveries where state = 'waiting')::integer as "toDeliver",
      count(*) filter (where next_at > ${now} and next_at <= ${now}::timestamptz + interval '1 hour')
        ::integer as "nextHour"
    from histories`.execute(db)
  return rows[0] as QueueStanding
}
