import { ABSENT, type FlatCart } from './flat.ts'

/**
 * The limit: what the answer itself costs, as loops over flat arrays of numbers.
 *
 * It computes what the quote of a workload cart says: the net of every line, each applied offer with
 * its exact shares, the reason of each refused one, the total. It knows nothing but this workload.
 * Left out: reading and validating the input; rules as data (steps, slots and minimums are written
 * into the loops); every screen that no offer of the workload fails (owner, dates, country, uses,
 * budget …); narrowing, because no offer of the workload loses only part of its lines; tax, coins,
 * tiers, caps; clauses, messages, shortfalls, who blocked whom, funding. Products stay below 2^53.
 */
export interface LimitRun extends FlatCart {
  total: number
  /** How many offers applied; each by its place in order of attempt, with its span and its off. */
  applied: number
  readonly appliedOffer: Int32Array
  readonly appliedSpan: Int32Array
  readonly appliedOff: Float64Array
  /** Shares of the applied offers on lines, one offer after the other, in order of its span. */
  readonly shares: Float64Array
  sharesWritten: number
  readonly net: Float64Array
  /** Why an offer was refused, by place in order of attempt: an index into REASONS. */
  readonly reason: Uint8Array
  readonly sellerList: Float64Array
  readonly slotTaken: Uint8Array
  readonly keys: Float64Array
  readonly pool: Float64Array
}

export const REASONS = [
  'applied',
  'no-eligible-items',
  'slot-taken',
  'below-minimum',
  'nothing-left',
] as const
const APPLIED = 0
const NO_ELIGIBLE_ITEMS = 1
const SLOT_TAKEN = 2
const BELOW_MINIMUM = 3
const NOTHING_LEFT = 4

/** The arrays of one cart, with room for its answer: a run writes over the answer of the last. */
export function limitRun(cart: FlatCart): LimitRun {
  const lines = cart.lineList.length
  const sellers = cart.start.length - 2
  const offers = cart.couponSpan.length + cart.codeBp.length + cart.shippingMinimum.length
  return {
    ...cart,
    total: 0,
    applied: 0,
    appliedOffer: new Int32Array(offers),
    appliedSpan: new Int32Array(offers),
    appliedOff: new Float64Array(offers),
    // At most one coupon and one code touch a line.
    shares: new Float64Array(lines * 2),
    sharesWritten: 0,
    net: new Float64Array(lines),
    reason: new Uint8Array(offers),
    sellerList: new Float64Array(sellers),
    slotTaken: new Uint8Array(sellers),
    keys: new Float64Array(lines),
    pool: new Float64Array(lines),
  }
}

/** Prices the cart once more and returns its total; the run holds the rest of the answer. */
export function limitTotal(run: LimitRun): number {
  const { lineList, linesOf, start, net, sellerList, slotTaken } = run
  run.applied = 0
  run.sharesWritten = 0
  let running = 0
  let fees = 0
  for (let seller = 0; seller < sellerList.length; seller++) {
    let sum = 0
    for (let at = start[seller] as number; at < (start[seller + 1] as number); at++) {
      const line = linesOf[at] as number
      net[line] = lineList[line] as number
      sum += net[line] as number
    }
    sellerList[seller] = sum
    slotTaken[seller] = 0
    running += sum
    fees += run.fees[seller] as number
  }
  running -= coupons(run)
  running -= codes(run, running)
  run.total = running + fees - freeShippings(run, running, fees)
  return run.total
}

/** Coupons of sellers: one per seller, minimum on the list. Returns what they took off. */
function coupons(run: LimitRun): number {
  const { couponSpan, couponOff, couponMinimum, sellerList, slotTaken, reason } = run
  let sum = 0
  for (let offer = 0; offer < couponSpan.length; offer++) {
    const seller = couponSpan[offer] as number
    if (seller === ABSENT) {
      reason[offer] = NO_ELIGIBLE_ITEMS
    } else if (slotTaken[seller] === 1) {
      reason[offer] = SLOT_TAKEN
    } else if ((sellerList[seller] as number) < (couponMinimum[offer] as number)) {
      reason[offer] = BELOW_MINIMUM
    } else {
      // The slot is one per seller, so what runs here is still the list.
      const base = sellerList[seller] as number
      const off = Math.min(couponOff[offer] as number, base)
      sum += off
      if (take(run, offer, off)) {
        slotTaken[seller] = 1
        applyTo(run, seller, base)
      }
    }
  }
  return sum
}

/** Codes: one per checkout, minimum on what is left. Returns what it took off. */
function codes(run: LimitRun, running: number): number {
  const { codeBp, codeMinimum, reason } = run
  const first = run.couponSpan.length
  let off = 0
  for (let at = 0; at < codeBp.length; at++) {
    if (off > 0) {
      reason[first + at] = SLOT_TAKEN
    } else if (running < (codeMinimum[at] as number)) {
      reason[first + at] = BELOW_MINIMUM
    } else {
      off = Math.floor((running * (codeBp[at] as number) + 5_000) / 10_000)
      if (take(run, first + at, off)) applyTo(run, run.sellerList.length, running)
    }
  }
  return off
}

/** Free shipping: the first whose minimum is reached takes every fee, and every order's slot. */
function freeShippings(run: LimitRun, running: number, fees: number): number {
  const { shippingMinimum, reason } = run
  const first = run.couponSpan.length + run.codeBp.length
  let off = 0
  for (let at = 0; at < shippingMinimum.length; at++) {
    if (off > 0) {
      reason[first + at] = SLOT_TAKEN
    } else if (running < (shippingMinimum[at] as number)) {
      reason[first + at] = BELOW_MINIMUM
    } else if (take(run, first + at, fees)) {
      run.appliedSpan[run.applied - 1] = run.sellerList.length
      off = fees
    }
  }
  return off
}

/** Notes an offer as applied, or that nothing was left for it. */
function take(run: LimitRun, offer: number, off: number): boolean {
  run.reason[offer] = off > 0 ? APPLIED : NOTHING_LEFT
  if (off === 0) return false
  run.appliedOffer[run.applied] = offer
  run.appliedOff[run.applied] = off
  run.applied++
  return true
}

/**
 * Shares the off of the offer just taken over the lines of a span that weigh `weight` together, by
 * largest remainder: the key of a line orders by remainder first, then the earlier line first.
 */
function applyTo(run: LimitRun, span: number, weight: number): void {
  const { linesOf, net, keys, shares } = run
  const from = run.start[span] as number
  const count = (run.start[span + 1] as number) - from
  const off = run.appliedOff[run.applied - 1] as number
  const written = run.sharesWritten
  let left = off
  for (let at = 0; at < count; at++) {
    const product = off * (net[linesOf[from + at] as number] as number)
    const whole = Math.floor(product / weight)
    keys[at] = (product - whole * weight) * count + (count - 1 - at)
    shares[written + at] = whole
    left -= whole
  }
  const least = left > 0 ? largestKey(run, left, count) : Number.POSITIVE_INFINITY
  for (let at = 0; at < count; at++) {
    const line = linesOf[from + at] as number
    const share = (shares[written + at] as number) + ((keys[at] as number) >= least ? 1 : 0)
    shares[written + at] = share
    net[line] = (net[line] as number) - share
  }
  run.sharesWritten = written + count
  run.appliedSpan[run.applied - 1] = span
}

/** The `rank`-th largest key, by quickselect: sorting would cost more than all the rest. */
function largestKey(run: LimitRun, rank: number, count: number): number {
  const { keys, pool } = run
  for (let at = 0; at < count; at++) pool[at] = keys[at] as number
  let low = 0
  let high = count - 1
  while (low < high) {
    const pivot = pool[(low + high) >> 1] as number
    let up = low
    let down = high
    while (up <= down) {
      while ((pool[up] as number) > pivot) up++
      while ((pool[down] as number) < pivot) down--
      if (up > down) break
      const kept = pool[up] as number
      pool[up++] = pool[down] as number
      pool[down--] = kept
    }
    if (rank - 1 <= down) high = down
    else if (rank - 1 >= up) low = up
    else break
  }
  return pool[rank - 1] as number
}
