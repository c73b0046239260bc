// Made from the document of the API by docs/build-client.ts: npm run client.

export interface Health {
  readonly status: 'ok'
  readonly version: string
  readonly terms: readonly string[]
}
