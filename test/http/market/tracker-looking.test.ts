import { describe, expect, it } from 'vitest'
import { shippedTerms } from '../../../src/core/pricing/shipped.ts'
import { EMPTY } from '../../../src/core/tracker/history/record.ts'
import { type HistoryKey, keyText } from '../../../src/core/tracker/observation.ts'
import type { Fetched } from '../../../src/shell/fetch/request.ts'
import { openMarket } from '../../../src/shell/http/market/market.ts'
import type { Fetches } from '../../../src/shell/sources/polite/polite-client.ts'
import { askIn } from '../../../src/shell/store/claims/ask.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { connectStore, type Store } from '../../../src/shell/store/store.ts'
import { makeHistories } from '../../../src/shell/store/tracker/history-rows.ts'
import { keepListing } from '../../../src/shell/store/tracker/listings.ts'
import { Looker, lookAtDue } from '../../../src/shell/tracker/look-job.ts'
import { freshDatabase } from '../../store/database.ts'
import { openList, trackedWorld, until } from './tracker-world.ts'

const START = Date.parse('2026-05-03T12:00:00Z')

/** A web whose slow shop does not answer before it is told to; every address that was asked, by worker. */
function slowWeb() {
  const asked: string[] = []
  const { promise: answer, resolve: release } = Promise.withResolvers<void>()
  const client = (): Fetches => ({
    fetch: async ({ url }) => {
      asked.push(url)
      if (url.includes('//slow.example/')) await answer
      const headers = { 'content-type': 'text/html' }
      const offers = { '@type': 'Offer', price: '9.00', priceCurrency: 'USD' }
      const json = JSON.stringify({ '@type': 'Product', name: 'Lamp', offers })
      const body = Buffer.from(`<script type="application/ld+json">${json}</script>`)
      return { status: 200, headers, body, url } satisfies Fetched
    },
    blocked: async () => START,
  })
  return { asked, release, client }
}

async function dueAt(store: Store, url: string): Promise<void> {
  const listing = `shop:${url.slice(8)}`
  const of: HistoryKey = { listing, sku: null, shipTo: 'US', currency: 'USD', surface: 'site' }
  const at = new Date(START)
  const shard = shardOf(listing, store.shards)
  await keepListing(store, { id: listing, origin: 'shop', address: url }, at)
  const made = [{ key: of, tail: EMPTY, intervalMs: 3_600_000 }]
  await makeHistories(askIn(store.db), { shard, at: at.toISOString() }, made)
  const due = store.db.updateTable('histories').set({ next_at: at })
  await due.where('key', '=', keyText(of)).execute()
}

async function workers(client: () => Fetches) {
  const connection = await freshDatabase()
  // What the clock on the wall shows, and what has passed.
  const time = { now: START, elapsed: 0 }
  const pass = (ms: number) => {
    time.now += ms
    time.elapsed += ms
  }
  const faults: unknown[] = []
  const open = async () => {
    const store = await connectStore(connection)
    const now = () => time.now
    const market = await openMarket(store, shippedTerms, { tracker: { fetches: client(), now } })
    const { sources, desk } = market.tracker
    const parts = { store, sources, desk }
    const onFault = (fault: unknown) => faults.push(fault)
    const looker = new Looker(parts, { onFault, elapsed: () => time.elapsed })
    const close = async () => {
      await market.close()
      await store.close()
    }
    return { store, looker, close }
  }
  const [one, other] = [await open(), await open()]
  return { one, other, time, pass, faults }
}

describe('two workers and a shop that does not answer', () => {
  it('look at everything once, and nobody waits for the slow one (fg.t.schedule)', async () => {
    const web = slowWeb()
    const { one, other, faults } = await workers(web.client)
    const urls = Array.from({ length: 120 }, (_, at) => `https://fast.example/${at}`)
    // The slow shop is due first of all, with more than one call could ask for.
    const slow = Array.from({ length: 60 }, (_, at) => `https://slow.example/${at}`)
    for (const url of [...slow, ...urls]) await dueAt(one.store, url)
    await Promise.all([one.looker.begin(), other.looker.begin(), one.looker.begin()])
    const isRead = async () => {
      const rows = await one.store.db.selectFrom('histories').select(['key', 'read_at']).execute()
      return rows.filter((row) => row.read_at !== null).length === urls.length
    }
    await until(isRead)
    // None of it is due for anybody else meanwhile.
    expect([await one.looker.begin(), await other.looker.begin()]).toEqual([0, 0])
    web.release()
    await Promise.all([one.looker.settled(), other.looker.settled()])
    expect(web.asked.toSorted()).toEqual([...urls, ...slow].toSorted())
    expect(faults).toEqual([])
    await Promise.all([one.close(), other.close()])
  })

  it('are not called late because the clock on the wall is put forward', async () => {
    const web = slowWeb()
    const { one, other, time, faults } = await workers(web.client)
    await dueAt(one.store, 'https://slow.example/lamp')
    expect(await one.looker.begin()).toBe(1)
    time.now += 48 * 3_600_000
    web.release()
    await one.looker.settled()
    expect(faults).toEqual([])
    await Promise.all([one.close(), other.close()])
  })

  it('take over what a dead one held, and say so where it was only slow', async () => {
    const web = slowWeb()
    const { one, other, pass, faults } = await workers(web.client)
    await dueAt(one.store, 'https://slow.example/lamp')
    expect(await one.looker.begin()).toBe(1)
    pass(59_000)
    expect(await other.looker.begin()).toBe(0)
    pass(2_000)
    expect(await other.looker.begin()).toBe(1)
    web.release()
    await Promise.all([one.looker.settled(), other.looker.settled()])
    expect(web.asked).toHaveLength(2)
    expect(faults.map(String)).toEqual([
      expect.stringContaining('shop:slow.example/lamp ended 1 s after its lease'),
    ])
    await Promise.all([one.close(), other.close()])
  })
})

describe('what is kept back of a shop’s patience', () => {
  it('is for whoever has pasted a link, and for the second reading of an alert (fg.t.alert)', async () => {
    const world = await trackedWorld()
    const { web, time, visitor, market, store } = world
    const lamp = 'https://shop.example/lamp'
    const { sources, desk } = market.tracker
    const lookAt = async (price: string, seconds: number) => {
      time.now += seconds * 1_000
      web.show(lamp, price)
      await lookAtDue({ store, sources, desk }, { onFault: (fault) => world.faults.push(fault) })
    }
    web.show(lamp, '50.00')
    const { body } = await visitor('POST', '/v1/tracker/links', { text: lamp })
    const { of } = (body as { listing: { chosen: { of: HistoryKey } } }).listing.chosen
    const token = await openList(visitor)
    const watch = { of, kind: 'target', targetMinor: 4_500 }
    await visitor('POST', `/v1/watch-lists/${token}/watches`, watch)
    await lookAt('50.00', 30)
    await lookAt('44.00', 7 * 3_600)
    await lookAt('44.00', 25)
    await lookAt('44.00', 7 * 3_600)
    expect(web.urgent).toEqual([true, false, false, true, false])
    expect(world.faults).toEqual([])
  })
})
