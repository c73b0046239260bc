// Made from the document of the API by docs/build-client.ts: npm run client.

export interface Offer {
  readonly id: string
  readonly kind: string
  readonly funder: string
  readonly benefit: {
    readonly off?: number | undefined
    readonly percent?: number | undefined
    readonly every?: number | undefined
    readonly freeShipping?: true | undefined
    readonly tiers?:
      | readonly {
          readonly quantity?: number | undefined
          readonly spend?: number | undefined
          readonly percent?: number | undefined
          readonly off?: number | undefined
        }[]
      | undefined
    readonly cap?: number | undefined
  }
  readonly currency?: string | undefined
  readonly minimum?:
    | {
        readonly spend?: number | undefined
        readonly quantity?: number | undefined
      }
    | null
    | undefined
  readonly scope?:
    | {
        readonly stores?: readonly string[] | undefined
        readonly sellers?: readonly string[] | undefined
        readonly categories?: readonly (readonly string[])[] | undefined
        readonly listings?: readonly string[] | undefined
        readonly warehouses?: readonly string[] | undefined
      }
    | null
    | undefined
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
}
