import fc from 'fast-check'
import { describe, test, vi } from 'vitest'
import type { Input } from '../../src/core/pricing/input.ts'
import { best, isRefused, plan, type TermsLibrary, termsLibrary } from '../../src/tessera.ts'
import { drawnInFull, effort, PATIENCE } from './draws.ts'
import { exhaustive } from './exhaustive.ts'
import { exhaustivePlan } from './exhaustive-plan.ts'
import { OWN_KINDS, randomTerms } from './generator-terms.ts'
import { type TrickySize, trickyInput } from './generator-tricky.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

interface Case {
  readonly terms: TermsLibrary
  readonly input: Input
}

/** A cart of a marketplace with terms of its own, whose offers are of its kinds. */
const cases = (size: TrickySize) =>
  drawnInFull((draws): Case => {
    const terms = randomTerms(draws)
    const input = trickyInput(draws, { terms: terms.id, kinds: OWN_KINDS }, size)
    return { terms: termsLibrary([terms]), input }
  })

describe('under the terms of any marketplace', () => {
  test('the best choice is that of trying every subset', () => {
    const check = ({ input, terms }: Case) => {
      const found = best(input, { terms })
      if (isRefused(found)) throw new Error(JSON.stringify(found))
      const { total, chosen } = exhaustive(input, terms)
      same([found.total, found.chosen, found.bound, found.proved], [total, chosen, total, true])
    }
    fc.assert(fc.property(cases({ lines: 3, offers: 7 }), check), effort(8000))
  })

  test.each([2, 3])('the cheapest plan is that of trying every plan into %i', (maxCheckouts) => {
    const check = ({ input, terms }: Case, units: boolean) => {
      const found = plan({ ...input, maxCheckouts, options: { units } }, { terms })
      same(found, exhaustivePlan(input, { maxCheckouts, units }, terms))
    }
    const small = cases({ lines: 4, offers: 5 })
    fc.assert(fc.property(small, fc.boolean(), check), effort(3500))
  })
})
