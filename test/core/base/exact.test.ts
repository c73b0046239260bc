import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  basisPoints,
  mulDivFloor,
  mulDivRound,
  percentOf,
  withoutTax,
} from '../../../src/core/base/exact.ts'
import { effort } from '../draws.ts'
import { same } from '../same.ts'

const SAFE = Number.MAX_SAFE_INTEGER

describe('a × b ÷ c', () => {
  test.each([
    // a, b, c, floor, half-up
    [0, 5, 3, 0, 0],
    [7, 1, 2, 3, 4],
    [5, 1, 2, 2, 3],
    [4, 1, 3, 1, 1],
    [5, 1, 3, 1, 2],
    [10, 10, 100, 1, 1],
    [1, 1, 2, 0, 1],
    [1, 1, 3, 0, 0],
    [1, 49, 100, 0, 0],
    [1, 50, 100, 0, 1],
    [3000, 115, 10_000, 34, 35],
    [SAFE, 1, 1, SAFE, SAFE],
    [SAFE, 2, 2, SAFE, SAFE],
    [SAFE, SAFE, SAFE, SAFE, SAFE],
    [SAFE, 1, 2, 4503599627370495, 4503599627370496],
    [SAFE, 3, 6, 4503599627370495, 4503599627370496],
    [1e15, 10_000, 3_000, 3_333_333_333_333_333, 3_333_333_333_333_333],
    [1e15, 9_999, 10_000, 999_900_000_000_000, 999_900_000_000_000],
    [999_999_999_999_999, 3_333, 10_000, 333_299_999_999_999, 333_300_000_000_000],
  ])('%d × %d ÷ %d is %d floored and %d half-up', (a, b, c, ...[floor, halfUp]) => {
    expect([mulDivFloor(a, b, c), mulDivRound(a, b, c, 'down')]).toEqual([floor, floor])
    expect(mulDivRound(a, b, c, 'half-up')).toBe(halfUp)
  })

  test('is that of bigint for any whole numbers up to 10^15', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.maxSafeNat(),
        fc.maxSafeNat(),
        ranges,
        (x, y, z, [p, q, r]) => {
          const [a, b, c] = [x % p, y % q, 1 + (z % r)]
          const [product, divisor] = [BigInt(a) * BigInt(b), BigInt(c)]
          // A quotient that is no safe integer could not be told from its neighbours.
          fc.pre(product / divisor < BigInt(SAFE))
          same(mulDivFloor(a, b, c), Number(product / divisor))
          same(mulDivRound(a, b, c, 'down'), Number(product / divisor))
          const halfUp = (2n * product + divisor) / (2n * divisor)
          same(mulDivRound(a, b, c, 'half-up'), Number(halfUp))
        },
      ),
      effort(20_000),
    )
  })

  // Halves and near halves, where a double that is off by one unit in the last place shows.
  test('rounds a half up and all below it down, however large', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4e7 }), fc.nat({ max: 9e7 }), (c, whole) => {
        const even = 2 * (c + 1)
        const half = whole * even + even / 2
        same(mulDivRound(half, 1, even, 'half-up'), whole + 1)
        same(mulDivRound(half - 1, 1, even, 'half-up'), whole)
        same(mulDivFloor(whole * even, 1, even), whole)
        same(mulDivFloor((whole + 1) * even - 1, 1, even), whole)
      }),
      effort(5000),
    )
  })

  const range = fc.constantFrom(10, 1000, 10_001, 1e7, 1e10, 1e13, 1e15 + 1)
  const ranges = fc.tuple(range, range, range)
})

describe('percentages', () => {
  test.each([
    [10, 1000],
    [0, 0],
    [100, 10_000],
    [8.25, 825],
    [0.01, 1],
    [33.33, 3333],
    [1.15, 115],
    [1.005, null],
    [0.001, null],
    [99.999, null],
    [1e-7, null],
    [1e20, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ])('%d %% is %d basis points', (percent, bp) => {
    expect(basisPoints(percent)).toBe(bp)
  })

  test('every percentage of two decimals is read back from its text', () => {
    for (let bp = 0; bp <= 20_000; bp++) {
      const text = `${Math.floor(bp / 100)}.${String(bp % 100).padStart(2, '0')}`
      same(basisPoints(Number(text)), bp)
    }
  })

  test.each([
    // 1.15 % of 3000 is 34.5 exactly; in binary fractions it falls below.
    [3000, 115, 35],
    [1999, 725, 145],
    [50, 500, 3],
    [49, 500, 2],
    [9_999_999_999_999, 3_333, 3_333_000_000_000],
    [1e15, 10_000, 1e15],
  ])('%d at %d basis points is %d', (amount, bp, part) => {
    expect(percentOf(amount, bp, 'half-up')).toBe(part)
  })

  test.each([
    [2400, 2000, 2000],
    [2399, 2000, 1999],
    [101, 1900, 85],
    [3025, 2100, 2500],
    [3024, 2100, 2499],
    [777, 0, 777],
    [1e15, 10_000, 5e14],
    [1e15, 1, 999_900_009_999_000],
  ])('%d including %d basis points of tax is %d without', (amount, bp, net) => {
    expect(withoutTax(amount, bp, 'half-up')).toBe(net)
  })
})
