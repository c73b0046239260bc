import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { at, exactJson, textAt } from '../../src/core/tracker/page/exact-json.ts'
import { tagsOf, withoutEntities } from '../../src/core/tracker/page/html.ts'
import { plainTitle } from '../../src/core/tracker/page/plain-title.ts'
import { statedInstant } from '../../src/core/tracker/page/stated-instant.ts'

describe('tags (fg.t.history)', () => {
  const shown = (html: string) =>
    [...tagsOf(html)].map(({ name, isEnd, attributes, text }) => [
      `${isEnd ? '/' : ''}${name}`,
      Object.fromEntries(attributes),
      text,
    ])

  test.each([
    [
      '<P Class=a>x</p>',
      [
        ['p', { class: 'a' }, 'x'],
        ['/p', {}, ''],
      ],
    ],
    ['<a href="x>y" b=\'"\' c d = e/>z', [['a', { href: 'x>y', b: '"', c: '', d: 'e/' }, 'z']]],
    ['<a b=1 b=2>', [['a', { b: '1' }, '']]],
    ['<a b="&lt;&#65;&#x42;&unknown;">&amp;', [['a', { b: '<AB&unknown;' }, '&']]],
    ['1 < 2 <b>x', [['b', {}, 'x']]],
    ['<!-- <a> --><b><!-- <c>', [['b', {}, '']]],
    [
      '<script>"<b>"</script><i>',
      [
        ['script', {}, '"<b>"'],
        ['/script', {}, ''],
        ['i', {}, ''],
      ],
    ],
    [
      '<title>a</titles></title>',
      [
        ['title', {}, 'a</titles>'],
        ['/title', {}, ''],
      ],
    ],
    ['<script><b>', [['script', {}, '<b>']]],
    ['<a b="c><d>', [['a', { b: 'c><d>' }, '']]],
    ['<', []],
    ['</>', []],
  ])('%s', (html, expected) => expect(shown(html)).toEqual(expected))

  it('never fail', () => {
    const unit = fc.constantFrom(
      '<',
      '>',
      '/',
      '!',
      '-',
      '=',
      '"',
      "'",
      '&',
      '#',
      ';',
      'a',
      'script',
      ' ',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (units) => {
        expect(Array.isArray([...tagsOf(units.join(''))])).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('entities that are no character become the mark for one', () => {
    expect(withoutEntities('&#0;&#xD800;&#x110000;&euro;&nbsp;')).toBe('\ufffd\ufffd\ufffd€\u00a0')
  })
})

describe('JSON with its numbers as they are written (fg.t.paste)', () => {
  it('keeps ids beyond 2^53 and cents', () => {
    const document = exactJson(
      '{"id":12000037381962817,"price":1.10,"text":"12 \\"3\\"","list":[1e2,-0.5,true,null]}',
    )
    expect(document).toEqual({
      id: '12000037381962817',
      price: '1.10',
      text: '12 "3"',
      list: ['1e2', '-0.5', true, null],
    })
  })

  it('is JSON for exactly what the engine takes for it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(exactJson(text)).toEqual(
          JSON.parse(text, (_, value) => (typeof value === 'number' ? expect.any(String) : value)),
        )
      }),
    )
    for (const text of ['', '{1:2}', '[01]', '[1 2]', "{'a':1}", '{"a":1,}', 'NaN', '{"a"']) {
      expect(exactJson(text)).toBeUndefined()
    }
  })

  it('is asked by its own names alone', () => {
    const document = exactJson('{"a":{"b":" x "}}')
    expect(textAt(document, 'a', 'b')).toBe('x')
    expect(at(document, 'a', 'constructor')).toBeUndefined()
    expect(at(document, 'a', 'b', 'length')).toBeUndefined()
    expect(textAt(exactJson('{"__proto__":{"x":1}}'), '__proto__', 'x')).toBe('1')
  })
})

describe('texts', () => {
  test.each([
    [0, '1970-01-01T00:00:00Z'],
    [1709322567861, '2024-03-01T19:49:27.861Z'],
    [1709539199000, '2024-03-04T07:59:59Z'],
    [-1, null],
    [1e15, null],
  ])('instant %d', (ms, expected) => expect(statedInstant(ms)).toBe(expected))

  it('titles are one line, and turn nothing around', () => {
    expect(plainTitle('a\u202e\n b\u0000c\u200bd')).toBe('a b cd')
    expect(plainTitle('x'.repeat(500))).toHaveLength(300)
    expect(plainTitle('😀😀', 3)).toBe('😀')
  })
})
