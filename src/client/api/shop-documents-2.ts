// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Finding, StoredCart } from './shop-documents.ts'
export interface Drawer {
  readonly at: string
  readonly soonDays: number
  readonly usable: readonly {
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
    readonly ordinal: number
    readonly claimedAt: string
    readonly usableUntil: string | null
    readonly heldUntil: string | null
    readonly order: string | null
    readonly soon: boolean
    readonly ended: boolean
    readonly cart: Finding | null
  }[]
  readonly held: readonly {
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
    readonly ordinal: number
    readonly claimedAt: string
    readonly usableUntil: string | null
    readonly heldUntil: string | null
    readonly order: string | null
    readonly soon: boolean
    readonly ended: boolean
    readonly cart: Finding | null
  }[]
  readonly reserved: readonly {
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
    readonly ordinal: number
    readonly claimedAt: string
    readonly usableUntil: string | null
    readonly heldUntil: string | null
    readonly order: string | null
    readonly soon: boolean
    readonly ended: boolean
    readonly cart: Finding | null
  }[]
  readonly used: readonly {
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
    readonly ordinal: number
    readonly claimedAt: string
    readonly usableUntil: string | null
    readonly heldUntil: string | null
    readonly order: string | null
    readonly soon: boolean
    readonly ended: boolean
    readonly cart: Finding | null
  }[]
  readonly expired: readonly {
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
    readonly ordinal: number
    readonly claimedAt: string
    readonly usableUntil: string | null
    readonly heldUntil: string | null
    readonly order: string | null
    readonly soon: boolean
    readonly ended: boolean
    readonly cart: Finding | null
  }[]
  readonly forfeited: readonly {
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
    readonly ordinal: number
    readonly claimedAt: string
    readonly usableUntil: string | null
    readonly heldUntil: string | null
    readonly order: string | null
    readonly soon: boolean
    readonly ended: boolean
    readonly cart: Finding | null
  }[]
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
