import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Layer, layerOffer } from '../../../src/core/tracker/layers.ts'
import { type HistoryKey, keyText, type Reading } from '../../../src/core/tracker/observation.ts'
import { connectStore } from '../../../src/shell/store/store.ts'
import { repriceShard } from '../../../src/shell/store/tracker/repricing.ts'
import { touch } from '../../../src/shell/store/tracker/touching.ts'
import { TrackerDesk } from '../../../src/shell/store/tracker/tracker-desk.ts'
import { newWatchList } from '../../../src/shell/store/tracker/watch-lists.ts'
import { addWatch } from '../../../src/shell/store/tracker/watches.ts'
import { repriceDue } from '../../../src/shell/tracker/reprice-job.ts'
import { freshDatabase } from '../database.ts'

const connection = await freshDatabase()
const store = await connectStore(connection, { connections: 8 })
const other = await connectStore(connection, { connections: 8 })
afterAll(() => Promise.all([store.close(), other.close()]))

const START = Date.parse('2026-05-03T12:00:00Z')
const COUNT = 120
let now = START
let beside: readonly Layer[] = []
const nextLook = () => null
const options = { beside: () => beside, nextLook, now: () => now }
const desk = new TrackerDesk(store, options)
const desks = [
  { store, desk },
  { store: other, desk: new TrackerDesk(other, options) },
]

const keyAt = (place: number): HistoryKey => {
  const ids = { listing: String(1_005_000 + place), sku: null, shipTo: 'US', currency: 'USD' }
  return { ...ids, surface: 'site' }
}

const readingAt = (place: number): Reading => ({
  ...keyAt(place),
  ...{ at: new Date(now).toISOString(), source: 'page', list: 4_000, sale: 4_000, stock: 'in' },
  ...{ shipping: 0, conditions: [], layers: [] },
})

const code = (off: number, id = 'code') =>
  layerOffer('code', { id, currency: 'USD', benefit: { off } })

/** The platform has one code from now on, which every server knows; what it touches is marked. */
async function change(off: number): Promise<void> {
  const offer = code(off)
  beside = [{ kind: 'code', source: 'marketplace', offer }]
  await touch(store, offer, new Date(now))
  now += 2_000
}

const rows = async <Row>(text: string): Promise<Row[]> => (await store.pool.query(text)).rows
const totals = async (): Promise<string[]> => {
  const points = await rows<{ totals: string }>(`select string_agg(total_minor::text, ' '
    order by from_at) as totals from price_points group by history_key`)
  return [...new Set(points.map((one) => one.totals))].sort()
}
const marks = async (): Promise<number> =>
  (await rows<{ n: number }>('select count(*)::integer as n from reprices'))[0]?.n ?? 0

async function drain(all = desks): Promise<number> {
  const work = async (one: (typeof desks)[number]) => {
    let [done, count] = [0, 0]
    do {
      count = await repriceDue(one, 20)
      done += count
    } while (count > 0)
    return done
  }
  return (await Promise.all(all.map(work))).reduce((sum, count) => sum + count, 0)
}

beforeEach(async () => {
  await store.pool.query('truncate histories, price_points, reprices, watches, alerts, outbox')
  now += 3_600_000
  beside = []
  await Promise.all(Array.from({ length: COUNT }, (_, k) => desk.read(readingAt(k))))
  now += 2_000
  await drain()
  expect([await totals(), await marks()]).toEqual([['4000'], 0])
})

describe('prices that a changed offer touches', () => {
  it('are recorded once, by however many workers (fg.t.history)', async () => {
    await change(500)
    expect(await drain([...desks, ...desks])).toBe(COUNT)
    expect(await totals()).toEqual(['4000 3500'])
    await change(300)
    await drain([...desks, ...desks])
    expect([await totals(), await marks()]).toEqual([['4000 3500 3700'], 0])
  })

  it('that stay the same leave no point, and a receipt that tells of the offer (fg.t.history)', async () => {
    await change(500)
    await drain()
    const dear = layerOffer('code', {
      id: 'dear',
      benefit: { off: 900 },
      minimum: { spend: 9_000 },
    })
    beside = [...beside, { kind: 'code', source: 'marketplace', offer: dear }]
    await touch(store, code(1), new Date(now))
    now += 2_000
    expect(await drain()).toBe(COUNT)
    expect(await totals()).toEqual(['4000 3500'])
    const receipts = await rows<{ receipt: string }>('select receipt from histories')
    const layers = new Set(receipts.map(({ receipt }) => JSON.parse(receipt).layers.at(-1).outcome))
    expect([...layers]).toEqual(['out-of-reach'])
  })

  it('wait until every server knows the change, also of one that comes meanwhile (tc.20)', async () => {
    await change(500)
    // The second change is a moment old when the first is priced: not every server knows it.
    await touch(store, code(300), new Date(now - 100))
    expect(await drain()).toBe(COUNT)
    expect(await marks()).toBe(COUNT)
    expect(await drain()).toBe(0)
    beside = [{ kind: 'code', source: 'marketplace', offer: code(300) }]
    now += 1_500
    expect(await drain()).toBe(COUNT)
    expect([await totals(), await marks()]).toEqual([['4000 3500 3700'], 0])
  })

  it('are marked anew by a change that comes while they are priced (fg.t.history)', async () => {
    await change(500)
    let touching: Promise<number> = Promise.resolve(0)
    const [one] = await rows<{ shard: number; n: number }>(
      'select shard, count(*)::integer as n from reprices group by shard limit 1',
    )
    const { shard, n } = one as { shard: number; n: number }
    let isFirst = true
    await repriceShard(store, {
      ...{ shard, now, most: COUNT },
      priced: (reading) => {
        if (isFirst) touching = touch(other, code(400), new Date(now))
        isFirst = false
        return desk.priced(reading, now)
      },
    })
    expect(await touching).toBe(COUNT)
    const again = await rows(`select 1 from reprices where shard = ${shard}`)
    expect(again).toHaveLength(n)
  })

  it('that cannot be priced hold up no other, are told, and come again in a minute', async () => {
    await change(500)
    const [{ key } = { key: '' }] = await rows<{ key: string }>('select key from reprices limit 1')
    const receipt = '{"source":"page"}'
    await store.pool.query('update histories set receipt = $1 where key = $2', [receipt, key])
    await expect(drain([desks[0]] as typeof desks)).rejects.toThrow(key)
    await drain()
    expect([await totals(), await marks()]).toEqual([['4000', '4000 3500'], 1])
    now += 62_000
    await expect(drain()).rejects.toThrow(key)
  })

  it('are recorded once though the connection is cut in the middle', async () => {
    await change(500)
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`
    const [{ shard } = { shard: 0 }] = await rows<{ shard: number }>('select shard from reprices')
    let cuts: Promise<unknown> | null = null
    await repriceShard(store, {
      ...{ shard, now, most: COUNT },
      priced: (reading) => {
        cuts ??= other.pool.query(cut)
        return desk.priced(reading, now)
      },
    })
    await cuts
    await drain()
    expect([await totals(), await marks()]).toEqual([['4000 3500'], 0])
  })

  it('that are not newer than what was seen come again in a minute', async () => {
    await change(500)
    const before = now
    // Another server's clock is ahead: it has seen the price a moment after now.
    now += 10_000
    await Promise.all(Array.from({ length: COUNT }, (_, k) => desk.read(readingAt(k))))
    now = before
    beside = [{ kind: 'code', source: 'marketplace', offer: code(700) }]
    expect(await drain()).toBe(COUNT)
    expect([await totals(), await marks()]).toEqual([['4000 3500'], COUNT])
    now += 62_000
    expect(await drain()).toBe(COUNT)
    expect([await totals(), await marks()]).toEqual([['4000 3500 3300'], 0])
  })

  it('tell whoever waits for them, once (fg.t.alert)', async () => {
    const { id: list } = await newWatchList(store, new Date(now))
    await addWatch(store, { list, of: keyAt(7), kind: 'target', target: 3_600 }, new Date(now))
    await change(500)
    await drain([...desks, ...desks])
    // The first of two readings: it is looked at again within a minute.
    const due = await rows<{ next_at: Date }>(
      `select next_at from histories where key = '${keyText(keyAt(7))}'`,
    )
    expect((due[0]?.next_at.getTime() ?? 0) - now).toBeLessThanOrEqual(60_000)
    now += 20_000
    await desk.read(readingAt(7))
    expect(await rows('select key from alerts')).toHaveLength(1)
    expect(await rows("select 1 from outbox where topic = 'tracker.alert'")).toHaveLength(1)
  })

  it('stay marked when they are due by themselves meanwhile (tc.20)', async () => {
    const until = new Date(now + 10_000).toISOString()
    await change(500)
    beside = beside.map((layer) => ({ ...layer, offer: { ...code(500), until } }))
    await drain()
    now += 60_000
    // It has ended, and another has begun that not every server knows yet.
    await touch(store, code(300, 'other'), new Date(now - 100))
    expect(await drain()).toBe(COUNT)
    expect([await totals(), await marks()]).toEqual([['4000 3500 4000'], COUNT])
    now += 1_500
    beside = [{ kind: 'code', source: 'marketplace', offer: code(300, 'other') }]
    expect(await drain()).toBe(COUNT)
    expect([await totals(), await marks()]).toEqual([['4000 3500 4000 3700'], 0])
  })

  it('change by themselves when an offer ends, without a mark (fg.t.history)', async () => {
    const until = new Date(now + 3_600_000).toISOString()
    await change(500)
    beside = beside.map((layer) => ({ ...layer, offer: { ...code(500), until } }))
    await drain()
    expect(await totals()).toEqual(['4000 3500'])
    now += 2 * 3_600_000
    expect(await drain([...desks, ...desks])).toBe(COUNT)
    expect(await drain()).toBe(0)
    expect(await totals()).toEqual(['4000 3500 4000'])
  })
})
