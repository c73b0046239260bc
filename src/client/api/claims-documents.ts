// Made from the document of the API by docs/build-client.ts: npm run client.

/** Either `offer` or `code`. With `grant`, staff and keys give an offer that is given. */
export interface NewClaim {
  readonly buyer?: string | undefined
  readonly offer?: string | undefined
  readonly code?: string | undefined
  readonly grant?: boolean | undefined
}

export interface Granted {
  readonly id: string
  readonly buyer: string
  readonly offer: string
  readonly ordinal: number
  readonly state: 'claimed' | 'reserved' | 'used' | 'forfeited' | 'returned'
  readonly source:
    | 'centre'
    | 'panel'
    | 'code'
    | 'trigger'
    | 'exchange'
    | 'invitation'
    | 'grant'
    | 'reserve'
  readonly offerVersion: number
  readonly claimedAt: string
  readonly usableUntil: string | null
  readonly replayed: boolean
  readonly order?: string | undefined
  readonly heldUntil?: string | undefined
  readonly amountMinor?: number | undefined
}

export interface Reservation {
  readonly offers: readonly {
    readonly offer: string
    readonly amountMinor: number
    readonly ordinal?: number | undefined
  }[]
}

export interface Claim {
  readonly id: string
  readonly buyer: string
  readonly offer: string
  readonly ordinal: number
  readonly state: 'claimed' | 'reserved' | 'used' | 'forfeited' | 'returned'
  readonly source:
    | 'centre'
    | 'panel'
    | 'code'
    | 'trigger'
    | 'exchange'
    | 'invitation'
    | 'grant'
    | 'reserve'
  readonly offerVersion: number
  readonly claimedAt: string
  readonly usableUntil: string | null
  readonly order?: string | undefined
  readonly heldUntil?: string | undefined
  readonly amountMinor?: number | undefined
}

export interface Claims {
  readonly claims: readonly Claim[]
}
