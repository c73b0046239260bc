import { describe, expect, test } from 'vitest'
import { currencyCodes, decimalText, minorDigits } from '../../../src/core/base/iso4217.ts'

describe('digits of the minor unit (ISO 4217)', () => {
  test.each([
    ['USD', 2],
    ['EUR', 2],
    ['GBP', 2],
    ['BRL', 2],
    ['CNY', 2],
    ['INR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['VND', 0],
    ['CLP', 0],
    ['XOF', 0],
    ['UGX', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['TND', 3],
    ['IQD', 3],
    ['CLF', 4],
    // Where the platform's own table differs from the standard.
    ['IDR', 2],
    ['HUF', 2],
    ['COP', 2],
    ['IRR', 2],
    ['ISK', 0],
    ['UYI', 0],
    // Not circulating any more, not currencies, not codes.
    ['DEM', undefined],
    ['VEF', undefined],
    ['XAU', undefined],
    ['XXX', undefined],
    ['BTC', undefined],
    ['usd', undefined],
    ['US', undefined],
    ['', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
  ])('%s has %s', (code, digits) => {
    expect(minorDigits(code)).toBe(digits)
  })

  test('each code is three letters, once, in order', () => {
    expect(currencyCodes.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([])
    expect(currencyCodes).toEqual([...new Set(currencyCodes)].sort())
    expect(currencyCodes.length).toBeGreaterThan(150)
  })
})

describe('an amount as a text', () => {
  test.each([
    [102, 'USD', '1.02'],
    [100, 'USD', '1.00'],
    [5, 'USD', '0.05'],
    [0, 'USD', '0.00'],
    [-5, 'USD', '-0.05'],
    [-123_456, 'EUR', '-1234.56'],
    [102, 'JPY', '102'],
    [0, 'JPY', '0'],
    [102, 'KWD', '0.102'],
    [12_345, 'KWD', '12.345'],
    [12_345, 'CLF', '1.2345'],
    [1e15, 'USD', '10000000000000.00'],
    [Number.MAX_SAFE_INTEGER, 'KWD', '9007199254740.991'],
  ])('%d %s is %s', (minor, currency, text) => {
    expect(decimalText(minor, currency)).toBe(text)
  })
})
