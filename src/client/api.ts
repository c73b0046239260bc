// Made from the document of the API by docs/build-client.ts: npm run client.

import { type AgentsCalls, agentsRows } from './api/agents.ts'
import { type BuyersCalls, buyersRows } from './api/buyers.ts'
import { type CampaignsCalls, campaignsRows } from './api/campaigns.ts'
import { type CheckoutsCalls, checkoutsRows } from './api/checkouts.ts'
import { type ClaimsCalls, claimsRows } from './api/claims.ts'
import { type CoinsCalls, coinsRows } from './api/coins.ts'
import { type EventsCalls, eventsRows } from './api/events.ts'
import { type IssuingCalls, issuingRows } from './api/issuing.ts'
import { type KeysCalls, keysRows } from './api/keys.ts'
import { type OffersCalls, offersRows } from './api/offers.ts'
import { type OperationsCalls, operationsRows } from './api/operations.ts'
import { type OrdersCalls, ordersRows } from './api/orders.ts'
import { type PeopleCalls, peopleRows } from './api/people.ts'
import { type PricingCalls, pricingRows } from './api/pricing.ts'
import { type RulesCalls, rulesRows } from './api/rules.ts'
import { type SamplesCalls, samplesRows } from './api/samples.ts'
import { type ShopCalls, shopRows } from './api/shop.ts'
import { type TrackerCalls, trackerRows } from './api/tracker.ts'
import { type WatchesCalls, watchesRows } from './api/watches.ts'

/** Every operation as a function. */
export interface Api
  extends PricingCalls,
    RulesCalls,
    CampaignsCalls,
    OffersCalls,
    ShopCalls,
    AgentsCalls,
    CheckoutsCalls,
    OrdersCalls,
    ClaimsCalls,
    BuyersCalls,
    CoinsCalls,
    IssuingCalls,
    PeopleCalls,
    KeysCalls,
    EventsCalls,
    SamplesCalls,
    TrackerCalls,
    WatchesCalls,
    OperationsCalls {}

/** Every operation as it goes over the wire. */
export const OPERATIONS = {
  ...pricingRows,
  ...rulesRows,
  ...campaignsRows,
  ...offersRows,
  ...shopRows,
  ...agentsRows,
  ...checkoutsRows,
  ...ordersRows,
  ...claimsRows,
  ...buyersRows,
  ...coinsRows,
  ...issuingRows,
  ...peopleRows,
  ...keysRows,
  ...eventsRows,
  ...samplesRows,
  ...trackerRows,
  ...watchesRows,
  ...operationsRows,
}
