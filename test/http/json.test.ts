import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonFault, readJson } from '../../src/contract/json.ts'
import { isRefused } from '../../src/core/base/faults.ts'

describe('where a text stops being JSON', () => {
  test.each([
    ['', 'Is empty: a JSON document is expected.'],
    [' \n ', 'Is empty: a JSON document is expected.'],
    [
      '{"a":1,}',
      'Is not JSON: `}` is unexpected at line 1, column 8; a key in double quotes is expected there.',
    ],
    ['{"a" 1}', 'Is not JSON: `1` is unexpected at line 1, column 6; ":" is expected there.'],
    [
      '{"a":1\n"b":2}',
      'Is not JSON: `"` is unexpected at line 2, column 1; "," or "}" is expected there.',
    ],
    ['[1 2]', 'Is not JSON: `2` is unexpected at line 1, column 4; "," or "]" is expected there.'],
    ['[01]', 'Is not JSON: `1` is unexpected at line 1, column 3; "," or "]" is expected there.'],
    ['[', 'Is not JSON: it ends too early at line 1, column 2; a value or "]" is expected there.'],
    [
      '"a',
      'Is not JSON: it ends too early at line 1, column 3; a closing quote is expected there.',
    ],
    ['{} {}', 'Is not JSON: `{` is unexpected at line 1, column 4; the end is expected there.'],
    [
      '\uFEFF{}',
      'Is not JSON: U+FEFF is unexpected at line 1, column 1; a value is expected there.',
    ],
    [
      '"\\x"',
      'Is not JSON: `x` is unexpected at line 1, column 3; one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u is expected there.',
    ],
  ])('%j', (text, fault) => {
    expect(readJson(text)).toEqual({ refused: [{ path: '', fault }] })
  })

  test('half a million open brackets are a fault like others', () => {
    expect(jsonFault('['.repeat(500_000))).toMatch(/line 1, column 500001/)
  })
})

/** Texts near JSON: a JSON text with a piece replaced by another. */
const nearJson = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.nat(3),
    fc.string({ unit: fc.constantFrom(...'{}[],:"\\ue1-+.0tn \n'), maxLength: 3 }),
  )
  .map(([text, at, cut, put]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + put + text.slice(place + cut)
  })

test('the finder of faults and the reader agree on what is JSON', () => {
  fc.assert(
    fc.property(nearJson, (text) => {
      const found = jsonFault(text)
      const none = /it ends too early at .*; the end is expected there\.$/.test(found)
      expect(none).toBe(!isRefused(readJson(text)))
    }),
    { numRuns: 3_000 },
  )
})

test('a JSON text is read as it is, whatever its keys', () => {
  const read = readJson('{"__proto__":1,"constructor":{"prototype":2}}')
  expect(Object.keys((read as { value: object }).value)).toEqual(['__proto__', 'constructor'])
})
