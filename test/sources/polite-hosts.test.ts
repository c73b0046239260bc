import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Kept } from '../../src/shell/sources/kept.ts'
import {
  afterRequest,
  afterWait,
  DAY_MS,
  type HostState,
  keptBack,
  newHost,
  PACE,
  paceOf,
  takeTurn,
} from '../../src/shell/sources/polite/host-state.ts'
import { retryAfter } from '../../src/shell/sources/polite/retry-after.ts'

const START = Date.parse('2026-11-01T00:00:00Z')
const MINUTE = 60_000

function turnsAt(state: HostState, times: readonly number[]): [HostState, boolean[]] {
  const granted: boolean[] = []
  let next = state
  for (const at of times) {
    const [after, turn] = takeTurn(next, at)
    next = after
    granted.push(turn.granted)
  }
  return [next, granted]
}

describe('one token bucket a host', () => {
  test('lets a burst through, then one each two seconds', () => {
    const [emptied, granted] = turnsAt(
      newHost(START),
      [0, 0, 0, 0, 0, 0].map(() => START),
    )
    expect(granted).toEqual([true, true, true, true, true, false])
    expect(takeTurn(emptied, START + 500)[1]).toEqual({
      granted: false,
      again: START + 2_000,
      why: 'paced',
    })
    expect(takeTurn(emptied, START + 2_000)[1]).toEqual({ granted: true })
  })

  test('never more than the burst and what time refills, whenever it is asked', () => {
    const steps = fc.array(fc.integer({ min: -1_000, max: 5_000 }), { maxLength: 200 })
    fc.assert(
      fc.property(steps, (gaps) => {
        let at = START
        let latest = START
        const times = gaps.map((gap) => (at += gap))
        for (const time of times) latest = Math.max(latest, time)
        const [, granted] = turnsAt(newHost(START), times)
        const most = PACE.capacity + ((latest - START) * PACE.perSecond) / 1_000
        expect(granted.filter(Boolean).length).toBeLessThanOrEqual(most + 1e-6)
      }),
    )
  })

  test('a Crawl-delay makes it slower, to a minute at most', () => {
    expect(paceOf(null)).toEqual(PACE)
    expect(paceOf(0)).toEqual(PACE)
    expect(paceOf(1_000)).toEqual(PACE)
    expect(paceOf(10_000)).toEqual({ capacity: 2, perSecond: 0.1 })
    expect(paceOf(86_400_000)).toEqual({ capacity: 2, perSecond: 1 / 60 })
  })

  test('what is kept back is there for those who wait', () => {
    const kept = keptBack(PACE)
    let state = newHost(START)
    const granted: boolean[] = []
    for (let i = 0; i < 4; i++) {
      const [next, turn] = takeTurn(state, START, { kept })
      state = next
      granted.push(turn.granted)
    }
    expect(granted).toEqual([true, true, true, false])
    // The one before was promised the next token; whoever waits in person asks for it nevertheless.
    expect(takeTurn(state, START, { kept })[1]).toMatchObject({ again: START + 4_000 })
    expect(turnsAt(state, [START, START, START])[1]).toEqual([true, true, false])
  })
})

describe('a thousand requests for one host', () => {
  test('each come back once, at a time of their own, and get their turn then', () => {
    const kept = keptBack(PACE)
    let state = newHost(START)
    const waiting = Array.from({ length: 1_000 }, () => START)
    let asked = 0
    for (let at = START; waiting.length > 0; ) {
      waiting.sort((a, b) => a - b)
      at = waiting.shift() as number
      asked++
      const [next, turn] = takeTurn(state, at, { kept })
      state = next
      if (!turn.granted) waiting.push(turn.again)
    }
    expect(asked).toBeLessThan(2_010)
    // Nobody waits for longer than the pace asks.
    expect(state.promisedUntil).toBeLessThanOrEqual(START + 1_000 * 2_000)
  })

  test('keep whoever waits in person waiting for one token, not for all of them', () => {
    let state = newHost(START)
    for (let i = 0; i < 500; i++) [state] = takeTurn(state, START, { kept: keptBack(PACE) })
    for (let i = 0; i < 2; i++) [state] = takeTurn(state, START)
    expect(takeTurn(state, START)[1]).toEqual({
      granted: false,
      again: START + 2_000,
      why: 'paced',
    })
  })
})

describe('a circuit breaker', () => {
  const went = (state: HostState, result: 'answered' | 'failed' | 'blocked', now = START) =>
    afterRequest(state, { now, host: 'shop.test', result })

  test('a block page closes the host, longer each time; one request alone tries it again', () => {
    const blocked = went(newHost(START), 'blocked')
    const { until } = blocked.breaker
    expect(until).toBeGreaterThan(START)
    expect(takeTurn(blocked, until - 1)[1]).toEqual({ granted: false, again: until, why: 'closed' })
    const [trying, turn] = takeTurn(blocked, until)
    expect(turn.granted).toBe(true)
    expect(takeTurn(trying, until)[1].granted).toBe(false)
    const again = went(trying, 'blocked', until)
    expect(again.breaker.until - until).toBeGreaterThan(until - START)
    expect(takeTurn(went(trying, 'answered', until), until)[1].granted).toBe(true)
  })

  test('a trial is not spent on a request that has to wait for its pace', () => {
    const [empty] = turnsAt(
      newHost(START),
      [0, 0, 0, 0, 0].map(() => START),
    )
    const blocked = {
      ...went(empty, 'blocked'),
      breaker: { place: 'open', failures: 1, until: 0 } as const,
    }
    const [waiting, turn] = takeTurn(blocked, START)
    expect(turn).toMatchObject({ granted: false, why: 'paced' })
    expect(waiting.breaker).toEqual(blocked.breaker)
  })

  test('four failures in a row are borne, the fifth closes the host', () => {
    let state = newHost(START)
    for (let i = 0; i < 4; i++) state = went(state, 'failed')
    expect(takeTurn(state, START)[1].granted).toBe(true)
    expect(takeTurn(went(state, 'failed'), START)[1].granted).toBe(false)
    expect(takeTurn(went(went(state, 'answered'), 'failed'), START)[1].granted).toBe(true)
  })

  test('Retry-After holds against answers to other requests, and for a day at most', () => {
    const waiting = afterWait(newHost(START), START, START + 10 * MINUTE)
    expect(takeTurn(went(waiting, 'answered'), START + MINUTE)[1]).toEqual({
      granted: false,
      again: START + 10 * MINUTE,
      why: 'closed',
    })
    expect(afterWait(newHost(START), START, START + 9 * DAY_MS).quietUntil).toBe(START + DAY_MS)
  })
})

describe('Retry-After is read', () => {
  test.each([
    ['120', START + 120_000],
    [' 0 ', START],
    ['Sun, 01 Nov 2026 00:01:00 GMT', START + MINUTE],
    ['Sunday, 01-Nov-26 00:01:00 GMT', START + MINUTE],
    ['Sat, 31 Oct 2026 00:00:00 GMT', START],
    ['-5', null],
    ['1e9', null],
    ['soon', null],
    ['2026', START + 2_026_000],
    ['99999999999', null],
    [['1', '2'], null],
    [undefined, null],
  ])('%j', (header, at) => {
    expect(retryAfter(header, START)).toBe(at)
  })
})

describe('what is kept is bounded', () => {
  test('by number, weight and time; what was used last stays', () => {
    const kept = new Kept<number>({ entriesMax: 3, weightMax: 10 })
    for (const [at, key] of ['a', 'b', 'c'].entries()) kept.put(key, at, { until: 100 })
    expect(kept.get('a', 0)).toBe(0)
    kept.put('d', 3, { until: 100 })
    expect(['a', 'b', 'c', 'd'].map((key) => kept.get(key, 0))).toEqual([0, undefined, 2, 3])
    kept.put('e', 4, { until: 100, weight: 9 })
    expect(kept.size).toBe(2)
    kept.put('f', 5, { until: 100, weight: 11 })
    expect(kept.get('f', 0)).toBeUndefined()
    expect(kept.get('e', 100)).toBeUndefined()
    expect(kept.size).toBe(1)
  })
})
