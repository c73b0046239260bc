/**
 * Exact integer arithmetic on `number`. Products that leave 2^53 are done in bigint, so no result
 * is ever rounded by the floating point; quotients are rounded only where the name says how.
 */

/** How a quotient becomes a whole minor unit. Half-up is decision D-5; a rule-set may say down. */
export type Rounding = 'half-up' | 'down'

/** floor(a × b ÷ c) for non-negative integers, c > 0. */
export function mulDivFloor(a: number, b: number, c: number): number {
  const product = a * b
  // Below 2^53 the product is exact, and so is the floor of the quotient: the distance of a
  // non-integer quotient to the next integer is at least 1/c, more than half a unit in the last place.
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / c)
  return Number((BigInt(a) * BigInt(b)) / BigInt(c))
}

/** a × b ÷ c rounded as `rounding` says, for non-negative integers, c > 0. */
export function mulDivRound(a: number, b: number, c: number, rounding: Rounding): number {
  const product = a * b
  if (product > Number.MAX_SAFE_INTEGER) return mulDivRoundWide(a, b, c, rounding)
  const whole = Math.floor(product / c)
  return rounding === 'half-up' && (product - whole * c) * 2 >= c ? whole + 1 : whole
}

function mulDivRoundWide(a: number, b: number, c: number, rounding: Rounding): number {
  const product = BigInt(a) * BigInt(b)
  const divisor = BigInt(c)
  const whole = product / divisor
  const up = rounding === 'half-up' && (product - whole * divisor) * 2n >= divisor
  return Number(up ? whole + 1n : whole)
}

/** Percentages are carried as basis points: 8.25 % is 825. */
export const WHOLE_BP = 10_000

/** Basis points of a percentage with at most two decimals, or null where it has more. */
export function basisPoints(percent: number): number | null {
  const bp = Math.round(percent * 100)
  return bp / 100 === percent && Number.isSafeInteger(bp) ? bp : null
}

/** `percentBp` of an amount: round(amount × percent ÷ 100). */
export function percentOf(amount: number, percentBp: number, rounding: Rounding): number {
  return mulDivRound(amount, percentBp, WHOLE_BP, rounding)
}

/** An amount that includes tax, without it: round(amount ÷ (1 + rate)) (fg.eligible). */
export function withoutTax(amount: number, rateBp: number, rounding: Rounding): number {
  return rateBp === 0 ? amount : mulDivRound(amount, WHOLE_BP, WHOLE_BP + rateBp, rounding)
}
