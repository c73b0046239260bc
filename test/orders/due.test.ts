import { describe, expect, it } from 'vitest'
import type { DueDocument } from '../../src/core/orders/clock-document.ts'
import { type ClockWorld, dueOf, type Pause } from '../../src/core/orders/due.ts'
import { pausesOf } from '../../src/core/orders/order-clocks.ts'
import { orderProcess } from '../../src/core/orders/order-process.ts'
import { at, DAY, HOUR } from './scene.ts'

const NOON = at('2026-06-01T12:00:00-07:00')

const FIGURES = {
  week: { amount: 7, unit: 'days' },
  fortnight: { amount: 14, unit: 'days' },
  'two-days': { amount: 48, unit: 'hours' },
  half: { amount: 30, unit: 'minutes' },
} as const

interface Given {
  readonly pauses?: readonly Pause[]
  readonly extendedDays?: number
  readonly clock?: { readonly extended?: 'days'; readonly paused?: 'dispute' }
}

function due(written: DueDocument, { pauses = [], extendedDays = 0, clock = {} }: Given = {}) {
  const world: ClockWorld = {
    flow: orderProcess,
    moments: { began: NOON, later: NOON + 10 * DAY },
    figure: (name) => FIGURES[name as keyof typeof FIGURES],
    extendedDays,
    pauses,
  }
  const whole = { id: 'clock', name: 'Clock', clause: 'D-8', runs: [], ...clock }
  return dueOf({ clock: whole, due: written }, world)
}

const week: DueDocument = { endOfDay: 'week', after: 'began' }
const exact: DueDocument = { exact: 'two-days', after: 'began' }

describe('when a clock is due', () => {
  it('days end at midnight of the last one, hours are exact (D-8)', () => {
    expect(due(week)).toBe(at('2026-06-09T00:00:00-07:00'))
    expect(due(exact)).toBe(NOON + 48 * HOUR)
    expect(due({ exact: 'half', after: 'began' })).toBe(NOON + HOUR / 2)
  })

  it('hours are exact through a change of the clocks, which days are not (D-7)', () => {
    const change = at('2026-11-01T00:00:00-07:00')
    const given: ClockWorld = {
      flow: orderProcess,
      moments: { began: change },
      figure: () => ({ amount: 24, unit: 'hours' }),
      extendedDays: 0,
      pauses: [],
    }
    const clock = { id: 'clock', name: 'Clock', clause: 'D-7', runs: [] }
    const wall = dueOf({ clock, due: { exact: 'day', after: 'began' } }, given)
    expect(wall).toBe(at('2026-11-01T23:00:00-08:00'))
  })

  it('the earlier of two, and the later of two', () => {
    const other: DueDocument = { endOfDay: 'week', after: 'later' }
    expect(due({ earlierOf: [week, other] })).toBe(due(week))
    expect(due({ laterOf: [week, other] })).toBe(due(other))
    expect(due({ laterOf: [other, week] })).toBe(due(other))
  })

  it('what has not begun does not run; of two, the other one counts alone', () => {
    const never: DueDocument = { endOfDay: 'week', after: 'never' }
    expect(due(never)).toBeNull()
    expect(due({ laterOf: [week, never] })).toBe(due(week))
    expect(due({ earlierOf: [never, week] })).toBe(due(week))
    expect(due({ earlierOf: [never, never] })).toBeNull()
  })

  it('is moved by an extension, if it can be extended (bp.extend)', () => {
    const extended = { extendedDays: 7, clock: { extended: 'days' } } as const
    expect(due(week, extended)).toBe(due({ endOfDay: 'fortnight', after: 'began' }))
    expect(due(week, { extendedDays: 7 })).toBe(due(week))
    expect(due(exact, extended)).toBe(NOON + 48 * HOUR + 7 * DAY)
  })
})

describe('a clock that stands still while a dispute is open (bp.d.secure)', () => {
  const clock = { paused: 'dispute' } as const

  it('has no due time meanwhile', () => {
    expect(due(week, { clock, pauses: [{ from: NOON + DAY, until: null }] })).toBeNull()
  })

  it('gets back the days that it took, whole', () => {
    const pauses = [{ from: NOON + DAY, until: NOON + 4 * DAY }]
    expect(due(week, { clock, pauses })).toBe(at('2026-06-12T00:00:00-07:00'))
    expect(due(week, { pauses })).toBe(due(week))
    const sameDay = [{ from: NOON, until: NOON + HOUR }]
    expect(due(week, { clock, pauses: sameDay })).toBe(due(week))
  })

  it('gets back exact hours exactly', () => {
    const pauses = [{ from: NOON + HOUR, until: NOON + 3 * HOUR + 1 }]
    expect(due(exact, { clock, pauses })).toBe(NOON + 50 * HOUR + 1)
  })

  it('gets back nothing for what was over before it began', () => {
    const pauses = [{ from: NOON - 5 * DAY, until: NOON - 2 * DAY }]
    expect(due(week, { clock, pauses })).toBe(due(week))
    const across = [{ from: NOON - 5 * DAY, until: NOON + 2 * DAY }]
    expect(due(week, { clock, pauses: across })).toBe(at('2026-06-11T00:00:00-07:00'))
  })

  it('counts disputes that overlap once', () => {
    const day = (n: number) => NOON + n * DAY
    const dispute = (opened: number, closed: number | null) => ({
      line: 'a',
      opened: day(opened),
      closed: closed === null ? null : day(closed),
    })
    expect(pausesOf([dispute(0, 3), dispute(2, 5), dispute(7, 8)])).toEqual([
      { from: day(0), until: day(5) },
      { from: day(7), until: day(8) },
    ])
    expect(pausesOf([dispute(0, null), dispute(1, 2)])).toEqual([{ from: day(0), until: null }])
    expect(pausesOf([dispute(0, 3), dispute(3, null)])).toEqual([{ from: day(0), until: null }])
  })
})
