import { describe, expect, it } from 'vitest'
import { lookAtDue } from '../../../src/shell/tracker/look-job.ts'
import { seedTracker } from '../../../src/shell/tracker/samples.ts'
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
})
