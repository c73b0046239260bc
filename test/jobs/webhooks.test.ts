import { describe, expect, test } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { UNREACHABLE } from '../../src/shell/fetch/client.ts'
import { hooksOfChanges, hooksOfMessages } from '../../src/shell/jobs/fan-out.ts'
import { takeMessages } from '../../src/shell/jobs/outbox.ts'
import { registerWebhook } from '../../src/shell/jobs/register-webhook.ts'
import { listDeliveries } from '../../src/shell/store/access/deliveries.ts'
import {
  deleteWebhook,
  findWebhook,
  listWebhooks,
  rotateWebhookSecret,
} from '../../src/shell/store/access/webhooks.ts'
import { announce } from '../../src/shell/store/feed.ts'
import { guardedClient } from '../fetch/doubles.ts'
import { ENDED, hookWorld } from './hook-world.ts'

describe('making a web hook', async () => {
  const { store, registration, receiver, client } = await hookWorld()
  const wanted = { owner: 'account:a1', seller: 'sA', topics: [ENDED] }

  test.each([
    ['http://10.0.0.1/hook', 'Names a host that is not of the public internet.'],
    ['http://[::1]/hook', 'Names a host that is not of the public internet.'],
    ['http://localhost/hook', 'Names a host that is not of the public internet.'],
    ['http://user:pass@example.com/', 'Must not hold a user name or password.'],
    ['http://example.com:6379/', 'Must use the usual port (80).'],
    ['ftp://example.com/', 'Must begin with https:// or http:// and a host.'],
  ])('%s is refused, by the place and a sentence', async (url, fault) => {
    const made = await registerWebhook(registration, { ...wanted, url })
    expect(made).toEqual({ refused: [{ path: '/url', fault }] })
  })

  test('a name that leads to a private network is refused', async () => {
    const lying = guardedClient({ resolve: async () => ['192.168.0.1'] })
    const url = 'https://hooks.example.com/'
    const made = await registerWebhook({ store, client: lying }, { ...wanted, url })
    expect(made).toEqual({ refused: [{ path: '/url', fault: UNREACHABLE }] })
  })

  test('text in the clear is refused, but for doubles of tests', async () => {
    const made = await registerWebhook({ store, client }, { ...wanted, url: receiver.url })
    expect(made).toEqual({ refused: [{ path: '/url', fault: 'Must begin with https://.' }] })
  })

  test('a seller has fifty at most, and sees its own', async () => {
    const hook = { ...wanted, url: receiver.url, seller: 'sMany' }
    for (let i = 0; i < 50; i++)
      expect(isRefused(await registerWebhook(registration, hook))).toBe(false)
    expect(isRefused(await registerWebhook(registration, hook))).toBe(true)
    const own = await listWebhooks(store, 'sMany')
    expect(own).toHaveLength(50)
    const { id } = own[0] ?? { id: '' }
    expect(await findWebhook(store, { id, owner: 'sOther' })).toBeNull()
    expect(await deleteWebhook(store, { id, owner: 'sOther' })).toBe(false)
    expect(await rotateWebhookSecret(store, { id, owner: 'sOther' })).toBeNull()
    expect(await deleteWebhook(store, { id, owner: 'sMany' })).toBe(true)
    expect(JSON.stringify(own)).not.toContain('whsec_')
  })
})

describe('who is told of what', async () => {
  const { store, hook, deliver, receiver } = await hookWorld()
  const platform = await hook()
  const ofA = await hook({ seller: 'sA' })
  const ofB = await hook({ seller: 'sB', topics: ['claims.granted'] })
  const told = async (webhookId: string) =>
    (await listDeliveries(store, webhookId, { limit: 50 })).deliveries
      .map(({ event }) => event)
      .toSorted()
  const message = (number: number, topic: string, document: object) =>
    store.pool.query('insert into outbox (shard, number, topic, document) values (0, $1, $2, $3)', [
      number,
      topic,
      JSON.stringify(document),
    ])

  test('the platform of everything, a seller of its own, each of its topics', async () => {
    await store.pool.query(`insert into offers (id, version, campaign_id, seller, obtain, document, per_buyer)
      values ('o-a', 1, 'c', 'sA', 'centre', '{}', 1), ('o-b', 1, 'c', 'sB', 'centre', '{}', 1),
        ('o-p', 1, 'c', null, 'centre', '{}', 1)`)
    await message(1, ENDED, { seller: 'sA' })
    await message(2, ENDED, { seller: null })
    await message(3, ENDED, { seller: 'sC' })
    await message(4, ENDED, { offer: 'o-a' })
    await message(5, ENDED, { offer: 'o-p' })
    await message(6, ENDED, { offer: 'unknown' })
    // What one statement granted: of several offers, each for its seller.
    const granted = ['o-p', 'o-b', 'o-a'].map((offer) => ({ offer, buyers: ['b1'] }))
    await message(7, 'claims.granted', { granted })
    await message(8, 'claims.granted', { granted: granted.slice(0, 1) })
    const consumers = {
      [ENDED]: [hooksOfMessages(store)],
      'claims.granted': [hooksOfMessages(store)],
    }
    expect(await takeMessages(store, 0, consumers)).toEqual({ found: 8, failed: [] })
    expect(await told(platform)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `evt_0_${n}`))
    expect(await told(ofA)).toEqual(['evt_0_1', 'evt_0_4'])
    expect(await told(ofB)).toEqual(['evt_0_7_1'])
  })

  test('changes of the feed too, each once, also when several processes follow it', async () => {
    await store.db
      .transaction()
      .execute((trx) =>
        announce(
          trx,
          { topic: ENDED, subject: 'o-a', document: { offer: { id: 'o-a', seller: 'sA' } } },
          { topic: ENDED, subject: 'o-p', document: { offer: { id: 'o-p' } } },
          { topic: 'offer.changed', subject: 'o-a', document: {} },
        ),
      )
    await Promise.all(Array.from({ length: 5 }, () => hooksOfChanges(store).run()))
    expect(await told(ofA)).toEqual(['chg_1', 'evt_0_1', 'evt_0_4'])
    expect((await told(platform)).filter((one) => one.startsWith('chg'))).toEqual([
      'chg_1',
      'chg_2',
    ])
    await deliver()
    await deliver()
    const change = receiver.events.find(({ id }) => id === 'chg_1')
    expect(change?.body).toMatchObject({ type: ENDED, data: { id: 'o-a' } })
  })
})
