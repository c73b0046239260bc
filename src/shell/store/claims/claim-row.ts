import {
  type Claim,
  type ClaimSource,
  type ClaimState,
  claimId,
} from '../../../core/offers/claim.ts'
import type { KeptClaim } from '../../../core/offers/claim-world.ts'

/** A row of `claims` as it is read: instants as dates, or as text where it came in JSON. */
export interface ClaimRow {
  readonly buyer_id: string
  readonly offer_id: string
  readonly ordinal: number
  readonly state: ClaimState
  readonly offer_version: number
  readonly source: ClaimSource
  readonly claimed_at: Date | string
  readonly usable_until: Date | string | null
  readonly order_id: string | null
  readonly amount_minor: number | null
  readonly held_until: Date | string | null
}

export interface KeptClaimRow extends ClaimRow {
  readonly key: string
  readonly drew_use: boolean
  readonly drawn_minor: number
}

/** An instant as we write it; JSON of the database writes it otherwise. */
export const instantText = (at: Date | string | number): string => new Date(at).toISOString()

/** A claim as it is told. */
export function claimOf(row: ClaimRow): Claim {
  const { order_id: order, amount_minor: amountMinor, held_until: heldUntil } = row
  return {
    id: claimId(row.offer_id, row.ordinal),
    buyer: row.buyer_id,
    offer: row.offer_id,
    ordinal: row.ordinal,
    state: row.state,
    source: row.source,
    offerVersion: row.offer_version,
    claimedAt: instantText(row.claimed_at),
    usableUntil: row.usable_until === null ? null : instantText(row.usable_until),
    ...(order === null ? {} : { order }),
    ...(heldUntil === null ? {} : { heldUntil: instantText(heldUntil) }),
    ...(amountMinor === null ? {} : { amountMinor }),
  }
}

export function keptClaimOf(row: KeptClaimRow): KeptClaim {
  const { key, drew_use: drewUse, drawn_minor: drawnMinor } = row
  return { ...claimOf(row), key, drewUse, drawnMinor }
}

/** The row that a claim is written as. */
export function rowOf(claim: KeptClaim): KeptClaimRow {
  return {
    buyer_id: claim.buyer,
    offer_id: claim.offer,
    ordinal: claim.ordinal,
    state: claim.state,
    offer_version: claim.offerVersion,
    source: claim.source,
    key: claim.key,
    claimed_at: claim.claimedAt,
    usable_until: claim.usableUntil,
    order_id: claim.order ?? null,
    amount_minor: claim.amountMinor ?? null,
    drew_use: claim.drewUse,
    drawn_minor: claim.drawnMinor,
    held_until: claim.heldUntil ?? null,
  }
}

/** A claim without what only the store asks of it. */
export function toldOf({ key: _, drewUse: _drew, drawnMinor: _drawn, ...claim }: KeptClaim): Claim {
  return claim
}
