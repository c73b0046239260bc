// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Observation } from './tracker-documents.ts'
export interface Watch {
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
}

export interface AlertList {
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

export interface AlertProof {
  readonly id: string
  readonly kind: 'target' | 'restock' | 'new-low' | 'ending'
  readonly at: string
  readonly says: string
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

export interface AlertChannel {
  readonly id: string
  readonly kind: 'telegram' | 'email' | 'web-push' | 'webhook'
  readonly shows: string
  readonly confirmedAt: string | null
  readonly goneAt: string | null
  readonly fault: string | null
  readonly createdAt: string
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
  readonly channel: {
    readonly id: string
    readonly kind: 'telegram' | 'email' | 'web-push' | 'webhook'
    readonly shows: string
    readonly confirmedAt: string | null
    readonly goneAt: string | null
    readonly fault: string | null
    readonly createdAt: string
  }
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
