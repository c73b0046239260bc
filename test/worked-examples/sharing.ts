import { expect } from 'vitest'
import { type Input, refund } from '../../src/tessera.ts'
import { accepted, line, nets, offer, priced, purchase } from '../terms/purchase.ts'
import { exampleTerms } from '../terms/worked.ts'
import type { Example } from './example.ts'

/** Lines of a store each, and one offer of the platform on all of them. */
function shared(prices: readonly number[], off: number, currency = 'CNY'): Input {
  return purchase({
    terms: 'aliexpress-2026',
    currency,
    lines: prices.map((price, at) => line(`l${at}`, price, { store: `s${at}` })),
    offers: [offer({ id: 'o', kind: 'platform-select', benefit: { off } })],
  })
}

/** What comes back for each line in turn. */
function refundsOf(input: Input, order: readonly number[]): number[] {
  const purchased = { input, quote: priced(input) }
  const pieces = order.map((at) => ({ line: input.lines[at]?.id ?? '', quantity: 1 }))
  return pieces.map((piece, at) => {
    const returns = { before: pieces.slice(0, at), now: [piece], reason: 'return' } as const
    return accepted(refund(purchased, returns)).total
  })
}

const CROSS_STORE: Example = {
  id: 27,
  shows: 'tc.8: Taobao, 500 − 50 over A 400 and B 100; B gives back 90, A 360, in any order',
  check: () => {
    const input = shared([40_000, 10_000], 5000)
    const offers = input.offers?.map((row) => ({ ...row, minimum: { spend: 50_000 } })) ?? []
    // The minimum is not tested again on what is kept.
    expect(refundsOf({ ...input, offers }, [1, 0])).toEqual([9000, 36_000])
    expect(refundsOf({ ...input, offers }, [0, 1])).toEqual([36_000, 9000])
  },
}

const AGENT: Example = {
  id: 29,
  shows:
    'an agent: 100 and 50 less 50 give back 67 and 33 in whole units, 66.67 and 33.33 in cents',
  check: () => {
    expect(refundsOf(shared([100, 50], 50, 'JPY'), [0, 1])).toEqual([67, 33])
    expect(refundsOf(shared([10_000, 5000], 5000), [0, 1])).toEqual([6667, 3333])
  },
}

const EXCLUDED: Example = {
  id: 36,
  shows: 'tc.5: Salesforce, 15 % of 60 and 50, an excluded 40 neither counts nor is lowered',
  check: () => {
    const quote = priced(
      purchase({
        terms: 'aliexpress-2026',
        lines: [
          line('a', 6000),
          line('b', 5000),
          line('c', 4000, { traits: ['special-promotion'] }),
        ],
        offers: [offer({ id: 'o', kind: 'code', benefit: { percent: 15 } })],
      }),
    )
    expect(quote.lines.map((row) => row.off)).toEqual([900, 750, 0])
    expect(quote.totals.total).toBe(13_350)
    expect(quote.applied[0]).toMatchObject({ spend: 11_000, base: 11_000 })
  },
}

const SPREAD: Example = {
  id: 38,
  shows: 'RetailCRM: 2 × (10 − 1) + 3 × 5 less 5 is 28, the 5 spread over the lines',
  check: () => {
    const quote = priced(
      purchase({
        terms: 'aliexpress-2020-03',
        lines: [line('a', 1000, { quantity: 2 }), line('b', 500, { quantity: 3 })],
        offers: [
          offer({
            id: 'item',
            kind: 'instant-discount',
            scope: { listings: ['a'] },
            benefit: { off: 200 },
          }),
          offer({ id: 'order', kind: 'store-code', benefit: { off: 500 } }),
        ],
      }),
    )
    // 5 × 18 ÷ 33 = 2.727… and 5 × 15 ÷ 33 = 2.272…
    expect(nets(quote)).toEqual([1527, 1273])
    expect(quote.totals.total).toBe(2800)
  },
}

const NO_DECIMALS: Example = {
  id: 43,
  shows: 'WooCommerce: 10 % without decimals comes to 621, one line up and one down',
  check: () => {
    const quote = priced(
      purchase({
        terms: 'woocommerce-like',
        currency: 'JPY',
        lines: [line('a', 395), line('b', 295)],
        offers: [offer({ id: 'TEN', kind: 'percent-code', benefit: { percent: 10 } })],
      }),
      exampleTerms,
    )
    expect(nets(quote)).toEqual([355, 266])
    expect(quote.totals.total).toBe(621)
  },
}

/** How an amount is dealt out over the lines, and what a refund makes of it. */
export const SHARING: readonly Example[] = [CROSS_STORE, AGENT, EXCLUDED, SPREAD, NO_DECIMALS]

const BY_LIST: Example = {
  id: 28,
  shows:
    'JD deals an amount out by prices before other discounts and loses what a line cannot bear (42); we deal it out by what is left, and lose nothing (40)',
  check: () => {
    const inShopA = { funder: 'store:a' }
    const quote = priced(
      purchase({
        terms: 'aliexpress-2018-10',
        currency: 'CNY',
        lines: [line('A', 15_000, { store: 'a' }), line('B', 5000, { store: 'b' })],
        offers: [
          offer({ id: 'sale', kind: 'store-discount', benefit: { off: 10_000 }, ...inShopA }),
          offer({ id: 'shop', kind: 'store-coupon', benefit: { off: 3000 }, ...inShopA }),
          offer({
            id: 'platform',
            kind: 'platform-discount',
            minimum: { spend: 20_000 },
            benefit: { off: 3000 },
          }),
        ],
      }),
    )
    // 30 × 20 ÷ 70 = 8.571… and 30 × 50 ÷ 70 = 21.428…
    expect(quote.applied.at(-1)?.lines).toEqual({ A: 857, B: 2143 })
    expect(nets(quote)).toEqual([1143, 2857])
    expect(quote.totals.total).toBe(4000)
  },
}

const CLAWBACK: Example = {
  id: 32,
  shows:
    'UNIQLO leaves a coupon whole while the rest reaches its minimum (30 back); ours is shared out at purchase, so a returned piece brings back what was paid for it (28.50)',
  check: () => {
    const input = shared([3000, 7000], 500, 'SGD')
    expect(refundsOf(input, [0, 1])).toEqual([2850, 6650])
  },
}

const EVENLY: Example = {
  id: 39,
  shows:
    'WooCommerce deals 6 off 5, 2 and 1 out in equal parts (2, 0, 0 left); ours follows prices (1.25, 0.50, 0.25 left); both come to 2',
  check: () => {
    const quote = priced(
      purchase({
        terms: 'woocommerce-like',
        lines: [line('a', 500), line('b', 200), line('c', 100)],
        offers: [offer({ id: 'SIX', kind: 'fixed-code', benefit: { off: 600 } })],
      }),
      exampleTerms,
    )
    expect(nets(quote)).toEqual([125, 50, 25])
    expect(quote.totals.total).toBe(200)
  },
}

/** Published outcomes that our rules answer otherwise, on purpose: what we answer, and why. */
export const OTHERWISE: readonly Example[] = [BY_LIST, CLAWBACK, EVENLY]
