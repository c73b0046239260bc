// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Currency } from './pricing-documents.ts'
/**
 * `returnUrl` is where the buyer comes back to: a path of this server, or an address of an
 * origin that it was told of (TESSERA_RETURN_ORIGINS).
 */
export interface Paying {
  readonly provider?: string | undefined
  readonly returnUrl?: string | undefined
}

export interface BegunPayment {
  readonly attempt: string
  readonly provider: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly payAt: string | null
  readonly paid: boolean
}
