import { clauseById } from '../base/clauses.ts'
import type { ClaimState } from './claim.ts'
import type { RefusalReason } from './refusals.ts'

/** What happens to a claim. `cancel` is the full cancellation of every paid order that used it. */
export const CLAIM_EVENTS = [
  'claim',
  'reserve',
  'use',
  'release',
  'hold',
  'forfeit',
  'cancel',
] as const

export type ClaimEvent = (typeof CLAIM_EVENTS)[number]

/** Where a claim can be found: `none` is a place that is not taken yet. */
export const CLAIM_PLACES = [
  'none',
  'claimed',
  'reserved',
  'used',
  'forfeited',
  'returned',
] as const

export type ClaimPlace = (typeof CLAIM_PLACES)[number]

/** What a step does beside moving the claim. */
export const CLAIM_EFFECTS = [
  /** One use leaves the limit, or comes back to it. */
  'draw-use',
  'return-use',
  /** What the quote took off leaves the budget, in place of what was drawn before; or comes back to it. */
  'draw-money',
  'return-money',
  /** Blocked for the time that cp.9 says. */
  'block',
] as const

export type ClaimEffect = (typeof CLAIM_EFFECTS)[number]

/** What a step may ask. */
export interface ClaimFacts {
  /** Its validity is over (tc.6). */
  readonly expired: boolean
  /** A failed payment blocks it (cp.9). */
  readonly held: boolean
  /** The order that acts is the one that it names. */
  readonly ownOrder: boolean
  /** It applies by itself or by its code: using it claims it. */
  readonly openToAll: boolean
  /** It was claimed only by reserving it. */
  readonly madeByReserving: boolean
  /** Its own terms give it back after a full cancellation, and it is still valid (D-12). */
  readonly comesBack: boolean
}

/** How long a failed payment blocks what its order reserved (cp.9). */
export const BLOCK_MINUTES = clauseById('cp.9')?.numbers?.retryAfterMinutes as number

interface Row {
  readonly from: ClaimPlace
  readonly event: ClaimEvent
  readonly when?: keyof ClaimFacts
  readonly clause: string
}

/** A step that is taken. */
export interface Step extends Row {
  readonly to: ClaimState
  readonly effects: readonly ClaimEffect[]
}

/** A step that is refused. */
export interface NoStep extends Row {
  readonly refusal: RefusalReason
}

const DRAWN = ['draw-use', 'draw-money'] as const
const BOTH = ['return-use', 'return-money'] as const

/**
 * The life of a claim (protection §3): of the rows of a place and an event the first counts whose question
 * is answered by yes; the last of them asks none.
 */
export const CLAIM_STEPS = [
  { from: 'none', event: 'claim', to: 'claimed', effects: ['draw-use'], clause: 'cp.1' },
  { from: 'returned', event: 'claim', to: 'claimed', effects: ['draw-use'], clause: 'cp.1' },
  { from: 'claimed', event: 'claim', refusal: 'already-claimed', clause: 'tc.5' },
  { from: 'reserved', event: 'claim', refusal: 'already-claimed', clause: 'tc.5' },
  { from: 'used', event: 'claim', refusal: 'already-claimed', clause: 'tc.5' },
  { from: 'forfeited', event: 'claim', refusal: 'already-claimed', clause: 'tc.8' },

  {
    from: 'none',
    event: 'reserve',
    when: 'openToAll',
    to: 'reserved',
    effects: DRAWN,
    clause: 'tc.3',
  },
  { from: 'none', event: 'reserve', refusal: 'not-claimed', clause: 'cp.1' },
  { from: 'returned', event: 'reserve', when: 'held', refusal: 'held', clause: 'cp.9' },
  {
    from: 'returned',
    event: 'reserve',
    when: 'openToAll',
    to: 'reserved',
    effects: DRAWN,
    clause: 'tc.3',
  },
  { from: 'returned', event: 'reserve', refusal: 'not-claimed', clause: 'cp.1' },
  { from: 'claimed', event: 'reserve', when: 'expired', refusal: 'expired', clause: 'tc.6' },
  { from: 'claimed', event: 'reserve', when: 'held', refusal: 'held', clause: 'cp.9' },
  { from: 'claimed', event: 'reserve', to: 'reserved', effects: ['draw-money'], clause: 'tc.5' },
  {
    from: 'reserved',
    event: 'reserve',
    when: 'ownOrder',
    to: 'reserved',
    effects: ['draw-money'],
    clause: 'tc.5',
  },
  { from: 'reserved', event: 'reserve', refusal: 'in-another-order', clause: 'tc.5' },
  { from: 'used', event: 'reserve', refusal: 'already-used', clause: 'tc.5' },
  { from: 'forfeited', event: 'reserve', refusal: 'already-used', clause: 'tc.8' },

  { from: 'reserved', event: 'use', to: 'used', effects: [], clause: 'tc.7' },
  { from: 'used', event: 'use', to: 'used', effects: [], clause: 'tc.7' },
  { from: 'none', event: 'use', refusal: 'unknown-order', clause: 'cp.9' },
  { from: 'returned', event: 'use', refusal: 'unknown-order', clause: 'cp.9' },
  { from: 'claimed', event: 'use', refusal: 'wrong-state', clause: 'cp.9' },
  { from: 'forfeited', event: 'use', refusal: 'wrong-state', clause: 'tc.8' },

  {
    from: 'reserved',
    event: 'release',
    when: 'madeByReserving',
    to: 'returned',
    effects: BOTH,
    clause: 'pol.unpaid',
  },
  {
    from: 'reserved',
    event: 'release',
    to: 'claimed',
    effects: ['return-money'],
    clause: 'pol.unpaid',
  },
  {
    from: 'claimed',
    event: 'release',
    when: 'madeByReserving',
    to: 'returned',
    effects: ['return-use'],
    clause: 'cp.9',
  },
  { from: 'claimed', event: 'release', to: 'claimed', effects: [], clause: 'cp.9' },
  { from: 'none', event: 'release', refusal: 'unknown-order', clause: 'cp.9' },
  { from: 'returned', event: 'release', refusal: 'unknown-order', clause: 'cp.9' },
  { from: 'used', event: 'release', refusal: 'wrong-state', clause: 'tc.8' },
  { from: 'forfeited', event: 'release', refusal: 'wrong-state', clause: 'tc.8' },

  {
    from: 'reserved',
    event: 'hold',
    to: 'claimed',
    effects: ['return-money', 'block'],
    clause: 'cp.9',
  },
  { from: 'none', event: 'hold', refusal: 'unknown-order', clause: 'cp.9' },
  { from: 'returned', event: 'hold', refusal: 'unknown-order', clause: 'cp.9' },
  { from: 'claimed', event: 'hold', refusal: 'wrong-state', clause: 'cp.9' },
  { from: 'used', event: 'hold', refusal: 'wrong-state', clause: 'tc.7' },
  { from: 'forfeited', event: 'hold', refusal: 'wrong-state', clause: 'tc.8' },

  { from: 'used', event: 'forfeit', to: 'forfeited', effects: [], clause: 'tc.8' },
  { from: 'forfeited', event: 'forfeit', to: 'forfeited', effects: [], clause: 'tc.8' },
  { from: 'none', event: 'forfeit', refusal: 'unknown-order', clause: 'tc.8' },
  { from: 'returned', event: 'forfeit', refusal: 'unknown-order', clause: 'tc.8' },
  { from: 'claimed', event: 'forfeit', refusal: 'wrong-state', clause: 'tc.8' },
  { from: 'reserved', event: 'forfeit', refusal: 'wrong-state', clause: 'tc.8' },

  {
    from: 'used',
    event: 'cancel',
    when: 'comesBack',
    to: 'claimed',
    effects: ['return-money'],
    clause: 'D-12',
  },
  { from: 'used', event: 'cancel', to: 'forfeited', effects: ['return-money'], clause: 'D-12' },
  { from: 'none', event: 'cancel', refusal: 'unknown-order', clause: 'D-12' },
  { from: 'returned', event: 'cancel', refusal: 'unknown-order', clause: 'D-12' },
  { from: 'claimed', event: 'cancel', refusal: 'wrong-state', clause: 'D-12' },
  { from: 'reserved', event: 'cancel', refusal: 'wrong-state', clause: 'D-12' },
  { from: 'forfeited', event: 'cancel', refusal: 'wrong-state', clause: 'tc.8' },
] as const satisfies readonly (Step | NoStep)[]

const byPlaceAndEvent = Map.groupBy<string, Step | NoStep>(
  CLAIM_STEPS,
  ({ from, event }) => `${from} ${event}`,
)

/** What an event does to a claim, or why it may not happen. */
export function claimStep(from: ClaimPlace, event: ClaimEvent, facts: ClaimFacts): Step | NoStep {
  const rows = byPlaceAndEvent.get(`${from} ${event}`) ?? []
  return rows.find(({ when }) => when === undefined || facts[when]) as Step | NoStep
}

/** Whether a step is taken. */
export function isTaken(step: Step | NoStep): step is Step {
  return 'to' in step
}
