// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Benefit, Currency, OfferMinimum, OfferScope } from './pricing-documents.ts'
export type Obtain =
  | 'automatic'
  | 'centre'
  | 'panel'
  | 'code'
  | 'unique-code'
  | 'trigger'
  | 'exchange'
  | 'invitation'
  | 'grant'

export interface OfferTerms {
  readonly kind: string
  readonly funder: string
  readonly benefit: Benefit
  readonly currency?: Currency | undefined
  readonly minimum?: OfferMinimum | null | undefined
  readonly scope?: OfferScope | null | undefined
  readonly countries?: readonly string[] | null | undefined
  readonly channels?: readonly ('site' | 'app' | 'mobile')[] | null | undefined
  readonly newBuyersOnly?: boolean | undefined
  readonly from?: string | null | undefined
  readonly until?: string | null | undefined
  readonly exclusive?: boolean | undefined
  readonly stacksWith?: 'any' | readonly string[] | null | undefined
  readonly code?: string | null | undefined
  readonly coins?:
    | {
        readonly required?: number | undefined
        readonly max?: number | undefined
      }
    | null
    | undefined
}

export interface IssuedOffer {
  readonly id: string
  readonly campaign: string
  readonly title: string
  readonly obtain: Obtain
  readonly offer: OfferTerms
  readonly seller?: string | null | undefined
  readonly claimFrom?: string | null | undefined
  readonly claimUntil?: string | null | undefined
  readonly validDays?: number | undefined
  readonly limits?:
    | {
        readonly uses?: number | undefined
        readonly perBuyer?: number | undefined
        readonly budget?: number | undefined
      }
    | undefined
  readonly trigger?:
    | {
        readonly on: 'cart-left' | 'first-app-open' | 'anniversary' | 'follow' | 'compensation'
        readonly spentAtLeast?: number | undefined
      }
    | undefined
  readonly exchange?:
    | {
        readonly coins: number
      }
    | undefined
  readonly returnsWhenFullyCancelled?: boolean | undefined
}

export interface OfferState {
  readonly offer: IssuedOffer
  readonly version: number
  readonly standing: 'scheduled' | 'active' | 'over' | 'ended'
  readonly changedAt: string
  readonly endedAt: string | null
  readonly validity: {
    readonly claimFrom: string | null
    readonly claimUntil: string | null
    readonly usableFrom: string | null
    readonly usableUntil: string | null
    readonly validDays: number | null
  }
  readonly gauge: {
    readonly granted: number | null
    readonly usesLeft: number | null
    readonly budgetLeft: number | null
  }
  readonly doubts?:
    | readonly {
        readonly path: string
        readonly doubt: string
        readonly clause: string
      }[]
    | undefined
}

export interface OfferList {
  readonly offers: readonly OfferState[]
  readonly next: string | null
}

export interface OfferVersions {
  readonly versions: readonly {
    readonly version: number
    readonly offer: IssuedOffer
    readonly act: 'created' | 'changed' | 'ended'
    readonly changedAt: string
    readonly changedBy: string
  }[]
}

export interface NewCodes {
  readonly count: number
}

export interface OfferImport {
  readonly campaign: string
  readonly format: 'csv' | 'json'
  readonly text: string
  readonly dryRun?: boolean | undefined
  readonly whole?: boolean | undefined
}

export interface ImportReport {
  readonly kept: boolean
  readonly rows: number
  readonly campaigns: readonly string[]
  readonly imported: readonly string[]
  readonly unchanged: readonly string[]
  readonly issues: readonly {
    readonly row: number
    readonly severity: 'refused' | 'flagged'
    readonly rule:
      | 'unreadable-code'
      | 'unreadable-amount'
      | 'unreadable-minimum'
      | 'unknown-currency'
      | 'amount-not-below-minimum'
      | 'no-region'
      | 'unknown-region'
      | 'unreadable-date'
      | 'no-window'
      | 'no-end'
      | 'window-reversed'
      | 'unreadable-limit'
      | 'low-confidence'
      | 'product-bound'
      | 'of-a-seller'
      | 'stands-twice'
      | 'no-campaign'
      | 'not-an-offer'
      | 'not-issued'
      | 'other-countries'
      | 'region-respelt'
      | 'no-zone'
      | 'no-start'
      | 'month-only'
      | 'same-code'
      | 'off-rate'
      | 'name-differs'
      | 'unusual'
      | 'noted'
    readonly fault: string
    readonly code?: string | undefined
    readonly column?: string | undefined
    readonly clause?: string | undefined
  }[]
}
