import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOST_NAMES } from '../../src/core/tracker/link/hosts.ts'
import { readLink } from '../../src/core/tracker/link/link.ts'

const ID = '1005007000000001'
const SKU = '12000040000000017'

describe('whatever is pasted (fg.t.paste)', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...HOST_NAMES, 'https://', '//', '/item/', '/i/', '.html', '?', '&', '#', '@'),
    fc.constantFrom(
      'redirectUrl=',
      'pdp_npi=',
      'productIds=',
      '%',
      '%2',
      '\\',
      ':',
      ' ',
      '【',
      '!',
    ),
    fc.constantFrom('evil.example', ID, SKU, '/e/_a', '/share/share.htm', '%40', '%21', '\u202e'),
  )

  it('never fails, and gives ids that are texts of digits', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const link = readLink(pieces.join(''))
        if (link.itemId !== null) expect(link.itemId).toMatch(/^[1-9]\d{7,15}$/)
        if (link.skuId !== undefined) expect(link.skuId).toMatch(/^[1-9]\d{13,19}$/)
        if (link.resolve !== undefined) {
          expect(HOST_NAMES).toContain(new URL(link.resolve).hostname)
        }
        expect(link.why).toMatch(/\.$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('a link that a browser would open elsewhere is never taken for ours', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = `https://${pieces.join('')}`
        if (/[\s<>"'`“”‘’«»‹›【】「」『』《》〈〉〔〕（）［］｛｝，。、！？；：…]/u.test(text))
          return
        const host = URL.parse(text)?.hostname
        if (host === undefined || HOST_NAMES.includes(host)) return
        expect(readLink(text).kind).toBe('reject')
      }),
      { numRuns: 2000 },
    )
  })

  it('the account of the paster is nowhere in the answer', () => {
    const account = fc.integer({ min: 100_000_000, max: 99_999_999_999 }).map(String)
    const junk = fc.constantFrom('', '!X', '!X!1!0!n_tag:1', '!!!')
    fc.assert(
      fc.property(account, junk, fc.constantFrom('', '!', '!!'), (who, tail, shift) => {
        const npi = `4@dis!USD!9.99!8.88!!!9.99!8.88!@0123abcd1767225600123x!${SKU}!sea!US!${shift}${who}${tail}`
        for (const text of [
          npi,
          encodeURIComponent(npi),
          encodeURIComponent(encodeURIComponent(npi)),
        ]) {
          const answer = JSON.stringify(
            readLink(`https://m.aliexpress.com/item/${ID}.html?pdp_npi=${text}`),
          )
          expect(answer).not.toContain(who)
        }
      }),
      { numRuns: 300 },
    )
  })
})
