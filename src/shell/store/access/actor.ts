/** What people are who sign in. */
export type AccountRole = 'buyer' | 'seller' | 'agent' | 'admin'

/** Who asks: somebody unknown, a person who signed in, or an integrator's key. */
export type Actor = Visitor | AccountActor | KeyActor

export interface Visitor {
  readonly kind: 'visitor'
}

export interface AccountActor {
  readonly kind: 'account'
  readonly id: string
  readonly role: AccountRole
  /** The seller for whom a seller's account acts. */
  readonly seller: string | null
  readonly name: string
}

export interface KeyActor {
  readonly kind: 'key'
  readonly id: string
  readonly scopes: readonly string[]
  /** The seller whose rows the key is for; null for a key of the platform. */
  readonly seller: string | null
}

export const VISITOR: Visitor = { kind: 'visitor' }

/** The actor as one text, the same in every process: what its limits and its repetitions are kept by. */
export function actorKey(actor: Actor): string {
  return actor.kind === 'visitor' ? 'visitor' : `${actor.kind}:${actor.id}`
}

/** The id by which the rows of an actor are spread over the shards: an account's are with the buyer's. */
export function shardKey(actor: Actor): string {
  return actor.kind === 'visitor' ? 'visitor' : actor.id
}
