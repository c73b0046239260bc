import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInstant } from '../../../src/core/base/instant.ts'
import { effort } from '../draws.ts'
import { same } from '../same.ts'

describe('an instant is RFC 3339 with an offset', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-01T00:00:00.001Z', 1],
    ['1970-01-01t00:00:01z', 1000],
    ['1970-01-01T01:00:00+01:00', 0],
    ['1969-12-31T16:00:00-08:00', 0],
    ['1970-01-01T05:45:00+05:45', 0],
    ['1969-12-31T23:59:59Z', -1000],
    ['2020-11-11T00:00:00-08:00', Date.UTC(2020, 10, 11, 8)],
    ['2020-11-11T00:00:00+00:00', Date.UTC(2020, 10, 11)],
    ['2020-11-11T00:00:00-00:00', Date.UTC(2020, 10, 11)],
    ['2028-02-29T23:59:59.999Z', Date.UTC(2028, 1, 29, 23, 59, 59, 999)],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['1600-02-29T00:00:00Z', Date.UTC(1600, 1, 29)],
    ['9999-12-31T23:59:59Z', Date.UTC(9999, 11, 31, 23, 59, 59)],
    ['1970-01-01T00:00:00.5Z', 500],
    ['1970-01-01T00:00:00.000001Z', 0.001],
    ['1970-01-01T00:00:00.000001000Z', 0.001],
    ['1970-01-01T00:00:00+23:59', -86_340_000],
  ])('%s', (text, ms) => {
    expect(parseInstant(text)).toBe(ms)
  })

  test.each([
    ['no offset', '2020-11-11T00:00:00'],
    ['no time', '2020-11-11'],
    ['no seconds', '2020-11-11T00:00Z'],
    ['a space for the T', '2020-11-11 00:00:00Z'],
    ['a space before it', ' 2020-11-11T00:00:00Z'],
    ['a line end after it', '2020-11-11T00:00:00Z\n'],
    ['a day that February has not', '2021-02-29T00:00:00Z'],
    ['nor in 1900', '1900-02-29T00:00:00Z'],
    ['day 31 of June', '2020-06-31T00:00:00Z'],
    ['day 0', '2020-06-00T00:00:00Z'],
    ['month 0', '2020-00-10T00:00:00Z'],
    ['month 13', '2020-13-10T00:00:00Z'],
    ['year 0', '0000-01-01T00:00:00Z'],
    ['five digits of year', '12020-01-01T00:00:00Z'],
    ['hour 24', '2020-06-10T24:00:00Z'],
    ['minute 60', '2020-06-10T23:60:00Z'],
    ['second 60', '2016-12-31T23:59:60Z'],
    ['an offset of 24 hours', '2020-06-10T00:00:00+24:00'],
    ['an offset of 60 minutes', '2020-06-10T00:00:00+01:60'],
    ['an offset without colon', '2020-06-10T00:00:00+0100'],
    ['an offset of hours only', '2020-06-10T00:00:00+01'],
    ['a point without digits', '2020-06-10T00:00:00.Z'],
    ['a comma', '2020-06-10T00:00:00,5Z'],
    ['ten digits of a second', '2020-06-10T00:00:00.0000000000Z'],
    ['a nanosecond, which a double would blur', '2020-06-10T00:00:00.000000001Z'],
    ['a zone by name', '2020-06-10T00:00:00[America/Los_Angeles]'],
    ['digits of another script', '２０２０-06-10T00:00:00Z'],
    ['a number', '1605052800'],
    ['nothing', ''],
  ])('%s is no instant', (_, text) => {
    expect(parseInstant(text)).toBe(null)
  })

  test('every instant that the platform prints is read, and orders like it', () => {
    const year = { min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z') }
    const dates = fc.date({ ...year, noInvalidDate: true })
    const minutes = fc.integer({ min: -1439, max: 1439 })
    fc.assert(
      fc.property(dates, minutes, (date, offset) => {
        const ms = date.getTime()
        same(parseInstant(date.toISOString()), ms)
        const wall = new Date(ms + offset * 60_000).toISOString().slice(0, -1)
        const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
        const two = (part: number) => String(part).padStart(2, '0')
        same(parseInstant(`${wall}${offset < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`), ms)
      }),
      effort(5000),
    )
  })

  // Beyond these years a double holds milliseconds, and blurs what is finer.
  test('microseconds are told apart from 1700 to 2240', () => {
    for (const year of ['1700', '1970', '2026', '2240']) {
      const [one, two] = ['000001', '000002'].map((part) =>
        parseInstant(`${year}-12-31T23:59:59.${part}Z`),
      )
      expect([year, (one as number) < (two as number)]).toEqual([year, true])
    }
  })
})

const corpus = join(import.meta.dirname, '../../../../shared/corpora/own/instants.json')

if (existsSync(corpus)) {
  const { strings_reject: bad, strings_accept: good } = JSON.parse(
    readFileSync(corpus, 'utf8'),
  ) as {
    strings_reject: string[]
    strings_accept: string[]
  }
  describe('the shared texts of instants', () => {
    test.each(good.map((text) => [JSON.stringify(text), text]))('%s is one', (_, text) => {
      expect(parseInstant(text)).toBe(Date.parse(text))
    })

    test.each(bad.map((text) => [JSON.stringify(text), text]))('%s is none', (_, text) => {
      expect(parseInstant(text)).toBe(null)
    })
  })
}
