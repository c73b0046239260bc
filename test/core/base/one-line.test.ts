import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { oneLine } from '../../../src/core/base/one-line.ts'
import { effort } from '../draws.ts'
import { same } from '../same.ts'

describe('text that others wrote, in one line', () => {
  test.each([
    ['line ends', 'a\r\nBcc: b\nc\u0085d', 'a Bcc: b c d'],
    ['separators of lines and paragraphs', 'a\u2028b\u2029c', 'a b c'],
    [
      'control characters, those of terminals too',
      'a\u0000\u0007b\u001b[31mc\u007f\u009b',
      'a b [31mc',
    ],
    ['turns of direction', 'a\u202egnp.exe\u202c \u2066b\u2069\u200e\u200f\u061c', 'a gnp.exe b'],
    ['a mark of byte order', '\ufeffa\ufeffb', 'a b'],
    ['what is no character, in every plane', 'a\ufdd0\uffff\ufffe\u{1fffe}\u{10ffff}b', 'a b'],
    ['halves of characters', 'a\ud800 \udc00b', 'a\ufffd \ufffdb'],
    ['runs of every kind of space, and those around', ' \t a\u00a0\u2003\u3000 b ', 'a b'],
    ['nothing to see', '\u202e\u0000 \u2028', ''],
    [
      'every script, joined marks too',
      'مرحبا 日本語 👩‍🚀 Größe नमस्ते',
      'مرحبا 日本語 👩‍🚀 Größe नमस्ते',
    ],
    ['what a format would escape', '<b>&amp;"\'', '<b>&amp;"\''],
  ])('%s', (_, text, expected) => expect(oneLine(text)).toBe(expected))

  test.each([
    ['as long as it may be', 'x'.repeat(160), undefined, 'x'.repeat(160)],
    ['one more', 'x'.repeat(161), undefined, `${'x'.repeat(159)}…`],
    ['characters of two units are one each', '🚀'.repeat(5), 5, '🚀'.repeat(5)],
    ['and are not cut in two', '🚀'.repeat(6), 5, '🚀🚀🚀🚀…'],
    ['spaces do not count twice', 'a      b', 3, 'a b'],
  ])('%s', (_, text, max, expected) => expect(oneLine(text, max)).toBe(expected))

  test('holds for any text at all, and a second time changes nothing', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 60 })
    const halves = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    const text = fc.oneof(
      texts,
      halves.map((units) => String.fromCharCode(...units)),
    )
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 70 }), (given, max) => {
        const line = oneLine(given, max)
        same(line.isWellFormed(), true)
        same(
          /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(line),
          false,
        )
        same([...line].length <= max, true)
        same(oneLine(line, max), line)
      }),
      effort(2000),
    )
  })
})
