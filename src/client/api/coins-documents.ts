// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Granted } from './claims-documents.ts'
import type { Currency } from './pricing-documents.ts'
export interface CoinEntry {
  readonly number: number
  readonly cause: string
  readonly debit: string
  readonly credit: string
  readonly amount: number
  readonly heldAfter: number
  readonly reference: string
  readonly expiresAt: string | null
  readonly at: string
}

export interface Coins {
  readonly held: number
  readonly entries: readonly CoinEntry[]
  readonly next: number | null
}

export interface Earning {
  readonly rule: string
  readonly reference: string
  readonly spentMinor?: number | undefined
  readonly currency?: Currency | undefined
  readonly coins?: number | undefined
}

export interface CoinAnswer {
  readonly entry: CoinEntry | null
  readonly held: number
  readonly replayed: boolean
}

export interface Spending {
  readonly coins: number
  readonly products?:
    | readonly {
        readonly store: string
        readonly listing: string
      }[]
    | undefined
}

export type Nothing = Readonly<Record<string, never>>

export interface PiecesBack {
  readonly bought: number
  readonly back: number
}

export interface Exchange {
  readonly offer: string
}

export interface Exchanged {
  readonly claim: Granted
  readonly coins: number
  readonly held: number
  readonly replayed: boolean
}
