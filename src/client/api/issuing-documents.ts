// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Granted } from './claims-documents.ts'
import type { Currency } from './pricing-documents.ts'
import type { ClaimRefusal } from './shop-documents.ts'
export interface TriggerEvent {
  readonly trigger: 'cart-left' | 'first-app-open' | 'anniversary' | 'follow' | 'compensation'
  readonly device?: string | undefined
  readonly seller?: string | undefined
  readonly occasion?: string | undefined
  readonly offer?: string | undefined
  readonly spentMinor?: number | undefined
  readonly currency?: Currency | undefined
  readonly reason?: string | undefined
}

export interface Fired {
  readonly claims: readonly Granted[]
  readonly replayed: boolean
}

export interface CartLeft {
  readonly state: 'left' | 'bought' | 'emptied'
  readonly leftAt?: string | undefined
  readonly sellers?: readonly string[] | undefined
}

export interface Invitation {
  readonly code: string
  readonly redeemed: number
  readonly limit: number
}

export interface Redemption {
  readonly code: string
}

export interface Redeemed {
  readonly claims: readonly Granted[]
  readonly refused: readonly ClaimRefusal[]
  readonly replayed: boolean
}
