import type { Refused } from '../../core/base/faults.ts'
import type { GuardedClient } from '../fetch/client.ts'
import {
  createWebhook,
  type IssuedWebhook,
  listWebhooks,
  type NewWebhook,
} from '../store/access/webhooks.ts'
import type { Store } from '../store/store.ts'

/** Web hooks that one seller, or the platform, may have: each multiplies what is to be delivered. */
const WEBHOOKS_MAX = 50

export interface Registration {
  readonly store: Store
  readonly client: GuardedClient
  /** Only for tests, whose receivers speak no TLS. */
  readonly allowsPlainText?: boolean
}

/** Makes a web hook, if its URL leads to the public internet over TLS as far as can be told now. */
export async function registerWebhook(
  { store, client, allowsPlainText = false }: Registration,
  hook: NewWebhook,
  at?: Date,
): Promise<IssuedWebhook | Refused> {
  const isPlain = !/^https:/i.test(hook.url) && !allowsPlainText
  const fault = isPlain ? 'Must begin with https://.' : await client.check(hook.url)
  if (fault !== null) return { refused: [{ path: '/url', fault }] }
  const own = (await listWebhooks(store, hook.seller ?? 'all')).filter(
    ({ seller }) => seller === hook.seller,
  )
  if (own.length >= WEBHOOKS_MAX) {
    const full = `There are ${WEBHOOKS_MAX} web hooks already: delete one first.`
    return { refused: [{ path: '', fault: full }] }
  }
  return createWebhook(store, hook, at)
}
