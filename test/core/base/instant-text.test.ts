import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInstant, utcText } from '../../../src/core/base/instant.ts'
import { instantText, shortInstantText } from '../../../src/core/base/instant-text.ts'
import { effort } from '../draws.ts'
import { same } from '../same.ts'

const YEAR_1 = Date.parse('0001-01-01T00:00:00Z')
const YEAR_10000 = Date.parse('+010000-01-01T00:00:00Z')

/** Of all years that RFC 3339 writes, and where a part is none or turns over. */
const instants = fc.oneof(
  fc.integer({ min: YEAR_1, max: YEAR_10000 - 1 }),
  fc.integer({ min: -100_000, max: 100_000 }).map((minute) => minute * 60_000),
  fc.constantFrom(YEAR_1, -1, 0, 1, 999, 1000, 59_999, 60_000, 86_399_999, YEAR_10000 - 1),
)

describe('an instant as RFC 3339', () => {
  test.each([
    [0, '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00Z'],
    [-1, '1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    [1_709_322_567_861, '2024-03-01T19:49:27.861Z', '2024-03-01T19:49:27.861Z'],
    [1_709_539_199_000, '2024-03-04T07:59:59.000Z', '2024-03-04T07:59:59Z'],
    [1_709_539_199_100, '2024-03-04T07:59:59.100Z', '2024-03-04T07:59:59.100Z'],
    [1_000.75, '1970-01-01T00:00:01.000Z', '1970-01-01T00:00:01Z'],
    [-0.25, '1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    [YEAR_1, '0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00Z'],
    [YEAR_10000 - 1, '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%d is %s, and %s in short', (at, full, short) => {
    expect([instantText(at), shortInstantText(at)]).toEqual([full, short])
  })

  test('is what the platform writes, reads back as itself, and says what people are told', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const full = instantText(at)
        same(full, new Date(at).toISOString())
        same(parseInstant(full), at)
        same(parseInstant(shortInstantText(at)), at)
        same(utcText(at), `${full.slice(0, 10)} ${full.slice(11, 16)} UTC`)
      }),
      effort(5000),
    )
  })

  test('sorts as a text as its instants do', () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        same(instantText(one) < instantText(other), one < other)
      }),
      effort(2000),
    )
  })
})
