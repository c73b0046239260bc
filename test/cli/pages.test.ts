import { describe, expect, test } from 'vitest'
import type { Quote } from '../../src/core/pricing/document.ts'
import { type Explanation, explain } from '../../src/core/pricing/explain.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import type { Terms } from '../../src/core/pricing/terms.ts'
import {
  clip,
  displayWidth,
  paragraph,
  visible,
  visibleDocument,
} from '../../src/shell/cli/plain-text.ts'
import { receipt } from '../../src/shell/cli/receipt.ts'
import { eligibilityStage, stackStage } from '../../src/shell/cli/stages.ts'
import { table } from '../../src/shell/cli/table.ts'
import { falls, waterfall } from '../../src/shell/cli/waterfall.ts'
import { CART, cart } from './carts.ts'

function quoted(changes: Readonly<Record<string, unknown>> = {}): Quote {
  const answer = quote(cart(changes))
  if ('refused' in answer) throw new Error(JSON.stringify(answer))
  return answer
}

describe('text', () => {
  test('shows what would hide: controls, direction marks, zero widths, lone surrogates', () => {
    expect(visible('a\u001b[31m\u202e\u200b\ud800\u2028é👍')).toBe(
      'a\\u{1b}[31m\\u{202e}\\u{200b}\\u{d800}\\u{2028}é👍',
    )
    const shown = visibleDocument(JSON.parse('{"__proto__": ["\\u0007"], "n": 1, "x": null}'))
    expect(JSON.stringify(shown)).toBe('{"__proto__":["\\\\u{7}"],"n":1,"x":null}')
  })

  test('is measured, cut and wrapped in columns of a terminal', () => {
    expect(['abc', 'é', 'e\u0301', '杯子', '👍🏽'].map(displayWidth)).toEqual([3, 1, 1, 4, 2])
    expect([clip('abcdef', 6), clip('abcdefg', 6), clip('杯子杯子', 6)]).toEqual([
      'abcdef',
      'abcde…',
      '杯子…',
    ])
    expect(paragraph('one two three', 9, ['- ', '  '])).toBe('- one two\n  three')
  })
})

describe('a table', () => {
  test('fits its page: texts that yield go first, amounts are never cut', async () => {
    const columns = [
      { head: 'id' },
      { head: 'says', yields: 'wrap' },
      { head: 'amount', right: true },
    ] as const
    const rows = [['an-id-to-be-kept', 'many words that fold over several lines', '123456789.00']]
    const lines = (await table(columns, rows, 60)).split('\n')
    expect(lines.length).toBeGreaterThan(2)
    expect(lines[1]).toMatch(/^an-id-to-be-kept .* 123456789\.00$/)
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(60)
    const narrow = await table(columns, [['x'.repeat(128), 'y '.repeat(40), '1']], 30)
    for (const line of narrow.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(30)
  })

  test('of ten thousand rows takes no minute', { timeout: 10_000 }, async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => [`line-${at}`, String(at)])
    const text = await table([{ head: 'line' }, { head: 'net', right: true }], rows, 80)
    const lines = text.split('\n')
    expect(lines.length).toBe(10_001)
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([15]))
  })
})

describe('the waterfall', () => {
  test('goes from list to total without a gap, with added tax and shipping', () => {
    const lines = CART.lines.map((line) => ({ ...line, taxRate: 10 }))
    const all = quoted({ lines })
    const rows = falls(all)
    expect(rows.map(({ label, amount }) => [label, amount])).toEqual([
      ['list', 4800],
      ['shipping', 299],
      ['c five-off', -500],
      ['tax', 430],
      ['total', 5029],
    ])
    for (const [at, row] of rows.slice(1, -1).entries()) expect(row.from).toBe(rows[at]?.to)
    expect(rows.at(-2)?.to).toBe(all.totals.total)
    const bars = waterfall(all, 60).split('\n')
    for (const bar of bars) expect(displayWidth(bar)).toBeLessThanOrEqual(60)
    expect(bars[3]).toMatch(/▓$/)
  })

  test('tax that prices include is no row of it', async () => {
    const lines = CART.lines.map((line) => ({ ...line, taxRate: 20 }))
    const all = quoted({ lines, pricesIncludeTax: true })
    expect(falls(all).map((row) => row.label)).toEqual(['list', 'shipping', 'c five-off', 'total'])
    const text = await receipt(all, { title: 'Terms', width: 80 })
    expect(text).toContain('tax included 7.17 USD')
  })
})

describe('amounts', () => {
  test.each([
    { currency: 'JPY', list: '4800', total: 'Total 4599 JPY' },
    { currency: 'KWD', list: '4.800', total: 'Total 4.599 KWD' },
    { currency: 'CLF', list: '0.4800', total: 'Total 0.4599 CLF' },
  ])('stand in major units of $currency', async ({ currency, list, total }) => {
    const text = await receipt(quoted({ currency }), { title: 'Terms', width: 80 })
    expect(text).toMatch(new RegExp(`^list +${list.replace('.', '\\.')} `, 'm'))
    expect(text).toContain(total)
  })

  test('of the largest size keep every digit', async () => {
    const lines = [{ ...CART.lines[1], unitPrice: 1e13 - 1, quantity: 99 }]
    const text = await receipt(quoted({ lines, offers: [] }), { title: 'Terms', width: 60 })
    expect(text).toContain('9899999999999.01')
  })
})

describe('stages', () => {
  const explained = (offers: readonly unknown[]): Explanation => {
    const answer = explain(cart({ offers }))
    if ('refused' in answer) throw new Error(JSON.stringify(answer))
    return answer
  }
  const terms = shippedTerms.get('aliexpress-2020-03') as Terms

  test('eligibility knows own faults only, the stack what stands beside what', () => {
    const elsewhere = { ...CART.offers[0], id: 'elsewhere', scope: { listings: ['L9'] } }
    const late = { ...CART.offers[0], id: 'late', until: '2020-01-01T00:00:00Z' }
    const unknown = { ...CART.offers[0], id: 'unknown', kind: 'riddle' }
    const all = explained([elsewhere, late, unknown, ...CART.offers])
    expect(eligibilityStage(all).offers).toEqual([
      { offer: 'elsewhere', kind: 'store-coupon', lines: [], faults: ['no-eligible-items'] },
      { offer: 'late', kind: 'store-coupon', lines: ['mug', 'tea'], faults: ['expired'] },
      { offer: 'five-off', kind: 'store-coupon', lines: ['mug', 'tea'], faults: [] },
      { offer: 'platform-ten', kind: 'platform-coupon', lines: ['mug', 'tea'], faults: [] },
      { offer: 'PROMO', kind: 'promo-code', lines: ['mug', 'tea'], faults: [] },
      { offer: 'unknown', kind: 'riddle', lines: [], faults: ['unknown-kind'] },
    ])
    const { attempts } = stackStage(all, terms)
    expect(attempts.map(({ offer, outcome, blockedBy }) => [offer, outcome, blockedBy])).toEqual([
      ['elsewhere', 'not-eligible', []],
      ['late', 'not-eligible', []],
      ['five-off', 'stands', []],
      ['platform-ten', 'blocked', ['five-off']],
      ['PROMO', 'stands', []],
      ['unknown', 'not-eligible', []],
    ])
    expect(attempts[3]?.slot).toEqual({ name: 'order-coupon', per: 'order' })
  })
})
