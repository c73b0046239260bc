// Made from the document of the API by docs/build-client.ts: npm run client.

import type {
  CartBuyer,
  CartStore,
  Currency,
  Offer,
  QuoteInput,
  Reason,
  ShippingFee,
} from './pricing-documents.ts'
export interface Quote {
  readonly terms: string
  readonly currency: Currency
  readonly lines: readonly {
    readonly id: string
    readonly list: number
    readonly off: number
    readonly net: number
    readonly tax: number
  }[]
  readonly orders: readonly {
    readonly id: string
    readonly list: number
    readonly off: number
    readonly shipping: number
    readonly shippingOff: number
    readonly tax: number
    readonly total: number
  }[]
  readonly applied: readonly {
    readonly offer: string
    readonly kind: string
    readonly step: string
    readonly spend: number
    readonly base: number
    readonly off: number
    readonly forfeited: number
    readonly coins: number
    readonly lines: Readonly<Record<string, number>>
    readonly shipping: Readonly<Record<string, number>>
    readonly clause: string
    readonly narrowed?:
      | {
          readonly lines: readonly string[]
          readonly by: readonly string[]
        }
      | undefined
    readonly provisional?: readonly string[] | undefined
  }[]
  readonly rejected: readonly {
    readonly offer: string
    readonly kind: string
    readonly reason: Reason
    readonly reasons: readonly Reason[]
    readonly blockedBy: readonly string[]
    readonly clause: string
    readonly message: string
    readonly short?: number | undefined
    readonly shortOf?: 'spend' | 'items' | undefined
  }[]
  readonly funding: Readonly<Record<string, number>>
  readonly totals: {
    readonly list: number
    readonly off: number
    readonly shipping: number
    readonly shippingOff: number
    readonly tax: number
    readonly total: number
    readonly saved: number
    readonly coins: number
  }
}

export interface Attempt {
  readonly offer: string
  readonly kind: string
  readonly step: string | null
  readonly outcome: 'applied' | 'rejected'
  readonly reasons: readonly Reason[]
  readonly eligible: readonly string[]
  readonly lost: {
    readonly lines: readonly string[]
    readonly by: readonly string[]
  } | null
  readonly rules: readonly {
    readonly property: string
    readonly rule: string
    readonly clause: string
    readonly overrides: string | null
  }[]
  readonly minimum: {
    readonly compare: 'reaches' | 'exceeds'
    readonly of: 'list' | 'running' | 'pool'
    readonly spend: number
    readonly needed: number | null
  } | null
  readonly running: Readonly<Record<string, number>>
  readonly message: string | null
  readonly remedy: string | null
}

export interface Explanation {
  readonly quote: Quote
  readonly attempts: readonly Attempt[]
}

export interface Unlocks {
  readonly unlocks: readonly {
    readonly offer: string
    readonly short: number
    readonly shortOf: 'spend' | 'items'
    readonly cost: number
    readonly worth: boolean
  }[]
}

export interface BatchDefaults {
  readonly terms?: string | undefined
  readonly at?: string | undefined
  readonly currency?: Currency | undefined
  readonly buyer?: CartBuyer | undefined
  readonly stores?: Readonly<Record<string, CartStore>> | undefined
  readonly pricesIncludeTax?: boolean | undefined
  readonly shipping?: readonly ShippingFee[] | undefined
  readonly choose?: 'all' | readonly string[] | undefined
  readonly offers?: readonly Offer[] | undefined
}

export interface Refused {
  readonly refused: readonly {
    readonly path: string
    readonly fault: string
  }[]
}

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
