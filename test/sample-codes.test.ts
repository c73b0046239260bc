import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codesOf, offersOf } from '../samples/build-codes.ts'
import codes from '../samples/campaign-codes.json' with { type: 'json' }
import offers from '../samples/campaign-offers.json' with { type: 'json' }
import countries from '../samples/countries.json' with { type: 'json' }
import { minorDigits } from '../src/core/base/iso4217.ts'

const PUBLISHED = join(import.meta.dirname, '../../shared/data/campaign-codes.csv')

const WINDOWS = [
  { id: 'AFMC12-2026-05-01', holds: '2026-05-08T06:59:00Z', over: '2026-05-08T07:00:00Z' },
  { id: 'USAFF8-2026-05-01', holds: '2026-05-08T06:59:59Z', over: '2026-05-08T07:00:00Z' },
  { id: 'USAFF8-2025-02-17', holds: '2025-02-24T07:59:59Z', over: '2025-02-24T08:00:00Z' },
  { id: 'CDCA23-2026-05-01', holds: '2026-05-08T06:59:59Z', over: '2026-05-08T07:00:00Z' },
  { id: 'AEUKCD12-2026-05-01', holds: '2026-05-07T21:59:59Z', over: '2026-05-07T22:00:00Z' },
  { id: 'DECD15-2026-05-01', holds: '2026-05-07T21:59:59Z', over: '2026-05-07T22:00:00Z' },
  { id: 'FRFW15-2026-05-01', holds: '2026-05-07T21:59:59Z', over: '2026-05-07T22:00:00Z' },
  { id: 'CHOICEKR10-2026-05-01', holds: '2026-05-07T14:59:59Z', over: '2026-05-07T15:00:00Z' },
  { id: 'MAES3-2026-05-01', holds: '2026-05-08T02:59:59Z', over: '2026-05-08T03:00:00Z' },
  { id: 'CDMX3-2026-05-01', holds: '2026-05-08T05:59:59Z', over: '2026-05-08T06:00:00Z' },
  { id: 'ESSF08-2025-02-17', holds: '2025-02-23T22:59:59Z', over: '2025-02-23T23:00:00Z' },
  { id: 'AFSO10-2026-06-01', holds: '2026-06-11T06:59:59Z', over: '2026-06-11T07:00:00Z' },
  { id: 'OTPRD15-2026-10-01', holds: '2026-10-01T07:00:00Z', over: '2026-10-08T07:00:00Z' },
  { id: 'FRPRD20-2026-10-01', holds: '2026-10-01T07:00:00Z', over: '2026-10-08T07:00:00Z' },
  { id: 'OTPRD15-2026-10-01', holds: '2026-10-08T06:59:59Z', over: '2026-10-01T06:59:59Z' },
]

const at = (text: string) => Date.parse(text)

describe('the published codes', () => {
  test('make offers below their minimum, in a window, in a known currency, each once', () => {
    expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length)
    for (const { id, benefit, minimum, currency, from, until } of offers) {
      expect(benefit.off, id).toBeGreaterThan(0)
      expect(benefit.off, id).toBeLessThan(minimum.spend)
      expect(minorDigits(currency), id).toBeDefined()
      if (from) expect(at(from), id).toBeLessThan(at(until))
      else expect(id).toMatch(/^(NEWUSOFF|UKNEW)/)
    }
  })

  test('of one name never hold at the same time', () => {
    for (const one of offers) {
      const others = offers.filter(({ id, code }) => code === one.code && id !== one.id)
      const overlapping = others.filter(
        ({ from = '', until }) => at(from) < at(one.until) && at(one.from ?? '') < at(until),
      )
      expect(overlapping).toEqual([])
    }
  })

  test.each(WINDOWS)('$id holds at $holds and not at $over', ({ id, holds, over }) => {
    const offer = offers.find((one) => one.id === id)
    const isIn = (instant: string) =>
      at(offer?.from ?? '') <= at(instant) && at(instant) < at(offer?.until ?? '')
    expect([isIn(holds), isIn(over)]).toEqual([true, false])
  })

  test.each([
    ['AEUKFS20', 2000, 17000, /swapped back/],
    ['OTPRD28', 2900, 22900, /says 28/],
    ['CDCA70', 700, 7000, /misprinted/],
    ['CDDZ40', 4000, 29900, /perhaps never real/],
    ['USAFF30', 3000, 23900, /same string/],
  ])('%s keeps its figures and tells its fault', (name, amount, minimum, fault) => {
    const code = codes.find((row) => row.code === name)
    expect(code).toMatchObject({ amount, minimum })
    expect(code?.faults.join(' ')).toMatch(fault)
  })

  test('exclude by leaving out, with countries that exist', () => {
    const all = countries.map(({ code }) => code)
    expect(all).toHaveLength(249)
    expect(all).toEqual([...new Set(all)].toSorted())
    const global = offers.find(({ id }) => id === 'AEAFF08-2025-02-17')
    expect(global?.countries).toHaveLength(206)
    expect(global?.countries).not.toContain('RS')
    for (const { region } of codes) {
      expect(all).toEqual(
        expect.arrayContaining([...(region?.include ?? []), ...(region?.exclude ?? [])]),
      )
    }
  })

  test('that cannot be read keep their place, with nulls and a fault', () => {
    const table = `code,amount,min,currency,region,start,end,source,campaign,confidence
YEN,300,2000,JPY,JP,2026-05-01 KST,2026-05-07 KST,,"Sale, ""May""",high
FILS,1.25,10.5,KWD,KW,2026-05-01,2026-05-07,,Sale,high
CENT,1.255,10,USD,US,2026-02-30,2026-03-07,,Sale,high
WHAT,many,10,USD,US,soon,2026-03-07,,Sale,high
TURNED,170,20,GBP,GB,2026-05-01,2026-05-07,https://example.org/a?b=c,Sale,high
`
    const read = codesOf(table)
    expect(read.map(({ amount, minimum }) => [amount, minimum])).toEqual([
      [300, 2000],
      [1250, 10500],
      [null, 1000],
      [null, 1000],
      [17000, 2000],
    ])
    expect(read[0]).toMatchObject({ campaign: 'Sale, "May"', until: '2026-05-08T00:00:00+09:00' })
    expect(read[4]?.source).toBe('example.org')
    expect(offersOf(read).map(({ code }) => code)).toEqual(['YEN', 'FILS'])
    for (const row of read.slice(2)) expect(row).toMatchObject({ offer: null })
    expect(read[2]?.faults).toHaveLength(2)
    expect(read[3]?.faults[1]).toBe('The date "soon" cannot be read.')
    expect(read[4]?.faults[0]).toBe('The amount is not below the minimum: one of the two is wrong.')
  })
})

if (existsSync(PUBLISHED)) {
  describe('the table of published codes', () => {
    test('gives the codes and offers that are kept here', () => {
      const read = codesOf(readFileSync(PUBLISHED, 'utf8'))
      expect(read).toEqual(codes)
      expect(offersOf(read)).toEqual(offers)
    })
  })
}
