/**
 * The real application over an embedded database of its own, with a key for whoever measures it and no
 * limit of requests: a process that is started, asked and killed. Argument: the folder. It says its port
 * and the token of the key as JSON on a line.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { shippedTerms } from '../src/core/pricing/shipped.ts'
import { buildApp } from '../src/shell/http/app.ts'
import { openMarket } from '../src/shell/http/market/market.ts'
import { startMarketJobs } from '../src/shell/http/market/market-jobs.ts'
import { createKey } from '../src/shell/store/access/keys.ts'
import { openStore, type Store } from '../src/shell/store/store.ts'

const NO_LIMIT = { quota: 1e9, windowSeconds: 1 }
const folder = process.argv[2] as string
const store = await openStore({ folder })
const token = await knownToken(store)
const market = await openMarket(store, shippedTerms, {
  rates: { key: NO_LIMIT, address: NO_LIMIT },
})
const app = await buildApp({ market })
await app.listen({ port: 0, host: '127.0.0.1' })
const { port } = app.server.address() as AddressInfo
const address = `http://127.0.0.1:${port}`
const onFault = (error: unknown) => void process.stderr.write(`${error}\n`)
const jobs = startMarketJobs(market, { address, pages: address, mailer: null, onFault })
process.stdout.write(`${JSON.stringify({ port, token })}\n`)

process.once('SIGTERM', async () => {
  await jobs.stop()
  app.server.closeAllConnections()
  await app.close()
  await store.close()
  process.exit(0)
})

/** The key of an earlier start, for only its digest is in the database. */
async function knownToken(store: Store): Promise<string> {
  const path = join(folder, 'token')
  try {
    return readFileSync(path, 'utf8')
  } catch {
    const scopes = ['claims:write', 'buyers:write', 'buyers:read', 'offers:read']
    const { token } = await createKey(store, { name: 'bench', scopes, seller: null })
    writeFileSync(path, token)
    return token
  }
}
