// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Observation, PastedLink, PriceHistory } from './tracker-documents.ts'
export interface TrackedListing {
  readonly listing: {
    readonly id: string
    readonly title: string | null
    readonly image: string | null
    readonly origin: 'marketplace' | 'shop' | 'own' | 'feed'
    readonly address: string | null
    readonly store: string | null
    readonly storeName: string | null
    readonly seller: string | null
    readonly category: readonly string[]
    readonly isSample: boolean
  }
  readonly variants: readonly {
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
    readonly name: string | null
    readonly totalMinor: number | null
    readonly saleMinor: number | null
    readonly stock: 'in' | 'out' | 'unknown'
    readonly readAt: string | null
    readonly isBeingRead: boolean
    readonly watches: number
  }[]
  readonly chosen: {
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
    readonly receipt: Observation | null
    readonly fault: string | null
    readonly nextLookAt: string | null
    readonly isBeingRead: boolean
    readonly nextChangeAt: string | null
    readonly history: PriceHistory
    readonly figures: {
      readonly last30Days: {
        readonly lowMinor: number | null
        readonly lowAt: string | null
        readonly medianMinor: number | null
        readonly highMinor: number | null
        readonly knownDays: number
      }
      readonly last90Days: {
        readonly lowMinor: number | null
        readonly lowAt: string | null
        readonly medianMinor: number | null
        readonly highMinor: number | null
        readonly knownDays: number
      }
      readonly ever: {
        readonly lowMinor: number | null
        readonly lowAt: string | null
        readonly medianMinor: number | null
        readonly highMinor: number | null
        readonly knownDays: number
      }
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
  readonly nextEvent: {
    readonly id: string
    readonly title: string
    readonly kind: 'named' | 'recurring' | 'campaign'
    readonly says: string
    readonly region: string | null
    readonly from: string
    readonly until: string | null
  } | null
}

export interface PasteAnswer {
  readonly link: PastedLink
  readonly listing: TrackedListing | null
  readonly isBeingRead: boolean
  readonly says: string | null
}

export interface TrackerSamples {
  readonly samples: readonly {
    readonly listing: {
      readonly id: string
      readonly title: string | null
      readonly image: string | null
      readonly origin: 'marketplace' | 'shop' | 'own' | 'feed'
      readonly address: string | null
      readonly store: string | null
      readonly storeName: string | null
      readonly seller: string | null
      readonly category: readonly string[]
      readonly isSample: boolean
    }
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
