import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figures, usualPrice } from '../../src/core/tracker/history/figures.ts'
import { gapAfterMs } from '../../src/core/tracker/history/record.ts'
import { HistoryBuilder } from '../../src/core/tracker/history/replay.ts'
import { stretches } from '../../src/core/tracker/history/stretches.ts'
import { reached, suggestTarget } from '../../src/core/tracker/history/target.ts'
import type { Observation } from '../../src/core/tracker/observation.ts'
import { DAY, HOUR, MINUTE, NOON, seenAt } from './observed.ts'

function built(...observations: readonly Observation[]) {
  const builder = new HistoryBuilder(gapAfterMs(6 * HOUR))
  const steps = observations.map((one) => builder.add(one))
  return { history: builder.history, waiting: builder.waiting, steps }
}

const totals = (history: { points: readonly { total: number }[] }) =>
  history.points.map(({ total }) => total)

describe('change points (fg.t.history)', () => {
  it('keep one row for as long as nothing changes, and prove it by when it was last seen', () => {
    const { history } = built(seenAt(0, 2000), seenAt(6 * HOUR, 2000), seenAt(12 * HOUR, 2000))
    expect(history.points).toMatchObject([
      { from: NOON, seen: NOON + 12 * HOUR, readings: 3, total: 2000 },
    ])
    expect(history.gaps).toEqual([])
  })

  it('show an outage as a gap, also where the price is the same after it', () => {
    const { history } = built(seenAt(0, 2000), seenAt(24 * HOUR, 2000), seenAt(25 * HOUR, 1900))
    expect(totals(history)).toEqual([2000, 1900])
    expect(history.gaps).toEqual([{ from: NOON, until: NOON + 24 * HOUR }])
    const known = stretches(history).map(({ from, until }) => [from - NOON, until - NOON])
    expect(known).toEqual([
      [0, 0],
      [24 * HOUR, 25 * HOUR],
      [25 * HOUR, 25 * HOUR],
    ])
  })

  it('open another row when the stock or the layers change, at the same total', () => {
    const { history } = built(
      seenAt(0, 2000),
      seenAt(HOUR, 2000, { stock: 'out' }),
      seenAt(2 * HOUR, 2000, { list: 2500 }),
    )
    expect(history.points.map(({ stock, list }) => [stock, list])).toEqual([
      ['in', 2000],
      ['out', 2000],
      ['in', 2500],
    ])
  })

  it('take nothing that is not newer', () => {
    const { history, steps } = built(seenAt(HOUR, 2000), seenAt(HOUR, 1000), seenAt(0, 900))
    expect(totals(history)).toEqual([2000])
    expect(steps.slice(1).flatMap(({ changes }) => changes.map(({ change }) => change))).toEqual([
      'late',
      'late',
    ])
  })

  it('change when the stack is priced again, which proves no price to be seen', () => {
    const readAt = new Date(NOON).toISOString()
    const { history } = built(
      seenAt(0, 2000),
      seenAt(HOUR, 2000, { readAt }),
      seenAt(2 * HOUR, 1800, { readAt }),
      seenAt(20 * HOUR, 1800),
    )
    expect(history.points).toMatchObject([
      { total: 2000, seen: NOON, readings: 1 },
      { total: 1800, from: NOON + 2 * HOUR, readings: 1 },
    ])
    // 20 hours after the last reading; the price of two hours ago was computed, not seen.
    expect(history.gaps).toEqual([{ from: NOON + 2 * HOUR, until: NOON + 20 * HOUR }])
  })
})

describe('quarantine', () => {
  it('never lets a price of 0 in', () => {
    const { history, waiting } = built(seenAt(0, 2000), seenAt(HOUR, 0), seenAt(2 * HOUR, 0))
    expect(totals(history)).toEqual([2000])
    expect(waiting?.sale).toBe(0)
    const after = built(seenAt(0, 2000), seenAt(HOUR, 0), seenAt(2 * HOUR, 1990))
    expect(totals(after.history)).toEqual([2000, 1990])
    expect(after.steps[2]?.changes.map(({ change }) => change)).toEqual(['drop', 'open'])
  })

  it('holds less than 35 % of the 30-day median until a second reading is as low', () => {
    const once = built(seenAt(0, 2000), seenAt(HOUR, 699), seenAt(2 * HOUR, 2000))
    expect(totals(once.history)).toEqual([2000])
    expect(once.steps.map(({ admitted }) => admitted.length)).toEqual([1, 0, 1])
    const twice = built(seenAt(0, 2000), seenAt(HOUR, 699), seenAt(2 * HOUR, 699))
    expect(twice.history.points.at(-1)).toMatchObject({
      total: 699,
      from: NOON + HOUR,
      seen: NOON + 2 * HOUR,
      readings: 2,
    })
    expect(twice.steps[2]?.admitted).toHaveLength(2)
    expect(totals(built(seenAt(0, 2000), seenAt(HOUR, 700)).history)).toEqual([2000, 700])
  })

  it('takes neither of two that are not believed for the second reading of the other', () => {
    const zeroFirst = built(seenAt(0, 2000), seenAt(HOUR, 0), seenAt(2 * HOUR, 400))
    expect(totals(zeroFirst.history)).toEqual([2000])
    expect(zeroFirst.waiting?.sale).toBe(400)
    expect(zeroFirst.steps[2]?.changes.map(({ change }) => change)).toEqual(['drop', 'hold'])
    const zeroLast = built(seenAt(0, 2000), seenAt(HOUR, 400), seenAt(2 * HOUR, 0))
    expect(totals(zeroLast.history)).toEqual([2000])
    expect(zeroLast.waiting?.sale).toBe(0)
  })

  it('measures by the time that prices stood, not by how often they were read', () => {
    const often = Array.from({ length: 30 }, (_, k) => seenAt(10 * DAY + k * MINUTE, 900 + (k % 2)))
    const { history } = built(
      ...Array.from({ length: 40 }, (_, k) => seenAt(k * 6 * HOUR, 2000)),
      ...often,
    )
    expect(usualPrice(history, NOON + 10 * DAY + HOUR)).toBe(2000)
  })
})

describe('prices that not everybody gets', () => {
  it('stand aside: they set no low, end no line and move no median', () => {
    const { history, steps } = built(
      seenAt(0, 2000),
      seenAt(HOUR, 852, { conditions: ['one-per-customer'] }),
      seenAt(2 * HOUR, 1500, { conditions: ['seen-by-visitor'], source: 'link' }),
      seenAt(3 * HOUR, 2000),
    )
    expect(totals(history)).toEqual([2000])
    expect(history.asides.map(({ total }) => total)).toEqual([852, 1500])
    expect(steps[1]?.admitted).toEqual([])
    expect(figures(history, NOON + DAY).ever.low?.total).toBe(2000)
  })
})

describe('lows, medians and a target (fg.t.target)', () => {
  it('are of the windows that were asked, and leave out what was sold out', () => {
    const { history } = built(
      seenAt(0, 1000),
      seenAt(HOUR, 2000),
      ...Array.from({ length: 120 }, (_, k) => seenAt((k + 1) * 12 * HOUR, k < 80 ? 2000 : 2100)),
      seenAt(61 * DAY, 500, { stock: 'out' }),
    )
    const found = figures(history, NOON + 61 * DAY)
    expect(found['last 30 days'].low?.total).toBe(2000)
    expect(found['last 30 days'].high?.total).toBe(2100)
    expect(found['last 90 days'].low?.total).toBe(1000)
    expect(found.ever.median).toBe(2000)
  })

  it('suggests the low and 5 %, rounded up to what can be paid, with how often it was reached', () => {
    const { history } = built(
      ...[1001, 1500, 1040, 1500, 1051].map((sale, k) => seenAt(k * 6 * HOUR, sale)),
    )
    const now = NOON + 2 * DAY
    // 10.01 × 1.05 = 10.5105, so 10.52.
    expect(suggestTarget(history, 'USD', now)).toMatchObject({
      target: 1052,
      low: 1001,
      reached: { times: 3, ms: 12 * HOUR, last: NOON + DAY },
      confidence: 'low',
    })
    expect(suggestTarget(history, 'HUF', now)?.target).toBe(1100)
    expect(suggestTarget({ points: [], asides: [], gaps: [] }, 'USD', now)).toBe(null)
    expect(reached(history, 1000).times).toBe(0)
  })

  it('trusts a low after 14 days, and fully after 90', () => {
    const labels = [13, 14, 90].map((days) => {
      const times = Array.from({ length: days * 4 + 1 }, (_, k) => k * 6 * HOUR)
      const { history } = built(...times.map((at) => seenAt(at, 2000)))
      return suggestTarget(history, 'USD', NOON + days * DAY)?.confidence
    })
    expect(labels).toEqual(['low', 'medium', 'high'])
  })
})

describe('any series', () => {
  const series = fc.array(
    fc.record({
      step: fc.integer({ min: 1, max: 20 }),
      sale: fc.integer({ min: 0, max: 60 }),
      aside: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )

  it('keeps points in order, gaps between them, and every known time one price', () => {
    fc.assert(
      fc.property(series, (rows) => {
        let at = 0
        const seen = rows.map(({ step, sale, aside }) => {
          at += step * HOUR
          return seenAt(at, sale, aside ? { conditions: ['newcomer'] } : {})
        })
        const { history } = built(...seen)
        const { points, gaps } = history
        for (const [k, point] of points.entries()) {
          expect(point.seen).toBeGreaterThanOrEqual(point.from)
          expect(points[k + 1]?.from ?? Number.POSITIVE_INFINITY).toBeGreaterThan(point.seen)
        }
        const known = stretches(history)
        expect(new Set(known.map(({ point }) => point)).size).toBe(points.length)
        for (const [k, one] of known.entries()) {
          expect(one.until).toBeGreaterThanOrEqual(one.from)
          expect(known[k + 1]?.from ?? one.until).toBeGreaterThanOrEqual(one.until)
          for (const gap of gaps) {
            expect(one.until <= gap.from || one.from >= gap.until).toBe(true)
          }
        }
        const span = points.length === 0 ? 0 : (points.at(-1)?.seen ?? 0) - (points[0]?.from ?? 0)
        const silent = gaps.reduce((sum, { from, until }) => sum + until - from, 0)
        const knownMs = known.reduce((sum, { from, until }) => sum + until - from, 0)
        expect(knownMs + silent).toBe(span)
      }),
      { numRuns: 150 },
    )
  })
})
