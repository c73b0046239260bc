import type { ACTING_PARTIES } from '../../../contract/market/order-endpoints.ts'
import type { Refused } from '../../../core/base/faults.ts'
import type { Order } from '../../../core/orders/order.ts'
import type { Actor } from '../../store/access/actor.ts'

/** As whom an order is looked at, or acted on. */
export type ActingParty = (typeof ACTING_PARTIES)[number]

/** Whose orders an actor sees: a buyer's own, a seller's own, or all. */
export interface OrderScope {
  readonly buyer?: string
  readonly seller?: string
}

/** Whose orders an actor sees. */
export function orderScope(actor: Actor): OrderScope {
  // The endpoints of orders are closed to visitors: to one there are no orders.
  if (actor.kind === 'visitor') return { buyer: '', seller: '' }
  if (actor.kind === 'account' && actor.role === 'buyer') return { buyer: actor.id }
  if (actor.seller !== null) return { seller: actor.seller }
  return actor.kind === 'account' && actor.role === 'seller' ? { buyer: '', seller: '' } : {}
}

/** Whether an order is among those that somebody sees. */
export function isInScope({ buyer, seller }: OrderScope, order: Order): boolean {
  return (
    (buyer === undefined || buyer === order.buyer) &&
    (seller === undefined || seller === order.seller)
  )
}

/** What an actor is in its orders; null for a key of the platform, which says so each time. */
function ownParty(actor: Actor): ActingParty | null {
  if (actor.kind === 'account' && actor.role === 'buyer') return 'buyer'
  if (actor.kind !== 'visitor' && actor.seller !== null) return 'seller'
  return actor.kind === 'account' ? 'platform' : null
}

type Forbidden = { readonly forbidden: string }

/** As whom an actor looks at an order: staff and keys of the platform may ask for the view of each party. */
export function viewingParty(actor: Actor, as: ActingParty | undefined): ActingParty | Forbidden {
  const own = ownParty(actor)
  if (own === null || own === 'platform') return as ?? 'platform'
  return as === undefined || as === own ? own : notYours(own)
}

/**
 * As whom an actor acts on an order: people act as what they are, and nobody for somebody else; a key of
 * the platform, behind which the marketplace itself stands, says for whom. Payments and clocks tell of
 * themselves, elsewhere.
 */
export function actingParty(
  actor: Actor,
  as: ActingParty | undefined,
): ActingParty | Forbidden | Refused {
  const own = ownParty(actor)
  if (own !== null) return as === undefined || as === own ? own : notYours(own)
  return as ?? { refused: [{ path: '/as', fault: 'Is required: say for whom the key acts.' }] }
}

const notYours = (own: ActingParty): Forbidden => ({
  forbidden: `You act as the ${own} of an order: leave "as" out.`,
})
