import { describe, expect, test } from 'vitest'
import { NO_MONEY } from '../../src/core/orders/money/order-money.ts'
import { compileOrderProcess, orderProcess } from '../../src/core/orders/order-process.ts'
import { isProcess, type Process } from '../../src/core/orders/process.ts'
import type { ProcessDocument } from '../../src/core/orders/process-document.ts'
import { type Balances, Books, checkBalances } from '../../src/core/simulation/books.ts'
import { isSimulationFault } from '../../src/core/simulation/fault.ts'
import { checkClause } from '../../src/core/simulation/laws.ts'
import { simulate } from '../../src/core/simulation/simulation.ts'

const OPTIONS = { orders: 150, days: 60, seed: 3, untilOver: true } as const

type Row = ProcessDocument['rows'][number]

/** The process of orders with each row changed, or left out. */
function changed(change: (row: Row) => Row | null): Process {
  const rows = orderProcess.document.rows.flatMap((row) => change(row) ?? [])
  const process = compileOrderProcess({ ...orderProcess.document, rows })
  if (!isProcess(process)) throw new Error(JSON.stringify(process))
  return process
}

/** A row without one of its effects. */
function without(event: string, effect: string): Process {
  return changed((row) => {
    if (row.event !== event || row.refusal !== undefined) return row
    const { effects = [], ...rest } = row
    const left = effects.filter((one) => one.effect !== effect)
    return left.length > 0 ? { ...rest, effects: left } : rest
  })
}

/** The process without a clock where it runs. */
function withoutRun(clock: string, state: string): Process {
  const clocks = orderProcess.document.clocks.map((one) => {
    if (one.id !== clock) return one
    const runs = one.runs
      .map((run) => ({ ...run, in: run.in.filter((in_) => in_ !== state) }))
      .filter((run) => run.in.length > 0)
    return { ...one, runs }
  })
  const process = compileOrderProcess({ ...orderProcess.document, clocks })
  if (!isProcess(process)) throw new Error(JSON.stringify(process))
  return process
}

describe('a planted fault ends the run, and is told with its seed and order', () => {
  test.each([
    ['an approved cancellation that refunds nothing', without('approve', 'refund'), /is over and/],
    ['a missed ship-by that refunds nothing', without('ship-by', 'refund'), /is over and/],
    [
      'an order whose money is never released',
      without('protection-end', 'pending-to-available'),
      /is over and/,
    ],
    ['a dispute that never lets go of the money', without('dispute-closed', 'unfreeze'), /./],
    [
      'a parcel that is waited for without end',
      withoutRun('protection-end', 'awaiting-delivery'),
      /waits in awaiting-delivery/,
    ],
    [
      'a protection that nothing ends',
      withoutRun('protection-end', 'completed'),
      /waits in completed/,
    ],
  ] as const)('%s', (_, process, says) => {
    const answer = simulate(OPTIONS, process)
    expect(isSimulationFault(answer) && answer.fault).toMatch(says)
    expect(answer).toMatchObject({
      seed: 3,
      order: expect.stringMatching(/^checkout \d+-\d$/),
      at: expect.stringMatching(/^2026-\d\d-\d\dT/),
    })
  })

  test('the process as it is has none', () => {
    expect(isSimulationFault(simulate(OPTIONS))).toBe(false)
  })
})

describe('the laws of books', () => {
  const one: Balances = new Map()

  test('movements that an order does not say are found', () => {
    const books = new Books()
    books.post('USD', one, [{ debit: 'cash-in', credit: 'escrow', amount: 500 }])
    const money = { ...NO_MONEY, paid: 500, escrow: 500 }
    expect(() => checkBalances('o', money, one)).not.toThrow()
    expect(() => checkBalances('o', { ...money, escrow: 499 }, one)).toThrow('escrow says 499')
    expect(() => checkBalances('o', { ...money, pending: 1 }, one)).toThrow('pending says 1')
    expect(() => checkBalances('o', { ...money, returned: 501 }, one)).toThrow('tc.8')
  })

  test('what orders released and sellers did not get is found', () => {
    const books = new Books()
    const moved = { debit: 'pending', credit: 'released', amount: 70 }
    books.post('USD', new Map(), [moved])
    expect(() => books.check()).toThrow('In USD orders released 70, sellers got 0.')
    books.hand('shop', 'USD', 70)
    expect(() => books.check()).not.toThrow()
    expect(books.now()).toEqual([{ currency: 'USD', escrow: 0, pending: -70, available: 70 }])
    books.withdraw('shop')
    books.hand('shop', 'USD', -20)
    expect(books.trialOf('USD').sellers).toEqual({
      ...{ available: 0, receivable: -20, released: -50, withdrawn: 70 },
    })
  })

  test('a refusal of no clause is found', () => {
    expect(() => checkClause('tc.8')).not.toThrow()
    const none = ['tc', '800'].join('.')
    expect(() => checkClause(none)).toThrow(none)
  })
})
