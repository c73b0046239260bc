// Made from the document of the API by docs/build-client.ts: npm run client.

export type KeyScope =
  | 'offers:read'
  | 'offers:write'
  | 'codes:write'
  | 'buyers:read'
  | 'buyers:write'
  | 'claims:write'
  | 'coins:write'
  | 'orders:read'
  | 'orders:write'
  | 'prices:write'
  | 'quotes'
  | 'events:read'
  | 'webhooks'
  | 'keys'

export interface NewKey {
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly seller?: string | null | undefined
}

export interface IssuedKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly seller: string | null
  readonly createdAt: string
  readonly revokedAt: string | null
  readonly key: string
}

export interface KeyList {
  readonly keys: readonly {
    readonly id: string
    readonly name: string
    readonly scopes: readonly KeyScope[]
    readonly seller: string | null
    readonly createdAt: string
    readonly revokedAt: string | null
  }[]
}
