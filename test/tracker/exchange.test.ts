import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { minorUnits } from '../../src/core/offers/feed-amount.ts'
import { readCsv } from '../../src/core/offers/feed-csv.ts'
import {
  againstShownMinimum,
  displayed,
  movedByRateOnly,
} from '../../src/core/tracker/history/display.ts'
import { documentOf, readHistory } from '../../src/core/tracker/history/document.ts'
import { feedCsv, feedNdjson } from '../../src/core/tracker/history/feed.ts'
import { gapAfterMs } from '../../src/core/tracker/history/record.ts'
import { HistoryBuilder } from '../../src/core/tracker/history/replay.ts'
import { historyCsv, readHistoryCsv } from '../../src/core/tracker/history/table.ts'
import { HOUR, seenAt } from './observed.ts'
import { aReading } from './reading.ts'

const key = {
  listing: '=1005,"x"',
  sku: '12000036823357441',
  shipTo: null,
  currency: 'USD',
  surface: 'site',
} as const

const history = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9000 })), {
    maxLength: 30,
  })
  .map((rows) => {
    const builder = new HistoryBuilder(gapAfterMs(6 * HOUR))
    let at = 0
    for (const [step, sale] of rows) {
      at += step * HOUR
      const conditions = sale % 7 === 0 ? (['app-only', 'newcomer'] as const) : []
      builder.add(seenAt(at, sale, { conditions, list: sale + 100 }))
    }
    return builder.history
  })

describe('a history leaves and comes back whole', () => {
  it('as JSON and as a table', () => {
    fc.assert(
      fc.property(history, (one) => {
        const json = JSON.parse(JSON.stringify(documentOf(key, one)))
        expect(readHistory(json)).toEqual({ key, history: one })
        if (one.points.length + one.asides.length === 0) return
        expect(readHistoryCsv(historyCsv(key, one))).toEqual({ key, history: one })
      }),
      { numRuns: 60 },
    )
  })

  it('or is refused, each fault with its place', () => {
    const text = historyCsv(key, { points: [], asides: [], gaps: [{ from: 0, until: 1 }] })
    expect(readHistoryCsv(text.replace('gap,1970', 'hole,1970'))).toHaveProperty(
      'refused.0.path',
      '/2/row',
    )
    expect(readHistoryCsv('a,b\r\n1,2')).toHaveProperty('refused.0.path', '')
    // A row of another history would become a price of this one.
    const [heading, row] = text.split('\r\n') as [string, string]
    const other = row.replace(/USD,site$/, 'EUR,site').replaceAll('1970', '1971')
    expect(readHistoryCsv([heading, row, other, ''].join('\r\n'))).toMatchObject({
      refused: [{ path: '/3', fault: expect.stringContaining('another history') }],
    })
    const builder = new HistoryBuilder(HOUR)
    builder.add(seenAt(0, 1))
    const document = documentOf(key, builder.history)
    const twice = { ...document, points: [...document.points, ...document.points] }
    expect(readHistory(twice)).toHaveProperty('refused.0.path', '/points/1/from')
    const gap = { from: '2026-01-02T00:00:00Z', until: '2026-01-03T00:00:00Z' }
    expect(readHistory({ ...document, gaps: [gap, gap] })).toHaveProperty(
      'refused.0.path',
      '/gaps/1/from',
    )
  })
})

describe('prices that people collect', () => {
  it('come as a table, amounts in decimals of their currency', () => {
    const rows = feedCsv(
      'at,listing,currency,sale,list,conditions\n2026-06-23T12:00:00Z,1005,JPY,1200,,\n' +
        '2026-06-23T13:00:00Z,1005,USD,19.99,25,newcomer app-only\n',
    )
    expect(rows).toMatchObject([
      { sale: 1200, list: 1200, currency: 'JPY', source: 'feed', stock: 'unknown' },
      { sale: 1999, list: 2500, conditions: ['newcomer', 'app-only'] },
    ])
  })

  it('come as lines of JSON, and never as another source', () => {
    const rows = feedNdjson(`${JSON.stringify(aReading({ source: 'affiliate-api' }))}\n\n`)
    expect(rows).toMatchObject([{ source: 'feed' }])
  })

  it('are refused with the line', () => {
    const at = (answer: unknown) =>
      (answer as { refused: readonly { path: string }[] }).refused.map(({ path }) => path)
    const head = 'at,listing,currency,sale\n'
    expect(at(feedCsv(`${head}2026-06-23T12:00:00Z,1005,USD,19.999\n`))).toEqual(['/2/sale'])
    expect(at(feedCsv(`${head}yesterday,1005,USD,19.99\n`))).toEqual(['/2/at'])
    expect(at(feedCsv('at,listing,price\n'))).toEqual(['', '', ''])
    expect(at(feedNdjson('{"at":'))).toEqual(['/1'])
    expect(at(feedNdjson('7'))).toEqual(['/1'])
  })
})

describe('display in another currency', () => {
  it('is half-up of the rounded amount, exactly', () => {
    const rate = { from: 'USD', to: 'MXN', rate: '17.3844' }
    expect(displayed(472, rate)).toBe(8205)
    expect(displayed(1, { from: 'USD', to: 'JPY', rate: '150' })).toBe(2)
    expect(displayed(1, { from: 'JPY', to: 'USD', rate: '0.00665' })).toBe(1)
    expect(displayed(1e13, { ...rate, rate: '1.000000000001' })).toBe(1e13 + 10)
    expect(displayed(1, { ...rate, rate: '1,5' })).toBe(null)
    expect(displayed(1, { ...rate, to: 'XXX' })).toBe(null)
  })

  it('warns at the edge of a shown minimum', () => {
    expect(
      [60_844, 60_845, 60_846, 60_847].map((spend) => againstShownMinimum(spend, 60_845)),
    ).toEqual(['below', 'at-the-edge', 'at-the-edge', 'reached'])
  })

  it('tells a move of the rate from a move of the price', () => {
    const base = { currency: 'CNY', sale: 1500 }
    expect(movedByRateOnly({ sale: 100, base }, { sale: 101, base })).toBe(true)
    expect(movedByRateOnly({ sale: 100, base }, { sale: 101, base: { ...base, sale: 1510 } })).toBe(
      false,
    )
    expect(movedByRateOnly({ sale: 100 }, { sale: 101, base })).toBe(false)
  })

  const recorded = new URL('../../../shared/data/fx-conversions.csv', import.meta.url)
  if (existsSync(recorded)) {
    it('is equal to every recorded conversion', () => {
      const table = readCsv(readFileSync(recorded, 'utf8'))
      if (isRefused(table)) throw new Error(JSON.stringify(table))
      const wrong = table.rows.filter(({ cells }) => {
        const rate = { from: cells.base as string, to: 'MXN', rate: cells.rate_to_MXN as string }
        return [
          ['list_base', 'list_MXN_shown'],
          ['sale_base', 'sale_MXN_shown'],
        ].some(([base, shown]) => {
          const minor = minorUnits(cells[base as string] as string, rate.from) as number
          return displayed(minor, rate) !== minorUnits(cells[shown as string] as string, 'MXN')
        })
      })
      expect(table.rows).toHaveLength(110)
      expect(wrong).toEqual([])
    })
  }
})
