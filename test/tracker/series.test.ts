import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { instantText } from '../../src/core/base/instant-text.ts'
import { beginning, evaluate } from '../../src/core/tracker/alerts/watch.ts'
import { figures } from '../../src/core/tracker/history/figures.ts'
import { instantOf } from '../../src/core/tracker/history/point.ts'
import { gapAfterMs } from '../../src/core/tracker/history/record.ts'
import { HistoryBuilder } from '../../src/core/tracker/history/replay.ts'
import { suggestTarget } from '../../src/core/tracker/history/target.ts'
import type { Observation } from '../../src/core/tracker/observation.ts'
import { observed } from '../../src/core/tracker/stack.ts'
import { hasSeries, type RecordedSeries, recordedSeries } from './recorded-series.ts'
import { SERIES, type SeriesRow } from './series-table.ts'

if (hasSeries) {
  describe('recorded series, replayed (fg.t.history, fg.t.alert)', () => {
    const all = recordedSeries()
    const replayed = all.map((one) => rowOf(one))

    for (const [at, expected] of SERIES.entries()) {
      it(`${expected[0]}: points, gaps and alerts are as counted by hand`, () => {
        expect(replayed[at]).toEqual(expected)
      })
    }

    it('keeps 7,048 readings of shops as 27 prices', () => {
      const shops = replayed.slice(0, 19)
      expect(shops.reduce((sum, [, readings]) => sum + readings, 0)).toBe(7048)
      expect(shops.reduce((sum, [, , , paid]) => sum + paid, 0)).toBe(27)
    })

    it('tells once of a price that swings around its target (fg.t.alert)', () => {
      const swinging = all.find(({ name }) => name.includes('RockAuto')) as RecordedSeries
      // Three times from 48.79 down to 47.99, never 2 % above the target.
      expect(alertsAt(swinging, 4800)).toBe(1)
    })
  })
}

function receiptOf(reading: RecordedSeries['readings'][number]): Observation {
  const made = observed(reading)
  if (isRefused(made)) throw new Error(JSON.stringify(made.refused))
  return made
}

function rowOf(series: RecordedSeries): SeriesRow {
  const builder = new HistoryBuilder(gapAfterMs(series.intervalMs))
  let late = 0
  for (const reading of series.readings) {
    const { changes } = builder.add(receiptOf(reading))
    late += changes.filter(({ change }) => change === 'late').length
  }
  const { history } = builder
  expect(builder.waiting).toBe(null)
  const { points, gaps } = history
  const paid = points.filter(({ total }, at) => total !== points[at - 1]?.total).length
  const last = series.readings.at(-1)
  const now = instantOf(last?.at as string)
  const ever = figures(history, now).ever.low
  const low = ever?.total ?? (points[0]?.total as number)
  const target = suggestTarget(history, last?.currency as string, now)?.target ?? lowTarget(low)
  const { name, readings } = series
  const alerts = alertsAt(series, target)
  return [name, readings.length, points.length, paid, gaps.length, late, low, target, alerts]
}

/** What was never in stock has no low of its own. */
const lowTarget = (low: number): number => Math.ceil((low * 105) / 100)

/** How often a watch tells: each first reading is read again half a minute later. */
function alertsAt({ readings }: RecordedSeries, target: number): number {
  const watch = { id: 'w', kind: 'target', target } as const
  let state = beginning('target', { low: null, stock: 'unknown' })
  let alerts = 0
  for (const reading of readings) {
    const seen = receiptOf(reading)
    const first = evaluate(watch, state, seen)
    state = first.state
    if (first.readAgainBy === null) continue
    const at = instantText(instantOf(seen.at) + 30_000)
    const second = evaluate(watch, state, { ...seen, at })
    state = second.state
    if (second.alert) alerts++
  }
  return alerts
}
