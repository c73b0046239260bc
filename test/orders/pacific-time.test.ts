import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pacificDay } from '../../src/core/offers/pacific-day.ts'
import {
  businessDaysLater,
  daysBetween,
  deadlineText,
  endOfNthDay,
  isBusinessDay,
  lastDayBefore,
  pacificText,
  startOfNthDay,
} from '../../src/core/orders/pacific-time.ts'
import { refundDates } from '../../src/core/orders/refund-dates.ts'
import { effort } from '../core/draws.ts'
import { at, DAY, HOUR } from './scene.ts'

const instants = fc.integer({ min: Date.UTC(2007, 0), max: Date.UTC(2037, 0) })
const zoned = (ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('America/Los_Angeles')

describe('days of deadlines are Pacific days (bp.pst, D-7)', () => {
  it.each([
    // The 15th day after 1 June is the 16th: it begins and ends at midnight there, in summer time.
    ['2026-06-01T23:59:59-07:00', 15, '2026-06-16T00:00:00-07:00', '2026-06-17T00:00:00-07:00'],
    // An instant that is the next day in UTC is still the day before there.
    ['2026-06-02T06:59:59Z', 1, '2026-06-02T00:00:00-07:00', '2026-06-03T00:00:00-07:00'],
    // Into summer time: 8 March 2026 has 23 hours, and 1 November 25.
    ['2026-03-07T12:00:00-08:00', 1, '2026-03-08T00:00:00-08:00', '2026-03-09T00:00:00-07:00'],
    ['2026-10-31T12:00:00-07:00', 1, '2026-11-01T00:00:00-07:00', '2026-11-02T00:00:00-08:00'],
    ['2027-12-31T12:00:00-08:00', 60, '2028-02-29T00:00:00-08:00', '2028-03-01T00:00:00-08:00'],
  ])('after %s, day %i begins and ends at midnight (D-8)', (from, days, begins, ends) => {
    const day = pacificDay(at(from))
    expect(startOfNthDay(day, days)).toBe(at(begins))
    expect(endOfNthDay(day, days)).toBe(at(ends))
    expect(daysBetween(day, pacificDay(at(begins)))).toBe(days)
    expect(lastDayBefore(at(ends))).toEqual(pacificDay(at(begins)))
  })

  it('are those that Temporal counts, for any instant (D-8)', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 400 }), (from, days) => {
        const midnight = zoned(from).toPlainDate().add({ days }).toZonedDateTime({
          timeZone: 'America/Los_Angeles',
        })
        expect(startOfNthDay(pacificDay(from), days)).toBe(midnight.epochMilliseconds)
      }),
      effort(2_000),
    )
  })

  it('a day there has 23, 24 or 25 hours', () => {
    const length = (text: string) => {
      const day = pacificDay(at(text))
      return (endOfNthDay(day, 0) - startOfNthDay(day, 0)) / HOUR
    }
    expect(length('2026-03-08T12:00:00Z')).toBe(23)
    expect(length('2026-06-08T12:00:00Z')).toBe(24)
    expect(length('2026-11-01T12:00:00Z')).toBe(25)
  })
})

describe('business days are Monday to Friday (D-9)', () => {
  it.each([
    ['2026-06-01', 3, '2026-06-04'],
    ['2026-06-05', 1, '2026-06-08'],
    ['2026-06-06', 1, '2026-06-08'],
    ['2026-06-07', 1, '2026-06-08'],
    ['2026-06-05', 20, '2026-07-03'],
    // A public holiday counts as any other day.
    ['2026-12-24', 1, '2026-12-25'],
  ])('after %s, business day %i is %s', (from, days, expected) => {
    const day = pacificDay(at(`${from}T20:00:00Z`))
    const [year, month, date] = expected.split('-').map(Number)
    expect(businessDaysLater(day, days)).toEqual({ year, month, day: date })
  })

  it('are those that Temporal calls so', () => {
    fc.assert(
      fc.property(instants, (ms) => {
        expect(isBusinessDay(pacificDay(ms))).toBe(zoned(ms).dayOfWeek <= 5)
      }),
    )
  })

  it('a refund is told as 3 to 20 of them (bp.cancel.paid, bp.ship-by)', () => {
    expect(refundDates(at('2026-06-05T20:00:00Z'))).toEqual({
      from: '2026-06-10',
      until: '2026-07-03',
      says: 'The money is with you between Wed 10 Jun 2026 and Fri 3 Jul 2026 (3 to 20 business days).',
    })
  })
})

describe('a deadline as people read it (bp.pst)', () => {
  it.each([
    ['2026-06-17T00:00:00-07:00', 'end of Tue 16 Jun 2026, Pacific time'],
    ['2026-06-17T00:00:00.001-07:00', 'Wed 17 Jun 2026, 00:00 PDT'],
    ['2026-01-17T21:07:00Z', 'Sat 17 Jan 2026, 13:07 PST'],
  ])('%s is "%s"', (instant, expected) => {
    expect(deadlineText(at(instant))).toBe(expected)
  })

  it('an instant that is no deadline is told by the day and hour of the coast', () => {
    expect(pacificText(at('2026-06-17T12:00:00Z') + DAY)).toBe('Thu 18 Jun 2026, 05:00 PDT')
  })
})
