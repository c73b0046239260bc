import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ABSENCE_MAX_MS,
  type Present,
  STEP_MAX_MS,
  SteadyClock,
} from '../../src/core/orders/steady-clock.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY
const START = Date.UTC(2026, 5, 1)

type Look = readonly [wall: number, counted: number, mark?: number | null]

/** What a clock tells of several looks, each as hours since the start and a doubt. */
function told(looks: readonly Look[], trusts = false): (readonly [number, Present['doubt']])[] {
  const clock = new SteadyClock({ trusts })
  return looks.map(([wall, counted, mark = null]) => {
    const reading = { wall: START + wall * HOUR, counted: counted * HOUR }
    const { now, doubt } = clock.read(reading, mark === null ? null : START + mark * HOUR)
    return [(now - START) / HOUR, doubt]
  })
}

const Y = YEAR / HOUR

describe('a steady clock (D-10)', () => {
  it.each<[string, Look[], [number, Present['doubt']][]]>([
    [
      'tells what the wall says',
      [
        [0, 0],
        [1, 1],
      ],
      [
        [0, null],
        [1, null],
      ],
    ],
    [
      'follows a machine that slept for hours',
      [
        [0, 0],
        [20, 0],
      ],
      [
        [0, null],
        [20, null],
      ],
    ],
    [
      'counts on where the wall goes ahead a year, and believes it when it is back',
      [
        [0, 0],
        [Y, 1],
        [Y + 1, 2],
        [3, 3],
      ],
      [
        [0, null],
        [1, 'ahead'],
        [2, 'ahead'],
        [3, null],
      ],
    ],
    [
      'counts on where the wall goes back a year',
      [
        [0, 0],
        [-Y, 1],
        [1 - Y, 2],
        [3, 3],
      ],
      [
        [0, null],
        [1, 'behind'],
        [2, 'behind'],
        [3, null],
      ],
    ],
    [
      'starts where it was written last, if the wall went ahead meanwhile',
      [
        [Y, 0, 5],
        [Y + 1, 1, 5],
        [7, 2, 5],
      ],
      [
        [5, 'ahead'],
        [6, 'ahead'],
        [7, null],
      ],
    ],
    [
      'starts where it was written last, if the wall went back meanwhile',
      [
        [-Y, 0, 5],
        [1 - Y, 1, 5],
      ],
      [
        [5, 'behind'],
        [6, 'behind'],
      ],
    ],
    [
      'is right again when the wall is, however long all were away before it went wrong',
      [
        [Y, 0, 5],
        [100, 1, 5],
        [101, 2, 5],
      ],
      [
        [5, 'ahead'],
        [100, null],
        [101, null],
      ],
    ],
    ['believes the wall where nothing was ever written', [[Y, 0, null]], [[Y, null]]],
    ['believes an absence of weeks', [[24 * 100, 0, 0]], [[24 * 100, null]]],
    [
      'takes what another process has written',
      [
        [0, 0],
        [1, 1, 8],
        [2, 2, 8],
      ],
      [
        [0, null],
        [8, null],
        [9, 'behind'],
      ],
    ],
  ])('%s', (_, looks, expected) => {
    expect(told(looks)).toEqual(expected)
  })

  it('that trusts the wall goes ahead with it, and never back', () => {
    const looks = [
      [0, 0],
      [Y, 1],
      [5, 2],
    ] as const
    expect(told(looks, true).map(([now]) => now)).toEqual([0, Y, Y + 1])
  })

  const look = fc.record({
    passed: fc.integer({ min: 0, max: 2 * DAY }),
    wrong: fc.constantFrom(0, 0, 0, -YEAR, YEAR, -STEP_MAX_MS, ABSENCE_MAX_MS + 3 * DAY),
    restarts: fc.boolean(),
  })

  it('is never early, never turns back, and is right whenever the wall is', () => {
    fc.assert(
      fc.property(fc.array(look, { maxLength: 30 }), (looks) => {
        let clock = new SteadyClock()
        let [truth, counted, mark] = [START, 0, START]
        for (const { passed, wrong, restarts } of looks) {
          truth += passed
          counted += passed
          if (restarts) {
            clock = new SteadyClock()
            counted = passed
          }
          const { now, doubt } = clock.read({ wall: truth + wrong, counted }, mark)
          expect(now).toBeLessThanOrEqual(truth)
          expect(now).toBeGreaterThanOrEqual(mark)
          if (wrong === 0) expect([now, doubt]).toEqual([truth, null])
          if (wrong > 0) expect(doubt).toBe('ahead')
          mark = now
        }
      }),
      { numRuns: 500 },
    )
  })
})
