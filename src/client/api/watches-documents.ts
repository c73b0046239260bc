// Made from the document of the API by docs/build-client.ts: npm run client.

import type { HistoryKey, Observation } from './tracker-documents.ts'
export interface NewWatchList {
  readonly name?: string | undefined
}

export interface OpenedWatchList {
  readonly token: string
  readonly path: string
}

export interface Watch {
  readonly id: string
  readonly kind: 'target' | 'restock' | 'new-low'
  readonly targetMinor: number | null
  readonly of: HistoryKey
  readonly title: string | null
  readonly image: string | null
  readonly isSample: boolean
  readonly totalMinor: number | null
  readonly readAt: string | null
  readonly place: 'armed' | 'confirming' | 'told' | 'deepening' | 'leaving'
  readonly fault: string | null
  readonly createdAt: string
}

export interface AlertChannel {
  readonly id: string
  readonly kind: 'telegram' | 'email' | 'web-push' | 'webhook'
  readonly shows: string
  readonly confirmedAt: string | null
  readonly goneAt: string | null
  readonly fault: string | null
  readonly createdAt: string
}

export interface Alert {
  readonly id: string
  readonly watch: string
  readonly kind: 'target' | 'restock' | 'new-low' | 'ending'
  readonly at: string
  readonly listing: string
  readonly title: string | null
  readonly of: HistoryKey
  readonly totalMinor: number
  readonly targetMinor: number | null
  readonly says: string
}

export interface WatchList {
  readonly name: string | null
  readonly createdAt: string
  readonly watches: readonly Watch[]
  readonly channels: readonly AlertChannel[]
  readonly alerts: readonly Alert[]
}

export interface WatchListExport {
  readonly name: string | null
  readonly createdAt: string
  readonly watches: readonly Watch[]
  readonly channels: readonly AlertChannel[]
  readonly alerts: readonly Alert[]
  readonly exportedAt: string
  readonly targets: readonly {
    readonly channel: string
    readonly target: string
  }[]
}

export interface NewWatch {
  readonly of: HistoryKey
  readonly kind: 'target' | 'restock' | 'new-low'
  readonly targetMinor?: number | undefined
}

export interface AlertList {
  readonly alerts: readonly Alert[]
}

export interface AlertProof {
  readonly id: string
  readonly kind: 'target' | 'restock' | 'new-low' | 'ending'
  readonly at: string
  readonly says: string
  readonly listing: string
  readonly title: string | null
  readonly image: string | null
  readonly isSample: boolean
  readonly of: HistoryKey
  readonly totalMinor: number
  readonly targetMinor: number | null
  readonly readings: readonly Observation[]
  readonly ending: {
    readonly offer: string
    readonly until: string
    readonly afterMinor: number
  } | null
  readonly faults: readonly string[]
}

export interface ChannelKinds {
  readonly telegram: boolean
  readonly email: boolean
  readonly webhook: boolean
  readonly webPushKey: string | null
}

export interface TelegramLink {
  readonly deepLink: string
  readonly until: string
}

export interface NewEmailChannel {
  readonly address: string
}

export interface NewPushChannel {
  readonly endpoint: string
  readonly keys: {
    readonly p256dh: string
    readonly auth: string
  }
}

export interface NewAlertHook {
  readonly url: string
}

export interface AlertHook {
  readonly channel: AlertChannel
  readonly secret: string
}

export interface MailToken {
  readonly token: string
}

export interface MailConfirmed {
  readonly came: 'confirmed' | 'lapsed' | 'not-genuine' | 'gone'
}

export interface MailLeft {
  readonly came: 'left' | 'not-genuine'
}
