import { describe, expect, it, test } from 'vitest'
import { promoInstant, promoTerms } from '../../src/core/tracker/api/promo-code.ts'

describe('the words of a code (fg.t.history)', () => {
  test.each([
    ['On order over USD 10, get USD 7 off', undefined, 'USD', { off: 700, minimum: 1000 }],
    ['Spend BRL 141.00, get BRL 28.19 off', undefined, 'BRL', { off: 2819, minimum: 14100 }],
    ['Extra 5% off', undefined, 'BRL', { percent: 5 }],
    ['Extra 10% off, up to BRL 15.00', undefined, 'BRL', { percent: 10, cap: 1500 }],
    ['5 ILS', '30 ILS', 'ILS', { off: 500, minimum: 3000 }],
    ['R$ 20,00 de desconto', undefined, 'BRL', { off: 2000 }],
    ['R$ 20,00 de desconto', '0', 'BRL', { off: 2000 }],
    ['Spend EUR 100.00, get 10% off', undefined, 'EUR', { percent: 10, minimum: 10000 }],
    [
      'Spend EUR 100.00, get 10% off, up to EUR 15.00',
      undefined,
      'EUR',
      { percent: 10, cap: 1500, minimum: 10000 },
    ],
    ['Get USD 7 off', '10', 'USD', { off: 700, minimum: 1000 }],
  ])('%s (%s)', (words, minimum, currency, expected) => {
    expect(promoTerms(words, minimum, currency)).toEqual({ currency, ...expected })
  })

  it('a rule in another currency keeps it', () => {
    const terms = promoTerms('On order over USD 10, get USD 7 off', undefined, 'BRL')
    expect(terms).toEqual({ currency: 'USD', off: 700, minimum: 1000 })
  })

  test.each([
    ['A surprise', undefined],
    ['Get USD 7 off', 'USD 5'],
    ['USD 7 off EUR 20', undefined],
    ['Buy 1 for USD 5, 2 for USD 9, 3 for USD 12', undefined],
    ['', undefined],
  ])('%s (%s) is left unread', (words, minimum) => {
    expect(promoTerms(words, minimum, 'USD')).toBeNull()
  })

  test.each([
    ['2026-03-01 00:00:00', '2026-03-01T08:00:00Z'],
    ['2026-07-01 23:59:59', '2026-07-02T06:59:59Z'],
    ['2026-07-01', '2026-07-01T07:00:00Z'],
    ['1767225600000', '2026-01-01T00:00:00Z'],
    ['soon', null],
  ])('its time %s is Pacific (bp.pst)', (text, expected) => {
    expect(promoInstant(text)).toBe(expected)
  })
})
