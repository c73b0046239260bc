import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { amountsIn, readAmount, readPrice } from '../../src/core/tracker/page/price-text.ts'
import { workedMs } from '../lived-time.ts'
import { sharedPath, sharedText } from './shared-data.ts'

const usd = (minor: number) => ({ minor, currency: 'USD' })
const eur = (minor: number) => ({ minor, currency: 'EUR' })

describe('the text of a price (fg.t.history)', () => {
  test.each([
    ['$1,299.00', usd(129900)],
    ['US $7.20', usd(720)],
    ['$1,299', usd(129900)],
    ['$.50', usd(50)],
    ['75¢', usd(75)],
    ['12,5 €', eur(1250)],
    ['1 299,00 €', eur(129900)],
    ["CHF 1'299.50", { minor: 129950, currency: 'CHF' }],
    ['1.299.000 €', eur(129900000)],
    ['₹2,34,567.00', { minor: 23456700, currency: 'INR' }],
    ['KWD 12.345', { minor: 12345, currency: 'KWD' }],
    ['₩12,900', { minor: 12900, currency: 'KRW' }],
    ['MXN$2.072,22', { minor: 207222, currency: 'MXN' }],
    ['was $20 now $15', usd(1500)],
    ['$19\u200b.50', usd(1950)],
    ['1.299 EUR', 'ambiguous'],
    ['12.50', 'ambiguous'],
    ['kr 99,00', 'ambiguous'],
    ['$1.299.000', null],
    ['$1,29,900', null],
    ['$12..50', null],
    ['from $9', null],
    ['$9+', null],
    ['$9 - $12', null],
    ['4 x $9', null],
    ['$9/month', null],
    ['Save $9', null],
    ['-$9', null],
    ['$0.00', null],
    ['$1e3', null],
    ['USD 9 EUR', null],
    ['<b>$9</b>', null],
    ['\u202e9$', null],
    ['$99999999999999', null],
  ])('%s → %o', (text, expected) => {
    expect(readPrice(text)).toEqual(expected)
  })

  it('that is ambiguous alone is read with what its page tells', () => {
    expect(readPrice('1.299', { currency: 'EUR', decimal: ',' })).toEqual(eur(129900))
    expect(readPrice('1.299 EUR', { decimal: ',' })).toEqual(eur(129900))
    expect(readPrice('kr 99,00', { currency: 'SEK' })).toEqual({ minor: 9900, currency: 'SEK' })
    expect(readPrice('$12.50', { currency: 'CAD' })).toEqual({ minor: 1250, currency: 'CAD' })
    expect(readPrice('£12.50', { currency: 'CAD' })).toEqual({ minor: 1250, currency: 'GBP' })
  })

  it('nothing is an amount, and no price', () => {
    expect(readAmount('$0.00')).toEqual(usd(0))
    expect(readPrice('$0.00')).toBeNull()
  })

  it('amounts in a sentence, in its order and without percentages', () => {
    const text = 'Spend MXN$608,45 or more: MXN$34,77 off, and 5% back'
    expect(amountsIn(text, { currency: 'MXN' }).map(({ minor }) => minor)).toEqual([60845, 3477])
  })

  it('what was written is what is read, whatever the shop’s habits', () => {
    const habits = fc.constantFrom([',', '.'], ['.', ','], [' ', ','], ["'", '.'], ['\u202f', ','])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e11 }), habits, (minor, [group, decimal]) => {
        const whole = String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, group as string)
        const text = `${whole}${decimal}${String(minor % 100).padStart(2, '0')} €`
        expect(readPrice(text)).toEqual(eur(minor))
      }),
    )
  })

  it('never fails on what is no text of a price', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const read = readPrice(text)
        if (read !== null && read !== 'ambiguous') expect(read.minor).toBeGreaterThan(0)
      }),
    )
  })

  it('stays fast on what was made to be slow', () => {
    const worked = workedMs(() => {
      for (const text of ['$1,', '1 ', '$', "'", 'R$ 1']) {
        for (const times of [20, 39, 79, 50_000]) readPrice(text.repeat(times))
      }
    })
    expect(worked).toBeLessThan(500)
  })
})

if (sharedPath('corpora/own/price-strings.json')) {
  describe('recorded and made price texts (fg.t.history)', () => {
    const { cases } = JSON.parse(sharedText('corpora/own/price-strings.json')) as {
      cases: { text: string; expect: unknown }[]
    }
    test.each(cases.map((one) => [one.text.slice(0, 60), one] as const))('%s', (_, one) => {
      expect(readPrice(one.text)).toEqual(one.expect)
    })
  })
}
