import { checkoutEndpoints as endpoints } from '../../../contract/market/checkout-endpoints.ts'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import type { Bought } from '../../store/orders/accepting.ts'
import type { Draft } from '../../store/orders/drafts.ts'
import type { CheckoutAnswer } from '../../store/orders/order-desk.ts'
import { ordersOfCheckout } from '../../store/orders/reading.ts'
import {
  type CheckoutKey,
  type CheckoutLook,
  checkoutView,
  draftView,
} from '../orders/checkout-view.ts'
import { lookAt, NO_CHECKOUT } from './checkout-access.ts'
import { withCodes } from './guessing.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, type Outcome } from './outcome.ts'
import { payCheckout } from './paying-routes.ts'

/** From a cart to orders that are paid (faq.pay). */
export function checkoutRoutes(mount: Mount, market: Market): void {
  const { orders: desk } = market
  mount.on(endpoints.createCheckout, async ({ actor, body, key, request }) => {
    const { buyer, accept, ...bought } = body
    if (buyer === undefined) return NO_BUYER
    const typed = { actor, request, buyer, cart: bought.cart, codes: bought.cart.codes }
    const checkout = desk.checkoutId({ buyer, key })
    return withCodes(market, typed, async () => {
      if (!accept) return drafted(market, { ...bought, checkout, buyer }, 'platform')
      const look = { checkout, buyer, party: 'platform' } as const
      const answer = await desk.checkout({ ...bought, checkout, buyer, accepted: accept })
      return placed(market, look, answer)
    })
  })
  mount.on(endpoints.getCheckout, async ({ actor, params }) => {
    const look = await lookAt(market, actor, params.checkout as string)
    return look === null ? NO_CHECKOUT : shown(market, look)
  })
  mount.on(endpoints.acceptCheckout, async ({ actor, params, body }) => {
    const look = await lookAt(market, actor, params.checkout as string)
    if (look === null) return NO_CHECKOUT
    const { checkout, buyer } = look
    const answer = await desk.accept({ checkout, buyer, hash: body.hash })
    return answer === null ? NO_CHECKOUT : placed(market, look, answer)
  })
  payCheckout(mount, market)
}

const NO_BUYER: Refused = {
  refused: [{ path: '/buyer', fault: 'Is required: name the buyer whose cart it is.' }],
}

/** The answer of what was read, whatever is optional in its parts. */
type Shown = Outcome<never>

async function shown(market: Market, look: CheckoutLook): Promise<Shown> {
  const view = await checkoutView(market, look)
  return view === null ? NO_CHECKOUT : (done(view) as unknown as Shown)
}

/** Keeps a draft and shows it; a checkout that was placed before is shown as it is. */
export async function drafted(
  market: Market,
  bought: Bought & CheckoutKey,
  party: CheckoutLook['party'],
): Promise<Shown> {
  const { checkout, buyer } = bought
  const before = await ordersOfCheckout(market.store, { checkout, buyer })
  if (before.length > 0) return shown(market, { checkout, buyer, party })
  const draft = await market.orders.draft(bought)
  if (isRefused(draft)) return draft
  return done(await draftView(market, draft as Draft)) as unknown as Shown
}

/** What came of accepting a price. */
async function placed(market: Market, look: CheckoutLook, answer: CheckoutAnswer): Promise<Shown> {
  if ('checkout' in answer) return shown(market, look)
  return answer
}
