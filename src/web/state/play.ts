import { batch } from '@preact/signals'
import type { Input } from '../../core/pricing/input.ts'
import { type ChoiceStep, stepsBetween } from './choice-steps.ts'
import type { Lab } from './lab.ts'

/** A step that changes the total is long enough to be read; one that changes nothing is a tick. */
const TELLING_MS = 420
const SILENT_MS = 50

/** However many steps there are: who has to wait longer wants the end. */
const WHOLE_MS = 3_000

/** What a reader does to have the end at once. */
const INTERRUPTIONS = ['click', 'input', 'keydown'] as const

/** A step in its time. */
interface Beat extends ChoiceStep {
  readonly fromMs: number
  readonly untilMs: number
}

/** Whether the reader does not mind movement. */
export function movesGladly(): boolean {
  return !window.matchMedia('(prefers-reduced-motion: reduce)').matches
}

/**
 * Shows the way from an earlier choice to the lab's own: one offer ticked after the other, each step
 * priced, the total counting. The cart itself is at its end from the first moment, so that any key or
 * press can end the show, and one step back undoes it.
 */
export function playChoice(lab: Lab, from: Input): void {
  if (!movesGladly()) return
  const beats = beatsOf(stepsBetween(from, lab.form.value))
  if (beats.length === 0) return
  const began = performance.now()
  let frame = 0
  let staged: Input | null = null
  const end = () => {
    cancelAnimationFrame(frame)
    for (const event of INTERRUPTIONS) window.removeEventListener(event, end, true)
    lab.stage.clear()
  }
  const show = (now: number) => {
    const passed = now - began
    const beat = beats.find(({ untilMs }) => passed < untilMs)
    // An edit from elsewhere has taken the stage away: the cart is another one now.
    if (beat === undefined || lab.stage.input.value !== staged) return end()
    staged = beat.input
    batch(() => {
      lab.stage.input.value = beat.input
      lab.stage.total.value = countedAt(beat, passed)
    })
    frame = requestAnimationFrame(show)
  }
  for (const event of INTERRUPTIONS) window.addEventListener(event, end, true)
  show(began)
}

function beatsOf(steps: readonly ChoiceStep[]): Beat[] {
  const lengthOf = ({ before, total }: ChoiceStep) => (before === total ? SILENT_MS : TELLING_MS)
  const whole = steps.reduce((sum, step) => sum + lengthOf(step), 0)
  const pace = Math.min(1, WHOLE_MS / whole)
  let untilMs = 0
  return steps.map((step) => {
    const fromMs = untilMs
    untilMs += lengthOf(step) * pace
    return { ...step, fromMs, untilMs }
  })
}

/** The total on its way: fast at first, and there in good time to be read. */
function countedAt({ before, total, fromMs, untilMs }: Beat, passedMs: number): number {
  const share = Math.min(1, (1.5 * (passedMs - fromMs)) / (untilMs - fromMs))
  return Math.round(total + (before - total) * (1 - share) ** 3)
}
