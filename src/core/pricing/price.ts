import { share } from '../base/share.ts'
import { amountOf, type Measure, shippingAmountOf } from './amount.ts'
import type { Cart, CartLine } from './cart.ts'
import { bitOf, screen } from './eligibility.ts'
import { choosePool, piecesOver, type Shortfall, shortfall, spendOver } from './minimum.ts'
import type { Offer } from './offer.ts'
import { blockersOf, makeRoom, narrowingOf, type Turn } from './stack.ts'
import type { Kind, Terms } from './terms.ts'
import {
  type Application,
  allowedKinds,
  openTill,
  type Pool,
  type Rejection,
  slotUnit,
  type Till,
} from './till.ts'

/** Deciding may stop at the first fault of an offer; explaining lists every fault and who blocks it. */
export type Reading = 'decide' | 'explain'

/** A cart priced: what was applied, what was refused, what is left to pay. */
export interface Priced {
  readonly cart: Cart
  readonly applied: readonly Application[]
  readonly rejected: readonly Rejection[]
  readonly running: readonly number[]
  readonly feesLeft: readonly number[]
}

/** What this cart costs with these offers attempted, and why: the whole path (pricing §5). */
export function price(cart: Cart, offers: readonly Offer[], reading: Reading): Priced {
  const till = openTill(cart)
  const rejected: Rejection[] = []
  const eligible: number[] = []
  const order = inOrder(offers, cart.terms)
  for (let k = 0; k < order.length; k++) {
    const offer = offers[order[k] as number] as Offer
    const rejection = attempt(offer, till, reading, eligible)
    if (rejection !== null) rejected.push(rejection)
  }
  return { cart, applied: till.applied, rejected, running: till.running, feesLeft: till.feesLeft }
}

/** One offer in its turn: applied to the till, or refused with its reason. */
function attempt(offer: Offer, till: Till, reading: Reading, eligible: number[]): Rejection | null {
  const kind = till.cart.terms.kinds.get(offer.kind) ?? null
  const faults = screen(offer, kind, till, eligible)
  if (faults !== 0 || kind === null) return refuse(offer, kind, faults, NOBODY)
  const { free, stacksNowhere } = makeRoom(offer, kind, till, eligible)
  if (free.length === 0) {
    const reason = stacksNowhere ? 'does-not-stack' : 'slot-taken'
    const blockers = reading === 'decide' ? NOBODY : blockersOf(offer, kind, till, eligible)
    return refuse(offer, kind, bitOf[reason], blockers)
  }
  const turn: ReadTurn = { offer, kind, eligible, free, reading }
  return kind.pooled ? attemptSelect(turn, till) : attemptOn(turn, till, free)
}

interface ReadTurn extends Turn {
  readonly reading: Reading
}

/** A select coupon draws on a pool: the pool's lines and minimum are its own (tc.12). */
function attemptSelect(turn: ReadTurn, till: Till): Rejection | null {
  const { offer, kind } = turn
  const choice = choosePool(offer, kind, till, turn.free)
  if (choice.pool !== null) return applyToLines(turn, till, choice)
  if (choice.short > 0)
    return refuseShort(turn, choice.spend, { short: choice.short, shortOf: 'spend' })
  return refuse(offer, kind, bitOf['allowance-spent'], spentOf(till, choice.inReach))
}

/** The select coupons that were taken from these pools, in order of application. */
function spentOf(till: Till, pools: readonly Pool[]): readonly Application[] {
  return till.applied.filter((one) => pools.some((pool) => pool.coupons.includes(one)))
}

function attemptOn(turn: ReadTurn, till: Till, lines: readonly number[]): Rejection | null {
  const { offer, kind } = turn
  const spend = spendOver(till, kind, lines)
  const missing = shortfall(offer, kind, spend, () => piecesOver(till, lines))
  if (missing.short > 0) return refuseShort(turn, spend, missing)
  if (offer.benefit.form === 'freeShipping') return applyToShipping(turn, till, spend)
  return applyToLines(turn, till, { pool: null, lines, spend })
}

function applyToLines(
  turn: ReadTurn,
  till: Till,
  on: { readonly pool: Pool | null; readonly lines: readonly number[]; readonly spend: number },
): Rejection | null {
  const { offer, kind } = turn
  const { lines, spend } = on
  const weights = new Array<number>(lines.length)
  let base = 0
  for (let k = 0; k < lines.length; k++) {
    const left = till.running[lines[k] as number] as number
    weights[k] = left
    base += left
  }
  const measure: Measure = { base, spend, pieces: () => piecesOver(till, lines) }
  const { off, forfeited, coins } = amountOf(offer, measure, till)
  if (off === 0) return refuse(offer, kind, bitOf['nothing-left'], NOBODY)
  const shares = share(off, weights, base)
  for (let k = 0; k < lines.length; k++) {
    const at = lines[k] as number
    till.running[at] = (till.running[at] as number) - (shares[k] as number)
  }
  const application: Application = {
    offer,
    kind,
    lines,
    shares,
    orders: NONE,
    shippingShares: NONE,
    spend,
    base,
    off,
    forfeited,
    coins,
    narrowed: narrowing(turn, till),
  }
  if (on.pool !== null) {
    on.pool.taken += offer.benefit.off
    on.pool.coupons.push(application)
  }
  settle(application, till)
  return null
}

function applyToShipping(turn: ReadTurn, till: Till, spend: number): Rejection | null {
  const { offer, kind, free } = turn
  const { off, coins, orders, shares } = shippingAmountOf(offer, till, free)
  if (off === 0) return refuse(offer, kind, bitOf['nothing-left'], NOBODY)
  let base = 0
  for (const at of free) base += till.running[at] as number
  for (const [k, order] of orders.entries()) {
    till.feesLeft[order] = (till.feesLeft[order] as number) - (shares[k] as number)
  }
  const application: Application = {
    offer,
    kind,
    lines: free,
    shares: NONE,
    orders,
    shippingShares: shares,
    spend,
    base,
    off,
    forfeited: 0,
    coins,
    narrowed: narrowing(turn, till),
  }
  settle(application, till)
  return null
}

const NONE: readonly number[] = []
const NOBODY: readonly Application[] = []
const BELOW_MINIMUM = bitOf['below-minimum']

function narrowing(turn: ReadTurn, till: Till): Application['narrowed'] {
  if (turn.reading === 'decide') return null
  return narrowingOf(turn, till)
}

/** Takes the slot wherever there is an eligible line, and joins the orders that the lines touch. */
function settle(application: Application, till: Till): void {
  const { offer, kind, lines } = application
  till.coinsLeft -= application.coins
  till.applied.push(application)
  const allows = allowedKinds(offer, kind, till.cart)
  for (let k = 0; k < lines.length; k++) {
    const { order } = till.cart.lines[lines[k] as number] as CartLine
    till.kindsOn[order] = (till.kindsOn[order] as number) | kind.bit
    till.allowedOn[order] = (till.allowedOn[order] as number) & allows
  }
  if (kind.slot === null) return
  const holders = till.holders[kind.slot.index] ?? []
  till.holders[kind.slot.index] = holders
  for (let k = 0; k < lines.length; k++) {
    holders[slotUnit(till, kind, lines[k] as number)] = application
  }
}

function refuse(
  offer: Offer,
  kind: Kind | null,
  reasons: number,
  blockers: readonly Application[],
): Rejection {
  return { offer, kind, reasons, blockers, short: 0, shortOf: 'spend', spend: 0 }
}

function refuseShort({ offer, kind }: ReadTurn, spend: number, missing: Shortfall): Rejection {
  const { short, shortOf } = missing
  return { offer, kind, reasons: BELOW_MINIMUM, blockers: NOBODY, short, shortOf, spend }
}

/** Places of the offers in order of attempt: by step, by the kind's place in it, by position. */
function inOrder(offers: readonly Offer[], terms: Terms): number[] {
  const last = terms.kindsInOrder.length
  const turn = new Array<number>(offers.length)
  const starts = new Array<number>(last + 2).fill(0)
  for (let i = 0; i < offers.length; i++) {
    const place = terms.kinds.get((offers[i] as Offer).kind)?.place ?? last
    turn[i] = place
    starts[place + 1] = (starts[place + 1] as number) + 1
  }
  for (let place = 1; place <= last + 1; place++) {
    starts[place] = (starts[place] as number) + (starts[place - 1] as number)
  }
  const order = new Array<number>(offers.length)
  for (let i = 0; i < offers.length; i++) {
    const place = turn[i] as number
    const next = starts[place] as number
    order[next] = i
    starts[place] = next + 1
  }
  return order
}
