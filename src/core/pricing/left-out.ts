import type { Reason } from './reasons.ts'

/** Why an offer is not used in the cheapest choice or plan. */
export interface LeftOut {
  readonly offer: string
  /** Its own reason where it cannot be used at all; else that using it costs more, or gains nothing. */
  readonly reason: Reason | 'costs-more' | 'gains-nothing'
  /** What the total would rise by if it had to be used, in minor units; null where it cannot be. */
  readonly cost: number | null
  /** Offers of the choice that it would drive out. */
  readonly displaces: readonly string[]
  readonly clause: string
  readonly message: string
}

/** Why two checkouts of a plan are not paid as one. */
export interface SplitGain {
  /** Their places in the plan, from 1. */
  readonly checkouts: readonly [number, number]
  /** What paying them as one would cost more, in minor units. */
  readonly gain: number
  /** Offers of the two that would then be out of use. */
  readonly lost: readonly string[]
  readonly message: string
}
