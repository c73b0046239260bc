import type { Actor } from '../../store/access/actor.ts'
import { buyerOfCheckout } from '../../store/orders/drafts.ts'
import type { CheckoutLook } from '../orders/checkout-view.ts'
import type { Market } from './market.ts'
import { missing } from './outcome.ts'

export const NO_CHECKOUT = missing('There is no such checkout of yours.')

/** Whose checkout an actor may see, and as whom; null where there is none for it. */
export async function lookAt(
  { store }: Pick<Market, 'store'>,
  actor: Actor,
  checkout: string,
): Promise<CheckoutLook | null> {
  if (actor.kind === 'account' && actor.role === 'buyer') {
    return { checkout, buyer: actor.id, party: 'buyer' }
  }
  const buyer = await buyerOfCheckout(store, checkout)
  return buyer === null ? null : { checkout, buyer, party: 'platform' }
}
