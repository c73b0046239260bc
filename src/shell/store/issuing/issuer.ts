import type { Claim, ClaimSource } from '../../../core/offers/claim.ts'
import type { Refusal } from '../../../core/offers/refusals.ts'

/** A claim as it is answered: `replayed` where its key had been granted it before. */
export type Granted = Claim & { readonly replayed: boolean }

export interface GrantRequest {
  readonly buyer: string
  readonly offer: string
  /** What it is granted once for. */
  readonly key: string
  readonly source: ClaimSource
  readonly at?: Date | undefined
}

/** Who grants claims, exactly: triggers, exchanges and invitations only ask. */
export interface Issuer {
  readonly claim: (request: GrantRequest) => Promise<Granted | Refusal>
}
