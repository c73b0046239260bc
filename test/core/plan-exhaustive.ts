import fc from 'fast-check'
import { effort } from './draws.ts'
import { exhaustivePlan } from './exhaustive-plan.ts'
import { type PlanCase, planCases } from './generator-plans.ts'
import { planned } from './plan-laws.ts'
import { same } from './same.ts'

/** As many small carts as the issue of the optimiser asks of every rule-set. */
const RUNS = 20_000

/**
 * The search finds, proves and tells what trying every plan tells, in every small cart: the lines and
 * offers of each checkout, ties and all, and the quotes, which the other side has from `quote`.
 */
export function equalsTryingEveryPlan(terms: string): void {
  const check = (one: PlanCase) => {
    same(planned(one.input, one), exhaustivePlan(one.input, one))
  }
  fc.assert(fc.property(planCases(terms), check), effort(RUNS))
}
