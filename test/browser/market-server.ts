import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { type Client, connect } from '../../src/client/client.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { buildApp } from '../../src/shell/http/app.ts'
import { type Market, type MarketOptions, openMarket } from '../../src/shell/http/market/market.ts'
import { startMarketJobs } from '../../src/shell/http/market/market-jobs.ts'
import { buildPagesIfStale, loadPages } from '../../src/shell/http/page-build.ts'
import { createAccount } from '../../src/shell/store/access/accounts.ts'
import { createKey } from '../../src/shell/store/access/keys.ts'
import { EMBEDDED_NAME, startEmbedded } from '../../src/shell/store/embedded/server.ts'
import { connectStore } from '../../src/shell/store/store.ts'

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

/** Starts it; all of it is gone after the tests of the file. */
export async function startMarket(options: MarketOptions = {}): Promise<MarketServer> {
  await buildPagesIfStale()
  const folder = mkdtempSync(join(tmpdir(), 'tessera-pages-'))
  const database = await startEmbedded(folder, { fsync: 'off', synchronous_commit: 'off' })
  const connection = { host: database.socket, user: EMBEDDED_NAME, database: 'postgres' }
  const store = await connectStore(connection)
  const market = await openMarket(store, shippedTerms, { rates: NO_RATES, ...options })
  const app = await buildApp({ market, pages: await loadPages() })
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterAll(async () => {
    app.server.closeAllConnections()
    await app.close()
    await store.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const person of PEOPLE) {
    const name = `${person.id.charAt(0).toUpperCase()}${person.id.slice(1)}`
    const email = `${person.id}@example.com`
    const account = { ...person, name, email, password: PASSWORD }
    const made = await createAccount(store, market.passwords, account)
    if (typeof made === 'string') throw new Error(`no account for ${person.id}: ${made}`)
  }
  const { token } = await createKey(store, { name: 'tests', scopes: SCOPES, seller: null })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return { url, api: connect({ url, apiKey: token }), market }
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
