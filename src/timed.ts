import type { Refused } from './core/base/faults.ts'
import { isRecord } from './core/base/schema.ts'
import * as choice from './core/pricing/best.ts'
import { patience } from './core/pricing/patience.ts'
import * as split from './core/pricing/plan.ts'
import type { Plan } from './core/pricing/plan-document.ts'
import type { Watch } from './core/pricing/progress.ts'

/** Milliseconds after which a search ends with the best that it found, and what is proved. */
export interface TimeLimit {
  readonly timeMs?: number
}

export type BestOptions = choice.BestOptions & TimeLimit
export type PlanOptions = split.PlanOptions & TimeLimit

/** The cheapest choice of offers (`best` of the core), within a time where one is given. */
export function best(input: unknown, options: BestOptions = {}): choice.Best | Refused {
  return choice.best(input, within(options, options.timeMs))
}

/** The cheapest split (`plan` of the core), within a time where one is given here or by the document. */
export function plan(document: unknown, options: PlanOptions = {}): Plan | Refused {
  return split.plan(document, within(options, options.timeMs ?? timeOf(document)))
}

function timeOf(document: unknown): number | undefined {
  const asked = isRecord(document) && isRecord(document.options) ? document.options.timeMs : null
  return typeof asked === 'number' ? asked : undefined
}

function within<O extends { readonly watch?: Watch }>(options: O, timeMs: number | undefined): O {
  if (timeMs === undefined) return options
  const inTime = patience({ timeMs, now: () => performance.now() })
  const watch: Watch = (progress) =>
    inTime(progress) && (options.watch === undefined || options.watch(progress))
  return { ...options, watch }
}
