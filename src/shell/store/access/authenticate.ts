import type { Store } from '../store.ts'
import { type Actor, VISITOR } from './actor.ts'
import { type Headers, readCredential } from './credentials.ts'
import type { KeyRing } from './key-ring.ts'
import { SessionLookup } from './session-lookup.ts'

export interface Authentication {
  readonly keys: KeyRing
  /** Whether the server is reached over TLS, which decides the name of the session's cookie. */
  readonly isSecure: boolean
}

/**
 * Who sends a request, by its headers. A credential that is not valid (any more) is `invalid`, never
 * taken for none: who thinks to be signed in must not act as a visitor without a word.
 */
export function authenticate(
  store: Store,
  { keys, isSecure }: Authentication,
): (headers: Headers, at?: Date) => Promise<Actor | 'invalid'> {
  const sessions = new SessionLookup(store)
  return async (headers, at) => {
    const credential = readCredential(headers, isSecure)
    if (credential.kind === 'none') return VISITOR
    if (credential.kind === 'unreadable') return 'invalid'
    const { kind, token } = credential
    const found =
      kind === 'key' ? await keys.find(credential.id, token, at) : await sessions.find(token, at)
    return found ?? 'invalid'
  }
}
