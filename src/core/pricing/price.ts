import { applyToLines, applyToShipping, type Passed } from './apply.ts'
import type { Cart } from './cart.ts'
import { eligibleLines, screen } from './eligibility.ts'
import { type Attempt, lineUp } from './lineup.ts'
import { choosePool, piecesOver, type Shortfall, shortfall, spendOver } from './minimum.ts'
import type { Offer } from './offer.ts'
import { bitOf } from './reasons.ts'
import { blockersOf, freeLines, stacksNowhere, type Turn } from './stack.ts'
import type { Kind } from './terms.ts'
import {
  type Application,
  allowedKinds,
  openTill,
  type Pool,
  type Rejection,
  type Till,
} from './till.ts'

/** Deciding stops at what decides; explaining also tells who blocks an offer and what it lost. */
export type Reading = 'decide' | 'explain'

/** A cart priced: what was applied, what was refused, what is left to pay. */
export interface Priced {
  readonly cart: Cart
  readonly applied: readonly Application[]
  readonly rejected: readonly Rejection[]
  readonly running: readonly number[]
  readonly feesLeft: readonly number[]
}

/** What this cart costs with these offers attempted, and why (pricing §5). */
export function price(cart: Cart, offers: readonly Offer[], reading: Reading): Priced {
  return priceInTurn(cart, lineUp(offers, cart.terms), reading)
}

/** The same with the offers lined up already: each in turn, on what the ones before it left. */
export function priceInTurn(cart: Cart, attempts: readonly Attempt[], reading: Reading): Priced {
  const till = openTill(cart)
  const rejected: Rejection[] = []
  for (let k = 0; k < attempts.length; k++) {
    const rejection = attempt(attempts[k] as Attempt, till, reading)
    if (rejection !== null) rejected.push(rejection)
  }
  return { cart, applied: till.applied, rejected, running: till.running, feesLeft: till.feesLeft }
}

const NO_LINES: readonly number[] = []
const NOBODY: readonly Application[] = []
const DOES_NOT_STACK = bitOf['does-not-stack']
const SLOT_TAKEN = bitOf['slot-taken']
const ALLOWANCE_SPENT = bitOf['allowance-spent']
const BELOW_MINIMUM = bitOf['below-minimum']
const NOTHING_LEFT = bitOf['nothing-left']

/** One offer in its turn, decided: null where it was applied to the till, else its refusal. */
export function decide(one: Attempt, till: Till): Rejection | null {
  return attempt(one, till, 'decide')
}

/** One offer in its turn: applied to the till, or refused with its reason. */
function attempt({ offer, kind }: Attempt, till: Till, reading: Reading): Rejection | null {
  const eligible = kind === null ? NO_LINES : eligibleLines(offer, kind, till.cart)
  const faults = screen(offer, kind, till, eligible)
  if (faults !== 0 || kind === null) return refuse(offer, kind, faults, NOBODY)
  const turn: Turn = { offer, kind, allows: allowedKinds(offer, kind, till.cart), eligible }
  const free = freeLines(turn, till)
  if (free.length === 0) {
    const reason = stacksNowhere(turn, till) ? DOES_NOT_STACK : SLOT_TAKEN
    return refuse(offer, kind, reason, reading === 'decide' ? NOBODY : blockersOf(turn, till))
  }
  const on: On = { turn, free, explains: reading === 'explain' }
  return kind.pooled ? attemptSelect(on, till) : attemptOn(on, till)
}

interface On {
  readonly turn: Turn
  readonly free: readonly number[]
  readonly explains: boolean
}

/** A select coupon draws on a pool: the pool's lines and minimum are its own (tc.12.a, tc.12.b). */
function attemptSelect(on: On, till: Till): Rejection | null {
  const { offer, kind } = on.turn
  const { pool, lines, spend, short, inReach } = choosePool(offer, kind, till, on.free)
  if (pool !== null) {
    const { turn, free, explains } = on
    const passed: Passed = { turn, free, lines, spend, pool, explains }
    return applyToLines(passed, till) ? null : nothingLeft(on)
  }
  if (short > 0) return refuseShort(on.turn, { short, shortOf: 'spend' }, { spend, lines })
  return refuse(offer, kind, ALLOWANCE_SPENT, couponsOf(inReach))
}

/** The select coupons that were taken from these pools, in order of application. */
function couponsOf(pools: readonly Pool[]): readonly Application[] {
  return pools.flatMap((pool) => pool.coupons).sort((a, b) => a.turn - b.turn)
}

function attemptOn(on: On, till: Till): Rejection | null {
  const { turn, free: lines } = on
  const { offer, kind } = turn
  const spend = spendOver(till, kind, lines)
  const pieces = countsPieces(offer) ? () => piecesOver(till, lines) : noPieces
  const missing = shortfall(offer, kind, spend, pieces)
  if (missing.short > 0) return refuseShort(turn, missing, { spend, lines })
  const { explains } = on
  const passed: Passed = { turn, free: lines, lines, spend, pool: null, explains }
  const ships = offer.benefit.form === 'freeShipping'
  const applied = ships ? applyToShipping(passed, till) : applyToLines(passed, till)
  return applied ? null : nothingLeft(on)
}

/** Most offers never ask for pieces; then nothing is made to count them. */
function countsPieces({ minimumQuantity, benefit }: Offer): boolean {
  return minimumQuantity > 0 || benefit.byQuantity
}

const noPieces = (): number => 0

function nothingLeft({ turn }: On): Rejection {
  return refuse(turn.offer, turn.kind, NOTHING_LEFT, NOBODY)
}

function refuse(
  offer: Offer,
  kind: Kind | null,
  reasons: number,
  blockers: readonly Application[],
): Rejection {
  return { offer, kind, reasons, blockers, short: 0, shortOf: 'spend', spend: 0, lines: NO_LINES }
}

function refuseShort(
  { offer, kind }: Turn,
  { short, shortOf }: Shortfall,
  { spend, lines }: Pick<Rejection, 'spend' | 'lines'>,
): Rejection {
  return { offer, kind, reasons: BELOW_MINIMUM, blockers: NOBODY, short, shortOf, spend, lines }
}
