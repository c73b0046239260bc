// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Obtain } from './offers-documents.ts'
import type { Quote } from './pricing-documents-2.ts'
import type { Best } from './pricing-documents-3.ts'
import type { Barrier, ClaimRefusal, Need, OfferEffect } from './shop-documents.ts'
export interface QuotedOffer {
  readonly title: string
  readonly campaign: string
  readonly version: number
}

export interface Qualification {
  readonly at: string
  readonly offers: Readonly<Record<string, QuotedOffer>>
  readonly passedOver: number
  readonly currency: string
  readonly total: number
  readonly applied: readonly {
    readonly offer: string
    readonly title: string
    readonly kind: string
    readonly obtain: Obtain
    readonly seller: string | null
    readonly until: string | null
    readonly outcome: 'applied'
    readonly effect: OfferEffect
  }[]
  readonly withinReach: readonly {
    readonly offer: string
    readonly title: string
    readonly kind: string
    readonly obtain: Obtain
    readonly seller: string | null
    readonly until: string | null
    readonly outcome: 'within-reach'
    readonly needs: readonly Need[]
    readonly total: number
    readonly gain: number
    readonly off: number
  }[]
  readonly barred: readonly {
    readonly offer: string
    readonly title: string
    readonly kind: string
    readonly obtain: Obtain
    readonly seller: string | null
    readonly until: string | null
    readonly outcome: 'barred'
    readonly why: Barrier
    readonly instead: {
      readonly total: number
      readonly gain: number
    } | null
  }[]
}

export interface TypedCode {
  readonly code: string
  readonly offer: string | null
  readonly repeats: boolean
  readonly refusal: ClaimRefusal | null
}

export interface StoredQuote {
  readonly at: string
  readonly offers: Readonly<Record<string, QuotedOffer>>
  readonly codes: readonly TypedCode[]
  readonly quote: Quote
}

export interface StoredBest {
  readonly at: string
  readonly offers: Readonly<Record<string, QuotedOffer>>
  readonly codes: readonly TypedCode[]
  readonly best: Best
}
