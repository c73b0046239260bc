import { type Kysely, sql } from 'kysely'
import { figures } from '../../../core/tracker/history/figures.ts'
import type { History } from '../../../core/tracker/history/point.ts'
import type { Observation } from '../../../core/tracker/observation.ts'
import { askIn } from '../claims/ask.ts'
import { shardsInTurn } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { readHistoryRows } from './history-rows.ts'

type Reader = Pick<Store, 'shards'> & { readonly db: Kysely<Tables> }

const DAY_MS = 86_400_000

/** What the page of deals is sorted by, of one history. */
interface Figured {
  readonly shard: number
  readonly key: string
  readonly median: number | null
  readonly low: number | null
  readonly below: number | null
  readonly isListRaised: boolean
}

/**
 * Counts how far prices stand below their own median (fg.t.deals): of histories whose price has changed, and
 * of each once a day, for a median moves by itself. How many.
 */
export async function countFigures(
  { db, shards }: Reader,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<number> {
  const { rows } = await sql<{ shard: number; key: string; receipt: string }>`
    with due as (
      select d.* from unnest(${shardsInTurn(shards)}::smallint[]) as s (shard) cross join lateral (
        select h.shard, h.key from histories h
        where h.shard = s.shard and h.receipt is not null
          and (h.figured_at is null or h.figured_at <= ${new Date(now.getTime() - DAY_MS)})
        order by h.figured_at nulls first limit ${most} for update skip locked) as d
      limit ${most}
    )
    update histories h set figured_at = ${now}
    from due where h.shard = due.shard and h.key = due.key
    returning h.shard, h.key, h.receipt`.execute(db)
  const figured: Figured[] = []
  for (const { shard, key, receipt } of rows) {
    const history = await readHistoryRows(askIn(db), { shard, key })
    figured.push({ shard, key, ...figuresOf(history, JSON.parse(receipt), now.getTime()) })
  }
  if (figured.length > 0) await keep(db, figured)
  return rows.length
}

/** The figures of a history at its price of now. */
export function figuresOf(history: History, { total, list, stock }: Observation, at: number) {
  const { 'last 30 days': month, 'last 90 days': quarter, ever } = figures(history, at)
  const { median } = month
  const below =
    median === null || median === 0 || stock === 'out'
      ? null
      : Math.floor(((median - total) * 10_000) / median)
  return {
    median,
    low: ever.low?.total ?? null,
    below,
    // The list price went up while what is paid stayed: "more off" is none.
    isListRaised: quarter.low !== null && isRaised(history, list, at),
  }
}

/** Whether the list price is higher than it was for most of the last month, by more than noise. */
function isRaised({ points }: History, list: number, at: number): boolean {
  const since = at - 30 * DAY_MS
  const earlier = points.filter(({ seen, list: then }) => seen >= since && then < list)
  const spanMs = earlier.reduce((ms, { from, seen }) => ms + (seen - Math.max(from, since)), 0)
  const least = Math.min(...earlier.map((one) => one.list))
  return spanMs >= DAY_MS && list * 100 >= least * RAISED_PERCENT
}

/** 5 % above what it was: less is a rate of exchange that moved. */
const RAISED_PERCENT = 105

async function keep(db: Kysely<Tables>, figured: readonly Figured[]): Promise<void> {
  // The rows are taken in the order of their keys, as all do who take several: nobody waits in a circle.
  await sql`
    with w as (
      select * from unnest(
        ${figured.map(({ shard }) => shard)}::smallint[], ${figured.map(({ key }) => key)}::text[],
        ${figured.map(({ median }) => median)}::bigint[], ${figured.map(({ low }) => low)}::bigint[],
        ${figured.map(({ below }) => below)}::integer[],
        ${figured.map(({ isListRaised }) => isListRaised)}::boolean[])
      as w (shard, key, median, low, below, raised)
    ), held as (
      select h.shard, h.key from histories h join w on h.shard = w.shard and h.key = w.key
      order by h.shard, h.key for update of h
    )
    update histories h set median_minor = w.median, low_minor = w.low, below_median = w.below,
      is_list_raised = w.raised
    from held join w on w.shard = held.shard and w.key = held.key
    where h.shard = held.shard and h.key = held.key`.execute(db)
}
