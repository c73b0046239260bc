import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ALERT_EFFECTS,
  ALERT_PLACES,
  ALERT_STEPS,
  type AlertFacts,
  type AlertPlace,
  alertStep,
} from '../../src/core/tracker/alerts/alert-states.ts'
import { endings } from '../../src/core/tracker/alerts/endings.ts'
import { proofFaults, proofOf } from '../../src/core/tracker/alerts/proof.ts'
import {
  type Alert,
  beginning,
  CONFIRM_WITHIN_MS,
  clearOf,
  evaluate,
  type Watch,
  type WatchState,
} from '../../src/core/tracker/alerts/watch.ts'
import { layerOffer } from '../../src/core/tracker/layers.ts'
import type { Observation } from '../../src/core/tracker/observation.ts'
import { DAY, HOUR, MINUTE, NOON, seenAt } from './observed.ts'

const SOON = 30_000
const AT_100: Watch = { id: 'w1', kind: 'target', target: 10_000 }
const ARMED = beginning('target', { low: null, stock: 'unknown' })

interface Told {
  readonly alerts: readonly Alert[]
  readonly state: WatchState
}

/** Holds a watch against observations in turn; those that ask for it are read again at once. */
function told(watch: Watch, state: WatchState, seen: readonly Observation[], again = true): Told {
  const alerts: Alert[] = []
  let now = state
  const hold = (one: Observation) => {
    const { state: next, alert, readAgainBy } = evaluate(watch, now, one)
    now = next
    if (alert) alerts.push(alert)
    return readAgainBy
  }
  for (const one of seen) {
    if (hold(one) === null || !again) continue
    hold({ ...one, at: new Date(Date.parse(one.at) + SOON).toISOString() })
  }
  return { alerts, state: now }
}

const hourly = (...totals: readonly number[]) =>
  totals.map((total, hour) => seenAt(hour * HOUR, total))

const places = (...totals: readonly number[]) =>
  hourly(...totals).map((_, at, all) => told(AT_100, ARMED, all.slice(0, at + 1)).state.place)

describe('the machine of an alert (fg.t.alert)', () => {
  const names: readonly (keyof AlertFacts)[] = [
    ...(['met', 'metInTime', 'deeper', 'deeperInTime', 'clear', 'metAfterADay'] as const),
    'clearForADay',
  ]

  it('is sound: every place is reached, left and decided, and every row and effect is used', () => {
    const reached = new Set<AlertPlace>(['armed'])
    for (const place of reached) {
      for (const { from, to } of ALERT_STEPS) if (from === place) reached.add(to)
    }
    expect([...reached].sort()).toEqual([...ALERT_PLACES].sort())
    const used = new Set<object>()
    for (const place of ALERT_PLACES) {
      const rows = ALERT_STEPS.filter(({ from }) => from === place)
      expect(rows.filter((row) => !('when' in row)).length).toBe(1)
      expect('when' in (rows.at(-1) as object)).toBe(false)
      expect(rows.some(({ to }) => to !== place)).toBe(true)
      for (let bits = 0; bits < 1 << names.length; bits++) {
        const facts = Object.fromEntries(
          names.map((name, at) => [name, (bits & (1 << at)) !== 0]),
        ) as unknown as AlertFacts
        used.add(alertStep(place, facts))
      }
    }
    expect(used.size).toBe(ALERT_STEPS.length)
    expect(new Set(ALERT_STEPS.flatMap(({ effects }) => effects)).size).toBe(ALERT_EFFECTS.length)
  })

  it('tells only where a second reading was waited for, and remembers the first wherever it waits', () => {
    for (const { from, to, effects } of ALERT_STEPS) {
      const effect = (name: string) => effects.some((one) => one === name)
      if (effect('alert')) expect(['confirming', 'deepening']).toContain(from)
      expect(effect('alert')).toBe(
        to === 'told' && ['confirming', 'deepening'].includes(from) && effects.length > 0,
      )
      expect(effect('remember')).toBe(to === 'confirming' || to === 'deepening' || to === 'leaving')
      expect(effect('read-again')).toBe(to === 'confirming' || to === 'deepening')
    }
  })
})

describe('a target (fg.t.target, fg.t.alert)', () => {
  it('is told by two readings at or below it, the second within a minute', () => {
    const first = seenAt(0, 10_000)
    const asked = evaluate(AT_100, ARMED, first)
    expect(asked).toMatchObject({ alert: null, readAgainBy: NOON + CONFIRM_WITHIN_MS })
    const inTime = evaluate(AT_100, asked.state, seenAt(CONFIRM_WITHIN_MS, 9_990))
    expect(inTime.alert).toEqual({
      key: `w1:target:${NOON}`,
      watch: 'w1',
      kind: 'target',
      total: 9_990,
      first: NOON,
      second: NOON + MINUTE,
    })
    const late = evaluate(AT_100, asked.state, seenAt(CONFIRM_WITHIN_MS + 1, 9_990))
    expect(late).toMatchObject({
      alert: null,
      state: { place: 'confirming', first: NOON + MINUTE + 1 },
    })
    expect(evaluate(AT_100, asked.state, seenAt(SOON, 10_001)).state.place).toBe('armed')
  })

  it('is told at once of what is at the target when it is set', () => {
    expect(told(AT_100, ARMED, [seenAt(0, 9_000)]).alerts).toHaveLength(1)
  })

  it('is armed again by two readings 2 % above, or by a day there', () => {
    expect(places(9_900, 10_199, 10_200, 10_200, 9_900)).toEqual([
      ...['told', 'told', 'leaving', 'armed', 'told'],
    ])
    const day = [seenAt(0, 9_900), seenAt(HOUR, 10_200), seenAt(25 * HOUR, 9_900)]
    expect(told(AT_100, ARMED, day).alerts).toHaveLength(2)
    const short = [seenAt(0, 9_900), seenAt(HOUR, 10_200), seenAt(24 * HOUR, 9_900)]
    expect(told(AT_100, ARMED, short).alerts).toHaveLength(1)
  })

  it('tells once of a price that flaps', () => {
    const flapping = Array.from({ length: 20 }, (_, k) => (k % 2 === 0 ? 9_950 : 10_300))
    expect(told(AT_100, ARMED, hourly(...flapping)).alerts).toHaveLength(1)
  })

  it('tells again of what falls 1 % under what was told', () => {
    expect(
      told(AT_100, ARMED, hourly(9_900, 9_802, 9_801, 9_750, 9_702)).alerts.map(
        ({ total }) => total,
      ),
    ).toEqual([9_900, 9_801, 9_702])
    // The second reading has to be as deep as the first.
    const state = told(AT_100, ARMED, hourly(9_900)).state
    const deeper = evaluate(AT_100, state, seenAt(HOUR, 9_700))
    expect(deeper.state.place).toBe('deepening')
    expect(evaluate(AT_100, deeper.state, seenAt(HOUR + SOON, 9_899))).toMatchObject({
      alert: null,
      state: { place: 'told', told: 9_900 },
    })
  })

  it('is never told of a price that not everybody gets, that is sold out, or was only computed twice', () => {
    const aside = seenAt(0, 9_000, { conditions: ['seen-by-visitor'] })
    expect(evaluate(AT_100, ARMED, aside).state).toBe(ARMED)
    expect(evaluate(AT_100, ARMED, seenAt(0, 9_000, { stock: 'out' })).state).toBe(ARMED)
    const readAt = new Date(NOON - HOUR).toISOString()
    const computed = [seenAt(0, 9_000, { readAt }), seenAt(SOON, 9_000, { readAt })]
    expect(told(AT_100, ARMED, computed, false).alerts).toEqual([])
    expect(told(AT_100, ARMED, [...computed, seenAt(MINUTE, 9_000)], false).alerts).toHaveLength(1)
  })

  it('is clear 2 % above, and at least a minor unit', () => {
    expect([10_000, 10_001, 1, 0].map(clearOf)).toEqual([10_200, 10_202, 2, 1])
  })
})

describe('stock and new lows', () => {
  it('tells of what is in stock again, twice read, once for each time it was sold out', () => {
    const watch: Watch = { id: 'w2', kind: 'restock', target: null }
    const stock = (...seen: readonly ('in' | 'out' | 'unknown')[]) =>
      seen.map((one, hour) => seenAt(hour * HOUR, 2000, { stock: one }))
    const begin = beginning('restock', { low: null, stock: 'in' })
    const seen = stock('in', 'out', 'out', 'unknown', 'in', 'in', 'out', 'in', 'out', 'out', 'in')
    expect(told(watch, begin, seen).alerts.map(({ first }) => (first - NOON) / HOUR)).toEqual([
      4, 10,
    ])
    const out = beginning('restock', { low: null, stock: 'out' })
    expect(told(watch, out, stock('in')).alerts).toHaveLength(1)
  })

  it('tells of a low 1 % under the lowest that was known, however slowly it came', () => {
    const watch: Watch = { id: 'w3', kind: 'new-low', target: null }
    const begin = beginning('new-low', { low: 10_000, stock: 'in' })
    const seen = hourly(9_950, 9_901, 9_900, 10_500, 9_900, 9_802, 9_801)
    expect(told(watch, begin, seen).alerts.map(({ total }) => total)).toEqual([9_900, 9_801])
    const unknown = beginning('new-low', { low: null, stock: 'in' })
    expect(told(watch, unknown, hourly(500, 495)).alerts.map(({ total }) => total)).toEqual([495])
  })
})

describe('a coupon of the stack that is about to end', () => {
  const until = new Date(NOON + DAY).toISOString()
  const coupon = (id: string, off: number, ends: string | null) => ({
    kind: 'code' as const,
    source: 'page' as const,
    offer: layerOffer('code', { id, benefit: { off }, until: ends }),
  })

  it('is told a day before, with what it costs then; not where another takes its place', () => {
    const seen = seenAt(0, 2000, { layers: [coupon('a', 300, until), coupon('b', 100, null)] })
    expect(endings('w', seen, { at: NOON - 1 })).toEqual([])
    const ending = {
      key: `w:ending:a:${until}`,
      offer: 'a',
      until: NOON + DAY,
      total: 1700,
      after: 1900,
    }
    expect(endings('w', seen, { at: NOON })).toEqual([ending])
    const replaced = seenAt(0, 2000, { layers: [coupon('a', 300, until), coupon('b', 300, null)] })
    expect(endings('w', replaced, { at: NOON + HOUR })).toEqual([])
  })
})

describe('the proof of an alert', () => {
  it('holds for every alert of any series, and shows what is wrong with a false one', () => {
    const totals = fc.array(fc.integer({ min: 9_600, max: 10_400 }), { maxLength: 40 })
    fc.assert(
      fc.property(totals, (series) => {
        const seen = hourly(...series).flatMap((one) => [
          one,
          { ...one, at: new Date(Date.parse(one.at) + SOON).toISOString() },
        ])
        const byTime = new Map(seen.map((one) => [Date.parse(one.at), one]))
        const { alerts } = told(AT_100, ARMED, seen, false)
        expect(new Set(alerts.map(({ key }) => key)).size).toBe(alerts.length)
        // The same readings once more give the same alerts, by their keys.
        expect(told(AT_100, ARMED, seen, false).alerts).toEqual(alerts)
        for (const alert of alerts) {
          const readings = [byTime.get(alert.first), byTime.get(alert.second)] as const
          const proof = proofOf(alert, AT_100, readings as [Observation, Observation])
          expect(proofFaults(proof)).toEqual([])
          expect(JSON.stringify(proof)).not.toContain('w1')
        }
      }),
      { numRuns: 100 },
    )
    const [alert] = told(AT_100, ARMED, [seenAt(0, 9_000)]).alerts
    const forged = proofOf(alert as Alert, AT_100, [
      seenAt(0, 11_000),
      seenAt(HOUR, 9_000, { sku: 'x' }),
    ])
    expect(proofFaults(forged)).toEqual([
      'The first reading is of another history.',
      'The readings lie more than a minute apart.',
      'A reading is above the target.',
    ])
    expect(forged.says).toContain('USD 90.00')
  })
})
