// Made from the document of the API by docs/build-client.ts: npm run client.

export interface BuyerFacts {
  readonly country?: string | null | undefined
  readonly registeredAt?: string | undefined
  readonly ordersPlaced?: number | undefined
  readonly disqualified?: boolean | undefined
}

export interface Buyer {
  readonly id: string
  readonly country: string | null
  readonly registeredAt: string
  readonly ordersPlaced: number
  readonly disqualified: boolean
}
