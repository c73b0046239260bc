/// <reference lib="esnext.temporal" />
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWindow } from '../../src/core/offers/feed-window.ts'
import { instantAt, wallOf, zonedText } from '../../src/core/offers/feed-zone.ts'

const read = (start: string, end: string, region = 'US') => {
  const { from, until, doubts } = readWindow({ start, end, region, campaign: '' })
  return { from, until, rules: doubts.map(({ rule }) => rule) }
}

describe('a printed window', () => {
  it.each([
    [
      'days in Pacific time, summer',
      'US',
      ['2026-05-01 PST', '2026-05-07 PST'],
      ['2026-05-01T00:00:00-07:00', '2026-05-08T00:00:00-07:00'],
    ],
    [
      'days in Pacific time, winter',
      'US',
      ['2025-02-17 PST', '2025-02-23 PST'],
      ['2025-02-17T00:00:00-08:00', '2025-02-24T00:00:00-08:00'],
    ],
    [
      'to the minute',
      'US',
      ['2026-05-01 00:00 PST', '2026-05-07 23:59 PST'],
      ['2026-05-01T00:00:00-07:00', '2026-05-08T00:00:00-07:00'],
    ],
    [
      'to the second',
      'US',
      ['2026-05-01 00:00:00 PST', '2026-05-07 23:59:59 PST'],
      ['2026-05-01T00:00:00-07:00', '2026-05-08T00:00:00-07:00'],
    ],
    [
      'over the change to winter time',
      'US',
      ['2026-10-31 PT', '2026-11-01 PT'],
      ['2026-10-31T00:00:00-07:00', '2026-11-02T00:00:00-08:00'],
    ],
    [
      'in UTC',
      'DZ',
      ['2026-10-01 07:00:00Z', '2026-10-08 06:59:59Z'],
      ['2026-10-01T07:00:00+00:00', '2026-10-08T07:00:00+00:00'],
    ],
    [
      'on the UK’s own clock',
      'GB',
      ['2026-05-01 00:00 BST', '2026-05-07 22:59 BST'],
      ['2026-05-01T01:00:00+02:00', '2026-05-08T00:00:00+02:00'],
    ],
    [
      'in Seoul',
      'KR',
      ['2026-05-01 KST', '2026-05-07 KST'],
      ['2026-05-01T00:00:00+09:00', '2026-05-08T00:00:00+09:00'],
    ],
    [
      'as instants, which are exact',
      'US',
      ['2026-05-01T00:00:00-07:00', '2026-05-08T00:00:00-07:00'],
      ['2026-05-01T07:00:00+00:00', '2026-05-08T07:00:00+00:00'],
    ],
    [
      'up to an hour that clocks skip',
      'US',
      ['2026-03-07 PST', '2026-03-08 01:59 PST'],
      ['2026-03-07T00:00:00-08:00', '2026-03-08T03:00:00-07:00'],
    ],
  ] as const)('%s', (_, region, [start, end], [from, until]) => {
    expect(read(start, end, region)).toEqual({ from, until, rules: [] })
  })

  it.each([
    ['without a zone', '2026-05-01', '2026-05-07', ['no-zone']],
    ['without a start', '', '2026-06-30 PST', ['no-start']],
    ['without anything', '', '', ['no-window']],
    ['on a day that does not exist', '2026-02-30 PST', '2026-03-07 PST', ['unreadable-date']],
    [
      'at an hour that does not exist',
      '2026-05-01 24:00 PST',
      '2026-05-07 PST',
      ['unreadable-date'],
    ],
    ['in a zone that is not known', '2026-05-01 XYZ', '2026-05-07 PST', ['unreadable-date']],
    ['in words', 'soon', 'later', ['unreadable-date', 'unreadable-date']],
    ['in the year 26', '0026-05-01 PST', '2026-05-07 PST', ['unreadable-date']],
  ])('%s is doubted', (_, start, end, rules) => {
    expect(read(start, end).rules).toEqual(rules)
  })

  it('half of which cannot be read is no window at all', () => {
    expect(read('soon', '2026-05-07 PST')).toMatchObject({ from: null, until: null })
  })
})

describe('the clocks of a zone', () => {
  const zone = fc.constantFrom(
    'America/Los_Angeles',
    'Europe/Berlin',
    'Asia/Seoul',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'UTC',
  )
  const instant = fc
    .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2037, 0) })
    .map((ms) => ms - (ms % 1000))

  it('show what Temporal says that they show', () => {
    fc.assert(
      fc.property(zone, instant, (name, at) => {
        const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name)
        const { year, month, day, hour, minute, second } = there
        const wall = wallOf(at, name)
        expect(wall).toEqual({ year, month, day, hour, minute, second })
        expect(zonedText(at, name)).toBe(
          there.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
        )
        // A time that is shown twice in autumn is one of the two instants.
        const found = instantAt(wall, name) as number
        expect(wallOf(found, name)).toEqual(wall)
        expect(Math.abs(found - at)).toBeLessThanOrEqual(3_600_000)
      }),
      { numRuns: 500 },
    )
  }, 30_000)
})
