import { exhaustivePlan } from './exhaustive-plan.ts'
import { holdsForAll } from './full-count.ts'
import { planCases } from './generator-plans.ts'
import { planned } from './plan-laws.ts'
import { same } from './same.ts'

/**
 * The search finds, proves and tells what trying every plan tells, in every small cart: the lines and
 * offers of each checkout, ties and all, and the quotes, which the other side has from `quote`.
 */
export function equalsTryingEveryPlan(terms: string): void {
  holdsForAll(planCases(terms), (one) => {
    same(planned(one.input, one), exhaustivePlan(one.input, one))
  })
}
