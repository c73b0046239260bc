import { describe, expect, it } from 'vitest'
import type { Reading } from '../../../src/core/tracker/observation.ts'
import { keepListing } from '../../../src/shell/store/tracker/listings.ts'
import { TrackerDesk } from '../../../src/shell/store/tracker/tracker-desk.ts'
import {
  deleteWatchList,
  newWatchList,
  watchListOf,
} from '../../../src/shell/store/tracker/watch-lists.ts'
import { addWatch, watchesOfList } from '../../../src/shell/store/tracker/watches.ts'
import { freshStore } from '../database.ts'

const store = await freshStore({ connections: 6 })
const START = Date.parse('2026-05-03T12:00:00Z')
let now = START
const desk = new TrackerDesk(store, {
  beside: () => [],
  nextLook: ({ now }) => ({ at: now + 6 * 3_600_000, intervalMs: 6 * 3_600_000 }),
  now: () => now,
})

const KEY = {
  listing: '1005006',
  sku: '12000033',
  shipTo: 'US',
  currency: 'USD',
  surface: 'site',
} as const

function reading(sale: number, minutes: number, more: Partial<Reading> = {}): Reading {
  now = START + minutes * 60_000
  return {
    ...KEY,
    at: new Date(now).toISOString(),
    source: 'page',
    list: 5_000,
    sale,
    stock: 'in',
    shipping: 0,
    conditions: [],
    layers: [],
    ...more,
  }
}

describe('prices that are read', () => {
  it('become change points with when they were last seen (fg.t.history)', async () => {
    await keepListing(
      store,
      { id: KEY.listing, origin: 'marketplace', title: 'Lamp' },
      new Date(now),
    )
    for (const [sale, minutes] of [
      [4_000, 0],
      [4_000, 60],
      [4_000, 120],
      [3_500, 180],
      [3_500, 240],
    ] as const) {
      await desk.read(reading(sale, minutes))
    }
    const { points } = await desk.history(KEY)
    expect(points.map(({ total, readings }) => [total, readings])).toEqual([
      [4_000, 3],
      [3_500, 2],
    ])
    expect(points[0]?.seen).toBe(START + 120 * 60_000)
  })

  it('that fall far wait for a second reading, and leave nothing where it does not come', async () => {
    await desk.read(reading(900, 300))
    expect((await desk.history(KEY)).points).toHaveLength(2)
    await desk.read(reading(3_500, 360))
    expect((await desk.history(KEY)).points.at(-1)).toMatchObject({ total: 3_500, readings: 3 })
  })

  it('leave a gap where nobody looked for long', async () => {
    await desk.read(reading(3_500, 360 + 15 * 60))
    expect((await desk.history(KEY)).gaps).toEqual([
      { from: START + 360 * 60_000, until: START + 1_260 * 60_000 },
    ])
  })
})

describe('a watch', () => {
  it('tells once, with both readings, in the transaction of the second (fg.t.alert)', async () => {
    const { token, id: list } = await newWatchList(store, new Date(now))
    expect(await watchListOf(store, token, new Date(now))).toMatchObject({ id: list })
    const watch = await addWatch(
      store,
      { list, of: KEY, kind: 'target', target: 3_000 },
      new Date(now),
    )
    expect(watch).not.toBeNull()
    await desk.read(reading(2_900, 1_300))
    expect(await store.db.selectFrom('alerts').selectAll().execute()).toEqual([])
    const due = await store.db.selectFrom('histories').select('next_at').executeTakeFirstOrThrow()
    expect((due.next_at as Date).getTime() - now).toBeLessThanOrEqual(60_000)
    await desk.read(reading(2_900, 1_300.5))
    const [alert, ...others] = await store.db.selectFrom('alerts').selectAll().execute()
    expect(others).toEqual([])
    const proof = JSON.parse(alert?.document ?? '{}')
    expect(proof.readings.map(({ total }: { total: number }) => total)).toEqual([2_900, 2_900])
    const told = await store.db
      .selectFrom('outbox')
      .select('document')
      .where('topic', '=', 'tracker.alert')
      .execute()
    expect(told.map(({ document }) => document)).toMatchObject([{ alert: alert?.id, list }])
    for (const minute of [1_301, 1_302, 1_303, 1_304]) await desk.read(reading(2_900, minute))
    expect(await store.db.selectFrom('alerts').selectAll().execute()).toHaveLength(1)
    expect(await watchesOfList(store, list)).toMatchObject([
      { id: watch, target: 3_000, place: 'told', title: 'Lamp', totalMinor: 2_900 },
    ])
    await deleteWatchList(store, list)
    expect(await watchListOf(store, token, new Date(now))).toBeNull()
    expect(await watchesOfList(store, list)).toEqual([])
  })

  it('of what nobody knows is none', async () => {
    const { id: list } = await newWatchList(store, new Date(now))
    const of = { ...KEY, listing: 'unknown' }
    expect(
      await addWatch(store, { list, of, kind: 'restock', target: null }, new Date(now)),
    ).toBeNull()
  })
})
