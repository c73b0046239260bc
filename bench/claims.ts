import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore, type Store } from '../src/shell/store/store.ts'
import { serveClaims } from './claims-http.ts'
import {
  claimInProcess,
  type InProcess,
  type Measured,
  orderInProcess,
} from './claims-in-process.ts'
import { type Loaded, sendLoad } from './claims-load.ts'
import { seedOffers } from './claims-market.ts'
import { HOW_TO_GET, hasPgbench, pgbenchClaims } from './claims-pgbench.ts'
import { machine, printAim, printTable } from './report.ts'

const HELP = `npm run bench:claims -- [--only process|pgbench|http|tuning] [--quick]

  --only process   claims in this process: 1 to 10,000 offers, with and without a limit
  --only pgbench   the same rows by pgbench, one claim a transaction
  --only http      the real server, 1 to 1,000 connections
  --only tuning    claims in a statement, and shards
  --quick          fewer claims: figures are rough

Without --only: process, pgbench and http, one after the other, over an embedded server in a folder of
its own, with every commit on the disk. What the figures come to: docs/scale.md.`

const PARTS = ['process', 'pgbench', 'http', 'tuning'] as const
type Part = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const thousands = (figure: number) => Math.round(figure).toLocaleString('en')
const micros = (figure: number) => figure.toFixed(1)

async function run(parts: readonly Part[], quick: boolean): Promise<void> {
  console.log(`${machine()}${quick ? ' · quick: figures are rough' : ''}`)
  const load = loadavg()[0]?.toFixed(1)
  console.log(
    `Load before it began: ${load}. What else runs takes its share of every figure a second.\n`,
  )
  let best = 0
  for (const part of parts) {
    if (part === 'process') best = await inFolder((store) => benchProcess(store, quick))
    else if (part === 'pgbench')
      await inFolder((store, folder) => benchPgbench(store, folder, { quick, best }))
    else if (part === 'tuning') await benchTuning(quick)
    else await benchHttp(quick)
    console.log()
  }
}

/** Something over an embedded server of its own, which is gone afterwards. */
async function inFolder<T>(
  act: (store: Store, folder: string) => Promise<T>,
  shards?: number,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'))
  const store = await openStore({ folder, ...(shards === undefined ? {} : { shards }) })
  try {
    return await act(store, folder)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

const PROCESS: InProcess = {
  offers: 1,
  uses: null,
  waiting: 10_000,
  atOnce: 1_000,
  claims: 400_000,
}

async function benchProcess(store: Store, quick: boolean): Promise<number> {
  const claims = quick ? 100_000 : PROCESS.claims
  const rows: string[][] = []
  let best = 0
  for (const offers of [1, 10, 100, 1_000, 10_000]) {
    for (const uses of [null, 1_000_000_000]) {
      const { perSecond, hereMicros, databaseMicros } = await claimInProcess(store, {
        ...PROCESS,
        offers,
        uses,
        claims: offers > 100 ? claims / 2 : claims,
      })
      best = Math.max(best, perSecond)
      const limit = uses === null ? 'none' : 'limited'
      rows.push([
        `${thousands(offers)} · ${limit}`,
        thousands(perSecond),
        micros(hereMicros),
        micros(databaseMicros),
      ])
    }
  }
  console.log('Claims in this process, 10,000 under way, at most 2,000 in a statement')
  printTable(['offers · limit', 'claims/s', 'µs here', 'µs in the database'], rows)
  printAim('at least 150,000 claims/s in process', thousands(best), best >= 150_000)
  const { reserved, used } = await orderInProcess(store, {
    orders: quick ? 10_000 : 50_000,
    waiting: 2_000,
  })
  const row = (name: string, { perSecond, hereMicros, databaseMicros }: Measured) => [
    name,
    thousands(perSecond),
    micros(hereMicros),
    micros(databaseMicros),
  ]
  console.log('Orders of three offers each, 2,000 under way, at most 200 in a transaction')
  printTable(
    ['', 'orders/s', 'µs here', 'µs in the database'],
    [row('reserve', reserved), row('use', used)],
  )
  return best
}

async function benchPgbench(
  store: Store,
  folder: string,
  { quick, best }: { readonly quick: boolean; readonly best: number },
): Promise<void> {
  if (!hasPgbench()) return console.log(`pgbench is not installed: ${HOW_TO_GET}.`)
  const seconds = quick ? 3 : 10
  const socket = join(folder, 'sockets')
  const rows: string[][] = []
  for (const limited of [false, true]) {
    const perSecond = await pgbenchClaims(store, { socket, limited, seconds })
    const times = best > 0 ? `${(best / perSecond).toFixed(0)}×` : '–'
    rows.push([limited ? 'one row counts the limit' : 'without limit', thousands(perSecond), times])
  }
  console.log('The same rows by pgbench: 16 connections, prepared, one claim a transaction')
  printTable(['', 'claims/s', 'ours in process'], rows)
}

async function benchTuning(quick: boolean): Promise<void> {
  const claims = quick ? 100_000 : PROCESS.claims
  const rows: string[][] = []
  for (const shards of [1, 2, 4, 8]) {
    await inFolder(async (store) => {
      for (const atOnce of [250, 500, 1_000, 2_000]) {
        const measured = await claimInProcess(store, {
          ...PROCESS,
          waiting: 20_000,
          atOnce,
          claims,
        })
        const { perSecond, hereMicros, databaseMicros } = measured
        rows.push([
          `${shards} · ${atOnce}`,
          thousands(perSecond),
          micros(hereMicros),
          micros(databaseMicros),
        ])
      }
    }, shards)
  }
  printTable(['shards · at most in a statement', 'claims/s', 'µs here', 'µs in the database'], rows)
}

async function benchHttp(quick: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'))
  const server = await serveClaims(folder)
  const store = await openStore({ folder, connections: 2 })
  const rows: string[][] = []
  let at1000: Loaded | null = null
  try {
    const [offer] = await seedOffers(store, { count: 1, uses: 1e9, prefix: 'http' })
    let asked = 0
    for (const connections of [1, 10, 100, 1_000]) {
      const requests = connections === 1 ? 2_000 : quick ? 20_000 : 100_000
      const from = asked
      asked += requests
      const claim = (n: number) => ({ buyer: `b${from + n}`, offer: offer as string })
      const { port, token } = server
      const loaded = await sendLoad({
        port: () => port,
        token,
        connections,
        requests,
        claim,
        insists: false,
      })
      const failed = requests - loaded.granted.length
      if (failed > 0)
        throw new Error(`${failed} were not granted: ${[...loaded.statuses].join(' ')}`)
      rows.push(rowOf(connections, requests, loaded))
      at1000 = loaded
    }
  } finally {
    await store.close()
    await server.stop()
    rmSync(folder, { recursive: true })
  }
  console.log('Claims over HTTP, one limited offer; whoever asks runs on the same processors')
  printTable(['connections', 'claims/s', 'p50 ms', 'p99 ms', 'longest ms'], rows)
  const { seconds, granted, percentile } = at1000 as Loaded
  const perSecond = granted.length / seconds
  const reached = `${thousands(perSecond)} claims/s, p99 ${percentile(99).toFixed(0)} ms`
  const aim = 'at least 20,000 claims/s over HTTP with p99 at most 100 ms, 1,000 connections'
  printAim(aim, reached, perSecond >= 20_000 && percentile(99) <= 100)
}

function rowOf(connections: number, requests: number, { seconds, percentile }: Loaded): string[] {
  const times = [50, 99, 100].map((of100) => percentile(of100).toFixed(1))
  return [thousands(connections), thousands(requests / seconds), ...times]
}

if (values.help) console.log(HELP)
else if (values.only !== undefined && !PARTS.includes(values.only as Part)) {
  console.error(`--only ${values.only} is not known: choose one of ${PARTS.join(', ')}.`)
  process.exitCode = 2
} else {
  await run(values.only ? [values.only as Part] : ['process', 'pgbench', 'http'], values.quick)
}
