import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressName,
  clientAddress,
  proxyList,
} from '../../src/shell/http/throttle/client-address.ts'
import { deviceCookie, deviceOf } from '../../src/shell/http/throttle/device.ts'
import {
  RATES,
  RateLimits,
  rateHeaders,
  retryAfter,
} from '../../src/shell/http/throttle/rate-limits.ts'
import { TokenBuckets } from '../../src/shell/http/throttle/token-buckets.ts'
import type { Actor } from '../../src/shell/store/access/actor.ts'
import { VISITOR } from '../../src/shell/store/access/actor.ts'

const names = { secret: Buffer.alloc(32, 7), isSecure: true }
const buyer = (id: string): Actor => ({
  kind: 'account',
  id,
  role: 'buyer',
  seller: null,
  name: 'B',
})
const KEY: Actor = { kind: 'key', id: 'k1', scopes: [], seller: null }
const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({
  remoteAddress,
  headers,
})
const cookieOf = (setCookie: string) => setCookie.split(';')[0] as string

describe('where a request comes from (W02)', () => {
  const proxies = proxyList(['10.0.0.0/8', '192.0.2.7', 'fd00::/8'])
  const forwarded = (text: string) => ({ 'x-forwarded-for': text })

  test.each([
    ['nobody of ours', '198.51.100.1', '203.0.113.9', '198.51.100.1'],
    ['a proxy of ours', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    [
      'a proxy, with what the client wrote before',
      '10.0.0.1',
      '1.1.1.1, 203.0.113.9',
      '203.0.113.9',
    ],
    ['two proxies', '10.0.0.1', '1.1.1.1, 203.0.113.9, 192.0.2.7', '203.0.113.9'],
    ['a proxy, as IPv6 carries IPv4', '::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['a proxy that writes ports', '10.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['a proxy, for IPv6', 'fd00::1', '[2001:DB8::1]:443', '2001:db8::1'],
    ['a proxy, with nonsense', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['a proxy, with nonsense before', '10.0.0.1', 'x, 203.0.113.9', '203.0.113.9'],
    ['a proxy that says nothing', '10.0.0.1', '', '10.0.0.1'],
    ['only proxies', '10.0.0.1', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
  ])('%s', (_, remote, said, client) => {
    expect(clientAddress(from(remote, forwarded(said)), proxies)).toBe(client)
  })

  test('whatever a client writes, its own address is what counts', () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (said, forged) => {
        const origin = from('198.51.100.1', forwarded(`${said}, ${forged}`))
        expect(clientAddress(origin, proxies)).toBe('198.51.100.1')
      }),
    )
  })

  test('whoever has one address of IPv6 has them all: they count as one', () => {
    expect(addressName('2001:db8:1:2::1')).toBe(addressName('2001:db8:1:2:ffff:ffff:ffff:ffff'))
    expect(addressName('2001:db8:1:2::1')).not.toBe(addressName('2001:db8:1:3::1'))
    expect(() => proxyList(['proxy.example.com'])).toThrow('no address')
  })
})

describe('a device', () => {
  test('is known by a cookie that we signed, and by no other', () => {
    const cookie = cookieOf(deviceCookie(names))
    const id = deviceOf({ cookie }, VISITOR, names)
    expect(id).toMatch(/^[\w-]{22}$/)
    expect(
      deviceOf(
        { cookie: cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) },
        VISITOR,
        names,
      ),
    ).toBeNull()
    expect(deviceOf({ cookie }, VISITOR, { ...names, secret: Buffer.alloc(32, 8) })).toBeNull()
    expect(deviceOf({ cookie: cookie.replace('__Host-', '') }, VISITOR, names)).toBeNull()
  })

  test('is named by an integrator for its own users, and by nobody else', () => {
    const headers = { 'x-device-id': 'phone-1' }
    expect(deviceOf(headers, KEY, names)).toBe('k1/phone-1')
    expect(deviceOf(headers, VISITOR, names)).toBeNull()
    expect(deviceOf(headers, buyer('b1'), names)).toBeNull()
    expect(deviceOf({ 'x-device-id': 'a b' }, KEY, names)).toBeNull()
  })
})

describe('a bucket', () => {
  test.each([
    ['as much as the quota at once', [0, 0, 0, 0], [true, true, true, false]],
    [
      'one more for each third of the window',
      [0, 0, 0, 1_000, 1_000],
      [true, true, true, true, false],
    ],
    [
      'the quota again after the window',
      [0, 0, 0, 9_000, 9_000, 9_000, 9_000],
      [true, true, true, true, true, true, false],
    ],
    ['nothing for a clock that was set back', [5_000, 5_000, 5_000, 0], [true, true, true, false]],
  ])('gives %s', (_, instants, outcomes) => {
    const buckets = new TokenBuckets({ quota: 3, windowSeconds: 3 })
    expect(instants.map((at) => buckets.take('a', at).isEnough)).toEqual(outcomes)
  })

  test('of any traffic gives no more than the quota and what came back', () => {
    const steps = fc.array(fc.nat(500), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(steps, (waits) => {
        const buckets = new TokenBuckets({ quota: 5, windowSeconds: 10 })
        let now = 0
        let given = 0
        for (const ms of waits) {
          now += ms
          if (buckets.take('a', now).isEnough) given++
          expect(given).toBeLessThanOrEqual(5 + (now / 1_000) * 0.5 + 1e-6)
        }
      }),
    )
  })

  test('three hundred thousand names take the memory of fifty thousand at most, and who is refused stays refused (S10)', () => {
    const buckets = new TokenBuckets({ quota: 1, windowSeconds: 1_000_000 })
    buckets.take('busy', 0)
    for (let i = 0; i < 300_000; i++) {
      buckets.take(`n${i}`, 1)
      if (i % 20_000 === 0) expect(buckets.take('busy', 1).isEnough).toBe(false)
    }
    expect(buckets.names).toBeLessThanOrEqual(50_000)
  })
})

describe('limits of requests', () => {
  const limitsAt = (clock: { ms: number }, proxies: readonly string[] = []) =>
    new RateLimits({ ...names, proxies, now: () => clock.ms })

  test('each account has its own, and an office shares one by its address', () => {
    const clock = { ms: 0 }
    const limits = limitsAt(clock)
    const verdicts = Array.from({ length: 700 }, (_, at) =>
      limits.take(buyer(`b${at % 10}`), from('8.8.8.8')),
    )
    expect(verdicts.filter(({ isEnough }) => isEnough)).toHaveLength(RATES.address.quota)
    expect(verdicts.at(-1)).toMatchObject({ limit: 'address', isEnough: false })
    expect(limits.take(buyer('b0'), from('9.9.9.9')).isEnough).toBe(true)
    clock.ms += 20_000
    expect(limits.take(buyer('b0'), from('8.8.8.8')).isEnough).toBe(true)
  })

  test('many accounts on one device are one device (cp.12)', () => {
    const limits = limitsAt({ ms: 0 })
    const cookie = cookieOf(deviceCookie(names))
    const verdicts = Array.from({ length: 300 }, (_, at) =>
      limits.take(buyer(`b${at}`), from(`8.8.${at}.8`, { cookie })),
    )
    expect(verdicts.filter(({ isEnough }) => isEnough)).toHaveLength(RATES.device.quota)
  })

  test('a key counts as itself: all its users come from one address', () => {
    const limits = limitsAt({ ms: 0 })
    for (let i = 0; i < RATES.address.quota * 2; i++) {
      expect(limits.take(KEY, from('8.8.8.8')).isEnough).toBe(true)
    }
    expect(limits.take(VISITOR, from('8.8.8.8')).isEnough).toBe(true)
  })

  test('a visitor is its address, whatever headers come with it', () => {
    const limits = limitsAt({ ms: 0 })
    const given = Array.from({ length: 2_000 }, (_, at) => {
      const forged = { 'x-forwarded-for': `1.2.${at >> 8}.${at & 255}`, 'x-device-id': `d${at}` }
      const cookie = cookieOf(deviceCookie(names))
      return limits.take(VISITOR, from('8.8.8.8', { ...forged, cookie })).isEnough
    })
    expect(given.filter(Boolean)).toHaveLength(RATES.address.quota)
  })

  test('who is refused learns how long to wait, and then is let through', () => {
    const clock = { ms: 0 }
    const limits = limitsAt(clock)
    const last = Array.from({ length: RATES.account.quota }, () =>
      limits.take(buyer('b'), from('8.8.8.8')),
    ).at(-1)
    expect(last && rateHeaders(last)).toEqual({
      'ratelimit-policy': '"account";q=120;w=20',
      ratelimit: '"account";r=0;t=0',
    })
    const refused = limits.take(buyer('b'), from('8.8.8.8'))
    expect(rateHeaders(refused)).toMatchObject({
      ratelimit: '"account";r=0;t=1',
      'retry-after': '1',
    })
    clock.ms += retryAfter(refused) * 1_000
    expect(limits.take(buyer('b'), from('8.8.8.8')).isEnough).toBe(true)
  })
})
