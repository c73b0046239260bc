import type { Cart, CartLine } from './cart.ts'
import { eligibleLines, screen } from './eligibility.ts'
import type { Attempt } from './lineup.ts'
import { piecesOver, shortfall, spendOver } from './minimum.ts'
import type { Offer } from './offer.ts'
import type { Kind } from './terms.ts'
import { openTill, slotUnits, type Till } from './till.ts'
import { type Basket, worthOf } from './worth.ts'

/** An offer that could apply to this cart, and the most that it could ever take off. */
export interface Candidate {
  readonly attempt: Attempt
  readonly offer: Offer
  readonly kind: Kind
  /** An upper bound on what it takes off, whatever else is chosen. */
  readonly most: number
  /** Basis points of a plain percentage, else 0: what it takes shrinks with what is left. */
  readonly percentBp: number
  /** Places of its eligible lines. */
  readonly lines: readonly number[]
  /** Whether every line of the cart is eligible: then all that is taken before it is off its base. */
  readonly coversAll: boolean
  /** The least that must be left of its lines in its turn, where its minimum is of what is left; else 0. */
  readonly needsLeft: number
  /** Units of its slot that it could hold, each with the most that it could take off there. */
  readonly units: readonly Unit[]
}

export interface Unit {
  readonly unit: number
  readonly most: number
}

/**
 * The offers worth a choice: without a fault of their own, and within reach of their minimum on the
 * untouched cart. What is chosen before an offer only takes lines and spend from it, so an offer that
 * fails here fails in any company.
 */
export function candidatesOf(cart: Cart, attempts: readonly Attempt[]): Candidate[] {
  const till = openTill(cart)
  const candidates: Candidate[] = []
  for (const attempt of attempts) {
    const candidate = candidateOf(attempt, till)
    if (candidate !== null && candidate.most > 0) candidates.push(candidate)
  }
  return candidates
}

function candidateOf(attempt: Attempt, till: Till): Candidate | null {
  const { offer, kind } = attempt
  const { cart } = till
  if (kind === null) return null
  const lines = eligibleLines(offer, kind, cart)
  if (screen(offer, kind, till, lines) !== 0) return null
  const spend = spendOver(till, kind, lines)
  const pieces = () => piecesOver(till, lines)
  if (!kind.pooled && shortfall(offer, kind, spend, pieces).short > 0) return null
  const most = worthOf(offer, cart, basketOf(offer, till, lines, spend))
  const percentBp = offer.benefit.form === 'percent' ? offer.benefit.percentBp : 0
  return {
    attempt,
    offer,
    kind,
    most,
    percentBp,
    lines,
    needsLeft: kind.ofRunning ? needed(offer, kind) : 0,
    coversAll: lines.length === cart.lines.length,
    units: unitsOf(offer, kind, till, { lines, most }),
  }
}

/** The spend that its minimum and its lowest tier ask for. */
export function needed({ minimumSpend, benefit }: Offer, kind: Kind): number {
  const own = minimumSpend < 0 ? 0 : minimumSpend + (kind.exceeds ? 1 : 0)
  return Math.max(own, benefit.byQuantity ? 0 : benefit.threshold)
}

/** Whether it takes from a cart of which it needs a part to be left, and a checkout holds one such. */
export function needsPartOfAll({ needsLeft, coversAll, kind, offer }: Candidate): boolean {
  const isOne = needsLeft > 0 && coversAll && kind.slot?.per === 'checkout'
  return isOne && offer.benefit.form !== 'freeShipping'
}

/** Of its lines, what the most that it takes off depends on. */
function basketOf({ benefit }: Offer, till: Till, lines: readonly number[], spend: number): Basket {
  const { cart } = till
  let list = 0
  for (const at of lines) list += cart.lists[at] as number
  return {
    list,
    spend,
    pieces: benefit.byQuantity ? piecesOver(till, lines) : 0,
    fees: benefit.form === 'freeShipping' ? feesOf(cart, lines) : 0,
  }
}

function feesOf(cart: Cart, lines: readonly number[]): number {
  let fees = 0
  for (const order of new Set(lines.map((at) => (cart.lines[at] as CartLine).order)))
    fees += cart.fees[order] as number
  return fees
}

function unitsOf(
  offer: Offer,
  kind: Kind,
  till: Till,
  on: { lines: readonly number[]; most: number },
): Unit[] {
  const { slot } = kind
  if (slot === null) return []
  const unitOf = slotUnits(till, slot)
  const there = new Map<number, number>()
  for (const at of on.lines) {
    const unit = unitOf === null ? 0 : (unitOf[at] as number)
    there.set(unit, (there.get(unit) ?? 0) + (till.cart.lines[at] as CartLine).list)
  }
  const ships = offer.benefit.form === 'freeShipping'
  return [...there].map(([unit, list]) => ({
    unit,
    most: ships ? on.most : Math.min(on.most, list),
  }))
}
