import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escaped } from '../../src/core/tracker/chart/markup.ts'
import { steppedPath } from '../../src/core/tracker/chart/stepped-path.ts'
import { amountTicks, timeTicks } from '../../src/core/tracker/chart/ticks.ts'
import { chartSvg } from '../../src/core/tracker/chart.ts'
import { chartTable } from '../../src/core/tracker/chart-table.ts'
import type { ChangePoint, History } from '../../src/core/tracker/history/point.ts'
import { gapAfterMs } from '../../src/core/tracker/history/record.ts'
import { HistoryBuilder } from '../../src/core/tracker/history/replay.ts'
import type { Stretch } from '../../src/core/tracker/history/stretches.ts'
import type { Observation } from '../../src/core/tracker/observation.ts'
import { DAY, HOUR, NOON, seenAt } from './observed.ts'

function built(...observations: readonly Observation[]): History {
  const builder = new HistoryBuilder(gapAfterMs(6 * HOUR))
  for (const one of observations) builder.add(one)
  return builder.history
}

const shown = { currency: 'USD', from: NOON, until: NOON + 10 * DAY, title: 'A lamp' }
const every6Hours = (count: number, totalAt: (k: number) => number) =>
  Array.from({ length: count }, (_, k) => seenAt(k * 6 * HOUR, totalAt(k)))

const pathOf = (svg: string, line: string) =>
  new RegExp(`<path class="line-${line}" d="([^"]*)"`).exec(svg)?.[1] ?? ''

describe('the chart of the first paint (fg.t.speed, fg.t.history)', () => {
  it('is stepped: flat, upright, and nothing aslant', () => {
    const path = pathOf(
      chartSvg(built(...every6Hours(12, (k) => 1000 + (k % 4) * 50)), shown),
      'total',
    )
    expect(path).toMatch(/^M[\d.]+ [\d.]+([HV][\d.]+)+$/)
  })

  it('lifts the line over a gap and over sold-out times, and shades the gap', () => {
    const svg = chartSvg(
      built(
        ...every6Hours(8, () => 1000),
        seenAt(5 * DAY, 1000),
        seenAt(5 * DAY + 6 * HOUR, 1000, { stock: 'out' }),
        seenAt(5 * DAY + 12 * HOUR, 1100),
        seenAt(5 * DAY + 18 * HOUR, 1100),
      ),
      shown,
    )
    expect(pathOf(svg, 'total').match(/M/g)).toHaveLength(3)
    expect(svg.match(/class="gap"/g)).toHaveLength(1)
    expect(svg.match(/class="sold-out"/g)).toHaveLength(1)
  })

  it('shows a price that was seen once as a dot, and prices that not everybody gets as rings', () => {
    const svg = chartSvg(
      built(seenAt(DAY, 1000), seenAt(2 * DAY, 1010, { conditions: ['newcomer'] })),
      shown,
    )
    expect(pathOf(svg, 'total')).toMatch(/^M[\d.]+ [\d.]+h\.01$/)
    expect(svg).toContain('<title>newcomer</title>')
  })

  it('draws the layers that make a difference, and a list price only where it leaves room', () => {
    const plain = chartSvg(built(...every6Hours(4, () => 1000)), shown)
    expect([...plain.matchAll(/line-(\w+)/g)].map(([, line]) => line)).toEqual(['total'])
    const listed = built(
      ...[0, 1, 2].map((k) => seenAt(k * 6 * HOUR, 1000, { list: 1900, shipping: 9 })),
    )
    const lines = [...chartSvg(listed, shown).matchAll(/line-(\w+)/g)].map(([, line]) => line)
    expect(lines).toEqual(['list', 'sale', 'total'])
    const inflated = built(seenAt(0, 1000, { list: 18_100 }))
    expect(chartSvg(inflated, shown)).not.toContain('line-list')
  })

  it('says in words what it shows', () => {
    const svg = chartSvg(built(seenAt(0, 1200), seenAt(6 * HOUR, 1000)), { ...shown, target: 1050 })
    expect(svg).toContain('<title id="chart-title">A lamp</title>')
    expect(svg).toContain('role="img" aria-labelledby="chart-title chart-desc"')
    expect(svg).toContain(
      '23 Jun to 23 Jun: now USD 10.00; lowest USD 10.00 on 23 Jun, highest USD 12.00 on 23 Jun. Target USD 10.50.',
    )
    expect(chartSvg(built(), shown)).toContain('No price is known in this time.')
  })

  it('draws what is sold out as bars, which do not say how high the plot is', () => {
    const svg = chartSvg(
      built(
        ...every6Hours(4, () => 1000),
        ...[4, 5].map((k) => seenAt(k * 6 * HOUR, k * 2000, { stock: 'out' })),
      ),
      shown,
    )
    expect(svg.match(/class="sold-out"/g)).toHaveLength(1)
    expect(svg).not.toContain('>40<')
    expect(chartSvg(built(seenAt(0, 4000, { stock: 'out' })), shown)).toContain('>40<')
  })

  describe('of two years at 15 minutes', () => {
    const [point] = built(seenAt(0, 1000)).points as [ChangePoint]
    const everyQuarter = (changed: (k: number) => Partial<ChangePoint>) =>
      Array.from({ length: 70_080 }, (_, k): ChangePoint => {
        const at = NOON + k * 900_000
        return { ...point, total: 1000 + ((k * 7919) % 400), from: at, seen: at, ...changed(k) }
      })
    const drawn = (history: Partial<History>) =>
      chartSvg(
        { points: [], asides: [], gaps: [], ...history },
        { ...shown, until: NOON + 730 * DAY, width: 1160 },
      )

    it('has no more strokes than pixels ask for', () => {
      expect(drawn({ points: everyQuarter(() => ({})) }).length).toBeLessThan(60_000)
    })

    it('has them neither where every other price is sold out, nor where silences are between', () => {
      const everyOther = everyQuarter((k) => ({ stock: k % 2 === 0 ? 'in' : 'out' }))
      expect(drawn({ points: everyOther }).length).toBeLessThan(60_000)
      const points = everyQuarter(() => ({}))
      const gaps = points.slice(1).map(({ from }) => ({ from: from - 600_000, until: from }))
      expect(drawn({ points, gaps }).length).toBeLessThan(60_000)
    })

    it('has a ring for each place, and not for each price that stands aside', () => {
      const asides = everyQuarter((k) => ({
        total: 1000 + (k % 3) * 100,
        conditions: ['newcomer'],
      }))
      const rings = drawn({ points: [point], asides }).match(/class="aside"/g)
      expect(rings?.length).toBeLessThan(3 * 1160)
    })
  })
})

describe('the line itself', () => {
  const scale = { x: (at: number) => at / HOUR, y: (amount: number) => 100 - amount }
  const series = fc.array(
    fc.record({ hours: fc.integer({ min: 1, max: 30 }), total: fc.integer({ min: 1, max: 99 }) }),
    { minLength: 1, maxLength: 30 },
  )

  it('touches every price, even where several fall on one pixel', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 40 }), (rows, crowd) => {
        let at = 0
        const known = rows.map(({ hours, total }) => {
          const from = at
          at += hours * HOUR
          return { from, until: at, point: { total } } as Stretch
        })
        const crowded = { ...scale, x: (time: number) => time / HOUR / crowd }
        const path = steppedPath(known, crowded, ({ point }) => point.total)
        const heights = [...path.matchAll(/(?:V|M\d+ )([\d.]+)/g)].map(([, y]) => Number(y))
        const totals = rows.map(({ total }) => 100 - total)
        expect(Math.min(...heights)).toBe(Math.min(...totals))
        expect(Math.max(...heights)).toBe(Math.max(...totals))
        expect(heights.at(-1)).toBe(totals.at(-1))
        expect(path.match(/M/g)).toHaveLength(1)
      }),
    )
  })
})

describe('scales', () => {
  it('have round amounts that hold the whole range', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (one, other) => {
        const [least, most] = [Math.min(one, other), Math.max(one, other)]
        const ticks = amountTicks(least, most, 4)
        expect(ticks[0]).toBeLessThanOrEqual(least)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
        expect(ticks.length).toBeLessThanOrEqual(7)
        expect(ticks.every(Number.isInteger)).toBe(true)
      }),
    )
  })

  it('have round times, as many as there is room for', () => {
    for (const days of [0.003, 0.007, 0.04, 0.1, 1, 2, 3, 10, 45, 90, 200, 400, 730, 3000]) {
      for (const most of [3, 5, 15]) {
        const ticks = timeTicks(NOON, NOON + days * DAY, most)
        expect(ticks.length).toBeLessThanOrEqual(most)
        if (days <= 730) expect(ticks.length).toBeGreaterThanOrEqual(1)
        for (const { at } of ticks) {
          expect(at >= NOON && at <= NOON + days * DAY).toBe(true)
        }
      }
    }
  })
})

describe('the table beside it', () => {
  it('tells prices, their layers and gaps, newest first', () => {
    const html = chartTable(
      built(seenAt(0, 1000, { list: 1500 }), seenAt(5 * DAY, 900, { stock: 'out', shipping: 50 })),
      { currency: 'USD', caption: 'History' },
    )
    const rows = html.split('<tr').slice(2)
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain('sold out')
    expect(rows[0]).toContain('shipping +0.50')
    expect(rows[1]).toContain('not observed in this time')
    expect(rows[2]).toContain('Sale price −5.00')
  })
})

describe('hostile words stay words', () => {
  const seen = built(seenAt(0, 1000))
  const drawn = (words: string) => {
    const svg = chartSvg(seen, { ...shown, title: words, id: words, alone: true })
    return svg + chartTable(seen, { currency: 'USD', caption: words })
  }

  // Whatever stands between the brackets, the markup around it is the same.
  const blank = drawn('⟦⟧').replaceAll('⟦⟧', '')
  const isInert = (words: string) => {
    const text = escaped(`⟦${words}⟧`)
    return !/[<>"']/.test(text) && drawn(`⟦${words}⟧`).replaceAll(text, '') === blank
  }

  // Halves of pairs and control characters among them.
  const anyText = fc
    .array(fc.nat(0xffff), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units))

  it('whatever they are', () => {
    fc.assert(
      fc.property(anyText, (words) => {
        expect(isInert(`"><b onclick='x'>${words}`)).toBe(true)
      }),
      { numRuns: 100 },
    )
    expect(escaped('a\u0000\u001b\ud800b😀\udc00')).toBe('ab😀')
    expect(escaped(`<>&"'`)).toBe('&lt;&gt;&amp;&quot;&#39;')
  })

  const corpus = new URL('../../../shared/corpora/html/dompurify-payloads.json', import.meta.url)
  if (existsSync(corpus)) {
    it('also those of the recorded payloads', () => {
      const rows = JSON.parse(readFileSync(corpus, 'utf8')) as { payload: string }[]
      const live = rows.filter(({ payload }) => !isInert(payload))
      expect(rows.length).toBeGreaterThan(50)
      expect(live).toEqual([])
    })
  }
})
