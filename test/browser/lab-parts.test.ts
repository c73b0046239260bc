import { describe, expect, test } from 'vitest'
import { fieldId } from '../../src/web/state/editor.ts'
import { moneyDraft, moneyText, offText, parseMoney, shareText } from '../../src/web/state/money.ts'
import { pointerOf, valueAt, withValue } from '../../src/web/state/paths.ts'
import { percentOn, scaleOf } from '../../src/web/state/scale.ts'
import type { Bar } from '../../src/web/state/waterfall.ts'
import {
  instantAt,
  moveTo,
  pacific,
  wallOf,
  whenText,
  zoneOf,
  zones,
} from '../../src/web/state/when.ts'

describe('amounts', () => {
  test.each([
    ['19.99', 'USD', 1999],
    ['19,99', 'USD', 1999],
    [' 7 ', 'USD', 700],
    ['19.', 'USD', 1900],
    ['1,234.5', 'USD', 123450],
    ['1,234', 'USD', 123400],
    ['1,234', 'JPY', 1234],
    ['0.001', 'KWD', 1],
    ['19.999', 'USD', null],
    ['1.5', 'JPY', null],
    // One thousand dinar, or one dinar and a bit? Nothing is guessed.
    ['1,234', 'KWD', null],
    ['-1', 'USD', null],
    ['1e3', 'USD', null],
    ['', 'USD', null],
    ['100000000000.01', 'USD', null],
  ])('%j in %s is %s', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor)
  })

  test('are written with their currency’s digits and a true minus', () => {
    expect(moneyText(123456789, 'USD')).toBe('1,234,567.89')
    expect(moneyText(1234, 'JPY')).toBe('1,234')
    expect(offText(7, 'KWD')).toBe('−0.007')
    expect(offText(0, 'USD')).toBe('0.00')
    expect(moneyDraft('12x', 'USD')).toBe('12x')
    expect(moneyDraft(123456, 'USD')).toBe('1234.56')
    expect(shareText(1, 3)).toBe('33.3%')
    expect(shareText(0, 0)).toBe('0%')
  })
})

describe('instants', () => {
  test('are read on the clock they were written by', () => {
    expect(zoneOf('2026-05-06T18:00:00Z', zones)?.id).toBe('UTC')
    expect(zoneOf('2026-05-06T11:00:00-07:00', zones)).toBe(pacific)
    expect(zoneOf('2026-05-06T11:00:00-08:00', zones)).toBe(undefined)
    expect(wallOf('2026-05-06T11:00:30-07:00')).toBe('2026-05-06T11:00:30')
    expect(whenText('2026-01-02T03:04:05-08:00')).toBe('2 Jan 2026, 03:04 Pacific time')
  })

  test('keep daylight saving in mind', () => {
    expect(instantAt('2026-01-15T12:00', pacific)).toBe('2026-01-15T12:00:00-08:00')
    expect(instantAt('2026-07-15T12:00', pacific)).toBe('2026-07-15T12:00:00-07:00')
    expect(moveTo(pacific, '2026-05-06T18:00:00Z')).toBe('2026-05-06T11:00:00-07:00')
    expect(moveTo(pacific, 'not a time')).toBe('not a time')
  })
})

describe('places in a document', () => {
  const cart = { lines: [{ id: 'a' }, { id: 'b' }], stores: {} }

  test('are set, taken out and made, and the document before stays as it was', () => {
    expect(withValue(cart, ['lines', 1, 'id'], 'c')).toEqual({
      ...cart,
      lines: [{ id: 'a' }, { id: 'c' }],
    })
    expect(withValue(cart, ['lines', 0], undefined)).toEqual({ ...cart, lines: [{ id: 'b' }] })
    expect(withValue({}, ['scope', 'stores'], ['s'])).toEqual({ scope: { stores: ['s'] } })
    expect(cart.lines).toHaveLength(2)
  })

  test('called "__proto__" are places like others', () => {
    const changed = withValue(cart, ['stores', '__proto__'], { seller: 'm' })
    expect(valueAt(changed, ['stores', '__proto__', 'seller'])).toBe('m')
    expect(valueAt(cart, ['stores', '__proto__'])).toBe(undefined)
    expect(pointerOf(['stores', 'a/b~c'])).toBe('/stores/a~1b~0c')
    expect(fieldId('cart', '/stores/two words')).toBe('cart/stores/two%20words')
  })
})

describe('the scale of the chart', () => {
  const bar = (from: number, to: number, tone: Bar['tone'] = 'platform'): Bar => ({
    key: '',
    label: '',
    note: '',
    applied: null,
    tone,
    from,
    to,
  })

  test('begins at nothing where offers take more than half', () => {
    expect(scaleOf([bar(0, 1000, 'list'), bar(1000, 300), bar(0, 300, 'total')])).toEqual({
      from: 0,
      to: 1000,
      ticks: [0, 500, 1000],
    })
  })

  test('begins later where they take little, and nothing falls out of it', () => {
    const bars = [bar(0, 12_776, 'list'), bar(12_776, 10_432), bar(0, 11_791, 'total')]
    const scale = scaleOf(bars)
    expect(scale.from).toBeGreaterThan(0)
    expect(scale.from).toBeLessThan(10_432)
    for (const one of bars) expect(percentOn(scale, one.to)).toBeLessThanOrEqual(100)
    expect(percentOn(scale, 0)).toBe(0)
  })

  test('holds for a cart that costs nothing', () => {
    const scale = scaleOf([bar(0, 0, 'list'), bar(0, 0, 'total')])
    expect([scale.from, scale.to, percentOn(scale, 0)]).toEqual([0, 1, 0])
  })
})
