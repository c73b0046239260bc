import { accountEndpoints } from './account-endpoints.ts'
import { campaignEndpoints } from './campaign-endpoints.ts'
import { channelEndpoints } from './channel-endpoints.ts'
import { checkoutEndpoints } from './checkout-endpoints.ts'
import { buyerEndpoints, claimEndpoints } from './claim-endpoints.ts'
import { coinEndpoints, issuingEndpoints } from './coin-endpoints.ts'
import type { Endpoint } from './endpoint.ts'
import { extensionEndpoints } from './extension-endpoints.ts'
import { keyEndpoints } from './key-endpoints.ts'
import { ledgerEndpoints } from './ledger-endpoints.ts'
import { offerEndpoints } from './offer-endpoints.ts'
import { orderEndpoints } from './order-endpoints.ts'
import { sampleEndpoints } from './sample-endpoints.ts'
import { shopEndpoints } from './shop-endpoints.ts'
import { trackerEndpoints } from './tracker-endpoints.ts'
import { watchEndpoints } from './watch-endpoints.ts'
import { webhookEndpoints } from './webhook-endpoints.ts'

/** Every operation of the marketplace, in the order in which the documentation tells them. */
export const ENDPOINTS: readonly Endpoint[] = [
  campaignEndpoints,
  offerEndpoints,
  shopEndpoints,
  checkoutEndpoints,
  orderEndpoints,
  ledgerEndpoints,
  extensionEndpoints,
  claimEndpoints,
  buyerEndpoints,
  coinEndpoints,
  issuingEndpoints,
  accountEndpoints,
  keyEndpoints,
  webhookEndpoints,
  sampleEndpoints,
  trackerEndpoints,
  watchEndpoints,
  channelEndpoints,
].flatMap((group) => Object.values(group) as unknown as Endpoint[])
