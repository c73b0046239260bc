import { accountEndpoints } from './account-endpoints.ts'
import { campaignEndpoints } from './campaign-endpoints.ts'
import { buyerEndpoints, claimEndpoints } from './claim-endpoints.ts'
import { coinEndpoints, issuingEndpoints } from './coin-endpoints.ts'
import type { Endpoint } from './endpoint.ts'
import { keyEndpoints } from './key-endpoints.ts'
import { offerEndpoints } from './offer-endpoints.ts'
import { shopEndpoints } from './shop-endpoints.ts'
import { webhookEndpoints } from './webhook-endpoints.ts'

/** Every operation of the marketplace, in the order in which the documentation tells them. */
export const ENDPOINTS: readonly Endpoint[] = [
  campaignEndpoints,
  offerEndpoints,
  shopEndpoints,
  claimEndpoints,
  buyerEndpoints,
  coinEndpoints,
  issuingEndpoints,
  accountEndpoints,
  keyEndpoints,
  webhookEndpoints,
].flatMap((group) => Object.values(group) as unknown as Endpoint[])
