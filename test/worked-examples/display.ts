import { expect } from 'vitest'
import { mulDivFloor, mulDivRound } from '../../src/core/base/exact.ts'
import { line, nets, offer, outcomes, priced, purchase } from '../terms/purchase.ts'
import type { Example } from './example.ts'

/** Pesos for one unit, in ten-thousandths. */
const PESOS = { USD: 173_844, CNY: 24_148 } as const

/** An amount as it is shown in another currency: times the rate, half-up to the cent. */
export function shownMinor(amountMinor: number, rateTenThousandths: number): number {
  return mulDivRound(amountMinor, rateTenThousandths, 10_000, 'half-up')
}

/** A store coupon that is made in the seller's currency and only shown in pesos. */
function coupon(id: number, currency: keyof typeof PESOS, amounts: readonly number[]): Example {
  const [off = 0, minimum = 0, offShown = 0, minimumShown = 0] = amounts
  return {
    id,
    shows: `fg.currency: a coupon of ${currency} ${off / 100} off ${minimum / 100} is shown in pesos, half-up each`,
    check: () => {
      expect(shownMinor(off, PESOS[currency])).toBe(offShown)
      expect(shownMinor(minimum, PESOS[currency])).toBe(minimumShown)
      // What is shown may lie below what is asked: so a minimum is compared in the coupon's currency.
      const row = offer({
        id: 'c',
        kind: 'store-coupon',
        currency,
        minimum: { spend: minimum },
        benefit: { off },
      })
      const cart = { terms: 'aliexpress-2020-03', lines: [line('a', minimum)], offers: [row] }
      expect(outcomes(priced(purchase({ ...cart, currency })))).toEqual({ c: off })
      const inPesos = { ...cart, currency: 'MXN', lines: [line('a', minimumShown)] }
      expect(outcomes(priced(purchase(inPesos)))).toEqual({ c: 'wrong-currency' })
    },
  }
}

/** Where the shown minimum is rounded down, a cart of just that much is below the true one. */
export function isShownTooLow(minimum: number, rate: number): boolean {
  return shownMinor(minimum, rate) * 10_000 < minimum * rate
}

const COUPONS: readonly Example[] = [
  coupon(9, 'USD', [300, 9000, 5215, 156_460]),
  coupon(10, 'USD', [200, 5500, 3477, 95_614]),
  coupon(12, 'CNY', [3000, 203_000, 7244, 490_204]),
  coupon(13, 'USD', [400, 10_000, 6954, 173_844]),
  coupon(15, 'USD', [100, 1500, 1738, 26_077]),
]

/** A price in pesos on a product page, with the label of its discount. */
function label(id: number, currency: keyof typeof PESOS, amounts: readonly number[]): Example {
  const [list = 0, sale = 0, listShown = 0, saleShown = 0, percent = 0] = amounts
  return {
    id,
    shows: `${currency} ${list / 100} and ${sale / 100} in pesos, and a label that is the floor of the rate`,
    check: () => {
      expect(shownMinor(list, PESOS[currency])).toBe(listShown)
      expect(shownMinor(sale, PESOS[currency])).toBe(saleShown)
      expect(mulDivFloor(list - sale, 100, list)).toBe(percent)
      // The label cannot rebuild the price.
      expect(mulDivRound(list, 100 - percent, 100, 'half-up')).not.toBe(sale)
    },
  }
}

const LABELS: readonly Example[] = [
  label(19, 'USD', [5432, 993, 94_432, 17_263, 81]),
  label(20, 'CNY', [786_612, 546_308, 1_899_511, 1_319_225, 30]),
]

const DISCOUNTED: Example = {
  id: 18,
  shows: 'a discount of 2 % is rounded to the cent before the price is converted',
  check: () => {
    const row = offer({ id: 'o', kind: 'instant-discount', benefit: { percent: 2 } })
    for (const [list, sale, pesos] of [
      [406, 398, 6919],
      [359, 352, 6119],
    ] as const) {
      const quote = priced(
        purchase({ terms: 'aliexpress-2020-03', lines: [line('a', list)], offers: [row] }),
      )
      expect(nets(quote)).toEqual([sale])
      expect(shownMinor(sale, PESOS.USD)).toBe(pesos)
    }
  },
}

const FREE_FROM: Example = {
  id: 21,
  shows: 'free shipping from MXN 170.00 on: 51.98 at 169.99, nothing at 170.00',
  check: () => {
    const row = offer({
      id: 'choice',
      kind: 'free-shipping',
      minimum: { spend: 17_000 },
      benefit: { freeShipping: true },
    })
    const at = (price: number) =>
      priced(
        purchase({
          terms: 'aliexpress-2026',
          currency: 'MXN',
          lines: [line('a', price)],
          shipping: [{ seller: 'm-s1', method: 'standard', fee: 5198 }],
          offers: [row],
        }),
      )
    expect(at(17_000).totals).toMatchObject({ shipping: 5198, shippingOff: 5198, total: 17_000 })
    expect(at(16_999).totals).toMatchObject({ shippingOff: 0, total: 16_999 + 5198 })
    expect(at(16_999).rejected[0]).toMatchObject({ short: 1, shortOf: 'spend' })
  },
}

/** Prices as they are shown: conversion, labels, thresholds. */
export const DISPLAY: readonly Example[] = [...COUPONS, DISCOUNTED, ...LABELS, FREE_FROM]
