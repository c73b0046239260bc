/**
 * How uses and money of a limited offer move between its pool and the slices of the shards: each step is
 * one statement at one key, and what is between two keys is a row. Every step can be repeated.
 *
 * A statement first locks its row, and counts with what it read under the lock: its snapshot may be older,
 * and what PostgreSQL computes from that at first would break the checks of the table.
 */
import type { Left } from '../../../core/offers/claim-world.ts'
import type { Ask } from './ask.ts'

/** On its way from the pool of an offer to the slice of a shard. */
export interface Transfer extends Left {
  readonly offer: string
  readonly number: number
  readonly shard: number
}

/** On its way from a slice back to the pool. */
export interface Return extends Left {
  readonly offer: string
  readonly shard: number
  readonly number: number
}

/** What is to be taken from a pool. */
export interface Wish {
  readonly offer: string
  readonly shard: number
  /** Less money than this would serve nobody; a single use always serves somebody. */
  readonly atLeast: Left
  readonly wanted: Left
  /** Take this part of the pool where it is more than what is wanted: whole, from 1. */
  readonly oneIn: number
}

export const TAKE_FROM_POOL = {
  name: 'take-from-pool',
  text: `
with wish as (
  select offer_id, uses_left, budget_left,
    case when $3::bigint > 0 then least(uses_left, greatest($3, uses_left / $6::bigint)) else 0 end
      as uses,
    case when $5::bigint > 0 and budget_left >= $4::bigint
      then least(budget_left, greatest($5, budget_left / $6)) else 0 end as budget
  from pools
  where offer_id = $1 and ($3 > 0 and uses_left > 0 or $5 > 0 and budget_left >= greatest($4, 1))
  for update
), taken as (
  update pools p
  set uses_left = w.uses_left - w.uses, budget_left = w.budget_left - w.budget,
    transfers = p.transfers + 1
  from wish w where p.offer_id = w.offer_id and (w.uses > 0 or w.budget > 0)
  returning p.offer_id, p.transfers, w.uses, w.budget
)
insert into pool_transfers (offer_id, number, shard, uses, budget)
select offer_id, transfers, $2::smallint, uses, budget from taken
returning offer_id as offer, number, shard, uses, budget`,
}

/** Pool key: takes what is wished for, more where much is left, and less of uses where little is. */
export async function takeFromPool(ask: Ask, wish: Wish): Promise<Transfer | null> {
  const { offer, shard, atLeast, wanted, oneIn } = wish
  const values = [offer, shard, wanted.uses, atLeast.budget, wanted.budget, oneIn]
  const [transfer] = await ask<Transfer>(TAKE_FROM_POOL, values)
  return transfer ?? null
}

export const OPEN_SLICE = {
  name: 'open-slice',
  text: `
insert into slices (shard, offer_id) values ($1, $2) on conflict (shard, offer_id) do nothing`,
}

/** Slice key: a slice can only receive where it is. */
export async function openSlice(ask: Ask, shard: number, offer: string): Promise<void> {
  await ask(OPEN_SLICE, [shard, offer])
}

export const RECEIVE = {
  name: 'receive',
  text: `
with slice as (
  select shard, offer_id from slices where shard = $1 and offer_id = $2 for update
), first as (
  insert into slice_transfers (shard, offer_id, number)
  select shard, offer_id, $3 from slice
  on conflict (shard, offer_id, number) do nothing returning number
)
update slices
set uses_left = uses_left + $4, budget_left = budget_left + $5, arrivals = arrivals + 1
where shard = $1 and offer_id = $2 and exists (select from first)`,
}

/** Slice key: the slice, which is open, receives a transfer, once. */
export async function receive(ask: Ask, transfer: Transfer): Promise<void> {
  const { shard, offer, number, uses, budget } = transfer
  await ask(RECEIVE, [shard, offer, number, uses, budget])
}

export const FORGET_TRANSFER = {
  name: 'forget-transfer',
  text: 'delete from pool_transfers where offer_id = $1 and number = $2',
}

/** Pool key: a transfer has been received. */
export async function forgetTransfer(ask: Ask, { offer, number }: Transfer): Promise<void> {
  await ask(FORGET_TRANSFER, [offer, number])
}

export const TAKE_BACK = {
  name: 'take-back',
  text: `
with slice as (
  select uses_left, budget_left, case when $3::boolean then uses_left else 0 end as uses,
    case when $4::boolean then budget_left else 0 end as budget
  from slices where shard = $1 and offer_id = $2 for update
), taken as (
  update slices s
  set uses_left = slice.uses_left - slice.uses, budget_left = slice.budget_left - slice.budget,
    returns = s.returns + 1
  from slice
  where s.shard = $1 and s.offer_id = $2 and (slice.uses > 0 or slice.budget > 0)
  returning s.shard, s.offer_id, s.returns, slice.uses, slice.budget
)
insert into slice_returns (shard, offer_id, number, uses, budget)
select shard, offer_id, returns, uses, budget from taken
returning offer_id as offer, shard, number, uses, budget`,
}

/** Slice key: takes back all uses that a slice has, or all money, or both. */
export async function takeBack(
  ask: Ask,
  { shard, offer }: { readonly shard: number; readonly offer: string },
  what: { readonly uses: boolean; readonly budget: boolean },
): Promise<Return | null> {
  const [taken] = await ask<Return>(TAKE_BACK, [shard, offer, what.uses, what.budget])
  return taken ?? null
}

export const ACCEPT_RETURN = {
  name: 'accept-return',
  text: `
with pool as (
  select *, least($4::bigint, uses_over) as uses, least($5::bigint, budget_over) as budget
  from pools where offer_id = $1 for update
), first as (
  insert into pool_returns (offer_id, shard, number)
  select offer_id, $2, $3 from pool
  on conflict (offer_id, shard, number) do nothing returning number
)
update pools p
set uses_left = pool.uses_left + $4 - pool.uses, uses_total = pool.uses_total - pool.uses,
  uses_over = pool.uses_over - pool.uses,
  budget_left = pool.budget_left + $5 - pool.budget, budget_total = pool.budget_total - pool.budget,
  budget_over = pool.budget_over - pool.budget, arrivals = p.arrivals + 1
from pool
where p.offer_id = $1 and exists (select from first)`,
}

/** Pool key: the pool receives a return, once. What a lowered limit no longer allows is not kept. */
export async function acceptReturn(ask: Ask, one: Return): Promise<void> {
  const { offer, shard, number, uses, budget } = one
  await ask(ACCEPT_RETURN, [offer, shard, number, uses, budget])
}

export const FORGET_RETURN = {
  name: 'forget-return',
  text: 'delete from slice_returns where shard = $1 and offer_id = $2 and number = $3',
}

/** Slice key: a return has been received. */
export async function forgetReturn(ask: Ask, { shard, offer, number }: Return): Promise<void> {
  await ask(FORGET_RETURN, [shard, offer, number])
}
