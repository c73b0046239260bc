import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { shippedTerms } from '../../../src/core/pricing/shipped.ts'
import { buildApp } from '../../../src/shell/http/app.ts'
import { type MarketOptions, openMarket } from '../../../src/shell/http/market/market.ts'
import { createAccount } from '../../../src/shell/store/access/accounts.ts'
import type { AccountRole } from '../../../src/shell/store/access/actor.ts'
import { createKey } from '../../../src/shell/store/access/keys.ts'
import { startSession } from '../../../src/shell/store/access/sessions.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import { afterwards } from '../../afterwards.ts'
import { freshStore } from '../../store/database.ts'

/** High enough that no test is throttled unless it asks for it. */
const NO_RATES = Object.fromEntries(
  ['key', 'account', 'device', 'address'].map((name) => [name, { quota: 1e9, windowSeconds: 1 }]),
)

/** The real marketplace on a fresh database, served on a free port; closed after the tests of the file. */
export async function serveMarket(options: MarketOptions = {}) {
  const store = await freshStore()
  const market = await openMarket(store, shippedTerms, { rates: NO_RATES, ...options })
  const app = await buildApp({ market })
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterwards(async () => {
    app.server.closeAllConnections()
    await app.close()
  })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    app,
    market,
    store,
    port,
    url,
    as: (headers: Record<string, string>) => client(url, headers),
  }
}

export type ServedMarket = Awaited<ReturnType<typeof serveMarket>>

/** Asks as somebody, whom the headers name. A body is sent as JSON, a key is made for each act. */
export function client(url: string, who: Record<string, string>) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        'idempotency-key': randomUUID(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...who,
        ...more,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = /json/.test(answer.headers.get('content-type') ?? '')
    return {
      status: answer.status,
      headers: answer.headers,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as unknown,
    }
  }
}

export type Client = ReturnType<typeof client>

/** The headers of a person who is signed in; the account is made for it. */
export async function person(
  { store, market }: Pick<ServedMarket, 'store' | 'market'>,
  { id, role, seller = null }: { id: string; role: AccountRole; seller?: string | null },
): Promise<Record<string, string>> {
  const made = await createAccount(store, market.passwords, {
    id,
    role,
    seller,
    name: id,
    email: `${id}@example.com`,
    password: 'correct horse battery',
  })
  if (typeof made === 'string') throw new Error(`No account: ${made}`)
  return session(store, { id, role })
}

/** The headers of another session of a person. */
export async function session(
  store: Store,
  account: { id: string; role: AccountRole },
): Promise<Record<string, string>> {
  return { cookie: `session=${await startSession(store, account, {})}` }
}

/** The headers of a key with these scopes. */
export async function key(
  { store }: Pick<ServedMarket, 'store'>,
  scopes: readonly string[],
  seller: string | null = null,
): Promise<Record<string, string>> {
  const { token } = await createKey(store, { name: 'test', scopes, seller })
  return { authorization: `Bearer ${token}` }
}
