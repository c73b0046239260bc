import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartSvg } from '../../src/core/tracker/chart.ts'
import { chartTable } from '../../src/core/tracker/chart-table.ts'
import { drawnDocumentOf } from '../../src/core/tracker/history/document.ts'
import type { ChangePoint, History } from '../../src/core/tracker/history/point.ts'
import { gapAfterMs } from '../../src/core/tracker/history/record.ts'
import { HistoryBuilder } from '../../src/core/tracker/history/replay.ts'
import { stretches } from '../../src/core/tracker/history/stretches.ts'
import { thinned } from '../../src/core/tracker/history/thinned.ts'
import type { Observation } from '../../src/core/tracker/observation.ts'
import { HOUR, NOON, seenAt } from './observed.ts'

function built(observations: readonly Observation[]): History {
  const builder = new HistoryBuilder(gapAfterMs(HOUR))
  for (const one of observations) builder.add(one)
  return builder.history
}

/** A life of a price: how restless it is, how often it is sold out, unread, or not for everybody. */
const life = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  readings: fc.integer({ min: 1, max: 900 }),
  restless: fc.integer({ min: 0, max: 100 }),
  soldOut: fc.integer({ min: 0, max: 40 }),
  silent: fc.integer({ min: 0, max: 30 }),
  aside: fc.integer({ min: 0, max: 60 }),
})

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never

/** Readings hour by hour, as a recorder would have them: whatever shrinks, the history stays one. */
function lived({ seed, readings, restless, soldOut, silent, aside }: Life): History {
  let state = seed
  const below = (most: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % most
  }
  const chance = (percent: number) => below(100) < percent
  let [at, sale, list] = [0, 5_000, 6_000]
  const seen = Array.from({ length: readings }, () => {
    at += chance(silent) ? HOUR * (3 + below(40)) : HOUR
    if (chance(restless)) sale = 3_000 + below(4_000)
    if (chance(3)) list = 6_000 + below(3_000)
    const stock = chance(soldOut) ? 'out' : 'in'
    const shipping = chance(20) ? 199 : 0
    const conditions = chance(aside) ? (['newcomer'] as const) : []
    return seenAt(at, sale, { list: Math.max(list, sale), stock, shipping, conditions })
  })
  return built(seen)
}

const MOST = 100
const NEWEST = 50

const offered = ({ points }: History) => points.filter(({ stock }) => stock !== 'out')
const LINES = ['total', 'sale', 'list'] as const

const isPartOf = <Row>(part: readonly Row[], whole: readonly Row[]): boolean => {
  let place = 0
  for (const row of whole) if (row === part[place]) place++
  return place === part.length
}

const all = (holds: (whole: History, thin: History) => void) =>
  fc.assert(
    fc.property(life, (one) => {
      const whole = lived(one)
      holds(whole, thinned(whole, MOST))
    }),
    { numRuns: 60 },
  )

describe('a history that is thinned for a drawing (fg.t.speed)', () => {
  it('has rows of the whole only, in their order, and at most so many', () => {
    all((whole, thin) => {
      for (const rows of ['points', 'asides', 'gaps'] as const) {
        expect(thin[rows].length).toBeLessThanOrEqual(MOST)
        expect(isPartOf<unknown>(thin[rows], whole[rows])).toBe(true)
        expect(thin[rows].length).toBeGreaterThanOrEqual(Math.min(NEWEST, whole[rows].length))
      }
    })
  })

  it('keeps the lowest and the highest of every line, the first, the newest, and that it was sold out', () => {
    all((whole, thin) => {
      for (const line of LINES) {
        const amounts = offered(whole).map((point) => point[line])
        const kept = offered(thin).map((point) => point[line])
        expect(Math.min(...kept)).toBe(Math.min(...amounts))
        expect(Math.max(...kept)).toBe(Math.max(...amounts))
      }
      expect(thin.points[0]).toBe(whole.points[0])
      expect(thin.points.slice(-NEWEST)).toEqual(whole.points.slice(-NEWEST))
      expect(thin.asides.slice(-NEWEST)).toEqual(whole.asides.slice(-NEWEST))
      expect(thin.gaps.slice(-NEWEST)).toEqual(whole.gaps.slice(-NEWEST))
      expect(offered(thin).length < thin.points.length).toBe(
        offered(whole).length < whole.points.length,
      )
    })
  })

  it('is itself when it is thinned again, and where it was short', () => {
    all((whole, thin) => {
      expect(thinned(thin, MOST)).toBe(thin)
      expect(thinned(whole, 1_000)).toBe(whole)
    })
  })

  it('is silent only where the whole is: what was thinned out is no gap', () => {
    all((whole, thin) => {
      const silent = (history: History) => {
        const known = stretches(history)
        return known.slice(1).flatMap(({ from }, k) => {
          const until = known[k]?.until ?? from
          return until < from ? [`${until} ${from}`] : []
        })
      }
      const wide = new Set(silent(whole))
      for (const gap of silent(thin)) expect(wide).toContain(gap)
    })
  })

  it('keeps every gap that is wider than a bucket can be', () => {
    all((whole, thin) => {
      const [first, last] = [whole.points[0]?.from ?? 0, whole.points.at(-1)?.seen ?? 0]
      const bucket = (last - first) / 5
      const wide = whole.gaps.filter(({ from, until }) => until - from > bucket)
      for (const gap of wide) expect(thin.gaps).toContain(gap)
    })
  })

  it('says the same in the table of its newest rows', () => {
    all((whole, thin) => {
      const options = { currency: 'USD', caption: 'History', rows: NEWEST }
      expect(chartTable(thin, options)).toBe(chartTable(whole, options))
    })
  })

  it('says how many points there are of the time, and is whole unless asked', () => {
    const whole = lived({ seed: 7, readings: 400, restless: 100, soldOut: 0, silent: 0, aside: 0 })
    const rest = { sku: null, shipTo: 'US', currency: 'USD', surface: 'site' } as const
    const key = { listing: 'mug-7', ...rest }
    expect(drawnDocumentOf(key, whole, null).points).toHaveLength(400)
    const thin = drawnDocumentOf(key, whole, MOST)
    expect(thin.pointsKnown).toBe(400)
    expect(thin.points.length).toBeLessThanOrEqual(MOST)
    expect(() => thinned(whole, 99)).toThrow(RangeError)
  })
})

const YEARS = { from: NOON, until: NOON + 70_080 * HOUR }

/** Every reading a change, of three lines: as restless as can be. */
function restless(count: number): History {
  const [point] = built([seenAt(0, 5_000)]).points as [ChangePoint]
  const points = Array.from({ length: count }, (_, k): ChangePoint => {
    const total = 4_000 + ((k * 7_919) % 1_013) + (k % 9_001 === 77 ? 2_000 : 0)
    const from = NOON + Math.round((k * (YEARS.until - NOON)) / count)
    const seen = from + 1_000
    return { ...point, from, seen, total, sale: total + (k % 3) * 50, list: 7_000 }
  })
  return { points, asides: [], gaps: [] }
}

/** From the highest to the lowest pixel of a line in each column. */
function columnsOf(svg: string, line: string): Map<number, { top: number; bottom: number }> {
  const d = new RegExp(`<path class="line-${line}" d="([^"]*)"`).exec(svg)?.[1] ?? ''
  const columns = new Map<number, { top: number; bottom: number }>()
  let [x, y] = [0, 0]
  const touch = (column: number) => {
    const { top, bottom } = columns.get(column) ?? { top: y, bottom: y }
    columns.set(column, { top: Math.min(top, y), bottom: Math.max(bottom, y) })
  }
  for (const [, stroke, first, second] of d.matchAll(/([MHV])([\d.]+)(?: ([\d.]+))?/g)) {
    if (stroke === 'V') y = Number(first)
    else if (stroke === 'M') [x, y] = [Number(first), Number(second)]
    else while (x < Number(first)) touch(x++)
    touch(x)
  }
  return columns
}

describe('two years at 15 minutes, each reading a change', () => {
  const whole = restless(70_080)
  const thin = thinned(whole, 1_400)
  const options = { currency: 'USD', ...YEARS, title: 'A lamp', width: 820, height: 300 }

  it('are drawn as the whole is, to three pixels to the side and none up or down', () => {
    for (const line of LINES) {
      const [drawn, asked] = [thin, whole].map((one) => columnsOf(chartSvg(one, options), line))
      const near = (columns: typeof drawn, x: number) =>
        [-3, -2, -1, 0, 1, 2, 3].flatMap((aside) => columns?.get(x + aside) ?? [])
      for (const [one, other] of [
        [drawn, asked],
        [asked, drawn],
      ]) {
        const beyond = [...(one ?? [])].filter(([x, { top, bottom }]) => {
          const around = near(other, x)
          const [high, low] = [around.map((of) => of.top), around.map((of) => of.bottom)]
          return top < Math.min(...high) || bottom > Math.max(...low)
        })
        expect(beyond).toEqual([])
      }
    }
  })

  it('weigh little', () => {
    expect(thin.points.length).toBeGreaterThan(1_200)
    expect(thin.points.length).toBeLessThanOrEqual(1_400)
    expect(chartSvg(whole, options).length).toBeLessThan(80_000)
  })
})
