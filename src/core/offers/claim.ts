/** Where a claim stands in the life of an order (protection §3); `returned` is no longer the buyer's. */
export const CLAIM_STATES = ['claimed', 'reserved', 'used', 'forfeited', 'returned'] as const

export type ClaimState = (typeof CLAIM_STATES)[number]

/**
 * How a claim came about: taken by the buyer from the centre or a panel (fg.center), with a code, issued
 * by a trigger (fg.one-time), for coins (tc.18.a.i.2), by an invitation (tc.15.a), by an agent, or made
 * with the reservation of an order.
 */
export const CLAIM_SOURCES = [
  'centre',
  'panel',
  'code',
  'trigger',
  'exchange',
  'invitation',
  'grant',
  'reserve',
] as const

export type ClaimSource = (typeof CLAIM_SOURCES)[number]

/** One use of an offer that a buyer was granted: the buyer's alone (cp.8, tc.21). */
export interface Claim {
  /** `offer~ordinal`: a name among the claims of the buyer. */
  readonly id: string
  readonly buyer: string
  readonly offer: string
  /** Counts the buyer's claims of the offer from 1. */
  readonly ordinal: number
  readonly state: ClaimState
  readonly source: ClaimSource
  /** The version of the offer that the buyer claimed. */
  readonly offerVersion: number
  readonly claimedAt: string
  /** From here on it is void (tc.6); null: only with the offer itself. */
  readonly usableUntil: string | null
  /** The order that reserved or used it, or whose payment failed. */
  readonly order?: string
  /** A failed payment blocks it until then (cp.9). */
  readonly heldUntil?: string
  /** What the order's quote took off by it, in minor units. */
  readonly amountMinor?: number
}

/** A use of an offer by the place that guards it: the buyer's `ordinal`-th claim of the offer. */
export function claimId(offer: string, ordinal: number): string {
  return `${offer}~${ordinal}`
}
