// Made from the document of the API by docs/build-client.ts: npm run client.

import type {
  ChangePoint,
  DrawnHistory,
  HistoryKey,
  ListingFacts,
  Observation,
  PastedLink,
  PriceFigures,
  PriceGap,
} from './tracker-documents.ts'
export interface Promotion {
  readonly id: string
  readonly title: string
  readonly kind: 'named' | 'recurring' | 'campaign'
  readonly says: string
  readonly region: string | null
  readonly from: string
  readonly until: string | null
}

export interface TrackedListing {
  readonly listing: ListingFacts
  readonly variants: readonly {
    readonly of: HistoryKey
    readonly name: string | null
    readonly totalMinor: number | null
    readonly saleMinor: number | null
    readonly stock: 'in' | 'out' | 'unknown'
    readonly readAt: string | null
    readonly isBeingRead: boolean
    readonly watches: number
  }[]
  readonly chosen: {
    readonly of: HistoryKey
    readonly receipt: Observation | null
    readonly fault: string | null
    readonly nextLookAt: string | null
    readonly isBeingRead: boolean
    readonly nextChangeAt: string | null
    readonly history: DrawnHistory
    readonly figures: {
      readonly last30Days: PriceFigures
      readonly last90Days: PriceFigures
      readonly ever: PriceFigures
    }
    readonly suggestion: {
      readonly targetMinor: number
      readonly lowMinor: number
      readonly reachedTimes: number
      readonly reachedLast: string | null
      readonly confidence: 'low' | 'medium' | 'high'
      readonly knownDays: number
    } | null
  } | null
  readonly verdict: {
    readonly kind: 'wait' | 'low' | 'good' | 'usual' | 'high' | 'unknown'
    readonly says: string
  }
  readonly nextEvent: Promotion | null
}

export interface PasteAnswer {
  readonly link: PastedLink
  readonly listing: TrackedListing | null
  readonly isBeingRead: boolean
  readonly says: string | null
}

export interface PriceHistory {
  readonly key: HistoryKey
  readonly points: readonly ChangePoint[]
  readonly asides: readonly ChangePoint[]
  readonly gaps: readonly PriceGap[]
}

export interface TrackerSamples {
  readonly samples: readonly {
    readonly listing: ListingFacts
    readonly of: HistoryKey
    readonly totalMinor: number | null
    readonly paste: string
    readonly isLiving: boolean
    readonly targetMinor: number | null
  }[]
}

export interface NewReadings {
  readonly format: 'csv' | 'ndjson'
  readonly text: string
  readonly title?: string | undefined
}

export interface ReadingsTaken {
  readonly taken: number
  readonly late: number
  readonly held: number
  readonly alerts: number
}

export interface NewHistory {
  readonly format: 'csv' | 'json'
  readonly text: string
  readonly title?: string | undefined
}

export interface HistoryTaken {
  readonly of: HistoryKey
  readonly points: number
  readonly asides: number
  readonly gaps: number
}

export interface FoundListing {
  readonly listing: string
  readonly title: string | null
  readonly image: string | null
  readonly isSample: boolean
  readonly of: HistoryKey
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
}

export interface DealList {
  readonly found: readonly FoundListing[]
}

export interface SearchList {
  readonly found: readonly FoundListing[]
}

export interface PromotionList {
  readonly promotions: readonly Promotion[]
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
