// Made from the document of the API by docs/build-client.ts: npm run client.

export interface DealList {
  readonly found: readonly {
    readonly listing: string
    readonly title: string | null
    readonly image: string | null
    readonly isSample: boolean
    readonly of: {
      readonly listing: string
      readonly sku: string | null
      readonly shipTo: string | null
      readonly currency: string
      readonly surface:
        | 'site'
        | 'app'
        | 'mobile'
        | 'coins'
        | 'super-deals'
        | 'limited-deals'
        | 'bundle'
    }
    readonly totalMinor: number
    readonly listMinor: number
    readonly saleMinor: number
    readonly medianMinor: number | null
    readonly lowMinor: number | null
    readonly warehouse: string | null
    readonly readAt: string
    readonly belowMedian: number | null
    readonly stackOff: number
    readonly isListRaised: boolean
  }[]
}

export interface SearchList {
  readonly found: readonly {
    readonly listing: string
    readonly title: string | null
    readonly image: string | null
    readonly isSample: boolean
    readonly of: {
      readonly listing: string
      readonly sku: string | null
      readonly shipTo: string | null
      readonly currency: string
      readonly surface:
        | 'site'
        | 'app'
        | 'mobile'
        | 'coins'
        | 'super-deals'
        | 'limited-deals'
        | 'bundle'
    }
    readonly totalMinor: number
    readonly listMinor: number
    readonly saleMinor: number
    readonly medianMinor: number | null
    readonly lowMinor: number | null
    readonly warehouse: string | null
    readonly readAt: string
    readonly belowMedian: number | null
    readonly stackOff: number
    readonly isListRaised: boolean
  }[]
}

export interface PromotionList {
  readonly promotions: readonly {
    readonly id: string
    readonly title: string
    readonly kind: 'named' | 'recurring' | 'campaign'
    readonly says: string
    readonly region: string | null
    readonly from: string
    readonly until: string | null
  }[]
}

export interface TrackerQueue {
  readonly listings: number
  readonly histories: number
  readonly watches: number
  readonly due: number
  readonly lateSeconds: number
  readonly beingRead: number
  readonly failing: number
  readonly toReprice: number
  readonly toDeliver: number
  readonly nextHour: number
  readonly sources: readonly string[]
}
