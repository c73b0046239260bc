import { describe, expect, it } from 'vitest'
import { readTarget } from '../../src/shell/channels/channel.ts'
import { pushContact, pushKeys } from '../../src/shell/channels/push-keys.ts'
import { pushTarget } from '../../src/shell/channels/push-target.ts'
import { webPushChannel } from '../../src/shell/channels/web-push.ts'
import { guardedClient } from '../fetch/doubles.ts'
import { freshStore } from '../store/database.ts'
import { AT, anAlert } from './alerts.ts'
import { hostileTitles } from './hostile-titles.ts'
import { type Pushed, PushServiceDouble } from './push-service-double.ts'

const store = await freshStore()
const keys = await pushKeys(store)
const service = await new PushServiceDouble().start()
const channel = webPushChannel({
  client: guardedClient({ testing: service.doors }),
  keys,
  contact: 'mailto:orders@market.example',
  now: () => AT + 60_000,
})

const last = () => service.pushed.at(-1) as Pushed

describe('the keys of the installation', () => {
  it('are made once, however many ask at a time, and stay', async () => {
    const fresh = await freshStore()
    const [first, ...others] = await Promise.all([1, 2, 3, 4].map(() => pushKeys(fresh)))
    expect(others).toEqual([first, first, first])
    expect(await pushKeys(fresh)).toEqual(first)
    expect(first).not.toEqual(keys)
    expect(first).toEqual({
      publicKey: expect.stringMatching(/^[\w-]{87}$/),
      privateKey: expect.stringMatching(/^[\w-]{43}$/),
    })
  })
})

it.each([
  [{ name: 'Market', address: 'a@b.example' }, 'https://m.example', 'mailto:a@b.example'],
  [null, 'https://m.example/shop', 'https://m.example/shop'],
  [null, 'http://localhost:8080', 'mailto:postmaster@localhost'],
])(
  'push services may write to whoever mails are from, or the pages: %j, %s',
  async (from, base, contact) => {
    expect(pushContact(from, base)).toBe(contact)
    const client = guardedClient({ testing: service.doors })
    const named = webPushChannel({ client, keys, contact, now: () => AT })
    expect(await named.deliver(anAlert(), service.target)).toBe('delivered')
    expect(last().claims.sub).toBe(contact)
  },
)

describe('an alert in the browser (fg.t.alert)', () => {
  it('is read by that browser alone, and signed by this installation for this push service', async () => {
    const alert = anAlert()
    expect(await channel.deliver(alert, service.target)).toBe('delivered')
    const { message, claims, publicKey, isGenuine, headers, path } = last()
    expect(path).toBe('/push/abc')
    expect(message).toEqual({
      id: alert.id,
      title: 'Now USD 9.50: your target was USD 10.00',
      body: 'USB-C cable, 2 m',
      url: alert.proofUrl,
      at: AT,
    })
    expect({ isGenuine, publicKey }).toEqual({ isGenuine: true, publicKey: keys.publicKey })
    expect(claims).toMatchObject({ aud: service.origin, sub: 'mailto:orders@market.example' })
    expect(claims.exp - Date.now() / 1_000).toBeLessThanOrEqual(86_400)
    expect(headers).toMatchObject({
      ttl: '86340',
      urgency: 'high',
      'content-encoding': 'aes128gcm',
    })
  })

  it('pushed again it takes the place of itself; another alert does not', async () => {
    const alert = anAlert()
    const topics: unknown[] = []
    for (const one of [alert, alert, anAlert()]) {
      await channel.deliver(one, service.target)
      topics.push(last().headers.topic)
    }
    expect(topics[0]).toMatch(/^[\w-]{1,32}$/)
    expect(topics[1]).toBe(topics[0])
    expect(topics[2]).not.toBe(topics[0])
  })

  it.each([
    [{ status: 200 }, 'delivered'],
    [{ status: 404 }, { gone: expect.stringContaining('404') }],
    [{ status: 410 }, { gone: expect.stringContaining('410') }],
    [
      { status: 429, headers: { 'retry-after': '120' } },
      { retry: expect.any(String), afterSeconds: 120 },
    ],
    [
      { status: 503, headers: { 'retry-after': new Date(AT + 90_000).toUTCString() } },
      { retry: expect.any(String), afterSeconds: 30 },
    ],
    [{ status: 500 }, { retry: expect.stringContaining('500') }],
    [{ status: 403 }, { retry: expect.stringContaining('403') }],
    [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, { retry: expect.any(String) }],
  ] as const)('the service says %j', async (reply, outcome) => {
    service.replies.push(reply)
    expect(await channel.deliver(anAlert(), service.target)).toEqual(outcome)
  })

  it('an address of this machine or network is not asked', async () => {
    const before = service.pushed.length
    for (const endpoint of [
      'http://127.0.0.1/push',
      'http://169.254.169.254/x',
      'https://[::1]/x',
    ]) {
      const came = await channel.deliver(anAlert(), { ...service.target, endpoint })
      expect(came).toEqual({ retry: expect.stringContaining('could not be reached') })
    }
    expect(service.pushed.length).toBe(before)
  })

  it('hostile titles fit into a push, and come as one line', async () => {
    for (const title of hostileTitles().slice(0, 40)) {
      expect(await channel.deliver(anAlert({ title }), service.target)).toBe('delivered')
      expect((last().message as { body: string }).body).not.toMatch(/\p{Cc}/u)
    }
  })
})

describe('the subscription that a browser gives', () => {
  const faultsOf = (value: unknown) => {
    const read = readTarget(pushTarget, value)
    return 'faults' in read ? read.faults.map(({ path }) => path) : []
  }

  it('is taken as the browser gives it', () => {
    expect(faultsOf(service.target)).toEqual([])
  })

  it.each([
    ['/endpoint', { endpoint: 'file:///etc/passwd' }],
    ['/endpoint', { endpoint: `https://push.example/${'a'.repeat(2_000)}` }],
    ['/keys/p256dh', { keys: { ...service.target.keys, p256dh: 'AAAA' } }],
    [
      '/keys/p256dh',
      { keys: { ...service.target.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') } },
    ],
    ['/keys/auth', { keys: { ...service.target.keys, auth: 'AAAA' } }],
    ['/keys', { keys: null }],
    ['/expirationTime', { expirationTime: null }],
  ])('is refused for its %s: %j', (path, more) => {
    expect(faultsOf({ ...service.target, ...more })).toContain(path)
  })
})
