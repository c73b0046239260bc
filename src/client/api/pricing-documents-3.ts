// Made from the document of the API by docs/build-client.ts: npm run client.

import type {
  CartBuyer,
  CartLine,
  CartStore,
  Currency,
  Offer,
  ShippingFee,
} from './pricing-documents.ts'
import type { Quote } from './pricing-documents-2.ts'
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
  readonly currency: Currency
  readonly buyer: CartBuyer
  readonly stores: Readonly<Record<string, CartStore>>
  readonly lines: readonly CartLine[]
  readonly pricesIncludeTax?: boolean | undefined
  readonly shipping?: readonly ShippingFee[] | undefined
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
