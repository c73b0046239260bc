import { describe, expect, it, test } from 'vitest'
import { namedSales, weeklyTurns } from '../../src/core/tracker/calendar.ts'

const at = (text: string): number => Date.parse(text)
const year = (of: number) => ({
  from: at(`${of}-01-01T08:00:00Z`),
  until: at(`${of + 1}-01-01T08:00:00Z`),
})
const shown = (entries: ReturnType<typeof namedSales>) =>
  entries.map(({ id, from, until }) => [
    id,
    new Date(from).toISOString().slice(0, 16),
    new Date(until).toISOString().slice(0, 16),
  ])

describe('sales with a name', () => {
  it('come each year, by Pacific days, in summer and in winter (fg.calendar.events)', () => {
    expect(shown(namedSales(year(2027)))).toEqual([
      ['new-year-clearance-2027', '2027-01-01T08:00', '2027-01-15T08:00'],
      ['anniversary-sale-2027', '2027-03-21T07:00', '2027-04-01T07:00'],
      ['summer-sale-2027', '2027-06-21T07:00', '2027-07-01T07:00'],
      ['eleven-eleven-2027', '2027-11-11T08:00', '2027-11-12T08:00'],
      ['black-friday-2027', '2027-11-26T08:00', '2027-11-30T08:00'],
    ])
  })

  // The fourth Thursday of a November that begins with each day of the week.
  test.each([
    [2026, '2026-11-27'],
    [2022, '2022-11-25'],
    [2023, '2023-11-24'],
    [2028, '2028-11-24'],
    [2029, '2029-11-23'],
    [2030, '2030-11-29'],
    [2024, '2024-11-29'],
  ])('Black Friday of %s is %s (fg.calendar.events)', (of, day) => {
    const found = namedSales(year(of)).find(({ id }) => id.startsWith('black-friday'))
    expect(new Date(found?.from ?? 0).toISOString()).toBe(`${day}T08:00:00.000Z`)
  })

  it('are there over the turn of the year, and while they last (fg.calendar.events, fg.wait)', () => {
    const winter = { from: at('2026-12-20T00:00:00Z'), until: at('2027-01-19T00:00:00Z') }
    expect(namedSales(winter).map(({ id }) => id)).toEqual(['new-year-clearance-2027'])
    const within = { from: at('2027-01-10T00:00:00Z'), until: at('2027-01-11T00:00:00Z') }
    expect(namedSales(within).map(({ id }) => id)).toEqual(['new-year-clearance-2027'])
    const after = { from: at('2027-01-15T08:00:00Z'), until: at('2027-02-14T00:00:00Z') }
    expect(namedSales(after)).toEqual([])
  })
})

describe('what turns each week (fg.calendar.weekly)', () => {
  it('is select coupons on Wednesday and Thursday, and those of stores on Sunday night', () => {
    const week = { from: at('2026-06-22T20:00:00Z'), until: at('2026-06-29T20:00:00Z') }
    expect(shown(weeklyTurns(week))).toEqual([
      ['select-coupons-2026-06-24', '2026-06-24T07:00', '2026-06-26T07:00'],
      ['store-coupons-2026-06-28', '2026-06-29T01:00', '2026-06-29T19:00'],
    ])
  })

  it('keeps its hours where clocks change on that Sunday', () => {
    const spring = { from: at('2026-03-07T00:00:00Z'), until: at('2026-03-10T00:00:00Z') }
    const autumn = { from: at('2026-10-31T00:00:00Z'), until: at('2026-11-03T00:00:00Z') }
    expect([...shown(weeklyTurns(spring)), ...shown(weeklyTurns(autumn))]).toEqual([
      ['store-coupons-2026-03-08', '2026-03-09T01:00', '2026-03-09T19:00'],
      ['store-coupons-2026-11-01', '2026-11-02T02:00', '2026-11-02T20:00'],
    ])
  })

  it('is told while it is on, is no sale to wait for, and has an id of its own', () => {
    const thursday = at('2026-06-25T12:00:00Z')
    const now = weeklyTurns({ from: thursday, until: thursday + 1 })
    expect(now.map(({ id, kind }) => [id, kind])).toEqual([
      ['select-coupons-2026-06-24', 'recurring'],
    ])
    const ids = weeklyTurns(year(2026)).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    // 52, and that which is on when the year begins.
    expect(ids.filter((id) => id.startsWith('select')).length).toBe(53)
  })
})
