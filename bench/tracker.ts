import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { chartSvg } from '../src/core/tracker/chart.ts'
import { figures } from '../src/core/tracker/history/figures.ts'
import type { Market } from '../src/shell/http/market/market.ts'
import { startJobs } from '../src/shell/jobs/jobs.ts'
import { openStore, type Store } from '../src/shell/store/store.ts'
import { addChannel } from '../src/shell/store/tracker/list-channels.ts'
import { newWatchList } from '../src/shell/store/tracker/watch-lists.ts'
import { addWatch } from '../src/shell/store/tracker/watches.ts'
import { AlertDeliverer } from '../src/shell/tracker/deliver-job.ts'
import { tellingConsumers } from '../src/shell/tracker/tell-alerts.ts'
import { askUnderLoad } from './load.ts'
import { seededRandom } from './random.ts'
import { machine, printAim } from './report.ts'
import { fillHistory, keyAt, openTracked, readingAt } from './tracker-market.ts'
import { type Painted, paint, servePages } from './tracker-page.ts'
import { benchRepricing } from './tracker-reprice.ts'

const HELP = `npm run bench:tracker -- [--only core|history|alerts|reprice|page|storage] [--quick]

  --only core      1,000,000 listings priced again, 1,000,000 watches, in memory and on one core
  --only history   two years at 15 minutes of one listing, loaded and drawn
  --only alerts    from an observation to the hand-over of its alert, at 500 observations a second
  --only reprice   offers that touch 100,000 histories, found and priced again through the database
  --only page      a known listing over HTTP, under load; two years of one in a real browser
  --only storage   what a listing costs a year
  --quick          fewer of all: figures are rough

All but the core over an embedded server in a folder of its own, with every commit on the disk.`

const PARTS = ['core', 'history', 'alerts', 'reprice', 'page', 'storage'] as const
type Part = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const START = Date.UTC(2026, 4, 3, 12)

interface Bench {
  readonly store: Store
  readonly market: Market
  readonly quick: boolean
}

const at = (share: number, sorted: readonly number[]) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

const ms = (time: number) => `${time < 10 ? time.toFixed(1) : time.toFixed(0)} ms`

function benchCore(quick: boolean): void {
  const script = fileURLToPath(new URL('./tracker-core.ts', import.meta.url))
  spawnSync(process.execPath, [script, quick ? '100000' : '1000000'], { stdio: 'inherit' })
}

async function benchHistory({ store, market, quick }: Bench): Promise<void> {
  const count = quick ? 7_000 : 70_080
  const everyMs = 15 * MINUTE_MS
  const from = START - count * everyMs
  await fillHistory(store, 0, { from, everyMs, count, random: seededRandom(1) })
  const times: number[] = []
  let size = 0
  for (let turn = 0; turn < 7; turn++) {
    const began = performance.now()
    const history = await market.tracker.desk.history(keyAt(0))
    figures(history, START)
    size = chartSvg(history, { currency: 'USD', from, until: START, title: 'Two years' }).length
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  const median = at(0.5, times)
  console.log(`Two years at 15 minutes: ${count} change points, a chart of ${size} characters`)
  printAim('loaded and drawn in at most 100 ms', ms(median), median <= 100)
}

/** A watch on each of so many listings, whose price was read once below its target. */
async function watchAll({ store, market }: Bench, count: number): Promise<void> {
  const { desk } = market.tracker
  const lists = await Promise.all(
    Array.from({ length: 100 }, async (_, k) => {
      const { id: list } = await newWatchList(store, new Date(START))
      const target = { url: `https://example.com/${k}`, secret: '' }
      const hook = { list, kind: 'webhook', name: target.url, target, isConfirmed: true }
      await addChannel(store, hook, new Date(START))
      return list
    }),
  )
  for (let place = 1; place <= count; place += 200) {
    const places = Array.from({ length: Math.min(200, count - place + 1) }, (_, k) => place + k)
    await Promise.all(places.map((one) => desk.read(readingAt(one, 5_000, START))))
    await Promise.all(
      places.map((one) => {
        const list = lists[one % lists.length] as string
        const watch = { list, of: keyAt(one), kind: 'target', target: 4_500 } as const
        return addWatch(store, watch, new Date(START))
      }),
    )
    await Promise.all(places.map((one) => desk.read(readingAt(one, 4_000, START + 1_000))))
  }
}

async function benchAlerts({ store, market, quick }: Bench): Promise<void> {
  const [count, perSecond] = quick ? [1_000, 500] : [10_000, 500]
  const { desk } = market.tracker
  await watchAll({ store, market, quick }, count)
  const begun = new Map<string, number>()
  const took: number[] = []
  const channel = async ({ listing }: { readonly listing: { readonly id: string } }) => {
    took.push(performance.now() - (begun.get(listing.id) as number))
    return 'delivered' as const
  }
  const channels = { telegram: null, email: null, 'web-push': null, webhook: channel }
  const onFault = (fault: unknown) => console.error(fault)
  const now = () => START + 40_000
  const jobs = startJobs(store, {
    consumers: tellingConsumers({ store, pages: 'https://example.com', now }),
    jobs: [new AlertDeliverer({ store, channels: async () => channels, onFault, now }).job()],
    onFault: ({ fault }) => onFault(fault),
  })
  const start = performance.now()
  for (let place = 1; place <= count; place++) {
    const due = start + ((place - 1) * 1_000) / perSecond
    if (due > performance.now()) await wait(due - performance.now())
    const { listing } = keyAt(place)
    begun.set(listing, performance.now())
    void desk.read(readingAt(place, 4_000, START + 30_000))
  }
  while (took.length < count && performance.now() - start < 120_000) await wait(50)
  await jobs.stop()
  took.sort((a, b) => a - b)
  console.log(
    `${took.length} of ${count} alerts at ${perSecond} observations a second: median ${ms(at(0.5, took))}, p99 ${ms(at(0.99, took))}, longest ${ms(at(1, took))}`,
  )
  const p99 = at(0.99, took)
  printAim('handed over within a second at p99', ms(p99), took.length === count && p99 <= 1_000)
}

async function benchPage({ store, market, quick }: Bench): Promise<void> {
  const listings = 50
  const random = seededRandom(2)
  for (let k = 0; k < listings; k++) {
    const filling = { from: START - 365 * DAY_MS, everyMs: DAY_MS, count: 365, random }
    await fillHistory(store, 100_000 + k, filling)
  }
  const server = await servePages(market)
  const ids = Array.from({ length: listings }, (_, k) => keyAt(100_000 + k).listing)
  for (const [what, path] of [
    ['its document', '/v1/tracker/listings/'],
    ['its page', '/track/listings/'],
  ]) {
    const urls = ids.map((id) => `${server.url}${path}${id}`)
    // Not counted: what a server answers first, it compiles.
    await askUnderLoad({ urls, turns: 500 })
    const { times, perSecond } = await askUnderLoad({ urls, turns: quick ? 200 : 2_000 })
    const p95 = at(0.95, times)
    console.log(
      `A known listing with a year of history, 8 at a time, ${what}: ${perSecond.toFixed(0)} a second, median ${ms(at(0.5, times))}`,
    )
    printAim(`p95 of ${what} at most 50 ms`, ms(p95), p95 <= 50)
  }
  await benchPaint({ store, quick, url: server.url })
  await server.close()
}

/** Recorded readings change 27 times in 7,048: two years at 15 minutes have 270 change points. */
const CHANGES_IN_TWO_YEARS = 270

/** Two years in a real browser: from the first byte to the first paint, and what drawing the chart took. */
async function benchPaint(bench: {
  readonly store: Store
  readonly quick: boolean
  readonly url: string
}): Promise<void> {
  const { store, quick, url } = bench
  const count = CHANGES_IN_TWO_YEARS
  const everyMs = Math.floor((730 * DAY_MS) / count)
  const place = 99_999
  const from = START - count * everyMs
  await fillHistory(store, place, { from, everyMs, count, random: seededRandom(4) })
  const seen = await paint(`${url}/track/listings/${keyAt(place).listing}?days=730`, quick ? 3 : 7)
  const median = (part: keyof Painted) =>
    at(
      0.5,
      seen.map((one) => one[part]).sort((a, b) => a - b),
    )
  console.log(`Two years of ${count} changes in a browser: longest task ${ms(median('plot'))}`)
  const first = median('paint')
  printAim('first paint at most 100 ms after the first byte', ms(first), first <= 100)
}

/** The recorded readings change 27 times in 7,048: at a look each six hours a year has six. */
const CHANGES_A_YEAR = [6, 100] as const

async function benchStorage({ store, quick }: Bench): Promise<void> {
  const size = async () => {
    const tables = ['tracked_listings', 'histories', 'price_points', 'price_gaps']
    const { rows } = await sql<{ bytes: number }>`
      select sum(pg_total_relation_size(name::regclass))::float8 as bytes
      from unnest(${tables}::text[]) as name`.execute(store.db)
    return rows[0]?.bytes ?? 0
  }
  const listings = quick ? 200 : 2_000
  for (const [turn, count] of CHANGES_A_YEAR.entries()) {
    const before = await size()
    const filling = {
      from: START - 365 * DAY_MS,
      everyMs: Math.floor((365 * DAY_MS) / count),
      count,
      random: seededRandom(3),
    }
    for (let k = 0; k < listings; k++) {
      await fillHistory(store, 200_000 + turn * listings + k, filling)
    }
    const each = ((await size()) - before) / listings / 1_024
    console.log(`A listing with ${count} changes a year takes ${each.toFixed(1)} KB, with indexes`)
  }
}

const STORED = {
  history: benchHistory,
  alerts: benchAlerts,
  storage: benchStorage,
  reprice: ({ store, quick }: Bench) => benchRepricing(store, quick ? 10_000 : 100_000),
  page: benchPage,
}

async function main(): Promise<void> {
  const parts = values.only ? [values.only as Part] : PARTS
  if (values.help || !parts.every((part) => PARTS.includes(part))) return console.log(HELP)
  console.log(`${machine()} · load ${loadavg()[0]?.toFixed(1)}`)
  if (parts.includes('core')) benchCore(values.quick)
  const stored = (['history', 'alerts', 'storage', 'reprice', 'page'] as const).filter((one) =>
    parts.includes(one),
  )
  if (stored.length === 0) return
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'))
  const store = await openStore({ folder })
  try {
    const market = await openTracked(store, () => START + 40_000)
    for (const part of stored) await STORED[part]({ store, market, quick: values.quick })
    // The page's server has closed the marketplace with itself.
    if (!stored.includes('page')) await market.close()
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
