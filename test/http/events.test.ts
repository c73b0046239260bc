import { describe, expect, test } from 'vitest'
import { announce } from '../../src/shell/store/feed.ts'
import { shardOf } from '../../src/shell/store/shards.ts'
import type { EventReader } from './event-reader.ts'
import { change, claim, coins, eventWorld, told } from './event-world.ts'

describe('a stream of events', () => {
  test('tells each of its own: a seller of its offers, the platform of all, a buyer of the wallet', async () => {
    const { store, listen } = await eventWorld()
    const names = ['sellerA', 'keyOfA', 'sellerB', 'agent', 'platform', 'b1', 'b2'] as const
    const readers = new Map<string, EventReader>()
    for (const name of names) readers.set(name, await listen(name))
    await change(
      store,
      ['offer.ended', 'o-a', 'sA'],
      ['offer.changed', 'o-b', 'sB'],
      ['campaign.ended', 'c'],
    )
    await claim(store, 'b1', 'o-a')
    await coins(store, 'b2', 1, 50)
    const all = [
      ['offer.ended', 'o-a'],
      ['offer.changed', 'o-b'],
      ['campaign.ended', 'c'],
    ]
    const expected = {
      sellerA: all.slice(0, 1),
      keyOfA: all.slice(0, 1),
      sellerB: all.slice(1, 2),
      agent: all,
      platform: all,
      b1: [['claim.changed', 'o-a']],
      b2: [['coins.changed', 50]],
    }
    for (const [name, events] of Object.entries(expected)) {
      const reader = readers.get(name) as EventReader
      await reader.until(() => reader.events.length === events.length)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
    const found = Object.fromEntries([...readers].map(([name, reader]) => [name, told(reader)]))
    expect(found).toEqual(expected)
  })

  test('is taken up where it broke off: each change once, in order, whoever else listens', async () => {
    const { store, listen } = await eventWorld()
    const ids = Array.from({ length: 60 }, (_, at) => `o${at}`)
    const first = await listen('platform')
    await change(store, ...ids.slice(0, 20).map((id) => ['offer.changed', id] as [string, string]))
    await first.until(() => first.events.length === 20)
    const last = first.events.at(-1)?.id as string
    first.close()
    const other = await listen('agent')
    for (const id of ids.slice(20, 40)) await change(store, ['offer.changed', id])
    const again = await listen('platform', last)
    for (const id of ids.slice(40)) await change(store, ['offer.changed', id])
    await again.until(() => again.events.length >= 40)
    expect(again.events.map(({ data }) => data.id)).toEqual(ids.slice(20))
    await other.until(() => other.events.length === 40)
  })

  test('of a wallet is taken up too, and tells how each claim stands by then', async () => {
    const { store, listen } = await eventWorld()
    const first = await listen('b1')
    await claim(store, 'b1', 'o1')
    await first.until(() => first.events.length === 1)
    const last = first.events[0]?.id as string
    first.close()
    await claim(store, 'b1', 'o1', 'reserved')
    await claim(store, 'b1', 'o1', 'used')
    await claim(store, 'b1', 'o2')
    await coins(store, 'b1', 3, 20)
    const again = await listen('b1', last)
    await again.until(() => again.events.length === 3)
    expect(again.events.map(({ data }) => data.state ?? data.held).toSorted()).toEqual(
      ['claimed', 'used', 20].toSorted(),
    )
  })

  test('tells a change that was committed later than a newer one, and each state once', async () => {
    const { store, listen } = await eventWorld()
    const reader = await listen('b1')
    const slow = await store.pool.connect()
    await slow.query('begin')
    await slow.query(
      `insert into claims (shard, buyer_id, offer_id, ordinal, offer_version, source, key, claimed_at, changed_at)
       values ($1, 'b1', 'late', 1, 1, 'centre', 'k', clock_timestamp(), clock_timestamp())`,
      [shardOf('b1', store.shards)],
    )
    await claim(store, 'b1', 'early')
    await reader.until(() => reader.events.length === 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await slow.query('commit')
    slow.release()
    await reader.until(() => reader.events.length === 2)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(told(reader)).toEqual([
      ['claim.changed', 'early'],
      ['claim.changed', 'late'],
    ])
  })

  describe('with the id of an event that cannot be taken up', async () => {
    const { store, listen } = await eventWorld()
    await store.pool.query(
      "insert into feed (number, topic, subject, document) select n, 'offer.changed', 'o', '{}' from generate_series(1, 10001) as n",
    )

    test.each([
      ['platform', 'f999999', 'a number that is still to come'],
      ['platform', 'f0', 'too many changes ago'],
      ['b1', 'w1.0', 'long ago'],
      ['b1', 'w99999999999999.0', 'in the future'],
      ['b1', 'f3', 'of another kind of stream'],
    ])('%s with %s (%s) is told that something was missed', async (actor, lastEventId) => {
      const reader = await listen(actor, lastEventId)
      await reader.until(() => reader.events.length === 1)
      expect(reader.events[0]?.event).toBe('missed')
      const { id = '' } = reader.events[0] ?? {}
      reader.close()
      // From there on it goes on as any other.
      const next = await listen(actor, id)
      await change(store, ['offer.changed', lastEventId])
      await claim(store, 'b1', lastEventId)
      await next.until(() => told(next).some(([, about]) => about === lastEventId))
      next.close()
    })

    test.each(['', 'x', 'f', 'f-1', "f1' or 1=1", 'w1', 'w.'])('%j harms nothing', async (id) => {
      for (const actor of ['platform', 'b1']) {
        const reader = await listen(actor, id)
        expect(reader.response.statusCode).toBe(200)
        reader.close()
      }
    })
  })

  test('is told that something was missed where changes were thrown away meanwhile', async () => {
    const { store, listen } = await eventWorld({ everyMs: 200 })
    await change(store, ['offer.changed', 'o1', 'sA'])
    const platform = await listen('platform')
    const sellerB = await listen('sellerB')
    await store.pool.query(
      `insert into feed (number, topic, subject, document)
       values (500, 'offer.changed', 'o2', '{"offer":{"id":"o2","seller":"sA"}}')`,
    )
    await platform.until(() => platform.events.length === 2)
    expect(platform.events.map(({ id, event }) => [id, event])).toEqual([
      ['f499', 'missed'],
      ['f500', 'offer.changed'],
    ])
    await sellerB.until(() => sellerB.events.length === 1)
    expect(sellerB.events[0]).toMatchObject({ id: 'f499', event: 'missed' })
    platform.close()
    sellerB.close()
    // Taken up before the gap, it is the same.
    const again = await listen('platform', 'f1')
    await again.until(() => again.events.length === 2)
    expect(again.events.map(({ event }) => event)).toEqual(['missed', 'offer.changed'])
    again.close()
  })

  test('has headers that no cache and no proxy misreads, and signs of life', async () => {
    const { listen } = await eventWorld({ beatMs: 40 })
    const reader = await listen('agent')
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    await reader.until(() => reader.text.split('\n: \n\n').length > 3)
    expect(reader.text).toMatch(/^retry: \d{4}\n\n/)
  })

  test('ends soon after its session did, or after an hour', async () => {
    const { listen, signedOut } = await eventWorld({ beatMs: 40 })
    const [out, stays] = [await listen('b1'), await listen('b2')]
    signedOut.add('b1')
    await out.until(() => !out.isOpen)
    expect(stays.isOpen).toBe(true)
    const brief = await eventWorld({ beatMs: 40, lastsMs: 300 })
    const old = await brief.listen('b2')
    await old.until(() => !old.isOpen)
  })

  test('there are so many for one, and so many in all; a closed one makes room', async () => {
    const { hub, listen } = await eventWorld({ limits: { account: 2, all: 3 } })
    const [first, second] = [await listen('b1'), await listen('b1')]
    expect((await listen('b1')).response.statusCode).toBe(429)
    expect((await listen('b2')).response.statusCode).toBe(200)
    const refused = await listen('agent')
    expect(refused.response.statusCode).toBe(503)
    expect(refused.response.headers['retry-after']).toBe('10')
    first.close()
    await second.until(() => hub.size === 2)
    expect((await listen('agent')).response.statusCode).toBe(200)
  })

  test('whoever does not read is cut off; a burst reaches those who do (T24)', async () => {
    // Whoever reads is on this thread too: on a busy machine it may read late.
    const { store, hub, listen } = await eventWorld({ stuckMs: 2_000 })
    const [stuck, reads] = [await listen('platform'), await listen('agent')]
    stuck.response.pause()
    const note = 'x'.repeat(200_000)
    const burst = Array.from({ length: 10 }, (_, at) => {
      const document = { offer: { id: `o${at}` }, note }
      return { topic: 'offer.changed', subject: `o${at}`, document }
    })
    for (let i = 0; i < 4; i++) {
      await store.db.transaction().execute((trx) => announce(trx, ...burst))
      await reads.until(() => reads.events.length === 10 * (i + 1))
    }
    await reads.until(() => hub.size === 1)
    expect(reads.isOpen).toBe(true)
  })

  test('forty listeners cost the database a few questions, and all are told', async () => {
    // Seldom enough that few looks pass until all are told, however slow the machine is.
    const { store, listen, joined } = await eventWorld({ limits: { key: 40 }, everyMs: 1_000 })
    const readers = await Promise.all(Array.from({ length: 40 }, () => listen('keyOfA')))
    await joined()
    let questions = 0
    store.pool.on('acquire', () => questions++)
    await change(store, ['offer.ended', 'o-a', 'sA'])
    for (const reader of readers) await reader.until(() => reader.events.length === 1)
    expect(questions).toBeLessThan(40)
  })

  test('is refused while the database is away, and comes when it is back', async () => {
    const { store, listen } = await eventWorld()
    await store.pool.query('alter table feed rename to gone')
    const refused = await listen('agent')
    expect(refused.response.statusCode).toBe(503)
    expect(refused.response.headers['content-type']).toContain('application/problem+json')
    await store.pool.query('alter table gone rename to feed')
    const reader = await listen('agent')
    await store.pool.query('alter table feed rename to gone')
    await new Promise((resolve) => setTimeout(resolve, 80))
    await store.pool.query('alter table gone rename to feed')
    await change(store, ['offer.ended', 'o-a', 'sA'])
    await reader.until(() => reader.events.length === 1)
  })

  test('all end when the server does', async () => {
    const { hub, listen } = await eventWorld()
    const readers = [await listen('b1'), await listen('agent')]
    await hub.close()
    for (const reader of readers) await reader.until(() => !reader.isOpen)
    expect((await listen('b1')).response.statusCode).toBe(503)
  })
})
