import type { CartLine } from './cart.ts'
import type { Offer } from './offer.ts'
import type { Kind } from './terms.ts'
import { type Application, allowedKinds, type Narrowing, slotUnit, type Till } from './till.ts'

/** An offer in its turn: its eligible lines, and those of them that are free. */
export interface Turn {
  readonly offer: Offer
  readonly kind: Kind
  readonly eligible: readonly number[]
  readonly free: readonly number[]
}

/** The lines that an offer may touch beside what was applied before it (pricing §5.3). */
export interface Room {
  /** Eligible lines that are free, in order. */
  readonly free: readonly number[]
  /** Whether every eligible line was lost to offers that do not stack with it. */
  readonly stacksNowhere: boolean
}

/** Narrows the eligible lines to the orders where the offer stacks and to the free units of its slot. */
export function makeRoom(offer: Offer, kind: Kind, till: Till, eligible: readonly number[]): Room {
  const { lines } = till.cart
  const allows = allowedKinds(offer, kind, till.cart)
  const holders = kind.slot === null ? undefined : till.holders[kind.slot.index]
  const free: number[] = []
  let stacking = 0
  for (let k = 0; k < eligible.length; k++) {
    const at = eligible[k] as number
    if (!stacksOn(till, (lines[at] as CartLine).order, kind.bit, allows)) continue
    stacking++
    if (holders === undefined || holders[slotUnit(till, kind, at)] === undefined) free.push(at)
  }
  return { free, stacksNowhere: stacking === 0 }
}

/** Two offers stack when each allows the other's kind; on an order all of them must. */
function stacksOn(till: Till, order: number, bit: number, allows: number): boolean {
  return (
    ((till.kindsOn[order] as number) & ~allows) === 0 &&
    (bit & ~(till.allowedOn[order] as number)) === 0
  )
}

/**
 * Who took eligible lines from an offer, in order of application: offers that do not stack with it on
 * an order of its lines, and, where it stacks, the holders of its slot.
 */
export function blockersOf(
  offer: Offer,
  kind: Kind,
  till: Till,
  eligible: readonly number[],
): readonly Application[] {
  const { lines } = till.cart
  const allows = allowedKinds(offer, kind, till.cart)
  const orders = new Set(eligible.map((at) => (lines[at] as CartLine).order))
  const holders = new Set<Application>()
  const held = kind.slot === null ? undefined : till.holders[kind.slot.index]
  for (const at of eligible) {
    if (!held || !stacksOn(till, (lines[at] as CartLine).order, kind.bit, allows)) continue
    const holder = held[slotUnit(till, kind, at)]
    if (holder) holders.add(holder)
  }
  return till.applied.filter((other) => {
    if (holders.has(other)) return true
    const otherAllows = allowedKinds(other.offer, other.kind, till.cart)
    const stacks = (other.kind.bit & ~allows) === 0 && (kind.bit & ~otherAllows) === 0
    return !stacks && other.lines.some((at) => orders.has((lines[at] as CartLine).order))
  })
}

/** What an offer lost to others on its way to `free`; null where nothing. */
export function narrowingOf(turn: Turn, till: Till): Narrowing | null {
  const { offer, kind, eligible, free } = turn
  if (free.length === eligible.length) return null
  const kept = new Set(free)
  return {
    lines: eligible.filter((at) => !kept.has(at)),
    by: blockersOf(offer, kind, till, eligible),
  }
}
