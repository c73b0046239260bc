import { describe, expect, it } from 'vitest'
import { leavePath } from '../../../src/shell/channels/email-links.ts'
import { takeMessages } from '../../../src/shell/jobs/outbox.ts'
import { listIdOf } from '../../../src/shell/store/tracker/list-links.ts'
import { AlertDeliverer } from '../../../src/shell/tracker/deliver-job.ts'
import { lookAtDue } from '../../../src/shell/tracker/look-job.ts'
import { tellingConsumers } from '../../../src/shell/tracker/tell-alerts.ts'
import { openList, trackedWorld } from './tracker-world.ts'

const world = await trackedWorld()
const { visitor, web, time, market } = world
const { store } = market
const LAMP = 'https://shop.example/lamp'
const PAGES = 'https://tessera.example'

interface Key {
  readonly listing: string
}

async function watched(price: string): Promise<Key> {
  web.show(LAMP, price, { title: '<b>Lamp</b> & co' })
  const { body } = await visitor('POST', '/v1/tracker/links', { text: LAMP })
  return (body as { listing: { chosen: { of: Key } } }).listing.chosen.of
}

/** A look by schedule at a price, so many seconds later. */
async function lookAt(price: string, seconds: number): Promise<void> {
  time.now += seconds * 1_000
  web.show(LAMP, price)
  const parts = { store, sources: market.tracker.sources, desk: market.tracker.desk }
  await lookAtDue(parts, { onFault: (fault) => world.faults.push(fault) })
}

/** Tells lists of alerts that were written, and hands over what is due. */
async function tell(): Promise<void> {
  const consumers = tellingConsumers({ store, pages: PAGES, now: () => time.now })
  for (let shard = 0; shard < store.shards; shard++) await takeMessages(store, shard, consumers)
  market.telling.begin({ pages: PAGES, hasMail: true })
  const deliverer = new AlertDeliverer({
    store,
    channels: () => market.telling.channels,
    onFault: (fault) => world.faults.push(fault),
    now: () => time.now,
    chance: () => 0.5,
  })
  await deliverer.begin()
  await deliverer.settled()
}

const alertsOf = async (token: string) =>
  ((await visitor('GET', `/v1/watch-lists/${token}/alerts`)).body as { alerts: { id: string }[] })
    .alerts

describe('a watch list', () => {
  it('is its link alone: another one opens nothing', async () => {
    const token = await openList(visitor)
    expect((await visitor('GET', `/v1/watch-lists/${token}`)).body).toMatchObject({
      name: 'Mine',
      watches: [],
    })
    const other = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    expect((await visitor('GET', `/v1/watch-lists/${other}`)).status).toBe(404)
    expect(
      JSON.stringify(await store.db.selectFrom('watch_lists').selectAll().execute()),
    ).not.toContain(token)
  })

  it('changes a watch that is there, instead of adding it twice', async () => {
    const of = await watched('50.00')
    const token = await openList(visitor)
    const add = (targetMinor: number) =>
      visitor('POST', `/v1/watch-lists/${token}/watches`, { of, kind: 'target', targetMinor })
    const first = (await add(1_000)).body as { id: string }
    expect((await add(2_000)).body).toMatchObject({ id: first.id, targetMinor: 2_000 })
    const { body } = await visitor('GET', `/v1/watch-lists/${token}`)
    expect((body as { watches: object[] }).watches).toHaveLength(1)
    const gone = await visitor('DELETE', `/v1/watch-lists/${token}/watches/${first.id}`)
    expect(gone.status).toBe(204)
  })
})

describe('an alert', () => {
  it('comes of two readings within a minute, goes to each channel once, and has a public proof (fg.t.alert)', async () => {
    const of = await watched('50.00')
    const token = await openList(visitor)
    const list = listIdOf(store, token) as string
    await visitor('POST', `/v1/watch-lists/${token}/watches`, {
      of,
      kind: 'target',
      targetMinor: 4_500,
    })
    await visitor('POST', `/v1/watch-lists/${token}/emails`, { address: 'ann@example.com' })
    const mails = () => store.db.selectFrom('mails').selectAll().execute()
    const [asking] = await mails()
    const link = /token=([\w.-]+)/.exec(JSON.stringify(asking))?.[1] as string
    expect((await visitor('POST', '/v1/alert-mails/confirm', { token: link })).body).toEqual({
      came: 'confirmed',
    })

    await lookAt('44.00', 30)
    await tell()
    expect(await alertsOf(token)).toEqual([])
    await lookAt('44.00', 25)
    await tell()
    await tell()
    const [alert, ...others] = await alertsOf(token)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ kind: 'target', totalMinor: 4_400, targetMinor: 4_500 })
    const proof = await world.as({})('GET', `/v1/alerts/${alert?.id}`)
    expect(proof.body).toMatchObject({ faults: [], readings: [{ total: 4_400 }, { total: 4_400 }] })
    expect(JSON.stringify(proof.body)).not.toContain(list)
    const sent = (await mails()).filter(({ message }) => message === 'alert target')
    expect(sent).toHaveLength(1)
    expect(JSON.stringify(sent)).toContain(`${PAGES}/alerts/${alert?.id}`)
    for (const minute of [1, 2, 3]) await lookAt('44.00', minute * 60)
    expect(await alertsOf(token)).toHaveLength(1)
    const feed = await visitor('GET', `/v1/watch-lists/${token}/feed.rss`)
    expect(String(feed.body)).toContain(String(alert?.id))
    expect(String(feed.body)).not.toContain('<b>Lamp')
    expect(world.faults).toEqual([])

    // One click of a mail program ends the mails (RFC 8058), and the address is forgotten.
    const leave = await fetch(world.url + leavePath(store, { list, address: 'ann@example.com' }), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(leave.status).toBe(200)
    expect(await store.db.selectFrom('watch_channels').selectAll().execute()).toEqual([])
    expect(await mails()).toEqual([])
  })

  it('of stock is told when it is back', async () => {
    web.show(LAMP, '44.00', { stock: 'OutOfStock' })
    time.now += 3_600_000
    const parts = { store, sources: market.tracker.sources, desk: market.tracker.desk }
    await lookAtDue(parts, { onFault: (fault) => world.faults.push(fault) })
    const of = (await store.db.selectFrom('histories').selectAll().executeTakeFirstOrThrow())
      .receipt
    const { listing, sku, shipTo, currency, surface } = JSON.parse(of as string)
    const token = await openList(visitor)
    await visitor('POST', `/v1/watch-lists/${token}/watches`, {
      of: { listing, sku, shipTo, currency, surface },
      kind: 'restock',
    })
    await lookAt('44.00', 30)
    await lookAt('44.00', 25)
    expect(await alertsOf(token)).toMatchObject([{ kind: 'restock' }])
  })
})

describe('a channel', () => {
  it('is refused where it leads into a private network', async () => {
    const token = await openList(visitor)
    const hook = await visitor('POST', `/v1/watch-lists/${token}/hooks`, {
      url: 'http://127.0.0.1/x',
    })
    expect(hook.status).toBe(400)
    expect((await visitor('POST', `/v1/watch-lists/${token}/telegram`)).status).toBe(404)
    expect(
      (await visitor('POST', `/v1/watch-lists/${token}/emails`, { address: 'no' })).status,
    ).toBe(400)
  })

  it('is asked for by nobody too often', async () => {
    let limited = 0
    for (let at = 0; at < 8; at++) {
      const token = await openList(visitor)
      const { status } = await visitor('POST', `/v1/watch-lists/${token}/emails`, {
        address: 'bob@example.com',
      })
      if (status === 429) limited++
    }
    expect(limited).toBe(3)
  })
})

describe('a list that is deleted', () => {
  it('leaves nothing', async () => {
    const of = await watched('40.00')
    const token = await openList(visitor)
    await visitor('POST', `/v1/watch-lists/${token}/watches`, { of, kind: 'new-low' })
    await visitor('POST', `/v1/watch-lists/${token}/emails`, { address: 'eve@example.com' })
    const { body } = await visitor('GET', `/v1/watch-lists/${token}/export`)
    expect(JSON.stringify(body)).toContain('eve@example.com')
    expect((await visitor('DELETE', `/v1/watch-lists/${token}`)).status).toBe(204)
    expect((await visitor('GET', `/v1/watch-lists/${token}`)).status).toBe(404)
    for (const table of ['watch_channels', 'mails', 'watches'] as const) {
      const rows = JSON.stringify(await store.db.selectFrom(table).selectAll().execute())
      expect(rows).not.toContain('eve@example.com')
      expect(rows).not.toContain(listIdOf(store, token))
    }
  })
})
