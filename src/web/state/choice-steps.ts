import { isRefused } from '../../core/base/faults.ts'
import type { Input } from '../../core/pricing/input.ts'
import { quote } from '../../core/pricing/quote.ts'
import { withChoice } from './cart.ts'
import { isChosen } from './lab.ts'

/** A cart on the way from one choice to another: what was to be paid before the step, and after it. */
export interface ChoiceStep {
  readonly input: Input
  readonly before: number
  readonly total: number
}

/** Above this many changes, trying each of them first would take longer than showing them. */
const TRIED_MAX = 60

/** Changes that change no price are shown in this many steps at most. */
const SILENT_MAX = 12

/**
 * The way from one choice to another: first what changes no price, then at each step the one offer
 * that leaves the least to pay, so that the total falls as steadily as it can.
 */
export function stepsBetween(from: Input, to: Input): ChoiceStep[] {
  const turn = (input: Input, ids: readonly string[]) =>
    ids.reduce((cart, id) => withChoice(cart, [id], isChosen(to, id)), input)
  const steps: ChoiceStep[] = []
  let [at, total] = [from, totalOf(from)]
  const step = (ids: readonly string[]) => {
    at = turn(at, ids)
    steps.push({ input: at, before: total, total: totalOf(at) })
    total = totalOf(at)
  }
  const changed = (to.offers ?? [])
    .map((offer) => offer.id)
    .filter((id) => isChosen(from, id) !== isChosen(to, id))
  const isSilent = (id: string) => totalOf(turn(from, [id])) === totalOf(from)
  const silent = changed.length > TRIED_MAX ? changed : changed.filter(isSilent)
  const telling = changed.filter((id) => !silent.includes(id))
  const together = Math.ceil(silent.length / SILENT_MAX)
  for (let k = 0; k < silent.length; k += together) step(silent.slice(k, k + together))
  while (telling.length > 0) {
    const totals = telling.map((id) => totalOf(turn(at, [id])))
    step(telling.splice(totals.indexOf(Math.min(...totals)), 1))
  }
  return steps
}

function totalOf(input: Input): number {
  const answer = quote(input)
  // Never refused: other choices among the offers of a cart that was priced.
  return isRefused(answer) ? Number.NaN : answer.totals.total
}
