import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Feed, readCodeFeed } from '../../src/core/offers/feed.ts'
import type { FeedIssue, FeedRule } from '../../src/core/offers/feed-issue.ts'

const PUBLISHED = join(import.meta.dirname, '../../../shared/data/campaign-codes.csv')

if (existsSync(PUBLISHED)) {
  describe('the table of published codes', () => {
    const feed = readCodeFeed(readFileSync(PUBLISHED, 'utf8'), { terms: 'aliexpress-2026' }) as Feed
    const by = (rule: FeedRule) =>
      feed.issues.filter((one: FeedIssue) => one.rule === rule).map(({ code }) => code)

    it('is read whole: 220 codes, 185 offers', () => {
      expect([feed.rows, feed.offers.length]).toEqual([220, 185])
    })

    it('has exactly its known faults reported: misprints, names and namesakes', () => {
      expect(by('off-rate')).toEqual(['CDCA70'])
      expect(by('name-differs')).toEqual(['OTPRD28'])
      expect(by('same-code')).toEqual(['USAFF8', 'USAFF30', 'USAFF8', 'USAFF30'])
      expect(by('region-respelt')).toEqual(
        ['03', '08', '12', '25', '30', '40', '60'].map((n) => `AEAFF${n}`),
      )
      expect(by('amount-not-below-minimum')).toEqual([])
      expect(by('stands-twice')).toEqual([])
    })

    it('makes no offer of a code without window or region, of a seller, of one product, or in doubt', () => {
      expect(by('low-confidence')).toEqual(
        'OTPRD28 CDDZ03 CDDZ06 CDDZ10 CDDZ20 CDDZ40 AEUKFS20 AEUKFS31 BRFS1 BRFS2'.split(' '),
      )
      expect(by('no-region')).toHaveLength(11)
      expect(by('no-region').every((code) => code?.startsWith('IFP'))).toBe(true)
      expect(by('of-a-seller')).toHaveLength(8)
      expect(by('product-bound')).toEqual(['AJO7RM0ITRX2'])
      expect(by('no-window')).toHaveLength(28)
      const refused = new Set(
        feed.issues.filter(({ severity }) => severity === 'refused').map(({ row }) => row),
      )
      expect(refused.size).toBe(220 - 185)
    })

    it('as it was first printed, amount and minimum swapped, is refused there', () => {
      const text = readFileSync(PUBLISHED, 'utf8').replace('AEUKFS20,20,170', 'AEUKFS20,170,20')
      const { issues } = readCodeFeed(text, { terms: 'aliexpress-2026' }) as Feed
      const swapped = issues.filter(({ rule }) => rule === 'amount-not-below-minimum')
      expect(swapped).toMatchObject([{ code: 'AEUKFS20', severity: 'refused' }])
    })
  })
}
