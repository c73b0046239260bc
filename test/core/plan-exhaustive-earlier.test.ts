import { describe, test, vi } from 'vitest'
import { LONG_PATIENCE } from './full-count.ts'
import { equalsTryingEveryPlan } from './plan-exhaustive.ts'

vi.setConfig(LONG_PATIENCE)

describe('the cheapest plan', () => {
  test.each(['aliexpress-2020-03', 'aliexpress-2018-10'])(
    'is that of trying every plan, ties and all, under %s (fg.batch, fg.shipping)',
    (terms) => {
      equalsTryingEveryPlan(terms)
    },
  )
})
