import type { Fault } from '../../core/base/faults.ts'
import type { Best } from '../../core/pricing/best.ts'
import type { Input } from '../../core/pricing/input.ts'
import type { LeftOut, SplitGain } from '../../core/pricing/left-out.ts'
import type { Plan } from '../../core/pricing/plan-document.ts'
import type { Progress } from '../../core/pricing/progress.ts'

/** What the page asks its worker to search for. */
export type Ask =
  | { readonly kind: 'best'; readonly input: Input }
  | { readonly kind: 'plan'; readonly input: Input; readonly split: Split }

/** Into how many checkouts, and whether pieces of a line may be dealt apart (pricing §7). */
export interface Split {
  readonly maxCheckouts: number
  readonly units: boolean
}

export type Answer =
  | { readonly kind: 'best'; readonly best: Best }
  | { readonly kind: 'plan'; readonly plan: Plan }

/** Why what is not done is not done: the offers left out, and each split of a plan. */
export interface Reasons {
  readonly leftOut: readonly LeftOut[]
  readonly splits: readonly SplitGain[]
}

/** What the worker tells while it searches, in this order; after `reasons` it is free again. */
export type Report =
  | { readonly tell: 'progress'; readonly progress: Progress }
  /** The best answer so far: what a reader who stops the search is left with. */
  | { readonly tell: 'found'; readonly answer: Answer }
  | { readonly tell: 'answer'; readonly answer: Answer }
  | { readonly tell: 'refused'; readonly faults: readonly Fault[] }
  /** Null where there was no time to work them out. */
  | { readonly tell: 'reasons'; readonly reasons: Reasons | null }

/** The document of a plan of a cart: every offer at hand may be used. */
export function planDocument(input: Input, { maxCheckouts, units }: Split): object {
  return { ...input, choose: 'all', maxCheckouts, options: { units } }
}
