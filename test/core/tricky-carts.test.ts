import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accept } from '../../src/core/pricing/accept.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { Effort } from '../../src/core/pricing/progress.ts'
import type { Deal } from '../../src/core/pricing/split/deal.ts'
import { DealPricer, partsOf } from '../../src/core/pricing/split/deal-pricer.ts'
import { problemOf } from '../../src/core/pricing/split/problem.ts'
import { SplitSearch } from '../../src/core/pricing/split/split-search.ts'
import { pickOf } from '../../src/core/pricing/tie-order.ts'
import { type Best, best, isRefused, plan, shippedTerms } from '../../src/tessera.ts'
import { drawnInFull, effort, PATIENCE } from './draws.ts'
import { exhaustive } from './exhaustive.ts'
import { exhaustivePlan } from './exhaustive-plan.ts'
import { TERMS } from './generator.ts'
import { kindsOf } from './generator-offers.ts'
import { type TrickySize, trickyInput } from './generator-tricky.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

const carts = (terms: string, size: TrickySize) =>
  drawnInFull((draws) => trickyInput(draws, { terms, kinds: kindsOf(terms) }, size))

const anyCarts = (size: TrickySize) =>
  fc.constantFrom(...TERMS).chain((terms) => carts(terms, size))

const planInto = (maxCheckouts: number, input: Input, units = false) =>
  plan({ ...input, maxCheckouts, options: { units } })

describe('a cart full of what a search takes shortcuts with', () => {
  test.each(TERMS)('has the best choice and plan that trying everything has, under %s', (terms) => {
    const check = (input: Input, units: boolean) => {
      const { total, chosen, bound } = best(input) as Best
      const tried = exhaustive(input)
      same([total, chosen, bound], [tried.total, tried.chosen, tried.total])
      same(planInto(2, input, units), exhaustivePlan(input, { maxCheckouts: 2, units }))
    }
    const small = carts(terms, { lines: 4, offers: 6 })
    fc.assert(fc.property(small, fc.boolean(), check), effort(1500))
  })

  test('is split as well from a deal without any offer, into one checkout or several', () => {
    const check = (input: Input, checkoutsMax: number) => {
      same(fromNothing(input, checkoutsMax), tried(input, checkoutsMax))
    }
    const small = anyCarts({ lines: 4, offers: 6 })
    fc.assert(fc.property(small, fc.integer({ min: 1, max: 3 }), check), effort(3000))
  })

  test('is split as well where a seller has so many lines that not all ways are looked at', () => {
    const check = (input: Input) => {
      same(planInto(3, input), exhaustivePlan(input, { maxCheckouts: 3, units: false }))
    }
    const large = anyCarts({ leastLines: 8, lines: 8, offers: 4, stores: 1 })
    fc.assert(fc.property(large, check), effort(40))
  })
})

/** What the search for a split finds and proves where nothing was found before. */
function fromNothing(input: Input, checkoutsMax: number) {
  const accepted = accept(input, shippedTerms)
  if (isRefused(accepted)) throw new Error(JSON.stringify(accepted))
  const { cart, attempts } = accepted
  const problem = problemOf(cart, attempts, { checkoutsMax, units: false })
  const nothing = pickOf([])
  const deal: Deal = {
    total: problem.untouched,
    checkouts: 1,
    checkoutOf: new Int32Array(problem.pieces.length),
    all: nothing,
    byStage: [nothing],
  }
  const standing = { deal }
  const effort = new Effort({})
  const pricer = new DealPricer(problem, partsOf(input, cart), effort)
  const { bound } = new SplitSearch(problem, { pricer, effort, standing }).run()
  const { total, checkoutOf, byStage } = standing.deal
  expect(bound).toBe(total)
  const ids = byStage.map(({ offers }) => offers.map(({ id }) => id).toSorted())
  return [total, ids, [...checkoutOf]]
}

function tried(input: Input, maxCheckouts: number) {
  const { total, checkouts } = exhaustivePlan(input, { maxCheckouts, units: false })
  const places = input.lines.map(({ id }) =>
    checkouts.findIndex(({ lines }) => (lines as readonly string[]).includes(id)),
  )
  return [total, checkouts.map(({ chosen }) => chosen.toSorted()), places]
}
