import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalCode } from '../../src/core/offers/code-text.ts'
import { CODE_BYTES, uniqueCode } from '../../src/core/offers/unique-code.ts'
import { workedMs } from '../lived-time.ts'

describe('the canonical form of a code', () => {
  it('is its own canonical form, and has only letters A to Z, digits and hyphens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const code = canonicalCode(text)
        if (code === null) return
        expect(code).toMatch(/^[A-Z0-9][A-Z0-9-]{0,63}$/)
        expect(canonicalCode(code)).toBe(code)
        expect(canonicalCode(` ${code.toLowerCase()}\r\n`)).toBe(code)
      }),
    )
  }, 30_000)

  it('keeps apart what only looks alike', () => {
    const alike = ['SAVE20', 'SAVE2O', 'SAVE-20', '5AVE20', 'SAVE20-']
    expect(new Set(alike.map(canonicalCode)).size).toBe(alike.length)
  })

  it('takes no time for a text of any length', () => {
    const texts = [' '.repeat(5_000_000), `A${' '.repeat(5_000_000)}B`]
    const worked = workedMs(() => expect(texts.map(canonicalCode)).toEqual([null, null]))
    expect(worked).toBeLessThan(1_000)
  })
})

const CORPUS = join(import.meta.dirname, '../../../shared/corpora/own/coupon-codes.json')

if (existsSync(CORPUS)) {
  const { cases } = JSON.parse(readFileSync(CORPUS, 'utf8')) as {
    cases: { raw: string; expect: 'same' | 'reject'; why: string }[]
  }

  describe('of the corpus of codes', () => {
    it.each(cases.map((one) => [one.why, one.raw.slice(0, 40), one] as const))(
      '%s (%j)',
      (_, __, { raw, expect: expected }) => {
        expect(canonicalCode(raw) === 'SAVE20').toBe(expected === 'same')
      },
    )
  })
}

describe('a unique code', () => {
  it('is ten bytes written out: different bytes are different codes, each its own canonical form', () => {
    const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES })
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const code = uniqueCode(one)
        expect(canonicalCode(code)).toBe(code)
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
        expect(code === uniqueCode(other)).toBe(Buffer.from(one).equals(Buffer.from(other)))
      }),
    )
  })

  it.each([
    ['all zeros', Buffer.alloc(10), '0000-0000-0000-0000'],
    ['all ones', Buffer.alloc(10, 0xff), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ'],
    ['counting', Buffer.from('00443214c74254b635cf', 'hex'), '0123-4567-89AB-CDEF'],
  ])('of %s is %s', (_, bytes, expected) => {
    expect(uniqueCode(bytes)).toBe(expected)
    expect(uniqueCode(Buffer.concat([Buffer.from('skipped'), bytes]), 7)).toBe(expected)
  })
})
