import { shopEndpoints as endpoints } from '../../../contract/market/shop-endpoints.ts'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { acpDocument } from '../../../core/offers/agent-acp.ts'
import type { AgentCheckout } from '../../../core/offers/agent-checkout.ts'
import { ucpDocument } from '../../../core/offers/agent-ucp.ts'
import type { Actor } from '../../store/access/actor.ts'
import { agentCheckoutOf } from '../../store/book/agent-checkouts.ts'
import { bestStored, quoteStored } from '../../store/book/stored-quotes.ts'
import { centreOf, drawerOf, panelOf, qualifyStored } from '../../store/book/stored-views.ts'
import { buyerOf } from './access.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing, type Outcome } from './outcome.ts'

/** What buyers see of stored offers, and what carts cost with them. */
export function shopRoutes(mount: Mount, { desk }: Market): void {
  coupons(mount, desk)
  drawer(mount, desk)
  carts(mount, desk)
  agents(mount, desk)
}

type Desk = Market['desk']

function coupons(mount: Mount, desk: Desk): void {
  mount.on(endpoints.listCentre, async ({ actor, query }) =>
    answered(await centreOf(desk, { ...query, buyer: shopperOf(actor, query.buyer) })),
  )
  mount.on(endpoints.previewCentre, async ({ actor, body }) =>
    answered(await centreOf(desk, { ...body, buyer: shopperOf(actor, body.buyer) }), '/cart'),
  )
  mount.on(endpoints.listPanel, async ({ actor, query }) => {
    const { listing, store, seller, category, buyer } = query
    if (listing === undefined || store === undefined || seller === undefined) {
      return { refused: [{ path: '', fault: 'Name the listing, its store and its seller.' }] }
    }
    const asked = { listing: { listing, store, seller, category }, buyer: shopperOf(actor, buyer) }
    return answered(await panelOf(desk, asked))
  })
  mount.on(endpoints.previewPanel, async ({ actor, body: { cart, buyer, ...listing } }) =>
    answered(await panelOf(desk, { listing, cart, buyer: shopperOf(actor, buyer) }), '/cart'),
  )
}

const NO_BUYER = 'There is no such buyer for you.'

function drawer(mount: Mount, desk: Desk): void {
  mount.on(endpoints.getWallet, async ({ actor, params }) => {
    const buyer = buyerOf(actor, params.buyer as string)
    return buyer === null ? missing(NO_BUYER) : answered(await drawerOf(desk, { buyer }))
  })
  mount.on(endpoints.previewWallet, async ({ actor, params, body }) => {
    const buyer = buyerOf(actor, params.buyer as string)
    if (buyer === null) return missing(NO_BUYER)
    return answered(await drawerOf(desk, { buyer, cart: body.cart }), '/cart')
  })
}

function carts(mount: Mount, desk: Desk): void {
  mount.on(endpoints.qualify, async ({ actor, body }) =>
    answered(await qualifyStored(desk, { ...body, buyer: shopperOf(actor, body.buyer) }), '/cart'),
  )
  mount.on(endpoints.quoteStored, async ({ actor, body }) =>
    answered(await quoteStored(desk, { ...body, buyer: shopperOf(actor, body.buyer) }), '/cart'),
  )
  mount.on(endpoints.bestStored, async ({ actor, body }) =>
    answered(await bestStored(desk, { ...body, buyer: shopperOf(actor, body.buyer) }), '/cart'),
  )
}

function agents(mount: Mount, desk: Desk): void {
  const on = (
    endpoint: (typeof endpoints)['ucpDiscounts' | 'acpDiscounts'],
    written: (checkout: AgentCheckout) => object,
  ) =>
    mount.on(endpoint, async ({ actor, body: { cart, buyer, order, ...request } }) => {
      const asked = { cart, order, request, buyer: shopperOf(actor, buyer) }
      const checkout = await agentCheckoutOf(desk, asked)
      return isRefused(checkout) ? below(checkout, '/cart') : done(written(checkout))
    })
  on(endpoints.ucpDiscounts, ucpDocument)
  on(endpoints.acpDiscounts, acpDocument)
}

/**
 * Who shops: a buyer who is signed in shops for nobody else; staff and keys of the platform shop for whom
 * they name. Nobody named, or nobody to name: a visitor.
 */
function shopperOf(actor: Actor, named: string | undefined): string | null {
  if (actor.kind === 'visitor') return null
  if (actor.kind === 'account' && actor.role === 'buyer') return actor.id
  // What a buyer holds is no business of a seller.
  return actor.seller === null ? (named ?? null) : null
}

function answered<T extends object>(answer: T | Refused, at = ''): Outcome<T> {
  return isRefused(answer) ? below(answer, at) : done(answer)
}

/** Faults of a part of the body, by pointers into the whole of it. */
function below({ refused }: Refused, at: string): Refused {
  return { refused: refused.map(({ path, fault }) => ({ path: `${at}${path}`, fault })) }
}
