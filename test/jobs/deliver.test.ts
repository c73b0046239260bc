import { describe, expect, test } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { UNREACHABLE } from '../../src/shell/fetch/client.ts'
import { Deliverer, RETRY_SECONDS } from '../../src/shell/jobs/deliver.ts'
import { startJobs } from '../../src/shell/jobs/jobs.ts'
import { registerWebhook } from '../../src/shell/jobs/register-webhook.ts'
import { signatureHeaders } from '../../src/shell/jobs/signature.ts'
import { addDeliveries } from '../../src/shell/store/access/deliveries.ts'
import { tidyAccess } from '../../src/shell/store/access/tidy.ts'
import { findWebhook, rotateWebhookSecret } from '../../src/shell/store/access/webhooks.ts'
import { guardedClient, startCanary } from '../fetch/doubles.ts'
import { ENDED, hookWorld, later, start, startSlow } from './hook-world.ts'

describe('delivering', () => {
  test('an event is posted once, signed, with its topic, its time and its data', async () => {
    const { receiver, hook, event, deliver, deliveries } = await hookWorld()
    const id = await hook()
    await event(id)
    expect(await deliver()).toBe(1)
    expect(await deliver()).toBe(0)
    expect(receiver.received).toEqual([
      {
        id: 'evt_1',
        isGenuine: true,
        body: { type: ENDED, timestamp: '2026-05-01T12:00:00.000Z', data: { id: 'o1' } },
      },
    ])
    expect(await deliveries(id)).toMatchObject([{ event: 'evt_1', attempts: 1, lastStatus: 204 }])
  })

  test('the signature is that of the published example', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const body = '{"test": 2432232314}'
    const headers = signatureHeaders(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestampSeconds: 1_614_265_330, body },
      [secret],
    )
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  test('an event that is played again, or changed on its way, is not genuine', async () => {
    const { receiver, hook, event, deliver } = await hookWorld()
    await event(await hook())
    await deliver()
    const body = JSON.stringify(receiver.received[0]?.body)
    const timestampSeconds = Math.floor(Date.now() / 1_000)
    const headers = signatureHeaders({ id: 'evt_1', timestampSeconds, body }, [receiver.secret])
    receiver.take(headers, body)
    receiver.take(headers, body.replace('o1', 'o2'))
    receiver.take({ ...headers, 'webhook-id': 'evt_2' }, body)
    receiver.nowSeconds = () => timestampSeconds + 301
    receiver.take(headers, body)
    expect(receiver.received.map(({ isGenuine }) => isGenuine)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
    // Played again within the time, it is known by its id.
    expect(receiver.events.filter(({ id }) => id === 'evt_1')).toHaveLength(1)
  })

  test('while a secret is renewed both sign, a day later only the new one', async () => {
    const { store, receiver, hook, event, deliver } = await hookWorld()
    const id = await hook()
    const former = receiver.secret
    const renewed = await rotateWebhookSecret(store, { id, owner: 'all' }, start)
    const next = renewed?.secret ?? ''
    const genuine: boolean[] = []
    for (const [at, secret] of [
      [60, former],
      [120, next],
      [90_000, former],
      [90_060, next],
    ] as const) {
      receiver.secret = secret
      receiver.nowSeconds = () => later(at).getTime() / 1_000
      await event(id, `evt_${at}`)
      await deliver(later(at))
      genuine.push(receiver.received.at(-1)?.isGenuine ?? false)
    }
    expect(genuine).toEqual([true, true, false, true])
  })

  test('failures are tried again for three days, then the web hook is stopped', async () => {
    const { store, receiver, hook, event, deliver, deliveries } = await hookWorld()
    const id = await hook()
    await event(id)
    receiver.answers.push(500, 302, 404, 429, 500, 500, 500, 500, 500, 500)
    let at = 0
    for (const [attempt, seconds] of RETRY_SECONDS.entries()) {
      expect(await deliver(later(at))).toBe(1)
      expect(await deliver(later(at + seconds * 0.85))).toBe(0)
      expect(await deliveries(id)).toMatchObject([{ attempts: attempt + 1, deliveredAt: null }])
      at += seconds * 1.15
    }
    expect(RETRY_SECONDS.reduce<number>((sum, one) => sum + one, 0) / 86_400).toBeGreaterThan(3)
    expect((await findWebhook(store, { id, owner: 'all' }))?.disabledAt).toBeNull()
    await deliver(later(at))
    expect(receiver.received).toHaveLength(RETRY_SECONDS.length + 1)
    expect(await deliveries(id)).toMatchObject([
      { lastStatus: 500, lastFault: 'It answered 500.', deliveredAt: null },
    ])
    expect(await findWebhook(store, { id, owner: 'all' })).toMatchObject({
      disabledAt: later(at),
      disabledBecause: 'Nothing could be delivered for three days.',
    })
    // What was still waiting ends unsent.
    await event(id, 'evt_late')
    await deliver(later(at + 10))
    expect(receiver.received).toHaveLength(RETRY_SECONDS.length + 1)
    expect((await deliveries(id)).find(({ event }) => event === 'evt_late')).toMatchObject({
      lastFault: 'The web hook has ended.',
    })
    expect((await tidyAccess(store, later(at + 40 * 86_400))).deliveries).toBe(2)
  })

  test('one event that is never taken does not stop a web hook that takes others', async () => {
    const { store, receiver, hook, event, deliver, deliveries } = await hookWorld()
    const id = await hook()
    await event(id, 'evt_bad')
    await store.pool.query('update deliveries set attempts = $1', [RETRY_SECONDS.length])
    await event(id, 'evt_good')
    await store.pool.query(
      "update deliveries set due_at = due_at + interval '1 minute' where event_id = 'evt_bad'",
    )
    receiver.answers.push(204, 500)
    await deliver(later(1))
    await deliver(later(61))
    expect((await deliveries(id)).find(({ event }) => event === 'evt_bad')?.lastStatus).toBe(500)
    expect((await findWebhook(store, { id, owner: 'all' }))?.disabledAt).toBeNull()
  })

  test('a receiver that says it is gone is stopped at once', async () => {
    const { store, receiver, hook, event, deliver } = await hookWorld()
    const id = await hook()
    await event(id)
    receiver.answers.push(410)
    await deliver(later(1))
    expect((await findWebhook(store, { id, owner: 'all' }))?.disabledBecause).toContain('gone')
  })

  test('a private address is refused at delivery too: the name may lead elsewhere by then', async () => {
    const { store, event, deliveries } = await hookWorld()
    const canary = await startCanary()
    const names = [['8.8.8.8'], ['127.0.0.1']]
    const testing = { addresses: [], ports: [canary.port] }
    const client = guardedClient({ resolve: async () => names.shift() ?? ['127.0.0.1'], testing })
    const url = `http://hooks.example.com:${canary.port}/`
    const wanted = { owner: 'a', seller: null, url, topics: [ENDED] }
    const made = await registerWebhook({ store, client, allowsPlainText: true }, wanted)
    if (isRefused(made)) throw new Error('refused too early')
    await event(made.webhook.id)
    const deliverer = new Deliverer(store, client)
    await deliverer.begin()
    await deliverer.settled()
    expect(canary.sockets).toEqual([])
    expect(await deliveries(made.webhook.id)).toMatchObject([
      { attempts: 1, lastStatus: null, lastFault: UNREACHABLE },
    ])
  })

  test('a worker that died is succeeded after a minute, and cannot say what came of it', async () => {
    const { store, receiver, hook, event, deliver, deliveries } = await hookWorld()
    const id = await hook()
    await event(id)
    await store.pool.query('update deliveries set attempts = 1, due_at = $1', [later(60)])
    expect(await deliver(later(59))).toBe(0)
    expect(await deliver(later(61))).toBe(1)
    expect(receiver.received).toHaveLength(1)
    expect(await deliveries(id)).toMatchObject([{ attempts: 2, lastStatus: 204 }])
  })

  test('a slow receiver holds up no other, and workers share the work: each event once (T24)', async () => {
    const { store, receiver, client, hook } = await hookWorld()
    const slow = await startSlow()
    const both = {
      addresses: [...receiver.doors.addresses, '127.0.0.1'],
      ports: [...receiver.doors.ports, slow.port],
    }
    const reaching = guardedClient({ testing: both })
    const made = await registerWebhook(
      { store, client: reaching, allowsPlainText: true },
      { owner: 'a', seller: null, url: `http://127.0.0.1:${slow.port}/`, topics: [ENDED] },
    )
    if (isRefused(made)) throw new Error('refused')
    const id = await hook()
    const many = (webhookId: string, count: number) =>
      Array.from({ length: count }, (_, at) => {
        const document = { type: ENDED, data: {} }
        return { webhookId, eventId: `evt_${at}`, topic: ENDED, document }
      })
    await addDeliveries(store.db, store.shards, many(made.webhook.id, 300))
    await addDeliveries(store.db, store.shards, many(id, 200))
    await client.close()
    const workers = Array.from({ length: 3 }, () =>
      startJobs(store, { consumers: {}, jobs: [new Deliverer(store, reaching).job(50)] }),
    )
    while (receiver.events.length < 200) await new Promise((resolve) => setTimeout(resolve, 20))
    const untried = await store.pool.query(
      'select from deliveries where webhook_id = $1 and attempts = 0',
      [made.webhook.id],
    )
    slow.hangUp()
    await Promise.all(workers.map((one) => one.stop()))
    expect(receiver.received).toHaveLength(200)
    expect(receiver.received.every(({ isGenuine }) => isGenuine)).toBe(true)
    // All of the one came while the other still had the most before it.
    expect(untried.rowCount).toBeGreaterThan(0)
    // It was tried, but by few at a time.
    expect(slow.most()).toBeLessThanOrEqual(3 * 8)
  })
})
