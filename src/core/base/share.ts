import { mulDivFloor } from './exact.ts'

/**
 * Splits `amount` in proportion to `weights` by largest remainder: every share is floored, then one
 * minor unit each goes to the largest remainders, ties to the earlier place (pricing §5.8).
 *
 * Always true: the shares sum to `amount`, and while amount <= Σ weights no share exceeds its weight.
 * Requires 0 <= amount <= Σ weights = `total`, and total > 0 where amount > 0.
 */
export function share(amount: number, weights: readonly number[], total: number): number[] {
  const count = weights.length
  if (count === 1) return [amount]
  const shares = new Array<number>(count)
  if (amount === total) {
    for (let i = 0; i < count; i++) shares[i] = weights[i] as number
    return shares
  }
  if (amount * total > Number.MAX_SAFE_INTEGER) return shareWide(amount, weights, total)
  const remainders = new Array<number>(count)
  let left = amount
  for (let i = 0; i < count; i++) {
    const product = amount * (weights[i] as number)
    const whole = Math.floor(product / total)
    shares[i] = whole
    remainders[i] = product - whole * total
    left -= whole
  }
  return handOut(shares, remainders, left)
}

/** One unit each to the largest remainders; `left` is below the number of non-zero remainders. */
function handOut(shares: number[], remainders: number[], left: number): number[] {
  if (left > 4 && shares.length > 16) return handOutAbove(shares, remainders, left)
  for (; left > 0; left--) {
    let best = 0
    for (let i = 1; i < remainders.length; i++) {
      if ((remainders[i] as number) > (remainders[best] as number)) best = i
    }
    shares[best] = (shares[best] as number) + 1
    remainders[best] = -1
  }
  return shares
}

/**
 * The same for long carts, where picking the maximum again and again is quadratic: whoever lies above
 * the remainder at the cut gets a unit, and of those at the cut the earlier ones.
 */
function handOutAbove(shares: number[], remainders: number[], left: number): number[] {
  const ascending = Float64Array.from(remainders).sort()
  const cut = ascending[ascending.length - left] as number
  let atCut = left
  for (let i = 0; i < remainders.length; i++) if ((remainders[i] as number) > cut) atCut--
  for (let i = 0; i < remainders.length; i++) {
    const remainder = remainders[i] as number
    if (remainder < cut || (remainder === cut && atCut-- <= 0)) continue
    shares[i] = (shares[i] as number) + 1
  }
  return shares
}

/** The same for products beyond 2^53: remainders are compared as bigint. */
function shareWide(amount: number, weights: readonly number[], total: number): number[] {
  const whole = BigInt(total)
  const shares = weights.map((weight) => mulDivFloor(amount, weight, total))
  const remainders = weights.map((weight) => (BigInt(amount) * BigInt(weight)) % whole)
  const left = amount - shares.reduce((sum, part) => sum + part, 0)
  const places = weights.map((_, place) => place)
  places.sort((a, b) => {
    const gap = (remainders[b] as bigint) - (remainders[a] as bigint)
    return gap > 0n ? 1 : gap < 0n ? -1 : a - b
  })
  for (const place of places.slice(0, left)) shares[place] = (shares[place] as number) + 1
  return shares
}
