// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { IssuedKey, KeyList, NewKey } from './keys-documents.ts'

/** Keys of integrators. */
export interface KeysCalls {
  /**
   * Issue a key. The key is shown this once: only its digest is kept. Who has `keys` gives no
   * scope that it has not. A key of a seller acts on no buyer: it can have `offers:read`,
   * `offers:write`, `codes:write`, `orders:read`, `orders:write`, `quotes`, `events:read`,
   * `webhooks`, `keys`.
   */
  createKey: Call<{ readonly body: NewKey }, IssuedKey>
  /** Your keys. For keys with the scope `keys`; people signed in as admin, seller. */
  listKeys: Call<Record<never, never>, KeyList>
  /** Renew a key. The old secret works for another 24 hours. */
  rotateKey: Call<{ readonly path: { readonly key: string } }, IssuedKey>
  /** End a key. For keys with the scope `keys`; people signed in as admin, seller. */
  revokeKey: Call<{ readonly path: { readonly key: string } }, undefined>
}

export const keysRows = {
  createKey: ['POST', '/v1/keys', 'keyed'],
  listKeys: ['GET', '/v1/keys'],
  rotateKey: ['POST', '/v1/keys/{key}/rotate', 'keyed'],
  revokeKey: ['DELETE', '/v1/keys/{key}'],
} as const satisfies Rows<KeysCalls>
