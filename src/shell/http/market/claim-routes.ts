import {
  buyerEndpoints,
  claimEndpoints as endpoints,
} from '../../../contract/market/claim-endpoints.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { Actor } from '../../store/access/actor.ts'
import { type Buyer, buyerFacts, upsertBuyer } from '../../store/buyers.ts'
import { buyerOf } from './access.ts'
import { forBuyer } from './for-buyer.ts'
import { byCode } from './guessing.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing, type Outcome } from './outcome.ts'

/** Claims of buyers, and what becomes of them with an order. */
export function claimRoutes(mount: Mount, market: Market): void {
  claiming(mount, market)
  orders(mount, market)
  mount.on(
    endpoints.listClaims,
    forBuyer(async (buyer) => done({ claims: await market.claims.wallet(buyer) })),
  )
}

function claiming(mount: Mount, market: Market): void {
  const { claims } = market
  mount.on(endpoints.claim, async ({ actor, body, key, request }) => {
    const buyer = claimerOf(actor, body.buyer)
    if (buyer === null) return NO_BUYER
    const { code } = body
    if (code !== undefined) {
      const asked = { buyer, code, key }
      return byCode(market, { actor, request, buyer }, () => claims.claimCode(asked))
    }
    const offer = body.offer as string
    if (body.grant && actor.kind === 'account' && actor.role === 'buyer') {
      return { forbidden: 'Nobody grants offers to themselves.' }
    }
    const source = body.grant ? { source: 'grant' as const } : {}
    const claim = await claims.claim({ buyer, offer, key, ...source })
    return isRefusal(claim) ? claim : done(claim)
  })
}

const NO_BUYER = {
  refused: [{ path: '/buyer', fault: 'Name the buyer who claims; a buyer claims for itself.' }],
} as const

/** A buyer who is signed in claims for nobody else; others say for whom. */
function claimerOf(actor: Actor, named: string | undefined): string | null {
  if (actor.kind === 'account' && actor.role === 'buyer') return buyerOf(actor, named ?? 'me')
  return named ?? null
}

/** What an act on an order's claims is answered. */
type Acted = { readonly claims: readonly object[] } | Refusal | { readonly conflict: 'key-reused' }

function orders(mount: Mount, { claims }: Market): void {
  mount.on(
    endpoints.reserve,
    forBuyer(async (buyer, { body, key, params }) => {
      const order = params.order as string
      return acted(await claims.reserve({ buyer, order, key, offers: body.offers }))
    }),
  )
  for (const act of ['use', 'release', 'hold', 'forfeit', 'return'] as const) {
    const carryOut = act === 'return' ? 'returnCancelled' : act
    mount.on(
      endpoints[act],
      forBuyer(async (buyer, { key, params }) =>
        acted(await claims[carryOut]({ buyer, order: params.order as string, key })),
      ),
    )
  }
}

function acted(answer: Acted): Outcome<never> {
  if (isRefusal(answer)) return answer
  return 'conflict' in answer ? { keyReused: true } : (done(answer) as Outcome<never>)
}

/** What is known of buyers, as far as offers ask. */
export function buyerRoutes(mount: Mount, { store }: Market): void {
  mount.on(
    buyerEndpoints.putBuyer,
    forBuyer(async (buyer, { body: { registeredAt, ...facts } }) => {
      const at = registeredAt === undefined ? {} : { registeredAt: new Date(registeredAt) }
      return done(shown(await upsertBuyer(store, buyer, { ...facts, ...at })))
    }),
  )
  mount.on(
    buyerEndpoints.getBuyer,
    forBuyer(async (buyer) => {
      const found = await buyerFacts(store, buyer)
      return found ? done(shown(found)) : missing('Nothing is known of such a buyer.')
    }),
  )
}

function shown({ registeredAt, ...buyer }: Buyer) {
  return { ...buyer, registeredAt: registeredAt.toISOString() }
}
