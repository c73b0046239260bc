import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlannedCheckout } from '../../src/tessera.ts'
import { exhaustivePlan } from './exhaustive-plan.ts'
import { TERMS } from './generator.ts'
import { type PlanCase, planCases } from './generator-plans.ts'

/** A property proves as much as its carts contain: here is what the small carts must show it. */
describe('the small carts of the properties of plans', () => {
  const seen = new Map<string, number>()
  const see = (what: string, when: boolean) => {
    if (when) seen.set(what, (seen.get(what) ?? 0) + 1)
  }

  const look = (one: PlanCase) => {
    const { checkouts, total, single } = exhaustivePlan(one.input, one)
    const chosen = checkouts.map((checkout) => checkout.chosen)
    const times = (id: string) => chosen.filter((ids) => ids.includes(id)).length
    const paid = (amount: 'coins' | 'shipping' | 'shippingOff' | 'tax') =>
      checkouts.filter(({ quote }) => quote.totals[amount] > 0)
    const inTwo = (amount: 'coins' | 'shipping' | 'tax') => paid(amount).length > 1
    see('one line', one.input.lines.length === 1)
    see('four lines', one.input.lines.length === 4)
    see('two checkouts', checkouts.length === 2)
    see('three checkouts', checkouts.length === 3)
    see('a split that saves', total < single)
    see('pieces of a line apart', new Set(lineIds(checkouts)).size < lineIds(checkouts).length)
    see('one of three pieces apart', checkouts.some(holdsSome(one.input, 1)))
    see('coins in two checkouts', inTwo('coins'))
    see('shipping paid twice', inTwo('shipping'))
    see('shipping off, in a split', Boolean(chosen[1]) && paid('shippingOff').length > 0)
    see('tax in two checkouts', inTwo('tax'))
    for (const { id, kind, newBuyersOnly, uses, budget } of one.input.offers ?? []) {
      const left = uses ? uses.limit - uses.made : 1
      see('an offer used twice', times(id) === 2)
      see('uses that are all used', left > 1 && times(id) === left)
      see('a budget below the uses', Boolean(budget && budget.limit - budget.made < left))
      see('for new buyers, in a split', Boolean(newBuyersOnly && chosen[1] && times(id)))
      see('a welcome coupon, in a split', kind === 'welcome-coupon' && Boolean(chosen[1]))
    }
  }

  test('reach every corner', { timeout: 60_000 }, () => {
    for (const terms of TERMS) {
      for (const one of fc.sample(planCases(terms), { numRuns: 1000, seed: 7 })) look(one)
    }
    const seldom = [...CORNERS].filter((corner) => (seen.get(corner) ?? 0) < 10)
    expect(seldom).toEqual([])
    expect([...seen.keys()].filter((corner) => !CORNERS.has(corner))).toEqual([])
  })
})

const CORNERS: ReadonlySet<string> = new Set([
  'one line',
  'four lines',
  'two checkouts',
  'three checkouts',
  'a split that saves',
  'pieces of a line apart',
  'one of three pieces apart',
  'coins in two checkouts',
  'shipping paid twice',
  'shipping off, in a split',
  'tax in two checkouts',
  'an offer used twice',
  'uses that are all used',
  'a budget below the uses',
  'for new buyers, in a split',
  'a welcome coupon, in a split',
])

/** Whether a checkout holds so many pieces of a line that has three. */
function holdsSome({ lines }: PlanCase['input'], pieces: number) {
  const threes = new Set(lines.filter(({ quantity }) => quantity === 3).map(({ id }) => id))
  return (checkout: PlannedCheckout) =>
    checkout.lines.some(
      (part) => typeof part !== 'string' && threes.has(part.line) && part.quantity === pieces,
    )
}

function lineIds(checkouts: ReturnType<typeof exhaustivePlan>['checkouts']): string[] {
  return checkouts.flatMap(({ lines }) =>
    lines.map((line) => (typeof line === 'string' ? line : line.line)),
  )
}
