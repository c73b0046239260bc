// Made from the document of the API by docs/build-client.ts: npm run client.

export type Finding =
  | {
      readonly outcome: 'applied'
      readonly effect: {
        readonly without: number
        readonly with: number
        readonly gain: number
        readonly off: number
      }
    }
  | {
      readonly outcome: 'within-reach'
      readonly needs: readonly {
        readonly need:
          | 'claim'
          | 'exchange'
          | 'choose'
          | 'wait'
          | 'channel'
          | 'coins'
          | 'spend'
          | 'items'
          | 'leave-out'
        readonly message: string
        readonly until?: string | null | undefined
        readonly coins?: number | undefined
        readonly channels?: readonly string[] | undefined
        readonly amountMinor?: number | undefined
        readonly count?: number | undefined
        readonly offers?: readonly string[] | undefined
      }[]
      readonly total: number
      readonly gain: number
      readonly off: number
    }
  | {
      readonly outcome: 'barred'
      readonly why: {
        readonly reason: string
        readonly reasons: readonly string[]
        readonly clause: string
        readonly message: string
        readonly remedy: string | null
        readonly blockedBy: readonly string[]
      }
      readonly instead: {
        readonly total: number
        readonly gain: number
      } | null
    }

export interface Coupons {
  readonly at: string
  readonly entries: readonly {
    readonly offer: string
    readonly title: string
    readonly kind: string
    readonly obtain:
      | 'automatic'
      | 'centre'
      | 'panel'
      | 'code'
      | 'unique-code'
      | 'trigger'
      | 'exchange'
      | 'invitation'
      | 'grant'
    readonly seller: string | null
    readonly until: string | null
    readonly benefit: {
      readonly off?: number | undefined
      readonly percent?: number | undefined
      readonly every?: number | undefined
      readonly freeShipping?: true | undefined
      readonly tiers?:
        | readonly {
            readonly quantity?: number | undefined
            readonly spend?: number | undefined
            readonly percent?: number | undefined
            readonly off?: number | undefined
          }[]
        | undefined
      readonly cap?: number | undefined
    }
    readonly minimum: {
      readonly spend?: number | undefined
      readonly quantity?: number | undefined
    } | null
    readonly currency: string | null
    readonly claimUntil: string | null
    readonly coins: number | null
    readonly held: number
    readonly claim: {
      readonly refusal:
        | 'unknown-offer'
        | 'code-refused'
        | 'not-claimable'
        | 'ended'
        | 'not-started'
        | 'claim-over'
        | 'disqualified'
        | 'already-claimed'
        | 'own-invitation'
        | 'already-invited'
        | 'not-new-buyer'
        | 'wrong-country'
        | 'not-enough-coins'
        | 'not-active-inviter'
        | 'exhausted'
        | 'budget-spent'
        | 'not-claimed'
        | 'expired'
        | 'held'
        | 'coins-used-on-product'
        | 'in-another-order'
        | 'already-used'
        | 'unknown-order'
        | 'wrong-state'
      readonly clause: string
      readonly message: string
      readonly offer?: string | undefined
      readonly from?: string | undefined
    } | null
    readonly cart: Finding | null
  }[]
  readonly next?: string | null | undefined
  readonly categories?:
    | readonly {
        readonly category: string
        readonly offers: number
      }[]
    | undefined
}

export interface StoredCart {
  readonly terms: string
  readonly currency: string
  readonly stores: Readonly<
    Record<
      string,
      {
        readonly seller: string
        readonly select?:
          | {
              readonly minimum: number
              readonly value: number
            }
          | null
          | undefined
      }
    >
  >
  readonly lines: readonly {
    readonly id: string
    readonly listing: string
    readonly sku: string
    readonly store: string
    readonly unitPrice: number
    readonly category?: readonly string[] | undefined
    readonly quantity?: number | undefined
    readonly traits?: readonly string[] | undefined
    readonly method?: string | undefined
    readonly warehouse?: string | null | undefined
    readonly taxRate?: number | undefined
  }[]
  readonly pricesIncludeTax?: boolean | undefined
  readonly shipping?:
    | readonly {
        readonly seller: string
        readonly method: string
        readonly fee: number
      }[]
    | undefined
  readonly choose?: 'all' | readonly string[] | undefined
  readonly channel?: 'site' | 'app' | 'mobile' | undefined
  readonly codes?: readonly string[] | undefined
}

export interface CentrePreview {
  readonly cart: StoredCart
  readonly buyer?: string | undefined
  readonly category?: readonly string[] | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export interface PanelPreview {
  readonly listing: string
  readonly store: string
  readonly seller: string
  readonly cart: StoredCart
  readonly buyer?: string | undefined
  readonly category?: readonly string[] | undefined
  readonly warehouse?: string | null | undefined
}
