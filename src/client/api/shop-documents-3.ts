// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Quote } from './pricing-documents-2.ts'
import type { Best } from './pricing-documents-3.ts'
export interface Qualification {
  readonly at: string
  readonly offers: Readonly<
    Record<
      string,
      {
        readonly title: string
        readonly campaign: string
        readonly version: number
      }
    >
  >
  readonly passedOver: number
  readonly currency: string
  readonly total: number
  readonly applied: readonly {
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
    readonly outcome: 'applied'
    readonly effect: {
      readonly without: number
      readonly with: number
      readonly gain: number
      readonly off: number
    }
  }[]
  readonly withinReach: readonly {
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
  }[]
  readonly barred: readonly {
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
  }[]
}

export interface StoredQuote {
  readonly at: string
  readonly offers: Readonly<
    Record<
      string,
      {
        readonly title: string
        readonly campaign: string
        readonly version: number
      }
    >
  >
  readonly codes: readonly {
    readonly code: string
    readonly offer: string | null
    readonly repeats: boolean
    readonly refusal: {
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
  }[]
  readonly quote: Quote
}

export interface StoredBest {
  readonly at: string
  readonly offers: Readonly<
    Record<
      string,
      {
        readonly title: string
        readonly campaign: string
        readonly version: number
      }
    >
  >
  readonly codes: readonly {
    readonly code: string
    readonly offer: string | null
    readonly repeats: boolean
    readonly refusal: {
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
  }[]
  readonly best: Best
}
