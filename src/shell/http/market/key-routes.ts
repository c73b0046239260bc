import type { Scope } from '../../../contract/market/endpoint.ts'
import { keyEndpoints as endpoints } from '../../../contract/market/key-endpoints.ts'
import { sellerScopeFaults } from '../../../contract/market/seller-scopes.ts'
import type { Actor } from '../../store/access/actor.ts'
import {
  type ApiKey,
  createKey,
  type IssuedKey,
  type KeyOwner,
  listKeys,
  revokeKey,
  rotateKey,
} from '../../store/access/keys.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing } from './outcome.ts'

const NONE = 'There is no such key among yours.'

/** Keys of integrators: issued, renewed, ended. A seller's are for its own rows. */
export function keyRoutes(mount: Mount, { store }: Market): void {
  mount.on(endpoints.createKey, async ({ actor, body }) => {
    const seller = sellerOf(actor) ?? body.seller ?? null
    if (body.seller && body.seller !== seller) {
      return {
        refused: [{ path: '/seller', fault: `Must be "${seller}": you act for that seller.` }],
      }
    }
    const faults = seller === null ? [] : sellerScopeFaults(body.scopes, '/scopes')
    if (faults.length > 0) return { refused: faults }
    const beyond = scopesBeyond(actor, body.scopes)
    if (beyond.length > 0) {
      return { forbidden: `Your own key lacks ${beyond.join(', ')}: it cannot give that.` }
    }
    return done(issued(await createKey(store, { ...body, seller })))
  })
  mount.on(endpoints.listKeys, async ({ actor }) =>
    done({ keys: (await listKeys(store, ownerOf(actor))).map(shown) }),
  )
  mount.on(endpoints.rotateKey, async ({ actor, params }) => {
    const found = await rotateKey(store, { id: params.key as string, owner: ownerOf(actor) })
    return found ? done(issued(found)) : missing(NONE)
  })
  mount.on(endpoints.revokeKey, async ({ actor, params }) => {
    const found = await revokeKey(store, { id: params.key as string, owner: ownerOf(actor) })
    return found ? done(undefined) : missing(NONE)
  })
}

/** The seller whose rows an actor works with; null for the platform's people and keys. */
export function sellerOf(actor: Actor): string | null {
  return actor.kind === 'visitor' ? null : actor.seller
}

/** Whose keys and web hooks an actor sees. */
export function ownerOf(actor: Actor): KeyOwner {
  return sellerOf(actor) ?? 'all'
}

/** A key can give no more than it has itself. */
function scopesBeyond(actor: Actor, scopes: readonly string[]): string[] {
  return actor.kind === 'key' ? scopes.filter((scope) => !actor.scopes.includes(scope)) : []
}

function shown({ createdAt, revokedAt, scopes, ...key }: ApiKey) {
  return {
    ...key,
    // Only known scopes are ever written.
    scopes: scopes as readonly Scope[],
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}

const issued = ({ key, token }: IssuedKey) => ({ ...shown(key), key: token })
