/** The tables of buyers, claims and what is left of limited offers (migration 0003) as types. */
import type { Generated, JSONColumnType } from 'kysely'
import type { ClaimSource, ClaimState } from '../../../core/offers/claim.ts'

export interface ClaimTables {
  buyers: Buyers
  claims: Claims
  claim_requests: ClaimRequests
  claim_turns: ClaimTurns
  slices: Slices
  slice_transfers: SliceTransfers
  slice_returns: SliceReturns
  pools: Pools
  pool_transfers: PoolTransfers
  pool_returns: PoolReturns
}

interface Buyers {
  shard: number
  id: string
  country: string | null
  registered_at: Generated<Date>
  orders_placed: Generated<number>
  disqualified_at: Date | null
}

interface Claims {
  shard: number
  buyer_id: string
  offer_id: string
  ordinal: number
  state: Generated<ClaimState>
  offer_version: number
  source: ClaimSource
  key: string
  claimed_at: Date
  usable_until: Date | null
  order_id: string | null
  amount_minor: number | null
  drew_use: Generated<boolean>
  drawn_minor: Generated<number>
  held_until: Date | null
  changed_at: Date
}

interface ClaimRequests {
  shard: number
  buyer_id: string
  key: string
  body_digest: Buffer
  answer: JSONColumnType<object>
  answered_at: Generated<Date>
}

interface ClaimTurns {
  shard: number
}

interface Slices {
  shard: number
  offer_id: string
  uses_left: Generated<number>
  budget_left: Generated<number>
  arrivals: Generated<number>
  returns: Generated<number>
}

interface SliceTransfers {
  shard: number
  offer_id: string
  number: number
}

interface SliceReturns {
  shard: number
  offer_id: string
  number: number
  uses: number
  budget: number
}

interface Pools {
  offer_id: string
  uses_total: Generated<number>
  uses_left: Generated<number>
  uses_over: Generated<number>
  budget_total: Generated<number>
  budget_left: Generated<number>
  budget_over: Generated<number>
  arrivals: Generated<number>
  transfers: Generated<number>
}

interface PoolTransfers {
  offer_id: string
  number: number
  shard: number
  uses: number
  budget: number
  left_at: Generated<Date>
}

interface PoolReturns {
  offer_id: string
  shard: number
  number: number
}
