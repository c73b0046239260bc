import { describe, expect, it, test } from 'vitest'
import type { Layer } from '../../../src/core/tracker/layers.ts'
import { keyText, type Reading } from '../../../src/core/tracker/observation.ts'
import { countFigures } from '../../../src/shell/store/tracker/figures.ts'
import { keepListing } from '../../../src/shell/store/tracker/listings.ts'
import { importReadings } from '../../../src/shell/tracker/import-readings.ts'
import { repriceDue } from '../../../src/shell/tracker/reprice-job.ts'
import { seedTracker } from '../../../src/shell/tracker/samples.ts'
import { aReading } from '../../tracker/reading.ts'
import { person } from './served.ts'
import { type TrackedWorld, trackedWorld } from './tracker-world.ts'

const DAY_MS = 86_400_000
const ITEM = '1005001234567890'
const COUPONED = '1005001234567891'

const first = await trackedWorld({ withSamples: true })
const now = first.time.now
await seedTracker(first.store, first.market.tracker)
const OF_SAMPLES = ['sample-potatoes', 'sample-espresso'] as const

const reading = (daysAgo: number, sale: number, more: Partial<Reading> = {}) =>
  aReading({
    at: new Date(now - daysAgo * DAY_MS + 1).toISOString(),
    sale,
    source: 'feed',
    ...more,
  })

const coupon: Layer = {
  kind: 'store-coupon',
  source: 'feed',
  offer: {
    ...{ id: 'c1', kind: 'store-coupon', funder: 'store:s1', claimed: true },
    benefit: { off: 300 },
  },
}

const COLLECTED: readonly Reading[] = [
  ...[20, 19, 18].map((days) => reading(days, 2_000, { list: 2_500 })),
  // Silent for ten days: a gap; and then again at the same price, and at another.
  ...[8, 7].map((days) => reading(days, 2_000, { list: 2_500 })),
  ...[6, 5, 4].map((days) => reading(days, 2_100, { shipping: 199, stock: 'out' })),
  ...[3, 2, 1].map((days) => reading(days, 1_900)),
  ...[6, 5].map((days) => reading(days, 1_200, { conditions: ['newcomer', 'app-only'] })),
  ...[3, 2].map((days) => reading(days, 1_100, { conditions: ['newcomer'] })),
  ...[3, 2].map((days) => reading(days, 1_000, { listing: COUPONED })),
  reading(1, 1_000, { listing: COUPONED, layers: [coupon] }),
]
await importReadings(first.market, COLLECTED, 'A lamp')

const exported = async (world: TrackedWorld, listing: string, format: string): Promise<string> => {
  const path = `/v1/tracker/listings/${listing}/history.${format}`
  const answer = await fetch(`${world.url}${path}`)
  expect(answer.status).toBe(200)
  return answer.text()
}

async function emptyWorld() {
  const world = await trackedWorld({ now })
  const admin = world.as(await person(world, { id: 'admin-1', role: 'admin' }))
  const take = (format: string, text: string, more: object = {}) =>
    admin('POST', '/v1/tracker/histories', { format, text, ...more })
  return { ...world, take }
}

describe.each(['csv', 'json'])('a history exported as %s (fg.t.history)', async (format) => {
  const world = await emptyWorld()

  test.each([ITEM, COUPONED, ...OF_SAMPLES])(
    'of %s is exported again as it was',
    async (listing) => {
      const text = await exported(first, listing, format)
      const { status, body } = await world.take(format, text)
      expect([status, body]).toMatchObject([200, { of: { listing } }])
      expect(await exported(world, listing, format)).toBe(text)
      expect(await exported(world, listing, 'json')).toBe(await exported(first, listing, 'json'))
      const again = await world.take(format, text)
      expect([again.status, JSON.stringify(again.body)]).toEqual([
        400,
        expect.stringContaining(`Product ${listing}, `),
      ])
      expect(await exported(world, listing, format)).toBe(text)
    },
  )

  it('tells how much of each was taken', async () => {
    const other = await emptyWorld()
    const text = await exported(first, ITEM, format)
    const { body } = await other.take(format, text, { title: 'A lamp' })
    expect(body).toMatchObject({ points: 3, asides: 2, gaps: 1 })
    const found = await other.visitor('GET', `/v1/tracker/listings/${ITEM}`)
    expect(found.body).toMatchObject({
      listing: { title: 'A lamp' },
      chosen: { receipt: { total: 1_900, source: 'feed' }, figures: { ever: { lowMinor: 1_900 } } },
    })
  })

  it('is not priced again to a price that nobody saw: its coupons have no terms', async () => {
    const text = await exported(world, COUPONED, format)
    world.time.now += 5_000
    await repriceDue({ store: world.store, desk: world.market.tracker.desk })
    expect(await exported(world, COUPONED, format)).toBe(text)
    expect(JSON.parse(await exported(world, COUPONED, 'json')).points).toMatchObject([
      { total: 1_000 },
      { total: 700, counted: [{ kind: 'store-coupon', offer: 'c1', amount: 300 }] },
    ])
  })

  it('goes on with what is read later, and its median holds a price in doubt', async () => {
    const later = (hours: number, sale: number) =>
      importReadings(world.market, [reading(1 - hours / 24, sale)], null)
    const points = async () => JSON.parse(await exported(world, ITEM, 'json')).points
    const before = await points()
    await later(12, 1_900)
    expect(await points()).toEqual([
      ...before.slice(0, -1),
      { ...before.at(-1), readings: 4, seen: expect.not.stringMatching(before.at(-1).seen) },
    ])
    expect(await later(13, 600)).toMatchObject({ held: 1 })
    expect(await later(14, 1_950)).toMatchObject({ held: 0, taken: 1 })
    expect(await points()).toMatchObject([{}, {}, { total: 1_900 }, { total: 1_950, readings: 1 }])
    expect(JSON.parse(await exported(world, ITEM, 'json')).gaps).toHaveLength(1)
  })

  it('has its figures counted as others have', async () => {
    await countFigures(world.store, { now: new Date(world.time.now), most: 100 })
    const key = keyText(reading(1, 1))
    const rows = world.store.db.selectFrom('histories').select(['median_minor', 'low_minor'])
    const [counted] = await rows.where('key', '=', key).execute()
    expect(counted).toEqual({ median_minor: expect.any(Number), low_minor: 1_900 })
  })
})

describe('refuses what is no history, and keeps nothing of it', async () => {
  const world = await emptyWorld()
  const whole = JSON.parse(await exported(first, ITEM, 'json'))
  const [point] = whole.points
  const [aside] = whole.asides
  const changed = (more: object) => JSON.stringify({ ...whole, gaps: [], ...more })
  const onePoint = (more: object) => changed({ points: [{ ...point, ...more }] })
  const time = (ms: number) => new Date(now + ms).toISOString()

  test.each([
    ['no JSON', '{"key":', 'Is not JSON'],
    ['another document', '[]', 'Must be'],
    ['no prices', changed({ points: [], asides: [] }), 'Has no prices.'],
    ['points out of order', changed({ points: whole.points.toReversed() }), '/points/1/from'],
    ['a price of tomorrow', onePoint({ seen: time(DAY_MS) }), '/points/0/seen'],
    ['a gap of tomorrow', changed({ gaps: [{ from: time(0), until: time(1) }] }), '/gaps/0/until'],
    ['finer times', onePoint({ from: '2026-01-01T00:00:00.0001Z' }), '/points/0/from'],
    ['times long ago', onePoint({ from: '0001-01-01T00:00:00+10:00' }), '/points/0/from'],
    ['more readings than there are', onePoint({ readings: 3e9 }), '/points/0/readings'],
    ['a total of its own', onePoint({ total: 5 }), '/points/0/total'],
    ['a price of nothing', onePoint({ list: 0, sale: 0, total: 0, counted: [] }), 'above 0'],
    ['a newcomers’ price in the line', changed({ points: [aside] }), '/points/0/conditions'],
    ['an aside for everybody', changed({ asides: [point] }), '/asides/0/conditions'],
    ['half a letter', changed({ key: { ...whole.key, listing: '\ud800' } }), '/key'],
  ])('%s', async (_, text, why) => {
    const { status, body } = await world.take('json', text)
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(why)])
    expect((await world.visitor('GET', `/v1/tracker/listings/${ITEM}`)).status).toBe(404)
  })

  test.each([
    ['an amount that is none', (row: string) => row.replace(',20.00,', ',cheap,'), '/2/'],
    ['a row of another kind', (row: string) => row.replace('price', 'cost'), '/2/row'],
    ['two histories', (row: string) => `${row}\r\n${row.replace(ITEM, COUPONED)}`, '/3'],
  ])('a table with %s, by its line', async (_, change, why) => {
    const [heading = '', row = ''] = (await exported(first, ITEM, 'csv')).split('\r\n')
    const { status, body } = await world.take('csv', `${heading}\r\n${change(row)}\r\n`)
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(why)])
  })

  it('only asides are a history; a product that was pasted and never read can be filled', async () => {
    const known = { id: ITEM, origin: 'site', title: 'Mine' }
    await keepListing(world.store, known, new Date(now))
    const { status } = await world.take('json', changed({ points: [] }))
    expect(status).toBe(200)
    const { body } = await world.visitor('GET', `/v1/tracker/listings/${ITEM}`)
    expect(body).toMatchObject({ listing: { title: 'Mine' }, chosen: { receipt: null } })
    expect(JSON.parse(await exported(world, ITEM, 'json'))).toEqual({
      ...whole,
      ...{ points: [], gaps: [] },
    })
  })
})
