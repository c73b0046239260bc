import { describe, expect, it } from 'vitest'
import { batches, boundaryRun, nextLook } from '../../src/core/tracker/schedule/due.ts'
import {
  afterCall,
  type Breaker,
  CLOSED,
  fullBucket,
  mayCall,
  takeToken,
} from '../../src/core/tracker/schedule/manners.ts'
import { spread } from '../../src/core/tracker/schedule/spread.ts'
import { type Prospects, TIERS, type Tier, tierOf } from '../../src/core/tracker/schedule/worth.ts'
import { DAY, HOUR, MINUTE, NOON } from './observed.ts'

const KEYS = Array.from({ length: 2000 }, (_, at) => `listing-${at}`)

describe('a schedule by worth (fg.t.schedule)', () => {
  const watched: Prospects = {
    watchers: 1,
    total: 10_000,
    targets: [5000],
    campaignBegan: null,
    couponEnds: null,
  }
  const rows: readonly (readonly [what: string, changed: Partial<Prospects>, tier: Tier])[] = [
    ['nobody watches', { watchers: 0, targets: [10_000] }, 'cold'],
    ['somebody watches', {}, 'normal'],
    ['nothing is known', { total: null, targets: [10_000] }, 'normal'],
    ['10 % above a target', { targets: [5000, 9091] }, 'warm'],
    ['more than 10 % above', { targets: [9090] }, 'normal'],
    ['3 % above a target', { targets: [9709] }, 'hot'],
    ['just more', { targets: [9708] }, 'warm'],
    ['far below a target that was told', { targets: [20_000] }, 'normal'],
    ['a campaign began 2 hours ago', { campaignBegan: NOON - 2 * HOUR }, 'hot'],
    ['it began earlier', { campaignBegan: NOON - 2 * HOUR - 1 }, 'normal'],
    ['it begins later', { campaignBegan: NOON + 1 }, 'normal'],
    ['a coupon ends within 6 hours', { couponEnds: NOON + 6 * HOUR }, 'warm'],
    ['it ended', { couponEnds: NOON - 1 }, 'normal'],
  ]
  for (const [what, changed, tier] of rows) {
    it(`${what}: ${tier}`, () => {
      expect(tierOf({ ...watched, ...changed }, NOON)).toBe(tier)
    })
  }

  it('spreads looks by a tenth to either side, the same in every replay', () => {
    for (const tier of Object.keys(TIERS) as Tier[]) {
      const { intervalMs } = TIERS[tier]
      // From just after the runs of a midnight, so that no other comes before the interval is over.
      const looked = Date.parse('2026-06-23T07:05:00Z')
      const waits = KEYS.map((key) => nextLook({ key, tier, switches: [] }, looked) - looked)
      const limit = tier === 'cold' ? 1.1 : Math.min(1.1, DAY / intervalMs)
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(intervalMs * 0.9)
      expect(Math.max(...waits)).toBeLessThanOrEqual(intervalMs * limit)
      expect(new Set(waits).size).toBeGreaterThan(1900)
      expect(waits[7]).toBe(
        nextLook({ key: KEYS[7] as string, tier, switches: [] }, looked) - looked,
      )
    }
  })

  it('spreads evenly', () => {
    const tenths = new Array<number>(10).fill(0)
    for (const key of KEYS) {
      const tenth = Math.floor(spread(key, NOON) * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const count of tenths) expect(Math.abs(count - 200)).toBeLessThan(60)
  })

  it('looks 30 to 120 seconds after midnight on the Pacific coast, summer and winter (bp.pst)', () => {
    for (const midnight of [
      '2026-06-24T07:00:00Z',
      '2026-11-11T08:00:00Z',
      '2026-03-08T08:00:00Z',
    ]) {
      const at = Date.parse(midnight)
      const runs = KEYS.map(
        (key) => nextLook({ key, tier: 'normal', switches: [] }, at - MINUTE) - at,
      )
      expect(Math.min(...runs)).toBeGreaterThanOrEqual(30_000)
      expect(Math.max(...runs)).toBeLessThan(120_000)
      expect(Math.max(...runs) - Math.min(...runs)).toBeGreaterThan(85_000)
      // Seen between midnight and its own run: the page may still show yesterday's price.
      const [key] = KEYS as [string]
      const early = nextLook({ key, tier: 'normal', switches: [] }, at + 10_000)
      expect(early).toBe(boundaryRun(key, at))
      const unwatched = nextLook({ key, tier: 'cold', switches: [] }, at - MINUTE)
      expect(unwatched - at).toBeGreaterThan(20 * HOUR)
    }
  })

  it('looks after a known start or end, for what nobody watches as well', () => {
    const [key] = KEYS as [string]
    const switches = [NOON + 2 * HOUR, NOON + HOUR, NOON - HOUR]
    const next = nextLook({ key, tier: 'cold', switches }, NOON)
    expect(next).toBe(boundaryRun(key, NOON + HOUR))
  })
})

describe('batches (fg.t.schedule)', () => {
  it('hold 50 listings of one source, country and currency, and all SKUs of a listing', () => {
    const due = Array.from({ length: 230 }, (_, at) => ({
      listing: `l${Math.floor(at / 2)}`,
      sku: `k${at}`,
      source: 'affiliate-api',
      shipTo: at < 220 ? 'US' : 'BR',
      currency: 'USD',
    }))
    const made = batches(due)
    const sizes = made.map(({ shipTo, due: rows }) => [
      shipTo,
      new Set(rows.map(({ listing }) => listing)).size,
      rows.length,
    ])
    expect(sizes).toEqual([
      ['US', 50, 100],
      ['US', 50, 100],
      ['US', 10, 20],
      ['BR', 5, 10],
    ])
    expect(made.flatMap(({ due: rows }) => rows)).toHaveLength(230)
  })
})

describe('manners towards a host', () => {
  it('give so many calls at once, and then so many a second', () => {
    const rule = { capacity: 3, perSecond: 2 }
    let bucket = fullBucket(rule, NOON)
    const take = (at: number) => {
      const taken = takeToken(bucket, rule, at)
      bucket = taken.bucket
      return taken.waitMs
    }
    expect([0, 0, 0, 0, 200, 500, 400].map((after) => take(NOON + after))).toEqual([
      ...[0, 0, 0, 500, 300, 0, 500],
    ])
    expect([60_000, 60_000, 60_000, 60_000].map((after) => take(NOON + after))).toEqual([
      0, 0, 0, 500,
    ])
  })

  it('never take more than the rule gives, whenever they ask', () => {
    const rule = { capacity: 5, perSecond: 1 }
    let bucket = fullBucket(rule, NOON)
    let taken = 0
    for (let at = 0; at < 60_000; at += 37) {
      const step = takeToken(bucket, rule, NOON + at)
      bucket = step.bucket
      if (step.waitMs === 0) taken++
    }
    expect(taken).toBeLessThanOrEqual(65)
    expect(taken).toBeGreaterThan(62)
  })

  const came = (from: Breaker, at: number, ...results: ('answered' | 'failed' | 'blocked')[]) =>
    results.reduce((breaker, result) => afterCall(breaker, { result, at, host: 'shop' }), from)

  it('stop at once at a block page, and after five failures in a row', () => {
    expect(came(CLOSED, NOON, 'blocked').place).toBe('open')
    const four = came(CLOSED, NOON, 'failed', 'failed', 'failed', 'failed')
    expect(four).toMatchObject({ place: 'closed', failures: 4 })
    expect(came(four, NOON, 'answered')).toEqual(CLOSED)
    expect(came(four, NOON, 'failed').place).toBe('open')
  })

  it('try once when the time is over, longer and longer apart, for 6 hours at most', () => {
    let breaker = came(CLOSED, NOON, 'blocked')
    const waits: number[] = []
    let at = NOON
    for (let turn = 0; turn < 14; turn++) {
      expect(mayCall(breaker, breaker.until - 1).may).toBe(false)
      waits.push(breaker.until - at)
      at = breaker.until
      const asked = mayCall(breaker, at)
      expect(asked).toMatchObject({ may: true, breaker: { place: 'trying' } })
      // One tries; the others wait for what becomes of it.
      expect(mayCall(asked.breaker, at).may).toBe(false)
      breaker = came(asked.breaker, at, 'failed')
    }
    for (const [turn, wait] of waits.entries()) {
      const longest = Math.min(6 * HOUR, MINUTE * 2 ** turn)
      expect(wait).toBeLessThanOrEqual(longest)
      expect(wait).toBeGreaterThanOrEqual(longest / 2)
    }
    expect(came(breaker, at, 'answered')).toEqual(CLOSED)
  })

  it('obey Retry-After, whatever came with it', () => {
    for (const result of ['answered', 'failed', 'blocked'] as const) {
      const retryAfterMs = 7 * HOUR
      const asked = afterCall(CLOSED, { result, at: NOON, host: 'shop', retryAfterMs })
      expect(mayCall(asked, NOON + retryAfterMs - 1).may).toBe(false)
      expect(mayCall(asked, NOON + retryAfterMs).may).toBe(true)
    }
  })
})
