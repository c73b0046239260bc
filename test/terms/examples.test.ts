import { describe, expect, test } from 'vitest'
import { clauseById, sourceOfClause } from '../../src/core/base/clauses.ts'
import { type Input, type OfferDocument, refund, shippedTerms } from '../../src/tessera.ts'
import { accepted, explained, line, offer, priced, purchase } from './purchase.ts'
import { fees, exampleTerms as terms, twoShops } from './worked.ts'

const SOURCES: Readonly<Record<string, string>> = {
  ebay: 'eb',
  'lazada-2023': 'lz',
  shopee: 'sp',
  'woocommerce-like': 'wc',
}
const each = terms.all.map((one) => [one.id, one] as const)

test('the rule-sets of other marketplaces load as a marketplace loads its own', () => {
  expect(terms.all.map((one) => one.id)).toEqual(Object.keys(SOURCES))
  expect(terms.all.filter((one) => shippedTerms.get(one.id))).toEqual([])
})

describe('every kind, rule and setting cites a clause of its own source', () => {
  test.each(each)('%s', (id, { document }) => {
    const cited = [...document.kinds, ...document.rules, ...document.settings].map(
      (row) => row.clause,
    )
    expect(cited.filter((clause) => clauseById(clause) === undefined)).toEqual([])
    const others = cited.filter((clause) => sourceOfClause(clause)?.id !== SOURCES[id])
    // Half-up rounding is this project's decision wherever a source does not speak of it.
    expect(others.filter((clause) => clause !== 'D-5')).toEqual([])
  })

  // What a rule-set leaves out is decided by a default, which cites the terms of another marketplace.
  test.each(each)('%s leaves nothing to a default', (_, one) => {
    const silent = one.kindsInOrder.flatMap((kind) =>
      (['step', 'slot', 'minimum', 'stacksWith', 'claimed'] as const)
        .filter((property) => kind.authority[property].rule === 'default')
        .map((property) => `${property} of ${kind.id}`),
    )
    expect(silent).toEqual([])
  })
})

describe('where its source is silent, an example keeps what is simplest', () => {
  const kinds = terms.all.flatMap((one) =>
    one.kindsInOrder.map((kind) => [one.id, kind.id] as const),
  )
  const first = (id: string, kind: string, more: Partial<OfferDocument>) => {
    const coins = kind === 'coins' ? { required: 1 } : null
    const row = offer({ id: 'o', kind, coins, benefit: { off: 1 }, ...more })
    const buyer = { id: 'b1', coins: 1 }
    return priced(purchase({ terms: id, buyer, lines: [line('a', 5)], offers: [row] }), terms)
  }

  test.each(kinds)(
    'sp.own.open, lz.own.open, eb.own.open, wc.own.open: %s, %s unclaimed',
    (id, kind) => {
      expect(first(id, kind, { claimed: false }).rejected).toEqual([])
    },
  )

  // 10 % of 0.05 is half a cent.
  test.each(kinds)('D-5, wc.rounding: %s, %s rounds half a cent up', (id, kind) => {
    expect(first(id, kind, { benefit: { percent: 10 } }).totals.off).toBe(1)
  })
})

describe('the trace of an offer names the rules of its own marketplace', () => {
  test('a bonus in the manner of Lazada overrides what is open to all', () => {
    const bonus = offer({ id: 'bonus', kind: 'bonus', benefit: { off: 500 } })
    const input = purchase({ terms: 'lazada-2023', lines: twoShops, offers: [bonus] })
    expect(explained(input, terms).attempts[0]?.rules).toContainEqual({
      property: 'stacksWith',
      rule: 'bonus-stacking',
      clause: 'lz.bonus',
      overrides: 'lz.own.open',
    })
  })
})

/** A purchase paid with a voucher for free shipping, which asks for 150. */
const shipped = (id: string, kind: string): Input =>
  purchase({
    terms: id,
    lines: twoShops,
    shipping: fees,
    offers: [
      offer({
        id: 'ship',
        kind,
        scope: { stores: ['A'] },
        minimum: { spend: 10_000 },
        benefit: { freeShipping: true },
      }),
    ],
  })

describe('shipping after the sale', () => {
  test.each([
    ['sp.own.shipping', 'shopee', 'shipping-voucher'],
    ['lz.own.shipping', 'lazada-2023', 'shipping-voucher'],
    ['eb.own.shipping', 'ebay', 'ebay-coupon'],
    ['wc.own.shipping', 'woocommerce-like', 'shipping-code'],
  ])('%s: comes back if it was paid and nothing came, and is not charged again', (_, id, kind) => {
    const twoPieces = twoShops.map((row) => ({ ...row, unitPrice: row.unitPrice / 2, quantity: 2 }))
    const input = { ...shipped(id, kind), lines: twoPieces }
    const purchased = { input, quote: priced(input, terms) }
    const back = (reason: 'return' | 'not-received', quantity: number) =>
      accepted(
        refund(
          purchased,
          { before: [], now: ['a', 'b'].map((name) => ({ line: name, quantity })), reason },
          { terms },
        ),
      )
    expect(back('not-received', 2)).toMatchObject({ shipping: { 'm-B/standard': 199 } })
    expect(back('return', 2)).toMatchObject({ shipping: {}, total: 15_000 })
    // Half of the goods go back: the minimum of 100 is broken, and nothing is deducted.
    expect(back('return', 1)).toMatchObject({ deducted: {}, total: 7500 })
  })
})

test('a rule-set of another marketplace can be dated: the change of 25 May 2023 (lz.stack)', () => {
  const at = (text: string) => terms.inForce('lazada', Date.parse(text))?.id
  expect(at('2023-05-24T23:59:59.999+08:00')).toBeUndefined()
  expect(at('2023-05-25T00:00:00+08:00')).toBe('lazada-2023')
})

test('kinds of one marketplace are unknown to the other', () => {
  const voucher = offer({ id: 'v', kind: 'shop-voucher', benefit: { off: 100 } })
  const input = purchase({ terms: 'ebay', lines: [line('a', 1000)], offers: [voucher] })
  expect(priced(input, terms).rejected[0]).toMatchObject({ reason: 'unknown-kind' })
})
