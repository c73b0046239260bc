// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Obtain } from './offers-documents.ts'
import type {
  Benefit,
  CartLine,
  CartStore,
  Currency,
  OfferMinimum,
  ShippingFee,
} from './pricing-documents.ts'
export interface ClaimRefusal {
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
}

export interface OfferEffect {
  readonly without: number
  readonly with: number
  readonly gain: number
  readonly off: number
}

export interface Need {
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
}

export interface Barrier {
  readonly reason: string
  readonly reasons: readonly string[]
  readonly clause: string
  readonly message: string
  readonly remedy: string | null
  readonly blockedBy: readonly string[]
}

export type Finding =
  | {
      readonly outcome: 'applied'
      readonly effect: OfferEffect
    }
  | {
      readonly outcome: 'within-reach'
      readonly needs: readonly Need[]
      readonly total: number
      readonly gain: number
      readonly off: number
    }
  | {
      readonly outcome: 'barred'
      readonly why: Barrier
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
    readonly obtain: Obtain
    readonly seller: string | null
    readonly until: string | null
    readonly benefit: Benefit
    readonly minimum: OfferMinimum | null
    readonly currency: string | null
    readonly claimUntil: string | null
    readonly coins: number | null
    readonly held: number
    readonly claim: ClaimRefusal | null
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
  readonly currency: Currency
  readonly stores: Readonly<Record<string, CartStore>>
  readonly lines: readonly CartLine[]
  readonly pricesIncludeTax?: boolean | undefined
  readonly shipping?: readonly ShippingFee[] | undefined
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

export interface DrawerEntry {
  readonly offer: string
  readonly title: string
  readonly kind: string
  readonly obtain: Obtain
  readonly seller: string | null
  readonly until: string | null
  readonly ordinal: number
  readonly claimedAt: string
  readonly usableUntil: string | null
  readonly heldUntil: string | null
  readonly order: string | null
  readonly soon: boolean
  readonly ended: boolean
  readonly cart: Finding | null
}

export interface Drawer {
  readonly at: string
  readonly soonDays: number
  readonly usable: readonly DrawerEntry[]
  readonly held: readonly DrawerEntry[]
  readonly reserved: readonly DrawerEntry[]
  readonly used: readonly DrawerEntry[]
  readonly expired: readonly DrawerEntry[]
  readonly forfeited: readonly DrawerEntry[]
}

export interface WalletPreview {
  readonly cart: StoredCart
}

/** `order` is the order that is being placed: what it reserved is at its hand. */
export interface CartAsked {
  readonly cart: StoredCart
  readonly buyer?: string | undefined
  readonly order?: string | undefined
}
