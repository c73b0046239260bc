// Made from the document of the API by docs/build-client.ts: npm run client.

export interface NewWatchList {
  readonly name?: string | undefined
}

export interface OpenedWatchList {
  readonly token: string
  readonly path: string
}

export interface WatchList {
  readonly name: string | null
  readonly createdAt: string
  readonly watches: readonly {
    readonly id: string
    readonly kind: 'target' | 'restock' | 'new-low'
    readonly targetMinor: number | null
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
    readonly title: string | null
    readonly image: string | null
    readonly isSample: boolean
    readonly totalMinor: number | null
    readonly readAt: string | null
    readonly place: 'armed' | 'confirming' | 'told' | 'deepening' | 'leaving'
    readonly fault: string | null
    readonly createdAt: string
  }[]
  readonly channels: readonly {
    readonly id: string
    readonly kind: 'telegram' | 'email' | 'web-push' | 'webhook'
    readonly shows: string
    readonly confirmedAt: string | null
    readonly goneAt: string | null
    readonly fault: string | null
    readonly createdAt: string
  }[]
  readonly alerts: readonly {
    readonly id: string
    readonly watch: string
    readonly kind: 'target' | 'restock' | 'new-low' | 'ending'
    readonly at: string
    readonly listing: string
    readonly title: string | null
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
    readonly targetMinor: number | null
    readonly says: string
  }[]
}

export interface WatchListExport {
  readonly name: string | null
  readonly createdAt: string
  readonly watches: readonly {
    readonly id: string
    readonly kind: 'target' | 'restock' | 'new-low'
    readonly targetMinor: number | null
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
    readonly title: string | null
    readonly image: string | null
    readonly isSample: boolean
    readonly totalMinor: number | null
    readonly readAt: string | null
    readonly place: 'armed' | 'confirming' | 'told' | 'deepening' | 'leaving'
    readonly fault: string | null
    readonly createdAt: string
  }[]
  readonly channels: readonly {
    readonly id: string
    readonly kind: 'telegram' | 'email' | 'web-push' | 'webhook'
    readonly shows: string
    readonly confirmedAt: string | null
    readonly goneAt: string | null
    readonly fault: string | null
    readonly createdAt: string
  }[]
  readonly alerts: readonly {
    readonly id: string
    readonly watch: string
    readonly kind: 'target' | 'restock' | 'new-low' | 'ending'
    readonly at: string
    readonly listing: string
    readonly title: string | null
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
    readonly targetMinor: number | null
    readonly says: string
  }[]
  readonly exportedAt: string
  readonly targets: readonly {
    readonly channel: string
    readonly target: string
  }[]
}

export interface NewWatch {
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
  readonly kind: 'target' | 'restock' | 'new-low'
  readonly targetMinor?: number | undefined
}
