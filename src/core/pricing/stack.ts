import type { Cart, CartLine } from './cart.ts'
import type { Offer } from './offer.ts'
import type { Kind } from './terms.ts'
import { type Application, type Narrowing, slotUnit, type Till } from './till.ts'

/** An offer in its turn: its eligible lines, and the kinds that it allows beside it, as bits. */
export interface Turn {
  readonly offer: Offer
  readonly kind: Kind
  readonly allows: number
  readonly eligible: readonly number[]
}

/**
 * The eligible lines that an offer may touch beside what was applied before it: on orders where it
 * stacks, and under units of its slot that nobody holds (pricing §5.3). In order; `eligible` itself
 * where none was lost.
 */
export function freeLines(turn: Turn, till: Till): readonly number[] {
  const { eligible, kind } = turn
  const holders = holdersOf(turn, till)
  const everywhere = stacksEverywhere(turn, till)
  if (everywhere) {
    if (holders === undefined) return eligible
    // A slot per checkout does not narrow: it is free for all lines, or for none.
    if (kind.slot?.per === 'checkout') return NO_LINES
  }
  const free: number[] = []
  for (let k = 0; k < eligible.length; k++) {
    const at = eligible[k] as number
    const stacks = everywhere || stacksAt(turn, till, at)
    if (stacks && holderAt(turn, till, holders, at) === undefined) free.push(at)
  }
  return free.length === eligible.length ? eligible : free
}

/** Whether an offer stacks on none of the orders that its lines touch. */
export function stacksNowhere(turn: Turn, till: Till): boolean {
  if (stacksEverywhere(turn, till)) return false
  return !turn.eligible.some((at) => stacksAt(turn, till, at))
}

const NO_LINES: readonly number[] = []

type Holders = Till['holders'][number] | undefined

function holdersOf({ kind }: Turn, till: Till): Holders {
  return kind.slot === null ? undefined : till.holders[kind.slot.index]
}

/** Whether it stacks with everything that was applied, wherever that stands: the usual case. */
function stacksEverywhere({ kind, allows }: Turn, till: Till): boolean {
  return ((till.kindsAnywhere & ~allows) | (kind.bit & ~till.allowedEverywhere)) === 0
}

/** Two offers stack when each allows the other's kind; on the order of a line all of them must. */
function stacksAt({ kind, allows }: Turn, till: Till, at: number): boolean {
  const { order } = till.cart.lines[at] as CartLine
  const kinds = till.kindsOn[order] as number
  return ((kinds & ~allows) | (kind.bit & ~(till.allowedOn[order] as number))) === 0
}

function holderAt(
  { kind }: Turn,
  till: Till,
  holders: Holders,
  at: number,
): Application | undefined {
  if (holders === undefined || kind.slot === null) return undefined
  return holders[slotUnit(till, kind.slot, at)]
}

/**
 * Who took eligible lines from an offer, in order of application: offers that do not stack with it on
 * an order of its lines, and, where it stacks, the holders of its slot.
 */
export function blockersOf(turn: Turn, till: Till): readonly Application[] {
  const { eligible } = turn
  const holders = holdersOf(turn, till)
  const everywhere = stacksEverywhere(turn, till)
  const blockers: Application[] = []
  const seen = new Uint8Array(till.applied.length)
  for (let k = 0; k < eligible.length; k++) {
    const at = eligible[k] as number
    const holder = holderAt(turn, till, holders, at)
    if (holder === undefined || seen[holder.turn] === 1) continue
    if (!everywhere && !stacksAt(turn, till, at)) continue
    seen[holder.turn] = 1
    blockers.push(holder)
    if (turn.kind.slot?.per === 'checkout') break
  }
  if (everywhere) return inOrder(blockers)
  const touched = ordersOf(eligible, till.cart)
  for (let k = 0; k < till.applied.length; k++) {
    const other = till.applied[k] as Application
    // One that holds the slot here may bar the offer on an order elsewhere: it is named once.
    if (seen[k] === 1 || !bars(other, turn)) continue
    if (meets(other, touched, till.cart)) blockers.push(other)
  }
  return inOrder(blockers)
}

function inOrder(blockers: Application[]): readonly Application[] {
  return blockers.length > 1 ? blockers.sort((a, b) => a.turn - b.turn) : blockers
}

function bars(other: Application, { kind, allows }: Turn): boolean {
  return ((other.kind.bit & ~allows) | (kind.bit & ~other.allows)) !== 0
}

/** 1 at the place of each order that the lines touch. */
function ordersOf(lines: readonly number[], cart: Cart): Uint8Array {
  const touched = new Uint8Array(cart.orders.length)
  for (let k = 0; k < lines.length; k++)
    touched[(cart.lines[lines[k] as number] as CartLine).order] = 1
  return touched
}

/** Two offers meet only where they touch a common order. */
function meets(other: Application, touched: Uint8Array, cart: Cart): boolean {
  return other.lines.some((at) => touched[(cart.lines[at] as CartLine).order] === 1)
}

/** What an offer lost to others on its way to `free`; null where nothing. */
export function narrowingOf(turn: Turn, free: readonly number[], till: Till): Narrowing | null {
  const { eligible } = turn
  if (free.length === eligible.length) return null
  const kept = new Set(free)
  return { lines: eligible.filter((at) => !kept.has(at)), by: blockersOf(turn, till) }
}
