import { setTimeout as wait } from 'node:timers/promises'
import Fastify from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { untilEvenTime } from '../../src/shell/http/throttle/even-time.ts'
import {
  CODE_GUESSES,
  GuessLimit,
  SIGN_IN_GUESSES,
} from '../../src/shell/http/throttle/guess-limit.ts'
import { RateLimits } from '../../src/shell/http/throttle/rate-limits.ts'
import { VISITOR } from '../../src/shell/store/access/actor.ts'

const names = { secret: Buffer.alloc(32, 7), isSecure: true }

describe('limits of guesses (A32, cp.12)', () => {
  test('10,000 wrong codes from 20 sources: each has its hundred, and forged headers do not help', async () => {
    const clock = { ms: 0 }
    const guesses = new GuessLimit(CODE_GUESSES, () => clock.ms)
    const limits = new RateLimits({ ...names, proxies: ['10.0.0.1'], now: () => clock.ms })
    let tried = 0
    const app = Fastify()
    afterAll(() => app.close())
    app.post('/redeem', async (request, reply) => {
      const origin = { headers: request.headers, remoteAddress: request.socket.remoteAddress }
      const { address } = limits.countedBy(VISITOR, origin)
      const guess = guesses.begin({ address })
      if ('waitSeconds' in guess) {
        return reply.code(429).header('retry-after', guess.waitSeconds).send()
      }
      tried++
      return reply.code(409).send({ reason: 'code-refused' })
    })
    const statuses = new Map<number, number>()
    for (let i = 0; i < 10_000; i++) {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: '/redeem',
        remoteAddress: `203.0.113.${i % 20}`,
        headers: {
          'x-forwarded-for': `1.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
          'x-device-id': `d${i}`,
        },
      })
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
    }
    expect(tried).toBe(20 * CODE_GUESSES.address.quota)
    expect(Object.fromEntries(statuses)).toEqual({ 409: 2_000, 429: 8_000 })
    // A source that goes on at that rate for a day gets the documented one: 100 in ten minutes.
    const before = tried
    for (let minute = 1; minute <= 24 * 60; minute++) {
      clock.ms += 60_000
      for (let i = 0; i < 20; i++) {
        const guess = guesses.begin({ address: '203.0.113.1' })
        if (!('waitSeconds' in guess)) tried++
      }
    }
    expect(tried - before).toBe(24 * 6 * CODE_GUESSES.address.quota)
  }, 30_000)

  test('a thousand at the same instant are a thousand; who is right has it back (W11)', async () => {
    const guesses = new GuessLimit(CODE_GUESSES, () => 0)
    const by = { account: 'b1', device: 'd1', address: 'a1' }
    const attempt = async (isRight: boolean) => {
      const guess = guesses.begin(by)
      if ('waitSeconds' in guess) return 'wait'
      await wait(1)
      if (isRight) guess.wasRight()
      return isRight ? 'right' : 'wrong'
    }
    for (let i = 0; i < 50; i++) expect(await attempt(true)).toBe('right')
    const all = await Promise.all(Array.from({ length: 1_000 }, () => attempt(false)))
    expect(all.filter((one) => one === 'wrong')).toHaveLength(10)
    expect(guesses.begin(by)).toEqual({ waitSeconds: 60 })
    // Another account on the same device waits too; elsewhere it does not.
    expect(guesses.begin({ account: 'b2', device: 'd1' })).toEqual({ waitSeconds: 60 })
    expect(guesses.begin({ account: 'b2', device: 'd2', address: 'a1' })).toHaveProperty('wasRight')
  })

  test('a right guess gives back once only', () => {
    const guesses = new GuessLimit({ account: { quota: 2, windowSeconds: 60 } }, () => 0)
    const guess = guesses.begin({ account: 'a' })
    guesses.begin({ account: 'a' })
    if ('wasRight' in guess) for (let i = 0; i < 5; i++) guess.wasRight()
    expect(guesses.begin({ account: 'a' })).toHaveProperty('wasRight')
    expect(guesses.begin({ account: 'a' })).toHaveProperty('waitSeconds')
  })

  test('the same again is no new guess, for so long as it is remembered', () => {
    const clock = { ms: 0 }
    const guesses = new GuessLimit(CODE_GUESSES, () => clock.ms)
    const by = (account: string) => ({ account })
    const attempt = (account: string, code: string, isRight = false) => {
      const guess = guesses.beginOnce(by(account), code)
      if ('waitSeconds' in guess) return 'wait'
      if (isRight) guess.wasRight()
      return 'tried'
    }
    for (let i = 0; i < 50; i++) expect(attempt('a', 'WRONG')).toBe('tried')
    for (let i = 0; i < 50; i++) expect(attempt('a', 'RIGHT', true)).toBe('tried')
    for (let i = 1; i < 10; i++) expect(attempt('a', `WRONG${i}`)).toBe('tried')
    expect(attempt('a', 'NEXT')).toBe('wait')
    expect(attempt('a', 'RIGHT')).toBe('wait')
    expect(attempt('a', 'WRONG')).toBe('tried')
    // What somebody else tried is new for whoever did not.
    for (let i = 0; i < 10; i++) expect(attempt('b', `WRONG${i}`)).toBe('tried')
    expect(attempt('b', 'WRONG')).toBe('wait')
    clock.ms = 600_000
    for (let i = 0; i < 10; i++) expect(attempt('a', `WRONG${i}`)).toBe('tried')
    expect(attempt('a', 'WRONG')).toBe('wait')
  })

  test('a stranger who fails on purpose does not lock the owner out (W10)', () => {
    const guesses = new GuessLimit(SIGN_IN_GUESSES, () => 0)
    const by = (address: string) => ({ pair: `ana ${address}`, account: 'ana', address })
    let failed = 0
    while ('wasRight' in guesses.begin(by('evil'))) failed++
    expect(failed).toBe(10)
    expect(guesses.begin(by('home'))).toHaveProperty('wasRight')
  })

  test('unknown, used and expired are refused after the same time', async () => {
    const work = { unknown: 0, used: 2, expired: 6 }
    const timed = async (ms: number) => {
      const began = performance.now()
      if (ms > 0) await wait(ms)
      await untilEvenTime(began, 30)
      return performance.now() - began
    }
    // The shortest of each: what else this machine does makes some of them longer, and now and then all.
    const shortest = new Map<number, number>()
    const apart = () => Math.max(...shortest.values()) - Math.min(...shortest.values())
    for (let i = 0; i < 15 || (i < 150 && apart() >= 5); i++) {
      for (const ms of Object.values(work)) {
        shortest.set(ms, Math.min(shortest.get(ms) ?? Number.POSITIVE_INFINITY, await timed(ms)))
      }
    }
    expect(Math.min(...shortest.values())).toBeGreaterThan(28)
    expect(apart()).toBeLessThan(5)
  })
})
