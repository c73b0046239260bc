import { describe, expect, it } from 'vitest'
import { lastChange } from '../../../src/shell/store/feed.ts'
import { sweepEndings } from '../../../src/shell/tracker/ending-job.ts'
import { followOffers } from '../../../src/shell/tracker/follow-offers.ts'
import { repriceDue } from '../../../src/shell/tracker/reprice-job.ts'
import { person } from './served.ts'
import { openList, trackedWorld } from './tracker-world.ts'

const world = await trackedWorld({ withSamples: true })
const { visitor, market, time } = world
const { store, tracker } = market
const admin = world.as(await person(world, { id: 'admin-1', role: 'admin' }))
await followOffers(store, time.now)

const iso = (ms: number) => new Date(ms).toISOString()
const HOUR_MS = 3_600_000

async function issue(id: string, more: object): Promise<void> {
  const campaign = {
    id: `c-${id}`,
    title: id,
    terms: 'aliexpress-2026',
    starts: iso(time.now - HOUR_MS),
    ends: iso(time.now + 40 * HOUR_MS),
  }
  expect((await admin('POST', '/v1/campaigns', campaign)).status).toBe(201)
  const { status, body } = await admin('POST', '/v1/offers', aCode(id, more))
  expect([status, body]).toMatchObject([201, {}])
}

const aCode = (id: string, more: object) => ({
  ...{ id, campaign: `c-${id}`, title: `Code ${id}`, obtain: 'code' },
  offer: {
    ...{ kind: 'code', funder: 'platform', currency: 'USD', code: id.toUpperCase() },
    ...{ benefit: { off: 500 }, minimum: { spend: 2_000 }, ...more },
  },
})

async function repriced(): Promise<number> {
  await market.book.reached(await lastChange(store))
  await followOffers(store, time.now)
  time.now += 2_000
  return repriceDue({ store, desk: tracker.desk })
}

const LISTING = '3256808094740013'
const view = async () =>
  (await visitor('GET', `/v1/tracker/listings/${LISTING}`)).body as {
    chosen: {
      of: object
      receipt: { total: number; readAt?: string }
      nextChangeAt: string | null
      history: { points: { total: number }[] }
    }
  }

describe('a listing of this marketplace', () => {
  it('costs what its public offers leave, and is priced again when one begins (fg.t.history)', async () => {
    await visitor('POST', '/v1/tracker/links', { text: LISTING })
    const before = (await view()).chosen.receipt.total
    await issue('save5', {})
    expect(await repriced()).toBe(1)
    const { receipt, history } = (await view()).chosen
    expect(receipt.total).toBe(before - 500)
    expect(receipt.readAt).toBeDefined()
    expect(history.points.map(({ total }) => total)).toEqual([before, before - 500])
  })

  it('is not touched by what is for others', async () => {
    await issue('elsewhere', { scope: { listings: ['1'] } })
    await issue('dear', { minimum: { spend: 1_000_000 } })
    await issue('in-france', { countries: ['FR'] })
    expect(await repriced()).toBe(0)
  })

  it('is priced again when an offer begins and ends by itself, without a look (fg.t.history)', async () => {
    const before = (await view()).chosen.receipt.total
    await issue('later', {
      benefit: { off: 900 },
      from: iso(time.now + 2 * HOUR_MS),
      until: iso(time.now + 30 * HOUR_MS),
    })
    await repriced()
    expect((await view()).chosen.receipt.total).toBe(before)
    expect((await view()).chosen.nextChangeAt).not.toBeNull()
    time.now += 2 * HOUR_MS
    expect(await repriceDue({ store, desk: tracker.desk })).toBe(1)
    expect((await view()).chosen.receipt.total).toBe(before - 400)
  })

  it('tells watches of a coupon that ends, once (fg.t.alert)', async () => {
    const token = await openList(visitor)
    const { of } = (await view()).chosen
    await visitor('POST', `/v1/watch-lists/${token}/watches`, { of, kind: 'restock' })
    time.now += 10 * HOUR_MS
    for (let again = 0; again < 2; again++) await sweepEndings({ store, desk: tracker.desk })
    const { body } = await visitor('GET', `/v1/watch-lists/${token}/alerts`)
    expect(body).toMatchObject({ alerts: [{ kind: 'ending' }] })
    const { alerts } = body as { alerts: { id: string }[] }
    expect(alerts).toHaveLength(1)
    const proof = (await visitor('GET', `/v1/alerts/${alerts[0]?.id}`)).body
    expect(proof).toMatchObject({ readings: [{}], ending: { offer: 'later' } })
  })

  it('is dearer again when the platform ends an offer (tc.20)', async () => {
    const before = (await view()).chosen.receipt.total
    expect((await admin('POST', '/v1/offers/later/end')).status).toBe(200)
    await repriced()
    expect((await view()).chosen.receipt.total).toBe(before + 400)
  })
})

describe('an offer that changes while a price is read', () => {
  it('is not forgotten, although the price was made of the old one (fg.t.history)', async () => {
    await visitor('POST', '/v1/tracker/links', { text: LISTING })
    const before = (await view()).chosen.receipt
    await issue('just-now', { benefit: { off: 1_100 } })
    await followOffers(store, time.now)
    // A server that has not heard of it yet records what it has read.
    time.now += 300
    const old = { ...before, at: iso(time.now) }
    await tracker.desk.record(old as Parameters<typeof tracker.desk.record>[0])
    await market.book.reached(await lastChange(store))
    time.now += 2_000
    expect(await repriceDue({ store, desk: tracker.desk })).toBe(1)
    expect((await view()).chosen.receipt.total).toBeLessThan(before.total)
  })

  it('is not forgotten where it was, however often it changes at once (fg.t.history)', async () => {
    const at = (listing: string) => ({ benefit: { off: 1_300 }, scope: { listings: [listing] } })
    await issue('wanders', at(LISTING))
    await repriced()
    const before = (await view()).chosen.receipt.total
    for (const [version, elsewhere] of ['1', '2'].entries()) {
      const ifMatch = { 'if-match': `"${version + 1}"` }
      const moved = aCode('wanders', at(elsewhere))
      expect((await admin('PUT', '/v1/offers/wanders', moved, ifMatch)).status).toBe(200)
    }
    expect(await repriced()).toBe(1)
    expect((await view()).chosen.receipt.total).toBeGreaterThan(before)
  })
})
