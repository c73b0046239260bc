import { describe, expect, it } from 'vitest'
import { lookAtDue } from '../../../src/shell/tracker/look-job.ts'
import { seedTracker } from '../../../src/shell/tracker/samples.ts'
import { tidyTracker } from '../../../src/shell/tracker/tidy-job.ts'
import { openList, trackedWorld } from './tracker-world.ts'

const world = await trackedWorld({ withSamples: true })
const { visitor, market, time, web } = world
const { store, tracker } = market
await seedTracker(store, tracker)

interface Sample {
  readonly of: object
  readonly paste: string
  readonly isLiving: boolean
  readonly targetMinor: number | null
  readonly listing: { readonly id: string; readonly title: string; readonly isSample: boolean }
}

const samples = async () =>
  ((await visitor('GET', '/v1/tracker/samples')).body as { samples: Sample[] }).samples

describe('a server that was just started', () => {
  it('shows listings with long histories, each labelled as a sample', async () => {
    const found = await samples()
    expect(found.filter(({ isLiving }) => isLiving).map(({ listing }) => listing.id)).toHaveLength(
      3,
    )
    expect(found.length).toBeGreaterThan(8)
    expect(found.every(({ listing }) => listing.isSample)).toBe(true)
    const { body } = await visitor('GET', '/v1/tracker/listings/sample-potatoes?days=3650')
    const { chosen } = body as {
      chosen: { history: { points: object[]; gaps: object[] }; figures: object }
    }
    expect(chosen.history.points).toHaveLength(383)
    expect(chosen.history.gaps).toHaveLength(7)
    expect(web.asked).toEqual([])
  })

  it('is filled once', async () => {
    const before = await store.db.selectFrom('price_points').selectAll().execute()
    await seedTracker(store, tracker)
    expect(await store.db.selectFrom('price_points').selectAll().execute()).toEqual(before)
  })

  it('keeps whose a listing is, whoever pastes it from wherever', async () => {
    const { Tracker } = await import('../../../src/shell/tracker/tracker.ts')
    const { PUBLIC_TERMS } = await import('../../../src/core/tracker/stack/public-terms.ts')
    const elsewhere = new Tracker(
      store,
      { book: market.book, terms: PUBLIC_TERMS },
      { fetches: web, now: () => time.now + 120_000 },
    )
    const pasted = await elsewhere.meaning('3256808094740013')
    await elsewhere.open(pasted, { shipTo: 'US', currency: 'USD' })
    await elsewhere.close()
    const { body } = await visitor('GET', '/v1/tracker/listings/3256808094740013')
    expect(body).toMatchObject({ listing: { origin: 'own' } })
  })

  it('finds no fault in a listing that somebody brings: nobody could be asked for it', async () => {
    const token = await openList(visitor)
    const brought = (await samples()).find(({ listing }) => listing.id === 'sample-grinder')
    const watch = { of: brought?.of, kind: 'target', targetMinor: 40_000 }
    expect((await visitor('POST', `/v1/watch-lists/${token}/watches`, watch)).status).toBe(201)
    const parts = { store, sources: tracker.sources, desk: tracker.desk }
    await lookAtDue(parts, { onFault: (fault) => world.faults.push(fault) })
    const { body } = await visitor('GET', '/v1/tracker/listings/sample-grinder')
    expect(body).toMatchObject({ chosen: { fault: null } })
  })

  it('tells whoever sets a target at a product that lives within two minutes (fg.t.alert)', async () => {
    const token = await openList(visitor)
    const living = (await samples()).filter(({ isLiving }) => isLiving)
    for (const { paste, of, targetMinor } of living) {
      const pasted = await visitor('POST', '/v1/tracker/links', { text: paste })
      expect(pasted.body).toMatchObject({ says: null, isBeingRead: false })
      const watch = { of, kind: 'target', targetMinor }
      expect((await visitor('POST', `/v1/watch-lists/${token}/watches`, watch)).status).toBe(201)
    }
    const parts = { store, sources: tracker.sources, desk: tracker.desk }
    for (let second = 0; second < 120; second++) {
      time.now += 1_000
      await lookAtDue(parts, { onFault: (fault) => world.faults.push(fault) })
    }
    const { body } = await visitor('GET', `/v1/watch-lists/${token}/alerts`)
    const { alerts } = body as { alerts: { listing: string }[] }
    expect(new Set(alerts.map(({ listing }) => listing)).size).toBe(3)
    expect(world.faults).toEqual([])
  })

  it('does not grow without end: what the sample shop cost days ago is forgotten, nothing else is', async () => {
    const pointsOf = async (id: string) => {
      const points = store.db.selectFrom('price_points').select(['history_key', 'seen_at'])
      const all = await points.orderBy('seen_at').execute()
      return all.filter(({ history_key: key }) => key.startsWith(`${id}\u001f`))
    }
    const [potatoes, began] = [await pointsOf('sample-potatoes'), time.now]
    const parts = { store, sources: tracker.sources, desk: tracker.desk }
    // Five days of an hour's look each.
    for (let hour = 0; hour < 120; hour++) {
      time.now += 3_600_000
      await lookAtDue(parts, { onFault: (fault) => world.faults.push(fault) })
    }
    expect((await pointsOf('sample-kettle'))[0]?.seen_at.getTime()).toBeLessThan(began)
    await tidyTracker(store, tracker)
    const kept = await pointsOf('sample-kettle')
    expect(kept.length).toBeGreaterThan(70)
    expect(kept[0]?.seen_at.getTime()).toBeGreaterThanOrEqual(time.now - 3 * 86_400_000)
    expect(await pointsOf('sample-potatoes')).toEqual(potatoes)
    const { rows } = await store.pool.query('select min(at) as first from alerts')
    expect(rows[0].first === null || rows[0].first.getTime() > began).toBe(true)
    // What the page shows goes on from there.
    time.now += 20_000
    await lookAtDue(parts, { onFault: (fault) => world.faults.push(fault) })
    const { body } = await visitor('GET', '/v1/tracker/listings/sample-kettle')
    expect(body).toMatchObject({ chosen: { fault: null } })
    expect(world.faults).toEqual([])
  })
})
