import type { FastifyRequest } from 'fastify'
import type { Access } from '../../../contract/market/endpoint.ts'
import { isForSellers } from '../../../contract/market/seller-scopes.ts'
import type { Actor, KeyActor } from '../../store/access/actor.ts'
import type { Scope } from '../../store/offers/acting.ts'

/** Whether an actor may use an operation at all; which rows it sees is decided by the queries. */
export function mayUse(actor: Actor, access: Access): 'yes' | 'unauthenticated' | 'forbidden' {
  if (actor.kind === 'visitor') return access.visitors ? 'yes' : 'unauthenticated'
  if (actor.kind === 'account')
    return access.roles.includes(actor.role) ? 'yes' : visitorsOnly(access)
  return hasScope(actor, access) ? 'yes' : visitorsOnly(access)
}

/** A key of a seller that was given more than it can have is refused where it uses that. */
function hasScope({ scopes, seller }: KeyActor, { scope, ofPlatform }: Access): boolean {
  if (scope === null || !scopes.includes(scope)) return false
  return seller === null || (isForSellers(scope) && !ofPlatform)
}

const visitorsOnly = (access: Access) => (access.visitors ? 'yes' : 'forbidden')

/**
 * Whether a request that a browser sends with a session's cookie comes from a page of ours: pages of
 * other sites can send forms, and with them the cookie.
 */
export function isFromOurPage({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin, host } = headers
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/**
 * The buyer that a path names, as far as the actor may act for it: `me` is whoever is signed in, a buyer
 * is nobody else, and a seller acts for no buyer. Null: to this actor there is no such buyer.
 */
export function buyerOf(actor: Actor, named: string): string | null {
  if (actor.kind === 'visitor' || actor.seller !== null) return null
  if (actor.kind === 'account' && actor.role === 'buyer') {
    return named === 'me' || named === actor.id ? actor.id : null
  }
  return named === 'me' ? null : named
}

/** Whose campaigns and offers an actor works with: a seller's own, or everybody's. */
export function scopeOf(actor: Actor): Scope {
  if (actor.kind !== 'visitor' && actor.seller !== null) return { seller: actor.seller }
  return 'all'
}
