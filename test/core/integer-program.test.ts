import { describe, expect, test, vi } from 'vitest'
import { type PlanSize, planWorkload } from '../../bench/plan-workload.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { type Best, best, isRefused, quote } from '../../src/tessera.ts'
import { PATIENCE } from './draws.ts'
import { exhaustivePlan } from './exhaustive-plan.ts'
import { integerProgram, type ProgramCheckout, solveProgram } from './integer-program.ts'
import { brokenPlanLaws, planned } from './plan-laws.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

/** No program of these sizes takes so long: a solver that hangs has to fail, not to be waited for. */
const SECONDS = 30

/** Carts of one size, without what the document of a plan has beside its input. */
function carts(size: PlanSize, count: number): readonly Input[] {
  return planWorkload(size, count).map(({ maxCheckouts: _, ...input }) => input as unknown as Input)
}

/** The optimum by HiGHS, whose plan has to cost what it says when `quote` prices it. */
async function optimum(input: Input, maxCheckouts: number): Promise<number> {
  const { total, proved, checkouts } = await solveProgram(
    integerProgram(input, maxCheckouts),
    SECONDS,
  )
  expect(proved).toBe(true)
  expect(checkouts.reduce((sum, one) => sum + costOf(input, one), 0)).toBe(total)
  return total as number
}

function costOf(input: Input, { lines, chosen }: ProgramCheckout): number {
  const own = input.lines.filter(({ id }) => lines.includes(id))
  const answer = quote({ ...input, lines: own, choose: [...chosen] })
  if (isRefused(answer)) throw new Error(JSON.stringify(answer))
  expect(answer.applied.map(({ forfeited }) => forfeited)).toEqual(chosen.map(() => 0))
  return answer.totals.total
}

const sized = ([lines, sellers, offers, checkouts]: readonly number[]) =>
  ({ lines, sellers, offers, checkouts }) as PlanSize
const titled = (rows: readonly (readonly [number, number, number, number, number])[]) =>
  rows.map((row) => [row.slice(0, 4).join(' × '), sized(row), row[4]] as const)

describe('an integer program of lines × sellers × offers × checkouts', () => {
  const small = titled([
    [3, 2, 6, 2, 15],
    [4, 2, 7, 3, 15],
    [5, 3, 7, 2, 10],
  ])

  test.each(small)('agrees with trying every plan, for %s', async (_, size, count) => {
    for (const input of carts(size, count)) {
      const maxCheckouts = size.checkouts
      const { total } = exhaustivePlan(input, { maxCheckouts, units: false })
      expect(await optimum(input, maxCheckouts)).toBe(total)
    }
  })

  const medium = titled([
    [6, 2, 12, 2, 14],
    [8, 3, 10, 3, 14],
    [10, 5, 12, 2, 14],
    [12, 6, 8, 3, 10],
    [10, 4, 20, 2, 10],
  ])

  test.each(medium)('has the total of the plan, for %s (fg.batch)', async (_, size, count) => {
    for (const input of carts(size, count)) {
      const freedom = { maxCheckouts: size.checkouts, units: false }
      const answer = planned(input, freedom)
      same([answer.total, answer.proved], [await optimum(input, size.checkouts), true])
      same(brokenPlanLaws(input, freedom, answer), [])
    }
  })

  const single = titled([
    [10, 5, 30, 1, 8],
    [20, 10, 30, 1, 8],
    [50, 10, 30, 1, 8],
  ])

  test.each(single)('has the total of the best choice, for %s', async (_, size, count) => {
    for (const input of carts(size, count)) {
      const { total, proved } = best(input) as Best
      same([total, proved], [await optimum(input, 1), true])
    }
  })

  test('is refused where it would say something else than the pricing', () => {
    const [input] = carts({ lines: 3, sellers: 2, offers: 4, checkouts: 2 }, 1) as [Input]
    const [offer] = input.offers as [NonNullable<Input['offers']>[number]]
    const others: Partial<Input>[] = [
      { terms: 'aliexpress-2020-03' },
      { pricesIncludeTax: true },
      { choose: [] },
      { offers: [{ ...offer, benefit: { percent: 10 } }] },
      { offers: [{ ...offer, minimum: { spend: 1 } }] },
      { offers: [{ ...offer, uses: { limit: 2, made: 0 } }] },
      { offers: [{ ...offer, kind: 'free-shipping' }] },
    ]
    expect(() => integerProgram(input, 2)).not.toThrow()
    for (const other of others) expect(() => integerProgram({ ...input, ...other }, 2)).toThrow()
  })
})
