import type { ClaimSource } from '../../../core/offers/claim.ts'
import type { Reserved } from '../../../core/offers/claim-world.ts'

/** A claim that is asked for; `key` names the request, and a repetition gets the same claim. */
export interface ClaimAsked {
  readonly buyer: string
  readonly offer: string
  readonly key: string
  /** Without it, the buyer takes it from the centre or a panel; what gives it to the buyer says so. */
  readonly source?: ClaimSource | undefined
  /** For tests and replay: the clock of the database counts otherwise. */
  readonly at?: Date | undefined
}

/** What is asked for an order of a buyer. */
export interface OrderAsked {
  readonly buyer: string
  readonly order: string
  readonly key: string
  readonly at?: Date | undefined
}

export interface ReservationAsked extends OrderAsked {
  readonly offers: readonly Reserved[]
}
