// Made from the document of the API by docs/build-client.ts: npm run client.

/** An active code of ISO 4217. */
export type Currency = string

export interface CartBuyer {
  readonly id: string
  readonly country?: string | null | undefined
  readonly channel?: 'site' | 'app' | 'mobile' | undefined
  readonly ordersPlaced?: number | undefined
  readonly coins?: number | undefined
  readonly disqualified?: boolean | undefined
}

export interface CartStore {
  readonly seller: string
  readonly select?:
    | {
        readonly minimum: number
        readonly value: number
      }
    | null
    | undefined
}

export interface CartLine {
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
}

export interface ShippingFee {
  readonly seller: string
  readonly method: string
  readonly fee: number
}

export interface BenefitTier {
  readonly quantity?: number | undefined
  readonly spend?: number | undefined
  readonly percent?: number | undefined
  readonly off?: number | undefined
}

/**
 * Must be one of: off; percent; every with off; freeShipping; tiers (a cap may stand with
 * percent, every and freeShipping).
 */
export interface Benefit {
  readonly off?: number | undefined
  readonly percent?: number | undefined
  readonly every?: number | undefined
  readonly freeShipping?: true | undefined
  readonly tiers?: readonly BenefitTier[] | undefined
  readonly cap?: number | undefined
}

export interface OfferMinimum {
  readonly spend?: number | undefined
  readonly quantity?: number | undefined
}

export interface OfferScope {
  readonly stores?: readonly string[] | undefined
  readonly sellers?: readonly string[] | undefined
  readonly categories?: readonly (readonly string[])[] | undefined
  readonly listings?: readonly string[] | undefined
  readonly warehouses?: readonly string[] | undefined
}

export interface Offer {
  readonly id: string
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
  readonly claimed?: boolean | undefined
  readonly owner?: string | null | undefined
  readonly uses?:
    | {
        readonly limit: number
        readonly made: number
      }
    | undefined
  readonly budget?:
    | {
        readonly limit: number
        readonly made: number
      }
    | null
    | undefined
  readonly heldUntil?: string | null | undefined
  readonly ended?: boolean | undefined
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

export interface QuoteInput {
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
}

export type Reason =
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
