import type { AddressInfo } from 'node:net'
import { afterAll, expect } from 'vitest'
import { type Client, connect } from '../../src/client/client.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { buildApp } from '../../src/shell/http/app.ts'
import { type Market, type MarketOptions, openMarket } from '../../src/shell/http/market/market.ts'
import { startMarketJobs } from '../../src/shell/http/market/market-jobs.ts'
import { loadPages } from '../../src/shell/http/page-build.ts'
import { createAccount } from '../../src/shell/store/access/accounts.ts'
import { createKey } from '../../src/shell/store/access/keys.ts'
import { Passwords } from '../../src/shell/store/access/passwords.ts'
import { startSession } from '../../src/shell/store/access/sessions.ts'
import { freshStore } from '../store/database.ts'

export const PASSWORD = 'correct horse battery'

/** Who there is: everybody's address is their id at example.com. */
const PEOPLE = [
  { id: 'ada', role: 'admin', seller: null },
  { id: 'gus', role: 'agent', seller: null },
  { id: 'lin', role: 'seller', seller: 'lumen' },
  { id: 'sol', role: 'seller', seller: 'stride' },
  { id: 'ben', role: 'buyer', seller: null },
  { id: 'cleo', role: 'buyer', seller: null },
] as const

export type PersonId = (typeof PEOPLE)[number]['id']

/** A marketplace with its pages and its people, on a database of its own. */
export interface MarketServer {
  readonly url: string
  /** Asks the API with a key that may do everything. */
  readonly api: Client
  readonly market: Market
}

const SCOPES = [
  'offers:read',
  'offers:write',
  'codes:write',
  'buyers:read',
  'buyers:write',
  'claims:write',
  'coins:write',
  'quotes',
  'orders:read',
  'orders:write',
]

/** A day at a keyboard is a minute of tests. */
const NO_RATES = Object.fromEntries(
  ['key', 'account', 'device', 'address'].map((name) => [name, { quota: 1e9, windowSeconds: 1 }]),
)

/** Six people for each file: their hashes cost as little as hashes may, until they sign in. */
const PASSWORDS = new Passwords(undefined, { memory: 64, passes: 1, parallelism: 1 })

/** Starts it; all of it is gone after the tests of the file. */
export async function startMarket(options: MarketOptions = {}): Promise<MarketServer> {
  const store = await freshStore()
  const market = await openMarket(store, shippedTerms, { rates: NO_RATES, ...options })
  const app = await buildApp({ market, pages: await loadPages() })
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterAll(async () => {
    app.server.closeAllConnections()
    await app.close()
  })
  for (const person of PEOPLE) {
    const name = `${person.id.charAt(0).toUpperCase()}${person.id.slice(1)}`
    const email = `${person.id}@example.com`
    const account = { ...person, name, email, password: PASSWORD }
    const made = await createAccount(store, PASSWORDS, account)
    if (typeof made === 'string') throw new Error(`no account for ${person.id}: ${made}`)
  }
  const { token } = await createKey(store, { name: 'tests', scopes: SCOPES, seller: null })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return { url, api: connect({ url, apiKey: token }), market }
}

/** The cookie of a new session of a person, as signing in gives it. */
export async function signedIn({ url, market }: MarketServer, as: PersonId) {
  const { id, role } = PEOPLE.find(({ id }) => id === as) as (typeof PEOPLE)[number]
  return { name: 'session', value: await startSession(market.store, { id, role }, {}), url }
}

/** Starts what is done in the background; a fault of it fails the tests of the file. */
export function startJobs({ url, market }: MarketServer): void {
  const faults: unknown[] = []
  const jobs = startMarketJobs(market, {
    address: url,
    pages: url,
    mailer: null,
    onFault: (error) => void faults.push(error),
  })
  afterAll(async () => {
    await jobs.stop()
    expect(faults, 'in the background').toEqual([])
  })
}
