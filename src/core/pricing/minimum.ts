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
  /** Null where no pool has room and is open. */
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
  const pools = poolsInReach(till, free)
  const inReach = [...pools.keys()]
  let short = 0
  let shortSpend = 0
  for (const [pool, lines] of pools) {
    if (pool.taken + offer.benefit.off > pool.value) continue
    const spend = spendOver(till, kind, lines)
    if (spend >= pool.minimum) return { pool, lines, spend, short: 0, inReach }
    if (short > 0) continue
    short = pool.minimum - spend
    shortSpend = spend
  }
  return { pool: null, lines: [], spend: shortSpend, short, inReach }
}

function poolsInReach(till: Till, free: readonly number[]): Map<Pool, number[]> {
  till.pools ??= []
  const reach = new Map<Pool, number[]>()
  for (const line of free) {
    const { select } = (till.cart.lines[line] as CartLine).store
    if (select === null) continue
    let pool = till.pools.find(
      (one) => one.minimum === select.minimum && one.value === select.value,
    )
    if (pool === undefined) {
      pool = { minimum: select.minimum, value: select.value, taken: 0, coupons: [] }
      till.pools.push(pool)
    }
    const lines = reach.get(pool)
    if (lines) lines.push(line)
    else reach.set(pool, [line])
  }
  return reach
}
