import { withoutTax } from '../base/exact.ts'
import type { CartLine } from './cart.ts'
import type { Offer } from './offer.ts'
import type { Kind } from './terms.ts'
import type { Pool, Till } from './till.ts'

/** A line's amount as minimums count it: list or what is left, before tax (fg.eligible). */
export function spendOf(till: Till, kind: Kind, line: number): number {
  const row = till.cart.lines[line] as CartLine
  const amount = kind.ofRunning ? (till.running[line] as number) : row.list
  if (!till.cart.pricesIncludeTax) return amount
  return withoutTax(amount, row.rateBp, till.cart.terms.settings.rounding)
}

export function spendOver(till: Till, kind: Kind, lines: readonly number[]): number {
  let spend = 0
  if (!till.cart.pricesIncludeTax) {
    const amounts = kind.ofRunning ? till.running : till.cart.lists
    for (let k = 0; k < lines.length; k++) spend += amounts[lines[k] as number] as number
    return spend
  }
  for (let k = 0; k < lines.length; k++) spend += spendOf(till, kind, lines[k] as number)
  return spend
}

export function piecesOver(till: Till, lines: readonly number[]): number {
  let pieces = 0
  for (const line of lines) pieces += (till.cart.lines[line] as CartLine).quantity
  return pieces
}

/** How far an offer is from its minimum: the least addition that passes, 0 where it is met. */
export interface Shortfall {
  readonly short: number
  readonly shortOf: 'spend' | 'items'
}

const MET: Shortfall = { short: 0, shortOf: 'spend' }

/** The offer's own minimum, spend before items, then the lowest threshold of its benefit (§5.4). */
export function shortfall(
  offer: Offer,
  kind: Kind,
  spend: number,
  pieces: () => number,
): Shortfall {
  const needed = offer.minimumSpend + (kind.exceeds ? 1 : 0)
  if (offer.minimumSpend >= 0 && spend < needed) return { short: needed - spend, shortOf: 'spend' }
  if (offer.minimumQuantity > 0 && pieces() < offer.minimumQuantity) {
    return { short: offer.minimumQuantity - pieces(), shortOf: 'items' }
  }
  const { threshold, byQuantity } = offer.benefit
  if (threshold === 0) return MET
  const reached = byQuantity ? pieces() : spend
  if (reached >= threshold) return MET
  return { short: threshold - reached, shortOf: byQuantity ? 'items' : 'spend' }
}

/** The pool that a select coupon draws on, with its lines and their spend; or how it fails (§5.6). */
export interface PoolChoice {
  /** Null where no pool has room and is open; the lines are then of the first pool with room. */
  readonly pool: Pool | null
  readonly lines: readonly number[]
  readonly spend: number
  /** How far the first pool with room is from its minimum; 0 where none has room. */
  readonly short: number
  readonly inReach: readonly Pool[]
}

/** Takes the first pool that has room and is open, in order of appearance of the lines. */
export function choosePool(
  offer: Offer,
  kind: Kind,
  till: Till,
  free: readonly number[],
): PoolChoice {
  const { inReach, spends } = poolsInReach(till, kind, free)
  const above = kind.exceeds ? 1 : 0
  let first: Pool | null = null
  for (const pool of inReach) {
    if (pool.taken + offer.benefit.off > pool.value) continue
    first ??= pool
    const spend = spends[pool.index] as number
    if (spend < pool.minimum + above) continue
    const lines = free.filter((line) => poolAt(till, line) === pool)
    return { pool, lines, spend, short: 0, inReach }
  }
  const lines = first === null ? [] : free.filter((line) => poolAt(till, line) === first)
  const spend = first === null ? 0 : (spends[first.index] as number)
  return {
    pool: null,
    lines,
    spend,
    short: first === null ? 0 : first.minimum + above - spend,
    inReach,
  }
}

/** The pools of the free lines in order of appearance, and the spend on each by its index. */
function poolsInReach(
  till: Till,
  kind: Kind,
  free: readonly number[],
): { inReach: readonly Pool[]; spends: readonly number[] } {
  const inReach: Pool[] = []
  const spends: number[] = []
  for (let k = 0; k < free.length; k++) {
    const line = free[k] as number
    const pool = poolAt(till, line)
    if (pool === null) continue
    const before = spends[pool.index]
    if (before === undefined) inReach.push(pool)
    spends[pool.index] = (before ?? 0) + spendOf(till, kind, line)
  }
  return { inReach, spends }
}

/** The pool of a line's store: stores with the same requirement and value share one (D-17). */
function poolAt(till: Till, line: number): Pool | null {
  const { store } = till.cart.lines[line] as CartLine
  if (store.select === null) return null
  const { ofStore, byName } = till.pools
  const known = ofStore[store.index]
  if (known) return known
  const { minimum, value } = store.select
  const name = `${minimum}/${value}`
  const pool = byName.get(name) ?? { index: byName.size, minimum, value, taken: 0, coupons: [] }
  byName.set(name, pool)
  ofStore[store.index] = pool
  return pool
}
