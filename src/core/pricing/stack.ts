import type { Cart } from './cart.ts'
import type { Offer } from './offer.ts'
import type { Kind } from './terms.ts'
import { type Application, type Held, kindsByOrder, type Narrowing, type Till } from './till.ts'

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
  const held = holdersOf(kind, till)
  const everywhere = stacksEverywhere(turn, till)
  if (held === null && everywhere) return eligible
  // A slot per checkout does not narrow: it is free for all lines, or for none.
  if (held !== null && held.units === null) return NO_LINES
  const free: number[] = []
  for (let k = 0; k < eligible.length; k++) {
    const at = eligible[k] as number
    if (holderAt(held, at) === undefined && (everywhere || stacksAt(turn, till, at))) free.push(at)
  }
  return free.length === eligible.length ? eligible : free
}

/** Whether an offer stacks on none of the orders that its lines touch. */
export function stacksNowhere(turn: Turn, till: Till): boolean {
  if (stacksEverywhere(turn, till)) return false
  return !turn.eligible.some((at) => stacksAt(turn, till, at))
}

const NO_LINES: readonly number[] = []

function holdersOf({ slot }: Kind, till: Till): Held | null {
  return slot === null ? null : (till.held[slot.index] ?? null)
}

function holderAt(held: Held | null, at: number): Application | undefined {
  if (held === null) return undefined
  return held.holders[held.units === null ? 0 : (held.units[at] as number)]
}

/** Whether it stacks with everything that was applied, wherever that stands: the usual case. */
function stacksEverywhere({ kind, allows }: Turn, till: Till): boolean {
  return ((till.kindsAnywhere & ~allows) | (kind.bit & ~till.allowedEverywhere)) === 0
}

/** Two offers stack when each allows the other's kind; on the order of a line all of them must. */
function stacksAt({ kind, allows }: Turn, till: Till, at: number): boolean {
  const { kindsOn, allowedOn } = kindsByOrder(till)
  const order = till.cart.orderOf[at] as number
  return (((kindsOn[order] as number) & ~allows) | (kind.bit & ~(allowedOn[order] as number))) === 0
}

/**
 * Who took eligible lines from an offer, in order of application: offers that do not stack with it on
 * an order of its lines, and, where it stacks, the holders of its slot.
 */
export function blockersOf(turn: Turn, till: Till): readonly Application[] {
  const { eligible, kind } = turn
  const everywhere = stacksEverywhere(turn, till)
  const blockers = holdersAmong(turn, till, holdersOf(kind, till))
  if (everywhere) return inOrder(blockers)
  const named = new Set(blockers)
  const touched = ordersOf(eligible, till.cart)
  for (const other of till.applied) {
    // One that holds the slot here may bar the offer on an order elsewhere: it is named once.
    if (!named.has(other) && bars(other, turn) && meets(other, touched, till.cart)) {
      blockers.push(other)
    }
  }
  return inOrder(blockers)
}

/** How many holders are told apart by looking through them; more are kept in a set. */
const FEW = 16

/** The holders of the slot on lines where the offer stacks, each once. */
function holdersAmong(turn: Turn, till: Till, held: Held | null): Application[] {
  const found: Application[] = []
  if (held === null) return found
  const { eligible } = turn
  const everywhere = stacksEverywhere(turn, till)
  let many: Set<Application> | null = null
  for (let k = 0; k < eligible.length; k++) {
    const at = eligible[k] as number
    const holder = holderAt(held, at)
    if (holder === undefined || holder === found.at(-1)) continue
    if (many === null ? found.includes(holder) : many.has(holder)) continue
    if (!everywhere && !stacksAt(turn, till, at)) continue
    found.push(holder)
    if (held.units === null) break
    if (found.length > FEW) many = (many ?? new Set(found)).add(holder)
  }
  return found
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
  for (let k = 0; k < lines.length; k++) touched[cart.orderOf[lines[k] as number] as number] = 1
  return touched
}

/** Two offers meet only where they touch a common order. */
function meets(other: Application, touched: Uint8Array, cart: Cart): boolean {
  return other.lines.some((at) => touched[cart.orderOf[at] as number] === 1)
}

/** What an offer lost to others on its way to `free`; null where nothing. */
export function narrowingOf(turn: Turn, free: readonly number[], till: Till): Narrowing | null {
  const { eligible } = turn
  if (free.length === eligible.length) return null
  const kept = new Set(free)
  return { lines: eligible.filter((at) => !kept.has(at)), by: blockersOf(turn, till) }
}
