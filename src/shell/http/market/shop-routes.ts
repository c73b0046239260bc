import { shopEndpoints as endpoints } from '../../../contract/market/shop-endpoints.ts'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { acpDocument } from '../../../core/offers/agent-acp.ts'
import type { AgentCheckout } from '../../../core/offers/agent-checkout.ts'
import { submittedCodes } from '../../../core/offers/agent-codes.ts'
import { ucpDocument } from '../../../core/offers/agent-ucp.ts'
import type { StoredCart } from '../../../core/offers/wallet-cart.ts'
import type { Actor } from '../../store/access/actor.ts'
import { agentCheckoutOf } from '../../store/book/agent-checkouts.ts'
import { bestStored, quoteStored } from '../../store/book/stored-quotes.ts'
import { centreOf, drawerOf, panelOf, qualifyStored } from '../../store/book/stored-views.ts'
import type { Call } from './call.ts'
import { forBuyer } from './for-buyer.ts'
import { withCodes } from './guessing.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, type Outcome } from './outcome.ts'

/** What buyers see of stored offers, and what carts cost with them. */
export function shopRoutes(mount: Mount, market: Market): void {
  coupons(mount, market)
  drawer(mount, market)
  carts(mount, market)
  agents(mount, market)
}

function coupons(mount: Mount, market: Market): void {
  const { desk } = market
  mount.on(endpoints.listCentre, async ({ actor, query }) =>
    answered(await centreOf(desk, { ...query, buyer: shopperOf(actor, query.buyer) })),
  )
  mount.on(
    endpoints.previewCentre,
    aboutCart(market, async (body) => answered(await centreOf(desk, body), '/cart')),
  )
  mount.on(endpoints.listPanel, async ({ actor, query }) => {
    const { listing, store, seller, category, buyer } = query
    if (listing === undefined || store === undefined || seller === undefined) {
      return { refused: [{ path: '', fault: 'Name the listing, its store and its seller.' }] }
    }
    const asked = { listing: { listing, store, seller, category }, buyer: shopperOf(actor, buyer) }
    return answered(await panelOf(desk, asked))
  })
  mount.on(
    endpoints.previewPanel,
    aboutCart(market, async ({ cart, buyer, ...listing }) =>
      answered(await panelOf(desk, { listing, cart, buyer }), '/cart'),
    ),
  )
}

function drawer(mount: Mount, market: Market): void {
  const { desk } = market
  mount.on(
    endpoints.getWallet,
    forBuyer(async (buyer) => answered(await drawerOf(desk, { buyer }))),
  )
  mount.on(
    endpoints.previewWallet,
    forBuyer(async (buyer, { actor, request, body: { cart } }) =>
      withCodes(market, { actor, request, buyer, cart, codes: cart.codes }, async () =>
        answered(await drawerOf(desk, { buyer, cart }), '/cart'),
      ),
    ),
  )
}

function carts(mount: Mount, market: Market): void {
  const { desk } = market
  mount.on(
    endpoints.qualify,
    aboutCart(market, async (body) => answered(await qualifyStored(desk, body), '/cart')),
  )
  mount.on(
    endpoints.quoteStored,
    aboutCart(market, async (body) => answered(await quoteStored(desk, body), '/cart')),
  )
  mount.on(
    endpoints.bestStored,
    aboutCart(market, async (body) => answered(await bestStored(desk, body), '/cart')),
  )
}

function agents(mount: Mount, market: Market): void {
  const on = (
    endpoint: (typeof endpoints)['ucpDiscounts' | 'acpDiscounts'],
    written: (checkout: AgentCheckout) => object,
  ) =>
    mount.on(endpoint, async ({ actor, request, body: { cart, order, ...more } }) => {
      const { buyer: named, ...agent } = more
      const buyer = shopperOf(actor, named)
      const submitted = submittedCodes(agent)
      const codes = submitted === null || isRefused(submitted) ? [] : submitted
      return withCodes(market, { actor, request, buyer, cart, codes }, async () => {
        const checkout = await agentCheckoutOf(market.desk, { cart, order, request: agent, buyer })
        return isRefused(checkout) ? below(checkout, '/cart') : done(written(checkout))
      })
    })
  on(endpoints.ucpDiscounts, ucpDocument)
  on(endpoints.acpDiscounts, acpDocument)
}

interface CartBody {
  readonly cart: StoredCart
  readonly buyer?: string | undefined
}

/** A question about a cart, for whoever shops; its typed codes are counted as attempts at codes. */
function aboutCart<B extends CartBody, A>(
  market: Market,
  ask: (asked: Omit<B, 'buyer'> & { readonly buyer: string | null }) => Promise<Outcome<A>>,
): (call: Pick<Call<B>, 'actor' | 'request' | 'body'>) => Promise<Outcome<A>> {
  return async ({ actor, request, body }) => {
    const buyer = shopperOf(actor, body.buyer)
    const { cart } = body
    return withCodes(market, { actor, request, buyer, cart, codes: cart.codes }, () =>
      ask({ ...body, buyer }),
    )
  }
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
