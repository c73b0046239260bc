import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DISPLAY, isShownTooLow, shownMinor } from './worked-examples/display.ts'
import { csvRows, type Example, wholeOf } from './worked-examples/example.ts'
import { OTHERWISE, SHARING } from './worked-examples/sharing.ts'
import { STACKING } from './worked-examples/stacking.ts'

/** Examples that are not about the price of one cart: why each does not apply. */
const NOT_PRICED: Readonly<Record<number, string>> = {
  6: 'A compensation is paid in several coupons: issuing them is no part of pricing.',
  46: 'A bundle has a price of its own, a benefit that offers do not have; choosing the best set is the optimiser’s.',
  48: 'Dealing items out to several orders is the optimiser’s.',
  49: 'Cashback is paid after the sale by a third party; it lowers no price.',
}

const named = (examples: readonly Example[]) =>
  examples.map((one) => [one.id, one.shows, one.check] as const)

describe('published examples come out as published', () => {
  test.each(named([...DISPLAY, ...STACKING, ...SHARING]))('%i: %s', (_id, _shows, check) => check())
})

describe('published examples that come out otherwise, on purpose', () => {
  test.each(named(OTHERWISE))('%i: %s', (_id, _shows, check) => check())
})

const data = join(import.meta.dirname, '../../shared/data')
const examples = join(data, 'worked-examples.csv')
const conversions = join(data, 'fx-conversions.csv')

if (existsSync(examples)) {
  test('every example of the collection is computed, or listed with a reason', () => {
    const collected = csvRows(readFileSync(examples, 'utf8')).map((row) => Number(row.id))
    const computed = [...DISPLAY, ...STACKING, ...SHARING, ...OTHERWISE].map((one) => one.id)
    const answered = [...computed, ...Object.keys(NOT_PRICED).map(Number)]
    expect(answered.toSorted((a, b) => a - b)).toEqual(collected)
  })
}

if (existsSync(conversions)) {
  describe('prices of product pages in pesos: base × rate, half-up to the cent', () => {
    const rows = csvRows(readFileSync(conversions, 'utf8'))

    test('there are as many as were collected', () => {
      expect(rows.length).toBe(110)
    })

    test.each(['list', 'sale'] as const)('every %s price', (price) => {
      const wrong = rows.filter(
        (row) =>
          shownMinor(wholeOf(row[`${price}_base`] ?? '', 2), wholeOf(row.rate_to_MXN ?? '', 4)) !==
          wholeOf(row[`${price}_MXN_shown`] ?? '', 2),
      )
      expect(wrong).toEqual([])
    })
  })
}

// In 2 of the 5 coupons the shown minimum is below the true one: 956.14 of 956.142, 4902.04 of 4902.044.
test.each([
  [9000, 173_844, false],
  [5500, 173_844, true],
  [203_000, 24_148, true],
  [10_000, 173_844, false],
  [1500, 173_844, false],
])('a minimum of %i at a rate of %i is shown too low: %s', (minimum, rate, tooLow) => {
  expect(isShownTooLow(minimum, rate)).toBe(tooLow)
})
