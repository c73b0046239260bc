import type { FastifyInstance } from 'fastify'
import { accountRoutes } from './account-routes.ts'
import { campaignRoutes } from './campaign-routes.ts'
import { checkoutRoutes } from './checkout-routes.ts'
import { buyerRoutes, claimRoutes } from './claim-routes.ts'
import { coinRoutes } from './coin-routes.ts'
import { eventRoutes } from './event-routes.ts'
import { extensionRoutes } from './extension-routes.ts'
import { issuingRoutes } from './issuing-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import type { Market } from './market.ts'
import { Mount } from './mount.ts'
import { offerRoutes } from './offer-routes.ts'
import { orderRoutes } from './order-routes.ts'
import { paymentRoutes } from './payment-routes.ts'
import { sampleRoutes } from './sample-routes.ts'
import { shopRoutes } from './shop-routes.ts'
import { trackerRoutes } from './tracker-routes.ts'
import { watchRoutes } from './watch-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** Every route of the marketplace; the server that closes closes the marketplace behind it. */
export function marketRoutes(app: FastifyInstance, market: Market): void {
  const mount = new Mount(app, market.gate)
  campaignRoutes(mount, market)
  offerRoutes(mount, market)
  shopRoutes(mount, market)
  claimRoutes(mount, market)
  buyerRoutes(mount, market)
  coinRoutes(mount, market)
  issuingRoutes(mount, market)
  accountRoutes(mount, market)
  keyRoutes(mount, market)
  webhookRoutes(mount, market)
  eventRoutes(mount, market)
  checkoutRoutes(mount, market)
  orderRoutes(mount, market)
  ledgerRoutes(mount, market)
  extensionRoutes(mount, market)
  sampleRoutes(mount, market)
  trackerRoutes(mount, market)
  watchRoutes(mount, market)
  paymentRoutes(app, market)
  // Streams that do not end by themselves would keep the server from closing.
  app.addHook('preClose', () => market.hub.close())
  app.addHook('onClose', () => market.close())
}
