/**
 * `npm run races`: 100,000 claims over HTTP from 200 connections, for offers of 1, 100 and 10,000 uses; then
 * the same while the server and its database are killed 20 times. What was granted must be exactly the limit,
 * what was acknowledged must be there, and nobody may have it twice.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type ServedClaims, serveClaims } from '../../bench/claims-http.ts'
import { type Loaded, sendLoad } from '../../bench/claims-load.ts'
import { seedOffers } from '../../bench/claims-market.ts'
import { machine } from '../../bench/report.ts'
import { openStore } from '../../src/shell/store/store.ts'
import { killAll } from '../store/claims/killing.ts'

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '20' },
  },
})

const CLAIMS = Number(values.claims)
const KILLS = Number(values.kills)
const CONNECTIONS = 200
/** A tenth of those who ask have asked before, by another key. */
const BUYERS = CLAIMS * 0.9

const folder = mkdtempSync(join(tmpdir(), 'tessera-races-'))
let server = await serveClaims(folder)
const faults: string[] = []

console.log(`${machine()}\n${CLAIMS.toLocaleString('en')} claims from ${CONNECTIONS} connections`)
try {
  for (const limit of [1, 100, 10_000]) await race(limit, 0)
  await race(CLAIMS / 2, KILLS)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exitCode = 1
}

async function race(limit: number, kills: number): Promise<void> {
  const offer = await seedOffer(limit, kills > 0 ? `killed-${limit}` : `limit-${limit}`)
  const sending = sendLoad({
    port: () => server.port,
    token: server.token,
    connections: CONNECTIONS,
    requests: CLAIMS,
    claim: (n) => ({ buyer: `b${n % BUYERS}`, offer }),
    insists: kills > 0,
  })
  let isSent = false
  void sending.then(() => {
    isSent = true
  })
  let killed = 0
  for (; killed < kills && !isSent; killed++) {
    await wait(300 + Math.random() * 700)
    server = await killedAndStarted(server)
  }
  await check({ offer, limit, killed, loaded: await sending })
}

async function seedOffer(limit: number, prefix: string): Promise<string> {
  const store = await openStore({ folder, connections: 1 })
  const [offer] = await seedOffers(store, { count: 1, uses: limit, prefix })
  await store.close()
  return offer as string
}

async function killedAndStarted({ child }: ServedClaims): Promise<ServedClaims> {
  await killAll(child, folder)
  return serveClaims(folder)
}

interface Race {
  readonly offer: string
  readonly limit: number
  readonly killed: number
  readonly loaded: Loaded
}

async function check({ offer, limit, killed, loaded }: Race): Promise<void> {
  const store = await openStore({ folder, connections: 1 })
  const query = store.db
    .selectFrom('claims')
    .select(['buyer_id', 'key'])
    .where('offer_id', '=', offer)
  const rows = await query.execute()
  await store.close()
  const held = new Map(rows.map(({ buyer_id, key }) => [key, buyer_id]))
  const lost = loaded.granted.filter((n) => held.get(`request-${n}`) !== `b${n % BUYERS}`)
  const twice = rows.length - new Set(rows.map(({ buyer_id }) => buyer_id)).size
  const others = [...loaded.statuses.keys()].filter((status) => status !== 200 && status !== 409)
  const said = `limit ${limit.toLocaleString('en')}`
  const expect = (isSo: boolean, fault: string) => void (isSo || faults.push(`✘ ${said}: ${fault}`))
  expect(rows.length === limit, `${rows.length} claims are there`)
  expect(loaded.granted.length === limit, `${loaded.granted.length} were granted`)
  expect(lost.length === 0, `${lost.length} acknowledged claims are lost`)
  expect(twice === 0, `${twice} buyers have it twice`)
  expect(others.length === 0, `answered ${others.join(', ')} too`)
  const rate = Math.round(CLAIMS / loaded.seconds).toLocaleString('en')
  const kills = killed > 0 ? ` · killed ${killed} times` : ''
  console.log(
    `${faults.length === 0 ? '✔' : '✘'} ${said}: ${loaded.granted.length} granted, ` +
      `${lost.length} lost, ${twice} twice · ${rate} claims/s, p99 ${loaded.percentile(99).toFixed(0)} ms${kills}`,
  )
}
