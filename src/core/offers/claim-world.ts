import type { Claim, ClaimSource } from './claim.ts'
import type { Obtained } from './issued-offer.ts'
import type { RefusalReason } from './refusals.ts'

/** What acts on claims ask of an offer, as it stands at their instant. */
export interface ClaimedOffer {
  readonly id: string
  readonly version: number
  readonly obtain: Obtained
  /** Why nobody may claim it now: its end (tc.20), or its window (cp.1). */
  readonly closed: Extract<RefusalReason, 'ended' | 'not-started' | 'claim-over'> | null
  readonly claimFrom: string | null
  /** Before it nothing of it can be used (tc.6). */
  readonly usableFrom: string | null
  /** Until when a claim made now could be used. */
  readonly usableUntil: string | null
  readonly perBuyer: number
  readonly hasLimit: boolean
  readonly hasBudget: boolean
  readonly returnsWhenCancelled: boolean
  readonly newBuyersOnly: boolean
  readonly countries: readonly string[]
}

/** What they ask of a buyer. */
export interface ClaimingBuyer {
  readonly disqualified: boolean
  readonly ordersPlaced: number
  readonly country: string | null
}

/** A claim with what only the store asks of it. */
export interface KeptClaim extends Claim {
  /** The request that made it. */
  readonly key: string
  /** Whether it took a use of a limit, and how much money of a budget: that much can come back. */
  readonly drewUse: boolean
  readonly drawnMinor: number
}

/** What is left in a shard of one offer, in uses and minor units. */
export interface Left {
  readonly uses: number
  readonly budget: number
}

/** Everything that an act of a buyer looks at. */
export interface ClaimWorld {
  /** RFC 3339, in UTC. */
  readonly at: string
  /** Until when a payment that fails now blocks what its order reserved (cp.9). */
  readonly blockedUntil: string
  readonly buyer: ClaimingBuyer
  readonly offers: ReadonlyMap<string, ClaimedOffer>
  /** The claims of the buyer that the act can be about. */
  readonly claims: readonly KeptClaim[]
  readonly left: ReadonlyMap<string, Left>
}

/** One offer that an order takes. */
export interface Reserved {
  readonly offer: string
  /** Which claim; without it, the one that can be used and lapses first. */
  readonly ordinal?: number | undefined
  /** What the quote took off by it, in minor units. */
  readonly amountMinor: number
}

/** What a buyer, an order or a payment does. `key` names the request. */
export type ClaimAct =
  | {
      readonly act: 'claim'
      readonly buyer: string
      readonly key: string
      readonly offer: string
      /** Null: the buyer takes it from the centre or a panel. */
      readonly source: ClaimSource | null
    }
  | {
      readonly act: 'reserve'
      readonly buyer: string
      readonly key: string
      readonly order: string
      readonly offers: readonly Reserved[]
    }
  | {
      readonly act: 'use' | 'release' | 'hold' | 'forfeit' | 'cancel'
      readonly buyer: string
      readonly key: string
      readonly order: string
    }
