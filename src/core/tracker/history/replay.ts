import type { Observation } from '../observation.ts'
import { usualPrice } from './figures.ts'
import { type ChangePoint, type Gap, type History, instantOf } from './point.ts'
import { type Change, EMPTY, record, type Tail } from './record.ts'

/** A history that is built in memory, observation by observation. */
export class HistoryBuilder {
  readonly #lanes = { line: [] as ChangePoint[], aside: [] as ChangePoint[] }
  readonly #gaps: Gap[] = []
  readonly #gapAfterMs: number
  #tail: Tail = EMPTY

  constructor(gapAfterMs: number) {
    this.#gapAfterMs = gapAfterMs
  }

  /** The rows so far: a view, which grows. */
  get history(): History {
    return { points: this.#lanes.line, asides: this.#lanes.aside, gaps: this.#gaps }
  }

  get waiting(): Observation | null {
    return this.#tail.waiting
  }

  /** Takes an observation in; answers those that count from now on, and what changed. */
  add(observation: Observation): {
    readonly admitted: readonly Observation[]
    readonly changes: readonly Change[]
  } {
    const { tail, changes, admitted } = record(this.#tail, observation, {
      gapAfterMs: this.#gapAfterMs,
      median: () => usualPrice(this.history, instantOf(observation.at)),
    })
    this.#tail = tail
    for (const change of changes) this.#apply(change)
    return { admitted, changes }
  }

  #apply(change: Change): void {
    if (change.change === 'gap') this.#gaps.push(change.gap)
    if (change.change !== 'open' && change.change !== 'extend') return
    const rows = this.#lanes[change.lane]
    if (change.change === 'open') rows.push(change.point)
    else rows[rows.length - 1] = change.point
  }
}
