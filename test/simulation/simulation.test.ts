import { describe, expect, test } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { REFUND_CAUSES } from '../../src/core/orders/money/refund-ask.ts'
import { orderProcess } from '../../src/core/orders/order-process.ts'
import { arrowsOf } from '../../src/core/orders/process-text.ts'
import { isSimulationFault } from '../../src/core/simulation/fault.ts'
import { simulate } from '../../src/core/simulation/simulation.ts'
import {
  readSimulationOptions,
  type SimulationOptions,
} from '../../src/core/simulation/simulation-options.ts'
import type { SimulationReport } from '../../src/core/simulation/simulation-report.ts'

const OPTIONS = { orders: 300, days: 60, seed: 5, untilOver: false } as const

/** A run in which every law held: a fault fails the test and tells its seed and order. */
function held(options: Partial<SimulationOptions> = {}): SimulationReport {
  const report = simulate({ ...OPTIONS, ...options })
  if (isSimulationFault(report)) throw new Error(JSON.stringify(report))
  return report
}

const sum = (amounts: Iterable<number>) => [...amounts].reduce((all, amount) => all + amount, 0)

const LARGE = held({ orders: 2000, days: 90, seed: 1, untilOver: true })

describe('a simulation', () => {
  test('gives the same report for the same seed, to the byte, and another for another', () => {
    const [one, same, other] = [held(), held(), held({ seed: 6 })].map((one) => JSON.stringify(one))
    expect(same).toBe(one)
    expect(other).not.toBe(one)
  })

  test.each([1, 2, 3, 7, 300])('places exactly %i orders, whatever carts hold', (orders) => {
    const { states, flow } = held({ orders, days: 9 })
    expect(sum(states.map((row) => row.orders))).toBe(orders)
    expect(flow.find(({ event }) => event === 'place')?.times).toBe(orders)
  })

  test.each([1, 34, 35, 60])('has one row a Pacific day, for %i days (bp.pst)', (days) => {
    const report = held({ days })
    expect(report.days).toHaveLength(days)
    expect(report.from).toBe('2026-02-02T08:00:00.000Z')
    // Daylight saving begins on the 8th of March: from then on days begin an hour earlier.
    expect(report.until).toMatch(days < 35 ? /T08:00:00/ : /T07:00:00/)
  })

  test.each([11, 12, 13, 14, 15])('holds every law until all is over, seed %i', (seed) => {
    const { states, trial, days } = held({ seed, untilOver: true })
    const open = states.filter(({ state }) => state !== 'closed' && state !== 'cancelled')
    expect(open.map((row) => row.orders)).toEqual(open.map(() => 0))
    expect(days.at(-1)).toMatchObject({ underWay: 0 })
    for (const { orders, sellers } of trial) {
      expect(sum(Object.values(orders)) + sum(Object.values(sellers))).toBe(0)
      expect(orders).toMatchObject({ escrow: 0, pending: 0, 'refunds-due': 0 })
      expect((orders.released ?? 0) + (sellers.released ?? 0)).toBe(0)
    }
  })

  test('reads the same at its end, whether it went on or not, for what is over by then', () => {
    const [short, long] = [held({ days: 60 }), held({ days: 60, untilOver: true })]
    expect(long.days.slice(0, 60)).toEqual(short.days)
  })
})

describe('2,000 orders over 90 days', () => {
  test('take every way that the process has', () => {
    const arrows = arrowsOf(orderProcess, false)
    const ways = new Set(LARGE.flow.map(({ from, to, event }) => `${from} ${to} ${event}`))
    expect(ways.size).toBe(arrows.length)
    expect(LARGE.silence.filter(({ times }) => times === 0)).toEqual([])
  })

  test('refund for every cause that orders have (bp.cancel.paid, bp.ship-by, bp.d.paypal)', () => {
    const met = new Set(LARGE.refunds.map(({ cause }) => cause))
    const others = Object.keys(REFUND_CAUSES).filter((one) => !met.has(one as never))
    // Returns and guarantees are disputes of their own, which orders only hear of.
    expect(others).toEqual(['return', 'guarantee'])
  })

  test('meet every habit, and each does what it says', () => {
    const of = (who: string, habit: string) => {
      const row = LARGE.habits.find((one) => one.who === who && one.habit === habit)
      if (!row) throw new Error(`no ${habit}`)
      return row
    }
    expect(LARGE.habits.filter(({ orders }) => orders === 0)).toEqual([])
    const share = (part: number, { orders }: { orders: number }) => part / orders
    const lapsing = of('buyer', 'lapsing')
    expect(lapsing.outcomes['never-paid']).toBe(lapsing.orders)
    const [prompt, regretful] = [of('buyer', 'prompt'), of('buyer', 'regretful')]
    const cancelled = (row: typeof prompt) => share(row.outcomes.cancelled, row)
    expect(cancelled(regretful)).toBeGreaterThan(3 * cancelled(prompt))
    expect(of('seller', 'unyielding').outcomes.cancelled).toBe(0)
    const disputing = of('buyer', 'disputing')
    expect(share(disputing.outcomes['part-refunded'], disputing)).toBeGreaterThan(0.2)
  })

  test('are refused with a clause where they are refused, and one refund is granted once (tc.8)', () => {
    expect(LARGE.refusals.length).toBeGreaterThan(8)
    const told = LARGE.refusals.map(({ refusal }) => refusal)
    expect(told).toEqual(expect.arrayContaining(['offers-held', 'dispute-open', 'payment-known']))
    expect(LARGE.moneyRefusals).toEqual([
      { refusal: 'already-refunded', clause: 'pol.abuse', times: expect.any(Number) },
    ])
  })

  test('mark who did not pay and who did not ship (pol.unpaid, bp.ship-by)', () => {
    const times = (clock: string) =>
      sum(LARGE.silence.filter((row) => row.clock === clock).map((row) => row.times))
    expect(LARGE.marks).toEqual([
      { party: 'buyer', mark: 'non-payment', times: times('pay-by') },
      { party: 'seller', mark: 'late-shipment', times: times('ship-by') },
    ])
  })

  // Two disputes of one order that end one after the other (bp.d.secure): seeds that once broke the law.
  test.each([
    { orders: 96, days: 47, seed: 1246 },
    { orders: 319, days: 30, seed: 1469 },
    { orders: 219, days: 90, seed: 1769 },
  ])('hold in %o', (options) => {
    expect(held({ ...options, untilOver: true }).checks.length).toBeGreaterThan(0)
  })

  test('hold each law often', () => {
    const checks = new Map(LARGE.checks.map(({ law, times }) => [law, times]))
    expect(checks.get('replayed the same')).toBe(2000)
    expect(checks.get('its money adds up')).toBe(2000)
    expect(checks.get('told what can be done')).toBeGreaterThan(500)
    expect(checks.get('nothing is stuck')).toBeGreaterThan(10_000)
  })
})

describe('what a simulation is asked for', () => {
  test.each([
    ['orders', 1, 100_000],
    ['days', 1, 3650],
    ['seed', 0, 4_294_967_295],
  ] as const)('%s lies between %i and %i', (field, least, most) => {
    const asked = (value: unknown) => readSimulationOptions({ ...OPTIONS, [field]: value })
    for (const fine of [least, most]) expect(asked(fine)).toMatchObject({ [field]: fine })
    for (const bad of [least - 1, most + 1, 1.5, '7', null, undefined, Number.NaN]) {
      const answer = asked(bad)
      expect(isRefused(answer) && answer.refused.map(({ path }) => path)).toEqual([`/${field}`])
    }
  })

  test('every fault is named', () => {
    const answer = readSimulationOptions({ orders: 0, days: 0, seed: -1, untilOver: 1, more: 1 })
    expect(isRefused(answer) && answer.refused).toHaveLength(5)
    expect(isRefused(readSimulationOptions(null))).toBe(true)
  })
})
