import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assert, isRefused, pointer } from '../../../src/core/base/faults.ts'
import { effort } from '../draws.ts'
import { same } from '../same.ts'

describe('a JSON Pointer (RFC 6901)', () => {
  test.each([
    ['', 'lines', '/lines'],
    ['/lines', 0, '/lines/0'],
    ['/lines', '0', '/lines/0'],
    ['', '', '/'],
    ['', 'a/b', '/a~1b'],
    ['', 'm~n', '/m~0n'],
    ['', '~1', '/~01'],
    ['', '~/', '/~0~1'],
    ['/stores', '__proto__', '/stores/__proto__'],
    ['/stores', 'é "x" 👛 ', '/stores/é "x" 👛 '],
  ])('%s and %s make %s', (path, token, made) => {
    expect(pointer(path, token)).toBe(made)
  })

  test('is read back to the tokens that it was made of', () => {
    const token = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('~', '/', '0', '1') }))
    fc.assert(
      fc.property(fc.array(token, { minLength: 1 }), (tokens) => {
        const made = tokens.reduce<string>(pointer, '')
        const read = made
          .split('/')
          .slice(1)
          .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        same(read, tokens)
      }),
      effort(2000),
    )
  })
})

describe('refusals and invariants', () => {
  test.each([
    [{ refused: [] }, true],
    [{ refused: [{ path: '/a', fault: 'Is odd.' }] }, true],
    [{ refused: true }, false],
    [{}, false],
    [[], false],
  ])('%j', (answer, is) => {
    expect(isRefused(answer)).toBe(is)
  })

  test('a broken invariant throws, and says which', () => {
    expect(() => assert(false, 'shares sum')).toThrow('Broken invariant: shares sum')
    expect(() => assert(true, 'shares sum')).not.toThrow()
  })
})
