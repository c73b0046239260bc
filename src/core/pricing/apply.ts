import { share } from '../base/share.ts'
import { amountOf, shippingAmountOf } from './amount.ts'
import { narrowingOf, type Turn } from './stack.ts'
import type { Slot } from './terms.ts'
import { type Application, type Pool, slotUnits, type Till } from './till.ts'

/** An offer that met its minimum, with the lines that it takes from. */
export interface Passed {
  readonly turn: Turn
  /** Eligible lines that are free: what the offer holds. */
  readonly free: readonly number[]
  /** The free lines that it takes from: all of them, or those of its select pool. */
  readonly lines: readonly number[]
  readonly spend: number
  readonly pool: Pool | null
  readonly explains: boolean
}

const NONE: readonly number[] = []

/** Takes the amount off the lines, shared by what is left of each (§5.8); false where it comes to 0. */
export function applyToLines(passed: Passed, till: Till): boolean {
  const { lines, spend, pool } = passed
  const { offer } = passed.turn
  const weights = new Array<number>(lines.length)
  let base = 0
  for (let k = 0; k < lines.length; k++) {
    const left = till.running[lines[k] as number] as number
    weights[k] = left
    base += left
  }
  const { off, forfeited, coins } = amountOf(offer, { base, spend, lines }, till)
  if (off === 0) return false
  const shares = share(off, weights, base)
  for (let k = 0; k < lines.length; k++) {
    const at = lines[k] as number
    till.running[at] = (till.running[at] as number) - (shares[k] as number)
  }
  const application = settle(passed, till, {
    shares,
    orders: NONE,
    shippingShares: NONE,
    base,
    off,
    forfeited,
    coins,
  })
  if (pool !== null) {
    // Its nominal value is taken from the pool, even where a part of it was forfeited (tc.12.a).
    pool.taken += offer.benefit.off
    pool.coupons.push(application)
  }
  return true
}

/** Pays the shipping of the orders of its lines; false where nothing is left to pay. */
export function applyToShipping(passed: Passed, till: Till): boolean {
  const { lines, turn } = passed
  const { off, coins, orders, shares } = shippingAmountOf(turn.offer, till, lines)
  if (off === 0) return false
  let base = 0
  for (let k = 0; k < lines.length; k++) base += till.running[lines[k] as number] as number
  for (let k = 0; k < orders.length; k++) {
    const order = orders[k] as number
    till.feesLeft[order] = (till.feesLeft[order] as number) - (shares[k] as number)
  }
  settle(passed, till, {
    shares: NONE,
    orders,
    shippingShares: shares,
    base,
    off,
    forfeited: 0,
    coins,
  })
  return true
}

type Effect = Pick<
  Application,
  'shares' | 'orders' | 'shippingShares' | 'base' | 'off' | 'forfeited' | 'coins'
>

/** Books the application: takes its slot wherever it has a line, and joins the orders of its lines. */
function settle(passed: Passed, till: Till, effect: Effect): Application {
  const { turn, lines, spend, explains } = passed
  const { offer, kind, allows } = turn
  const application: Application = {
    offer,
    kind,
    turn: till.applied.length,
    allows,
    lines,
    shares: effect.shares,
    orders: effect.orders,
    shippingShares: effect.shippingShares,
    spend,
    base: effect.base,
    off: effect.off,
    forfeited: effect.forfeited,
    coins: effect.coins,
    narrowed: explains ? narrowingOf(turn, passed.free, till) : null,
  }
  till.coinsLeft -= effect.coins
  till.applied.push(application)
  till.kindsAnywhere |= kind.bit
  till.allowedEverywhere &= allows
  if (kind.slot !== null) takeSlot(application, kind.slot, till)
  return application
}

/** An offer holds its slot wherever it has a line, with a share of it or none. */
function takeSlot(application: Application, slot: Slot, till: Till): void {
  const held = till.held[slot.index] ?? { holders: [], units: slotUnits(till, slot) }
  till.held[slot.index] = held
  const { holders, units } = held
  if (units === null) {
    holders[0] = application
    return
  }
  const { lines } = application
  for (let k = 0; k < lines.length; k++) holders[units[lines[k] as number] as number] = application
}
