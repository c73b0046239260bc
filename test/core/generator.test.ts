import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REASONS } from '../../src/core/pricing/reasons.ts'
import { isRefused, quote } from '../../src/tessera.ts'
import { inputs, TERMS } from './generator.ts'
import { kindsOf } from './generator-offers.ts'

/** What a property has seen is all that it has tested: here is what the random carts must show it. */
describe('the random carts of the properties', () => {
  const seen = new Map<string, number>()
  const see = (what: string, when = true) => {
    if (when) seen.set(what, (seen.get(what) ?? 0) + 1)
  }
  const counts = (names: readonly string[]) =>
    names.filter((name) => (seen.get(name) ?? 0) < 5).map((name) => `${name} is seen too seldom`)

  test('are good inputs', () => {
    for (const terms of TERMS) {
      for (const input of fc.sample(inputs([terms]), { numRuns: 1000, seed: 7 })) {
        const answer = quote(input)
        if (isRefused(answer)) throw new Error(JSON.stringify(answer))
        for (const one of answer.rejected) for (const reason of one.reasons) see(reason)
        for (const one of answer.applied) {
          const offer = input.offers?.find(({ id }) => id === one.offer)
          see(`${terms} ${one.kind}`)
          see(Object.keys(offer?.benefit ?? {}).join(' with '))
          see('narrowed', one.narrowed !== undefined)
          see('provisional', one.provisional !== undefined)
          see('forfeited', one.forfeited > 0)
          see('a part of the coins', one.coins > 0 && one.coins < (offer?.coins?.max ?? 0))
          see('products beyond 2^53', one.off * one.base > 2 ** 53)
          see('shares of more than 16 lines', Object.keys(one.lines).length > 16)
        }
        see(
          'a line called __proto__',
          answer.lines.some(({ id }) => id === '__proto__'),
        )
        see('tax included', input.pricesIncludeTax === true && answer.totals.tax > 0)
        see('tax added', !input.pricesIncludeTax && answer.totals.tax > 0)
        see('several sellers', answer.orders.length > 2)
      }
    }
  })

  test('meet every reason to refuse an offer', () => {
    expect(counts(REASONS.map(({ reason }) => reason))).toEqual([])
  })

  test('apply every kind of every rule-set', () => {
    const all = TERMS.flatMap((terms) => kindsOf(terms).map((kind) => `${terms} ${kind}`))
    expect(counts(all)).toEqual([])
  })

  test('apply every form of benefit', () => {
    const capped = ['percent with cap', 'every with off with cap', 'freeShipping with cap']
    expect(
      counts(['off', 'percent', 'every with off', 'freeShipping', 'tiers', ...capped]),
    ).toEqual([])
  })

  test('reach the corners', () => {
    const corners = [
      'narrowed',
      'provisional',
      'forfeited',
      'a part of the coins',
      'products beyond 2^53',
      'shares of more than 16 lines',
      'a line called __proto__',
      'tax included',
      'tax added',
      'several sellers',
    ]
    expect(counts(corners)).toEqual([])
  })
})
