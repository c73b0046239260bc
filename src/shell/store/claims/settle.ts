import type { Store } from '../store.ts'
import { type Ask, askOver } from './ask.ts'
import {
  acceptReturn,
  forgetReturn,
  forgetTransfer,
  openSlice,
  type Return,
  receive,
  type Transfer,
  takeBack,
} from './moves.ts'
import { TRANSFER_GRACE_SECONDS } from './stock.ts'

/** Brings a transfer to where it was going. */
export async function finishTransfer(ask: Ask, transfer: Transfer): Promise<void> {
  await openSlice(ask, transfer.shard, transfer.offer)
  await receive(ask, transfer)
  await forgetTransfer(ask, transfer)
}

/** Brings a return to its pool. */
export async function finishReturn(ask: Ask, one: Return): Promise<void> {
  await acceptReturn(ask, one)
  await forgetReturn(ask, one)
}

export const STALE_TRANSFERS = {
  name: 'stale-transfers',
  text: `
select offer_id as offer, number, shard, uses, budget from pool_transfers
where left_at < clock_timestamp() - make_interval(secs => $1) order by left_at limit 1000`,
}

export const ALL_RETURNS = {
  name: 'all-returns',
  text: 'select offer_id as offer, shard, number, uses, budget from slice_returns limit 1000',
}

export const OVERDRAWN = {
  name: 'overdrawn',
  text: `
select s.shard, s.offer_id as offer from pools p join slices s on s.offer_id = p.offer_id
where (p.uses_over > 0 or p.budget_over > 0) and (s.uses_left > 0 or s.budget_left > 0) limit 1000`,
}

/** What was found on its way, and brought there. */
export interface Settled {
  readonly transfers: number
  readonly returns: number
}

/**
 * Finishes what a process that died left between a pool and a slice, and takes out what came back of offers
 * whose limit was lowered below what was given. Any process may do so at any time, at its start and every
 * few seconds; what others finish meanwhile is not done twice. `graceSeconds` are left to those who are at
 * it.
 */
export async function settleTransfers(
  { pool }: Pick<Store, 'pool'>,
  { graceSeconds = TRANSFER_GRACE_SECONDS }: { readonly graceSeconds?: number } = {},
): Promise<Settled> {
  const ask = askOver(pool)
  const transfers = await ask<Transfer>(STALE_TRANSFERS, [graceSeconds])
  for (const transfer of transfers) await finishTransfer(ask, transfer)
  const overdrawn = await ask<{ shard: number; offer: string }>(OVERDRAWN, [])
  for (const slice of overdrawn) await takeBack(ask, slice, { uses: true, budget: true })
  const returns = await ask<Return>(ALL_RETURNS, [])
  for (const one of returns) await finishReturn(ask, one)
  return { transfers: transfers.length, returns: returns.length }
}
