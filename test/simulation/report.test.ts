import { describe, expect, test } from 'vitest'
import { orderProcess } from '../../src/core/orders/order-process.ts'
import { isSimulationFault } from '../../src/core/simulation/fault.ts'
import { simulate } from '../../src/core/simulation/simulation.ts'
import type { SimulationOptions } from '../../src/core/simulation/simulation-options.ts'
import type { SimulationReport } from '../../src/core/simulation/simulation-report.ts'
import { simulationText } from '../../src/shell/cli/simulate-text.ts'
import { simulationPage } from '../../src/shell/cli/simulation-report.ts'
import { placesOf } from '../../src/shell/cli/simulation-report-layout.ts'
import { ticksTo } from '../../src/shell/cli/simulation-report-svg.ts'
import { durationText, figure, moneyOf } from '../../src/shell/cli/simulation-report-words.ts'

function ran(options: Partial<SimulationOptions> = {}): SimulationReport {
  const report = simulate({ orders: 250, days: 70, seed: 2, untilOver: false, ...options })
  if (isSimulationFault(report)) throw new Error(JSON.stringify(report))
  return report
}

const REPORT = ran()
const PAGE = simulationPage(REPORT)
const all = (pattern: RegExp, text = PAGE) => [...text.matchAll(pattern)].map(([, found]) => found)

describe('the page of a simulation', () => {
  test('stands alone: no script, and nothing is fetched', () => {
    expect(PAGE).not.toMatch(/<script|\bon\w+=|@import|<link(?! rel="icon" href="data:)/)
    expect(PAGE).not.toMatch(/https?:/)
  })

  test('has for each picture a title, words, an axis or labels, and a table', () => {
    const figures = PAGE.split('<figure').slice(1)
    // One a currency beside the way, deadlines, two of habits, times and refunds.
    expect(figures).toHaveLength(6 + REPORT.trial.length)
    for (const drawn of figures) {
      const [id] = all(/<title id="(.+?)-title">/g, drawn)
      expect(drawn).toContain(`role="img" aria-labelledby="${id}-title ${id}-says"`)
      expect(drawn).toMatch(new RegExp(`<desc id="${id}-says">.{20,}</desc>`))
      expect(drawn).toMatch(/<details><summary>.*<\/summary><div class="scroll" .*><table>/)
      expect(drawn).toMatch(/<tbody>\n<tr><th scope="row">/)
      expect(drawn).not.toMatch(/NaN|Infinity|undefined/)
      if (id !== 'flow') expect(drawn).toMatch(/class="tick"/)
    }
    const ids = all(/ id="(.+?)"/g)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('tells every way and every clock that the process has', () => {
    for (const { from, to, times } of REPORT.flow) {
      const [one, other] = [from, to].map((state) => orderProcess.states.get(state)?.name)
      expect(PAGE).toMatch(
        new RegExp(`<th scope="row">${one}</th><td>${other}</td>.*${times}</td>`),
      )
    }
    expect(PAGE).toContain('Answer the cancellation by')
  })

  test.each([
    { orders: 1, days: 1 },
    { orders: 1, days: 400 },
    { orders: 30, days: 3, untilOver: true },
  ])('is drawn of %o too', (options) => {
    const page = simulationPage(ran(options))
    expect(page).not.toMatch(/NaN|Infinity|undefined/)
    expect(page).toContain('</html>')
  })
})

describe('the places of states in the picture', () => {
  test('come from the table of the process', () => {
    expect(placesOf(orderProcess)).toEqual([
      { state: 'unpaid', row: 0, lane: 'main' },
      { state: 'verifying', row: 1, lane: 'main' },
      { state: 'awaiting-shipment', row: 2, lane: 'main' },
      { state: 'cancel-requested', row: expect.closeTo(2.62), lane: 'side' },
      { state: 'awaiting-delivery', row: 3, lane: 'main' },
      { state: 'completed', row: 4, lane: 'main' },
      { state: 'closed', row: 5, lane: 'main' },
      { state: 'cancelled', row: 5, lane: 'end' },
    ])
  })
})

describe('the summary on a terminal', () => {
  test('tells states, silence, refunds, escrow, refusals, marks and what was held', async () => {
    const text = await simulationText(REPORT, 80)
    expect(text).toContain('250 orders in')
    expect(text).toMatch(/^Awaiting delivery +\d+ +\d+ +\d+ days$/m)
    expect(text).toMatch(/^Pay by +Awaiting payment +buyer +\d+$/m)
    expect(text).toMatch(/^Cancelled on request +\d+ .*USD/m)
    expect(text).toMatch(/^USD {2}[ ▁▂▃▄▅▆▇█]{70}$/m)
    expect(text).toMatch(/Marks: .*non-payment/)
    expect(text).toContain('the books are zero')
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  test('tells of nothing as well', async () => {
    const text = await simulationText(ran({ orders: 1, days: 1, seed: 7 }), 80)
    expect(text).toContain('1 order in 1 checkout over 1 virtual day')
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe('figures', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_234_567, '1,234,567'],
  ])('%i is %s', (count, text) => expect(figure(count)).toBe(text))

  test.each([
    [123_456, 'USD', '1,234.56 USD'],
    [-5, 'EUR', '-0.05 EUR'],
    [1_234_567, 'JPY', '1,234,567 JPY'],
  ])('%i %s is %s', (minor, currency, text) => expect(moneyOf(minor, currency)).toBe(text))

  test.each([
    [0, '0 minutes'],
    [60_000, '1 minute'],
    [5_400_000, '1.5 hours'],
    [86_400_000 * 21.4, '21 days'],
  ])('%i ms are %s', (ms, text) => expect(durationText(ms)).toBe(text))

  test.each([
    [0, [0]],
    [1, [0, 1]],
    [537, [0, 200, 400]],
    [99_000, [0, 20_000, 40_000, 60_000, 80_000]],
  ])('an axis to %i has %o', (most, ticks) => expect(ticksTo(most, 5)).toEqual(ticks))
})
