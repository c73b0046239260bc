import { issuingEndpoints as endpoints } from '../../../contract/market/coin-endpoints.ts'
import { isRefused } from '../../../core/base/faults.ts'
import { isRefusal } from '../../../core/offers/refusals.ts'
import { actorKey } from '../../store/access/actor.ts'
import { leaveCart, withdrawCart } from '../../store/issuing/carts-left.ts'
import { invitationOf } from '../../store/issuing/invitation-codes.ts'
import { redeemInvitation } from '../../store/issuing/redemption.ts'
import { fire } from '../../store/issuing/triggers.ts'
import { forBuyer } from './for-buyer.ts'
import { byCode } from './guessing.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done } from './outcome.ts'

/** What issues a coupon by itself: triggers, carts that are left, invitations. */
export function issuingRoutes(mount: Mount, market: Market): void {
  const { store, claims } = market
  mount.on(
    endpoints.fireTrigger,
    forBuyer(async (buyer, { actor, body: { spentMinor, currency = null, ...body } }) => {
      const spent = spentMinor === undefined ? {} : { spentMinor, currency }
      const fired = await fire(store, claims, { buyer, ...body, ...spent, by: actorKey(actor) })
      return isRefused(fired) || isRefusal(fired) ? fired : done(fired)
    }),
  )
  mount.on(
    endpoints.leaveCart,
    forBuyer(async (buyer, { body: { state, sellers, leftAt }, params }) => {
      const cart = params.cart as string
      const at = leftAt === undefined ? undefined : new Date(leftAt)
      if (state === 'left') await leaveCart(store, { buyer, cart, sellers, leftAt: at })
      else await withdrawCart(store, { buyer, cart })
      return done(undefined)
    }),
  )
  mount.on(
    endpoints.getInvitation,
    forBuyer(async (buyer) => {
      const found = await invitationOf(store, buyer)
      return isRefusal(found) ? found : done(found)
    }),
  )
  mount.on(
    endpoints.redeemInvitation,
    forBuyer(async (buyer, { actor, request, body: { code } }) =>
      byCode(market, { actor, request, buyer }, () =>
        redeemInvitation(store, claims, { buyer, code }),
      ),
    ),
  )
}
