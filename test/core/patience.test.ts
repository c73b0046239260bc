import { describe, expect, test } from 'vitest'
import { patience } from '../../src/core/pricing/patience.ts'
import type { Progress } from '../../src/core/pricing/progress.ts'

/** A watch with a clock that the test moves. */
function watched(waiting: { timeMs?: number; cancelled?: () => boolean; everyMs?: number }) {
  let time = 1_000
  const told: Progress[] = []
  const watch = patience({ ...waiting, now: () => time, onProgress: (one) => told.push(one) })
  const at = (ms: number, total = 100) => {
    time = 1_000 + ms
    return watch({ steps: ms, total, bound: 90 })
  }
  return { at, told }
}

describe('patience', () => {
  test('ends when its time is over, counted from its beginning', () => {
    const { at } = watched({ timeMs: 500 })
    expect([at(0), at(499), at(500), at(501)]).toEqual([true, true, false, false])
  })

  test('without a time it has no end', () => {
    expect(watched({}).at(1e12)).toBe(true)
  })

  test('ends when nobody waits any more', () => {
    let cancelled = false
    const { at } = watched({ timeMs: 500, cancelled: () => cancelled })
    expect(at(1)).toBe(true)
    cancelled = true
    expect(at(2)).toBe(false)
  })

  test('tells how it stands now and then, once there is something to tell', () => {
    const { at, told } = watched({ everyMs: 100, timeMs: 1_000 })
    for (let ms = 0; ms <= 1_000; ms += 10) at(ms, ms < 300 ? Number.POSITIVE_INFINITY : 100)
    expect(told.map(({ steps }) => steps)).toEqual([300, 400, 500, 600, 700, 800, 900])
  })
})
