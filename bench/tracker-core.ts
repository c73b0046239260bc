/**
 * The tracker's arithmetic at a million listings, on one core: the index from an offer's scope to listings,
 * pricing again what an offer touches, watches held against observations, a long history replayed, drawn
 * and suggested from. `node bench/tracker-core.ts [listings]`.
 */
import { isRefused } from '../src/core/base/faults.ts'
import { instantText } from '../src/core/base/instant-text.ts'
import { compileOffer } from '../src/core/pricing/offer.ts'
import type { OfferDocument } from '../src/core/pricing/offer-document.ts'
import { beginning, evaluate, type Watch } from '../src/core/tracker/alerts/watch.ts'
import { chartSvg } from '../src/core/tracker/chart.ts'
import { figures } from '../src/core/tracker/history/figures.ts'
import { gapAfterMs } from '../src/core/tracker/history/record.ts'
import { HistoryBuilder } from '../src/core/tracker/history/replay.ts'
import { suggestTarget } from '../src/core/tracker/history/target.ts'
import { type Layer, layerOffer } from '../src/core/tracker/layers.ts'
import type { Observation } from '../src/core/tracker/observation.ts'
import { ownOffers, PublicOffers, publicTotal } from '../src/core/tracker/reprice/public-total.ts'
import { ScopeIndex } from '../src/core/tracker/reprice/scope-index.ts'
import type { Seen } from '../src/core/tracker/stack/piece.ts'
import { type Random, seededRandom } from './random.ts'

const LISTINGS = Number(process.argv[2] ?? 1_000_000)
const NOON = Date.UTC(2026, 5, 23, 12)
const AT = instantText(NOON)
const COUNTRIES = ['US', 'GB', 'DE', 'BR', 'MX']
const CURRENCY = ['USD', 'GBP', 'EUR', 'BRL', 'MXN']

function timed<T>(what: string, work: () => T): T {
  const [began, used] = [performance.now(), process.cpuUsage()]
  const made = work()
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(used)
  const shown = (time: number) => (time >= 100 ? time.toFixed(0) : time.toFixed(2)).padStart(8)
  console.log(`${what.padEnd(60)} ${shown(ms)} ms, of a core ${shown((user + system) / 1000)} ms`)
  return made
}

interface Listings {
  readonly sales: Float64Array
  readonly stores: Uint32Array
  readonly markets: Uint8Array
}

function listingsOf(random: Random): Listings {
  const made: Listings = {
    sales: new Float64Array(LISTINGS),
    stores: new Uint32Array(LISTINGS),
    markets: new Uint8Array(LISTINGS),
  }
  for (let at = 0; at < LISTINGS; at++) {
    made.sales[at] = random.whole(99, random.chance(0.3) ? 20_000 : 4_000)
    made.stores[at] = random.whole(0, 50_000)
    made.markets[at] = random.chance(0.5) ? 0 : random.whole(1, 4)
  }
  return made
}

function seenAt({ sales, stores, markets }: Listings, place: number): Seen {
  const market = markets[place] as number
  const store = stores[place] as number
  return {
    listing: String(1_005_000_000_000_000 + place),
    sku: String(12_000_000_000_000_000 + place),
    shipTo: COUNTRIES[market] as string,
    currency: CURRENCY[market] as string,
    surface: 'site',
    at: AT,
    sale: sales[place] as number,
    shipping: place % 3 === 0 ? 199 : 0,
    store: `s${store}`,
    seller: `m${store % 20_000}`,
    category: [`c${store % 40}`, `c${store % 400}`],
  }
}

/** A ladder of codes for each market, as campaigns publish them. */
function codes(): OfferDocument[] {
  const ladder = [
    [200, 1500],
    [500, 3900],
    [800, 6900],
    [1500, 12_900],
  ] as const
  return COUNTRIES.flatMap((country, market) =>
    ladder.map(([off, spend]) =>
      layerOffer('code', {
        id: `${country}-${off}`,
        currency: CURRENCY[market] as string,
        countries: [country],
        benefit: { off },
        minimum: { spend },
      }),
    ),
  )
}

/** Every other store has a coupon of its own, every fifth listing coins. */
function ownLayers({ stores }: Listings, place: number): Layer[] {
  const store = stores[place] as number
  const layers: Layer[] = []
  if (store % 2 === 0) {
    const terms = { id: `s${store}`, payer: `s${store}`, benefit: { off: 100 + (store % 300) } }
    const offer = layerOffer('store-coupon', { ...terms, minimum: { spend: 1000 } })
    layers.push({ kind: 'store-coupon', source: 'page', offer })
  }
  if (place % 5 === 0) {
    const terms = { id: 'coins', benefit: { percent: 3 }, coins: { max: 500 } }
    layers.push({ kind: 'coins', source: 'page', offer: layerOffer('coins', terms) })
  }
  return layers
}

function repricing(listings: Listings): void {
  const index = timed(`index ${LISTINGS} listings by what offers name`, () => {
    const made = new ScopeIndex()
    for (let place = 0; place < LISTINGS; place++) {
      const seen = seenAt(listings, place)
      const { store = null, seller = null, category = [] } = seen
      made.put(place, { ...seen, store, seller, category, warehouse: null })
    }
    return made
  })
  const everywhere = layerOffer('platform-coupon', {
    id: 'platform',
    benefit: { percent: 5, cap: 1000 },
  })
  const usCode = codes()[1] as OfferDocument
  for (const [what, offer] of [
    ['one store’s coupon', { ...everywhere, funder: 'store:s7' }],
    ['a category', { ...everywhere, scope: { categories: [['c7']] } }],
    ['a code from 39.00 in the US', usCode],
    ['a platform coupon for everything', everywhere],
  ] as const) {
    reprice(index, listings, { what, offer })
  }
}

function reprice(
  index: ScopeIndex,
  listings: Listings,
  { what, offer }: { readonly what: string; readonly offer: OfferDocument },
): void {
  const offers = PublicOffers.of([...codes().filter(({ id }) => id !== offer.id), offer])
  if (isRefused(offers)) throw new Error(JSON.stringify(offers))
  const touched = timed(`${what}: find what it touches`, () =>
    index.touchedBy(compileOffer(offer, 0)),
  )
  let sum = 0
  let ms = 0
  // What was read comes from storage, some thousands at a time: making it here is no part of pricing it.
  for (let from = 0; from < touched.length; from += 10_000) {
    const part = touched.slice(from, from + 10_000)
    const read = part.map((place) => [seenAt(listings, place), ownLayers(listings, place)] as const)
    const began = process.cpuUsage()
    for (const [seen, layers] of read) {
      sum += publicTotal(seen, ownOffers(layers, offers), { offers, at: NOON })
    }
    const { user, system } = process.cpuUsage(began)
    ms += (user + system) / 1000
  }
  const each = ((ms * 1000) / Math.max(1, touched.length)).toFixed(1)
  console.log(`  ${touched.length} priced again: ${ms.toFixed(0)} ms of a core, ${each} µs each`)
  console.log(`  sum of totals ${sum}`)
}

const plain = (total: number, at: number): Observation => ({
  listing: '1005',
  sku: null,
  shipTo: 'US',
  currency: 'USD',
  surface: 'site',
  at: instantText(at),
  source: 'page',
  list: total,
  sale: total,
  stock: 'in',
  shipping: 0,
  conditions: [],
  layers: [],
  tax: 0,
  total,
  public: true,
})

function watching(random: Random): void {
  const watches: Watch[] = []
  const states = Array.from({ length: LISTINGS }, (_, at) => {
    const kind = at % 10 === 0 ? 'new-low' : 'target'
    watches.push({ id: String(at), kind, target: random.whole(900, 1100) })
    return beginning(kind, { low: 1000, stock: 'in' })
  })
  const seen = Array.from({ length: 1000 }, () => plain(random.whole(900, 1200), NOON))
  const again = seen.map((one) => ({ ...one, at: instantText(NOON + 30_000) }))
  for (const [what, looks] of [
    ['first', seen],
    ['second', again],
  ] as const) {
    let alerts = 0
    timed(`hold ${LISTINGS} watches against a ${what} reading`, () => {
      for (let at = 0; at < LISTINGS; at++) {
        const look = looks[at % 1000] as Observation
        const held = evaluate(watches[at] as Watch, states[at] as (typeof states)[number], look)
        states[at] = held.state
        if (held.alert) alerts++
      }
    })
    console.log(`  ${alerts} alerts`)
  }
}

function longHistory(random: Random): void {
  const readings = 2 * 365 * 96
  let total = 2000
  const seen = Array.from({ length: readings }, (_, k) => {
    if (random.chance(0.5)) total = Math.max(500, total + random.whole(-40, 40))
    return plain(total, NOON + k * 900_000)
  })
  const builder = timed(`replay ${readings} readings: two years at 15 minutes`, () => {
    const made = new HistoryBuilder(gapAfterMs(900_000))
    for (const one of seen) made.add(one)
    return made
  })
  const { history } = builder
  const until = NOON + readings * 900_000
  console.log(`  ${history.points.length} change points`)
  timed('  its lows, medians and suggested target', () => {
    figures(history, until)
    suggestTarget(history, 'USD', until)
  })
  const svg = timed('  its chart as SVG', () =>
    chartSvg(history, { currency: 'USD', from: NOON, until, target: 1500, title: 'Two years' }),
  )
  console.log(`  ${svg.length} characters`)
}

const random = seededRandom(7)
repricing(listingsOf(random))
watching(random)
longHistory(random)
