import { sampleEndpoints as endpoints } from '../../../contract/market/sample-endpoints.ts'
import { isRefused } from '../../../core/base/faults.ts'
import type { StoredCart } from '../../../core/offers/wallet-cart.ts'
import { sampleCart, sampleListings } from '../../samples/sample-shop.ts'
import type { AccountActor } from '../../store/access/actor.ts'
import { drafted } from './checkout-routes.ts'
import { withCodes } from './guessing.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing } from './outcome.ts'

/** A shop to try orders with, on a server that has the sample marketplace. */
export function sampleRoutes(mount: Mount, market: Market): void {
  const { withSamples, orders } = market
  mount.on(endpoints.listSampleListings, async () =>
    done({ listings: withSamples ? sampleListings : [] }),
  )
  mount.on(endpoints.createSampleCheckout, async ({ actor, body, key, request }) => {
    if (!withSamples) return missing('This server has no samples.')
    const bought = sampleCart(body)
    if (isRefused(bought)) return bought
    const { id: buyer } = actor as AccountActor
    const cart = bought.cart as StoredCart
    const checkout = orders.checkoutId({ buyer, key })
    return withCodes(market, { actor, request, buyer, cart, codes: body.codes }, () =>
      drafted(market, { ...bought, checkout, buyer }, 'buyer'),
    )
  })
}
