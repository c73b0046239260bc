import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { share } from '../../../src/core/base/share.ts'
import { effort } from '../draws.ts'
import { largestRemainder } from '../reference-amounts.ts'
import { same } from '../same.ts'

const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0)

function shared(amount: number, weights: readonly number[]): number[] {
  return share(amount, weights, sum(weights))
}

const BIG = 1e13

describe('an amount is shared by largest remainder', () => {
  test.each([
    ['one line takes all', 7, [9], [7]],
    ['in proportion', 100, [700, 200, 100], [70, 20, 10]],
    ['the spare unit to the largest fraction', 100, [333, 333, 334], [33, 33, 34]],
    ['to the earlier of equal ones', 1, [500, 500], [1, 0]],
    ['one each to the first two of three', 2, [1, 1, 1], [1, 1, 0]],
    ['nothing of nothing', 0, [5, 5], [0, 0]],
    ['everything', 12, [5, 0, 7], [5, 0, 7]],
    ['nothing to a line of price 0', 3, [0, 5, 0, 5], [0, 2, 0, 1]],
    ['a later line with the larger fraction', 1, [1, 3], [0, 1]],
    ['a unit less than everything', 9, [5, 5], [5, 4]],
    ['products beyond 2^53', BIG - 1, [BIG, BIG], [5e12, 5e12 - 1]],
    ['one unit beside a giant', BIG, [BIG, 1], [BIG - 1, 1]],
    ['a third of the largest cart', 5e14, [3e14, 3e14, 4e14], [15e13, 15e13, 2e14]],
  ] as const)('%s', (_, amount, weights, shares) => {
    expect(shared(amount, weights)).toEqual(shares)
  })

  test.each([17, 40, 1000])('%i equal lines: the first ones get the spare units', (count) => {
    const ones = Array<number>(count).fill(3)
    const shares = shared(count + 9, ones)
    expect(shares).toEqual(ones.map((_, at) => (at < 9 ? 2 : 1)))
  })

  const weight = fc.oneof(
    fc.constantFrom(0, 1, 2, 100, 333),
    fc.nat({ max: 5000 }),
    fc.nat({ max: 1e6 }),
    fc.integer({ min: 0, max: BIG }),
  )
  const lists = fc.oneof(
    fc.array(weight, { minLength: 1, maxLength: 8 }),
    fc.array(fc.nat({ max: 3000 }), { minLength: 15, maxLength: 80, size: 'max' }),
    fc.array(fc.constantFrom(3, 7), { minLength: 15, maxLength: 80, size: 'max' }),
  )

  test('exactly, above no weight, and as bigint says', () => {
    fc.assert(
      fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (weights, part) => {
        const total = sum(weights)
        const amount = Math.min(total, Math.floor(total * part))
        const shares = share(amount, weights, total)
        same(sum(shares), amount)
        same(
          shares.some((one, at) => one < 0 || one > (weights[at] as number)),
          false,
        )
        same(shares, largestRemainder(BigInt(amount), weights.map(BigInt)).map(Number))
      }),
      effort(10_000),
    )
  })

  test('and its weights are left as they were', () => {
    const weights = Object.freeze([5, 3, 9])
    share(4, weights, 17)
    share(17, weights, 17)
    expect(weights).toEqual([5, 3, 9])
  })
})
