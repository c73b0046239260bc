// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Offer, QuoteInput } from './pricing-documents.ts'
import type { Quote } from './pricing-documents-2.ts'
export interface RefundInput {
  readonly input: QuoteInput
  readonly quote: Quote
  readonly before: readonly {
    readonly line: string
    readonly quantity: number
  }[]
  readonly now: readonly {
    readonly line: string
    readonly quantity: number
  }[]
  readonly reason: 'return' | 'cancellation' | 'missed-ship-by' | 'not-received'
}

export interface Refund {
  readonly lines: readonly {
    readonly line: string
    readonly quantity: number
    readonly cash: number
  }[]
  readonly shipping: Readonly<Record<string, number>>
  readonly deducted: Readonly<Record<string, number>>
  readonly coins: number
  readonly total: number
}

export interface Best {
  readonly total: number
  readonly chosen: readonly string[]
  readonly bound: number
  readonly proved: boolean
  readonly quote: Quote
}

export interface SearchProgress {
  readonly progress: {
    readonly steps: number
    readonly total: number
    readonly bound: number
  }
}

export interface LeftOut {
  readonly offer: string
  readonly reason:
    | 'unknown-kind'
    | 'ended'
    | 'not-started'
    | 'expired'
    | 'disqualified'
    | 'not-owner'
    | 'not-claimed'
    | 'already-used'
    | 'out-of-stock'
    | 'held'
    | 'wrong-currency'
    | 'wrong-country'
    | 'wrong-channel'
    | 'not-new-buyer'
    | 'not-enough-coins'
    | 'no-eligible-items'
    | 'does-not-stack'
    | 'slot-taken'
    | 'allowance-spent'
    | 'below-minimum'
    | 'nothing-left'
    | 'costs-more'
    | 'gains-nothing'
    | 'not-searched'
  readonly cost: number | null
  readonly displaces: readonly string[]
  readonly clause: string
  readonly message: string
}

export interface BestExplanation {
  readonly best: Best
  readonly leftOut: readonly LeftOut[]
}

export interface PlanInput {
  readonly terms: string
  readonly at: string
  readonly currency: string
  readonly buyer: {
    readonly id: string
    readonly country?: string | null | undefined
    readonly channel?: 'site' | 'app' | 'mobile' | undefined
    readonly ordersPlaced?: number | undefined
    readonly coins?: number | undefined
    readonly disqualified?: boolean | undefined
  }
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
  readonly offers?: readonly Offer[] | undefined
  readonly maxCheckouts: number
  readonly options?:
    | {
        readonly units?: boolean | undefined
        readonly timeMs?: number | undefined
      }
    | undefined
}

export interface Plan {
  readonly checkouts: readonly {
    readonly lines:
      | readonly string[]
      | readonly {
          readonly line: string
          readonly quantity: number
        }[]
    readonly chosen: readonly string[]
    readonly quote: Quote
  }[]
  readonly total: number
  readonly bound: number
  readonly proved: boolean
  readonly single: number
}

export interface SplitGain {
  readonly checkouts: readonly number[]
  readonly gain: number
  readonly lost: readonly string[]
  readonly message: string
}

export interface PlanExplanation {
  readonly plan: Plan
  readonly leftOut: readonly LeftOut[]
  readonly splits: readonly SplitGain[]
}
