import type { Instant } from '../base/instant.ts'
import { instantText } from '../base/instant-text.ts'

/** Something that must never happen happened: which run of which seed, and where in it. */
export interface SimulationFault {
  readonly fault: string
  readonly seed: number
  /** The order that it happened to; null where it is of the books as a whole. */
  readonly order: string | null
  readonly at: string
}

/** Thrown where a check fails, and caught at the top of the run, which knows the rest. */
class BrokenLaw extends Error {
  readonly order: string | null

  constructor(law: string, order: string | null = null) {
    super(law)
    this.order = order
  }
}

/** A law that holds in every run; what it says is told where it does not. */
export function law(
  holds: boolean,
  says: () => string,
  order: string | null = null,
): asserts holds {
  if (!holds) throw new BrokenLaw(says(), order)
}

/** What a run ended with: a law that broke, or a broken invariant of the machine itself. */
export function faultOf(
  error: unknown,
  run: { readonly seed: number; readonly order: string | null; readonly at: Instant },
): SimulationFault {
  const order = error instanceof BrokenLaw ? (error.order ?? run.order) : run.order
  const fault = error instanceof Error ? error.message : String(error)
  return { fault, seed: run.seed, order, at: instantText(run.at) }
}

/** Whether an answer is a fault. */
export function isSimulationFault(answer: object): answer is SimulationFault {
  return typeof (answer as Partial<SimulationFault>).fault === 'string'
}
