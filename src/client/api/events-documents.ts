// Made from the document of the API by docs/build-client.ts: npm run client.

export type Topic =
  | 'campaign.created'
  | 'campaign.changed'
  | 'campaign.ended'
  | 'offer.created'
  | 'offer.changed'
  | 'offer.ended'
  | 'claims.granted'
  | 'claims.changed'
  | 'order.changed'

export interface NewWebhook {
  readonly url: string
  readonly topics: readonly Topic[]
}

export interface IssuedWebhook {
  readonly id: string
  readonly url: string
  readonly topics: readonly Topic[]
  readonly createdAt: string
  readonly disabledAt: string | null
  readonly disabledBecause: string | null
  readonly seller: string | null
  readonly secret: string
}

export interface WebhookList {
  readonly webhooks: readonly {
    readonly id: string
    readonly url: string
    readonly topics: readonly Topic[]
    readonly createdAt: string
    readonly disabledAt: string | null
    readonly disabledBecause: string | null
    readonly seller: string | null
  }[]
}

export interface DeliveryList {
  readonly deliveries: readonly {
    readonly event: string
    readonly topic: Topic
    readonly createdAt: string
    readonly attempts: number
    readonly deliveredAt: string | null
    readonly lastStatus: number | null
    readonly lastFault: string | null
  }[]
  readonly next: string | null
}
