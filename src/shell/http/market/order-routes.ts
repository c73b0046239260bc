import { orderEndpoints as endpoints } from '../../../contract/market/order-endpoints.ts'
import { PAGE } from '../../../contract/market/parameters.ts'
import { isRefused } from '../../../core/base/faults.ts'
import type { Order } from '../../../core/orders/order.ts'
import { actionsOf } from '../../../core/orders/order-actions.ts'
import { type OrderCommand, readCommand } from '../../../core/orders/order-command.ts'
import type { Actor } from '../../store/access/actor.ts'
import { rulesOf } from '../../store/orders/decision.ts'
import { listOrders, type OrdersPage, readOrder } from '../../store/orders/reading.ts'
import { type StandingOrder, standingOrders, viewOf, viewsOf } from '../orders/standing.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { actingParty, isInScope, orderScope, viewingParty } from './order-access.ts'
import { done, missing } from './outcome.ts'

/** There is no such order, or it is somebody else's: nobody learns which. */
export const NO_ORDER = missing('There is no such order among yours.')

/** Orders: read, and acted on by their parties. */
export function orderRoutes(mount: Mount, market: Market): void {
  reading(mount, market)
  acting(mount, market)
}

function reading(mount: Mount, market: Market): void {
  mount.on(endpoints.listOrders, async ({ actor, query }) => {
    const party = viewingParty(actor, undefined)
    if (typeof party !== 'string') return party
    const before = query.after === undefined ? undefined : placeOf(query.after)
    if (before === null) return NO_PAGE
    const scope = orderScope(actor)
    const asked = { buyer: query.buyer ?? scope.buyer, seller: query.seller ?? scope.seller }
    const isOwn =
      (scope.buyer ?? asked.buyer) === asked.buyer &&
      (scope.seller ?? asked.seller) === asked.seller
    if (!isOwn) return done({ orders: [], next: null })
    const states = query.state && [query.state]
    const limit = query.limit ?? PAGE
    const page = await listOrders(market.store, { ...asked, states, before, limit })
    return done({ orders: await viewsOf(market, page.orders, party), next: nameOf(page.next) })
  })
  mount.on(endpoints.getOrder, async ({ actor, params, query }) => {
    const found = await findOrder(market, actor, params.order as string)
    if (!found) return NO_ORDER
    const party = viewingParty(actor, query.as)
    return typeof party === 'string' ? done(await viewOf(market, found, party)) : party
  })
  mount.on(endpoints.listOrderActions, async ({ actor, params, query }) => {
    const found = await findOrder(market, actor, params.order as string)
    if (!found) return NO_ORDER
    const party = viewingParty(actor, query.as)
    if (typeof party !== 'string') return party
    const [standing] = (await standingOrders(market, [found])) as [StandingOrder]
    const { rules, order, at } = standing
    return done({ actions: actionsOf(rules, order, { party, at }) })
  })
}

function acting(mount: Mount, market: Market): void {
  mount.on(endpoints.actOnOrder, async ({ actor, params, body, key }) => {
    const found = await findOrder(market, actor, params.order as string)
    if (!found) return NO_ORDER
    const { as, ...said } = body
    const party = actingParty(actor, as)
    if (typeof party !== 'string') return party
    const { process: flow } = rulesOf({ extensions: [] }, found)
    const command = readCommand({ ...said, by: party }, flow)
    if (isRefused(command)) return command
    const asked = { order: found.id, command: command as OrderCommand, key: `${party} ${key}` }
    const answer = await market.orders.act({ buyer: found.buyer, ...asked })
    if (answer === null) return NO_ORDER
    if ('conflict' in answer) return { keyReused: true }
    if ('refusal' in answer) return answer.refusal
    return done(await viewOf(market, answer.order, party))
  })
}

/** An order by its id, where the actor sees it. */
export async function findOrder(
  { store }: Pick<Market, 'store'>,
  actor: Actor,
  id: string,
): Promise<Order | null> {
  const found = await readOrder(store, id)
  return found && isInScope(orderScope(actor), found.order) ? found.order : null
}

const NO_PAGE = {
  refused: [{ path: '/after', fault: 'Must be the `next` of the page before.' }],
} as const

/** Where a page ends, as one text. */
function nameOf(place: OrdersPage['next']): string | null {
  return place && `${place.placed.toString(36)}.${place.id}`
}

/** The place that a text names; null where it names none. */
function placeOf(text: string): NonNullable<OrdersPage['next']> | null {
  const [, placed, id] = /^([0-9a-z]{1,9})\.(.+)$/s.exec(text) ?? []
  return placed && id ? { placed: Number.parseInt(placed, 36), id } : null
}
