import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { planWorkload } from '../../bench/plan-workload.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import type { Progress, Watch } from '../../src/core/pricing/progress.ts'
import { type Best, best, isRefused, plan } from '../../src/tessera.ts'
import { effort, PATIENCE } from './draws.ts'
import { exhaustivePlan } from './exhaustive-plan.ts'
import { inputs, TERMS } from './generator.ts'
import { type PlanCase, planCases } from './generator-plans.ts'
import { brokenPlanLaws, planned } from './plan-laws.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

const anyTerms = fc.constantFrom(...TERMS).chain(planCases)

describe('a plan', () => {
  test('that is not proved is told so: its bound below the best total, its own total real', () => {
    let unproved = 0
    const check = (one: PlanCase, stepsMax: number) => {
      const { total, single } = exhaustivePlan(one.input, one)
      const hasty = planned(one.input, one, { stepsMax })
      expect(hasty.bound).toBeLessThanOrEqual(total)
      expect(hasty.total).toBeGreaterThanOrEqual(total)
      expect(hasty.single).toBeGreaterThanOrEqual(single)
      same(brokenPlanLaws(one.input, one, hasty), [])
      same(planned(one.input, one, { stepsMax }), hasty)
      if (!hasty.proved) unproved++
    }
    const steps = fc.constantFrom(0, 100, 500, 1000, 2000, 5000, 10_000)
    fc.assert(fc.property(anyTerms, steps, check), effort(3000))
    expect(unproved).toBeGreaterThan(300)
  })

  test('can be watched, and ended: what is found and what is proved grow better, and both hold', () => {
    const freedom = { maxCheckouts: 3, units: false }
    const carts = planWorkload({ lines: 12, sellers: 4, offers: 30, checkouts: 3 }, 6)
    let unproved = 0
    for (const { maxCheckouts: _, ...cart } of carts) {
      const input = cart as unknown as Input
      const { total } = planned(input, freedom)
      for (const looks of [1, 2, 3, 5, 10]) {
        const ended = planned(input, freedom, { watch: watchFor(looks, total) })
        expect(ended.bound).toBeLessThanOrEqual(total)
        expect(ended.total).toBeGreaterThanOrEqual(total)
        same(brokenPlanLaws(input, freedom, ended), [])
        if (!ended.proved) unproved++
      }
    }
    expect(unproved).toBeGreaterThan(0)
  })

  /** Looks on so many times; what it is told has to fit what came before and the best total. */
  function watchFor(looks: number, best: number): Watch {
    let before: Progress = { steps: 0, total: Infinity, bound: -Infinity }
    let left = looks
    return (now) => {
      expect(now.steps).toBeGreaterThan(before.steps)
      expect(now.total).toBeLessThanOrEqual(before.total)
      expect(now.total).toBeGreaterThanOrEqual(best)
      expect(now.bound).toBeGreaterThanOrEqual(before.bound)
      expect(now.bound).toBeLessThanOrEqual(best)
      before = now
      left--
      return left > 0
    }
  }

  test('ends in the time that the call or the document gives it, with what is proved', () => {
    const [cart] = planWorkload({ lines: 50, sellers: 10, offers: 100, checkouts: 5 }, 1)
    for (const answer of [plan(cart, { timeMs: 60 }), plan({ ...cart, options: { timeMs: 60 } })]) {
      if (isRefused(answer)) throw new Error(JSON.stringify(answer))
      expect(answer.proved).toBe(false)
      expect(answer.bound).toBeLessThan(answer.total)
      expect(answer.total).toBeLessThanOrEqual(answer.single)
    }
  })

  test('of a cart of any size keeps the laws of plans, and costs no more than the best choice', () => {
    const check = (input: Input, maxCheckouts: number, units: boolean) => {
      const freedom = { maxCheckouts, units }
      const { choose: _, ...all } = input
      const answer = planned(all, freedom, { stepsMax: 100_000 })
      same(brokenPlanLaws(all, freedom, answer), [])
      const { total, proved } = best(all, { stepsMax: 100_000 }) as Best
      if (proved) expect(answer.total).toBeLessThanOrEqual(total)
    }
    const checkouts = fc.integer({ min: 1, max: 6 })
    fc.assert(fc.property(inputs(), checkouts, fc.boolean(), check), effort(300))
  })

  test('of one checkout is the best choice', () => {
    const check = (input: Input) => {
      const { chosen, quote, ...proof } = best(input) as Best
      const lines = input.lines.map(({ id }) => id)
      same(planned(input, { maxCheckouts: 1, units: false }), {
        checkouts: [{ lines, chosen, quote }],
        ...proof,
        single: proof.total,
      })
    }
    fc.assert(fc.property(inputs(), check), effort(1000))
  })

  test('is the same when the offers that nobody chose are left out', () => {
    const check = (one: PlanCase) => {
      const answer = planned(one.input, one)
      const chosen = [...new Set(answer.checkouts.flatMap((checkout) => checkout.chosen))]
      const { single: _, ...alone } = planned({ ...one.input, choose: chosen }, one)
      const { single: __, ...whole } = answer
      same(alone, whole)
    }
    fc.assert(fc.property(anyTerms, check), effort(2000))
  })

  test('of a bad input is refused', () => {
    expect(isRefused(plan({}))).toBe(true)
    expect(plan({ maxCheckouts: 0 })).toHaveProperty('refused')
  })
})
