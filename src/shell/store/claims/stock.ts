import type { Left } from '../../../core/offers/claim-world.ts'
import type { Ask } from './ask.ts'
import type { Return, Transfer } from './moves.ts'

/** Where the rest of a limited offer lies, as it was read: the pool first, then the slices. */
export interface Stock {
  readonly pool: Left
  /** All that was ever put in: what is nowhere of it was given. */
  readonly total: Left
  readonly slices: readonly (Left & { readonly shard: number })[]
  readonly transfers: readonly (Transfer & { readonly isStale: boolean })[]
  readonly returns: readonly Return[]
  /** Changes with whatever comes to any of the places. */
  readonly arrivals: string
}

/**
 * How long a transfer is left to the process that took it. Sooner, another would take uses from under the
 * claims that wait for them; later, those of a process that died would lie idle.
 */
export const TRANSFER_GRACE_SECONDS = 2

export const READ_POOL = {
  name: 'read-pool',
  text: `
select uses_total, uses_left, budget_total, budget_left, arrivals, p.transfers as number,
  (select coalesce(json_agg(json_build_object('offer', t.offer_id, 'number', t.number,
      'shard', t.shard, 'uses', t.uses, 'budget', t.budget, 'isStale',
      t.left_at < clock_timestamp() - make_interval(secs => ${TRANSFER_GRACE_SECONDS}))), '[]')
    from pool_transfers t where t.offer_id = $1) as transfers
from pools p where p.offer_id = $1`,
}

/** Every shard: its slice, what it has given back, and which of the transfers that are told it has. */
export const READ_SLICES = {
  name: 'read-slices',
  text: `
select (select coalesce(json_agg(json_build_object('shard', s.shard, 'uses', s.uses_left,
      'budget', s.budget_left, 'arrivals', s.arrivals, 'returns', s.returns) order by s.shard), '[]')
    from slices s where s.offer_id = $1) as slices,
  (select coalesce(json_agg(json_build_object('offer', r.offer_id, 'shard', r.shard,
      'number', r.number, 'uses', r.uses, 'budget', r.budget)), '[]')
    from slice_returns r where r.offer_id = $1) as returns,
  (select coalesce(json_agg(t.number), '[]')
    from unnest($2::smallint[], $3::bigint[]) as told (shard, number)
      join slice_transfers t on t.shard = told.shard and t.offer_id = $1 and t.number = told.number)
    as received`,
}

interface PoolRow {
  readonly uses_total: number
  readonly uses_left: number
  readonly budget_total: number
  readonly budget_left: number
  readonly arrivals: number
  readonly number: number
  readonly transfers: Stock['transfers']
}

interface SlicesRow {
  readonly slices: readonly (Left & { shard: number; arrivals: number; returns: number })[]
  readonly returns: readonly Return[]
  readonly received: readonly number[]
}

const NO_POOL: PoolRow = {
  uses_total: 0,
  uses_left: 0,
  budget_total: 0,
  budget_left: 0,
  arrivals: 0,
  number: 0,
  transfers: [],
}

/** Reads where the rest of an offer lies. */
export async function stockOf(ask: Ask, offer: string): Promise<Stock> {
  const [pool = NO_POOL] = await ask<PoolRow>(READ_POOL, [offer])
  const [row] = await ask<SlicesRow>(READ_SLICES, [
    offer,
    pool.transfers.map(({ shard }) => shard),
    pool.transfers.map(({ number }) => number),
  ])
  const { slices, returns, received } = row as SlicesRow
  const counts = slices.map((one) => `${one.shard}:${one.arrivals}:${one.returns}`)
  return {
    pool: { uses: pool.uses_left, budget: pool.budget_left },
    total: { uses: pool.uses_total, budget: pool.budget_total },
    slices,
    transfers: pool.transfers.filter(({ number }) => !received.includes(number)),
    returns,
    arrivals: [pool.arrivals, pool.number, ...counts].join(' '),
  }
}

/** The sum over all places. */
export function restOf({ pool, slices, transfers, returns }: Stock): Left {
  const all = [pool, ...slices, ...transfers, ...returns]
  return {
    uses: all.reduce((sum, { uses }) => sum + uses, 0),
    budget: all.reduce((sum, { budget }) => sum + budget, 0),
  }
}
