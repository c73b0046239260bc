/** Pricing again through the database: changes of offers that touch every history (fg.t.history). */
import { readdirSync, readFileSync } from 'node:fs'
import type { IssuedOffer, OfferTerms } from '../src/core/offers/issued-offer.ts'
import { layerOffer } from '../src/core/tracker/layers.ts'
import type { Reading } from '../src/core/tracker/observation.ts'
import type { Market } from '../src/shell/http/market/market.ts'
import { lastChange } from '../src/shell/store/feed.ts'
import type { Acting } from '../src/shell/store/offers/acting.ts'
import { createCampaign } from '../src/shell/store/offers/campaigns.ts'
import { issueOffer } from '../src/shell/store/offers/offers.ts'
import { shardOf } from '../src/shell/store/shards.ts'
import type { Store } from '../src/shell/store/store.ts'
import { followOffers } from '../src/shell/tracker/follow-offers.ts'
import { repriceJob } from '../src/shell/tracker/reprice-job.ts'
import { printAim } from './report.ts'
import { openTracked } from './tracker-market.ts'

const START = Date.UTC(2026, 4, 3, 12)
const DAY_MS = 86_400_000

/** A product of the marketplace as a page shows it: every other has a coupon of its store. */
function productAt(place: number, at: number): Reading {
  const store = place % 5_000
  const terms = { id: `s${store}`, payer: `s${store}`, benefit: { off: 100 + (store % 300) } }
  const offer = layerOffer('store-coupon', { ...terms, minimum: { spend: 1_000 } })
  const own = { kind: 'store-coupon', source: 'page', offer } as const
  return {
    listing: String(1_005_000_000_000_000 + place),
    sku: String(12_000_000_000_000_000n + BigInt(place)),
    ...{ shipTo: 'US', currency: 'USD', surface: 'site', source: 'page', stock: 'in' },
    at: new Date(at).toISOString(),
    ...{ list: 9_000, sale: 2_500 + (place % 5_000), shipping: place % 3 === 0 ? 199 : 0 },
    ...{ store: `s${store}`, seller: `m${store % 2_000}` },
    category: [`c${store % 40}`, `c${store % 400}`],
    conditions: [],
    layers: store % 2 === 0 ? [own] : [],
  }
}

/** A marketplace of the bench, with a clock of its own. */
interface World {
  readonly store: Store
  readonly market: Market
  readonly time: { now: number }
}

const acting = ({ market, time }: World): Acting => {
  return { scope: 'all', by: 'bench', terms: market.terms, at: new Date(time.now) }
}

const iso = (at: number) => new Date(at).toISOString()

async function openCampaign(world: World): Promise<void> {
  const window = { starts: iso(START - DAY_MS), ends: iso(START + 40 * DAY_MS) }
  const campaign = { id: 'bench', title: 'Bench', terms: 'aliexpress-2026', ...window }
  await createCampaign(world.store, campaign, acting(world))
}

/** Issues a code of the platform that touches everything; every server knows it when this resolves. */
async function issue(world: World, id: string, terms: Partial<OfferTerms>): Promise<void> {
  const { store, market } = world
  const offer = { kind: 'code', funder: 'platform', currency: 'USD', code: id.toUpperCase() }
  const issued = { id, campaign: 'bench', title: `Code ${id}`, obtain: 'code' } as const
  const whole = { ...issued, offer: { ...offer, ...terms } } as IssuedOffer
  const done = await issueOffer(store, whole, acting(world))
  if (!('version' in done)) throw new Error(JSON.stringify(done))
  await market.book.reached(await lastChange(store))
}

/** Reads so many products once, as looks do. */
async function fill({ store, market, time }: World, count: number): Promise<void> {
  for (let from = 0; from < count; from += FILLED_AT_ONCE) {
    const places = Array.from(
      { length: Math.min(FILLED_AT_ONCE, count - from) },
      (_, k) => from + k,
    )
    const seen = places.map((place) => productAt(place, time.now))
    await keepListings(store, seen, new Date(time.now))
    await Promise.all(seen.map((one) => market.tracker.desk.read(one)))
  }
  await store.pool.query('analyze histories, tracked_listings, price_points')
}

const FILLED_AT_ONCE = 2_000

async function keepListings(store: Store, seen: readonly Reading[], at: Date): Promise<void> {
  const rows = seen.map(({ listing: id, store: place = null, seller = null, category = [] }) => {
    const shard = shardOf(id, store.shards)
    const owners = { store_id: place, seller_id: seller, category }
    return {
      shard,
      id,
      origin: 'marketplace',
      title: id,
      ...owners,
      is_sample: false,
      added_at: at,
    }
  })
  await store.db.insertInto('tracked_listings').values(rows).execute()
}

/** Prices again what is due, as the job does, until nothing is. */
async function drain({ store, market }: World): Promise<void> {
  const { run } = repriceJob({ store, desk: market.tracker.desk })
  while (await run());
}

const pointsOf = async ({ store }: World): Promise<number> =>
  (await store.pool.query('select count(*)::integer as n from price_points')).rows[0].n

/** What the platform changes, each of them touching every product. */
const CHANGES = [
  ['A code that lowers every price', 'all', { benefit: { off: 500 }, minimum: { spend: 2_000 } }],
  ['A code that lowers none', 'less', { benefit: { off: 300 }, minimum: { spend: 2_000 } }],
  ['A better code', 'more', { benefit: { off: 700 }, minimum: { spend: 2_100 } }],
] as const satisfies readonly (readonly [string, string, Partial<OfferTerms>])[]

/** Changes offers that touch so many histories, and prices them again through the database. */
export async function benchRepricing(store: Store, count: number): Promise<void> {
  const time = { now: START }
  const world = { store, time, market: await openTracked(store, () => time.now) }
  await openCampaign(world)
  const filled = await took(world, () => fill(world, count))
  tell(`${count} products read`, count, filled)
  time.now += 60_000
  tell('  priced once more, as all that is new', count, await took(world, () => drain(world)))
  for (const [what, id, terms] of CHANGES) {
    const before = await pointsOf(world)
    await followOffers(store, time.now)
    await issue(world, id, terms)
    await store.pool.query('checkpoint')
    const found = await took(world, () => followOffers(store, time.now))
    time.now += 2_000
    const priced = await took(world, () => drain(world))
    const changed = (await pointsOf(world)) - before
    console.log(`${what}: ${changed} of ${count} prices changed`)
    tell('  found what it touches', count, found)
    tell('  priced again', count, priced)
    const perSecond = count / (found.seconds + priced.seconds)
    printAim('a million within a minute', `${perSecond.toFixed(0)} a second`, perSecond >= A_MINUTE)
    time.now += 60_000
  }
  await world.market.close()
}

/** A million within a minute, a second. */
const A_MINUTE = 16_667

/** Seconds by the clock, and of processors here and in the server of the database. */
interface Took {
  readonly seconds: number
  readonly here: number
  readonly database: number
}

async function took({ store }: World, act: () => Promise<unknown>): Promise<Took> {
  const before = { cpu: process.cpuUsage(), database: await usedBy(store), ms: performance.now() }
  await act()
  const seconds = (performance.now() - before.ms) / 1_000
  const { user, system } = process.cpuUsage(before.cpu)
  const database = (await usedBy(store)) - before.database
  return { seconds, here: (user + system) / 1e6, database }
}

/** What /proc counts processor time in. */
const TICKS_A_SECOND = 100

/** Processor seconds of the whole server of a database, with what it does besides; 0 where it cannot be told. */
async function usedBy({ pool }: Store): Promise<number> {
  if (process.platform !== 'linux') return 0
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const server = statOf(String(rows[0]?.pid))?.parent
  const own = readdirSync('/proc').flatMap((pid) => {
    const stat = /^\d+$/.test(pid) ? statOf(pid) : null
    // Of the server itself with the connections that have ended, of each of its processes its own.
    if (stat && pid === server) return [stat.own + stat.ended]
    return stat?.parent === server ? [stat?.own ?? 0] : []
  })
  return own.reduce((sum, ticks) => sum + ticks, 0) / TICKS_A_SECOND
}

function statOf(pid: string) {
  const path = `/proc/${pid}/stat`
  try {
    const line = readFileSync(path, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    const ticks = (from: number) => Number(fields[from]) + Number(fields[from + 1])
    return { parent: fields[1], own: ticks(11), ended: ticks(13) }
  } catch {
    // It ended just now.
    return null
  }
}

function tell(what: string, count: number, { seconds, here, database }: Took): void {
  const each = (of: number) => ((of * 1e6) / count).toFixed(0)
  console.log(
    `${what}: ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second; each ${each(here)} µs of a core here and ${each(database)} µs in the database`,
  )
}
