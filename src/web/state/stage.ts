import { batch, type Signal, signal } from '@preact/signals'
import { isRefused } from '../../core/base/faults.ts'
import { type Explanation, explain } from '../../core/pricing/explain.ts'
import type { Input } from '../../core/pricing/input.ts'

/** What is shown in place of the cart while a change of it is played. */
export interface Stage {
  /** A cart on the way to the one in the draft; null where nothing is played. */
  readonly input: Signal<Input | null>
  /** The total on its way. */
  readonly total: Signal<number | null>
  clear(): void
}

export function emptyStage(): Stage {
  const input = signal<Input | null>(null)
  const total = signal<number | null>(null)
  const clear = () =>
    batch(() => {
      input.value = null
      total.value = null
    })
  return { input, total, clear }
}

/** What is on stage, priced. */
export function shownOn(stage: Stage): (Explanation & { readonly input: Input }) | null {
  const input = stage.input.value
  if (input === null) return null
  const answer = explain(input)
  return isRefused(answer) ? null : { ...answer, input }
}
