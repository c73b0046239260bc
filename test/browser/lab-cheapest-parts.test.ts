import { describe, expect, test } from 'vitest'
import sample from '../../samples/carts/us-may-2026.json' with { type: 'json' }
import { isRefused } from '../../src/core/base/faults.ts'
import { best } from '../../src/core/pricing/best.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { plan } from '../../src/core/pricing/plan.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { basketCarts } from '../../src/web/state/baskets.ts'
import { stepsBetween } from '../../src/web/state/choice-steps.ts'
import { foundSentence, proofWords, withBound } from '../../src/web/state/findings.ts'
import { hardCart } from './hard-cart.ts'

const input = sample.input as unknown as Input

function accepted<T extends object>(answer: T): Exclude<T, { refused: unknown }> {
  if (isRefused(answer)) throw new Error(JSON.stringify(answer))
  return answer as Exclude<T, { refused: unknown }>
}

/** A cart in which what an earlier checkout used counts for the later ones. */
const SHARING: Input = {
  terms: 'aliexpress-2020-03',
  at: '2020-11-11T08:00:00Z',
  currency: 'USD',
  buyer: { id: 'b', country: 'US', coins: 300 },
  stores: { s: { seller: 'm' } },
  lines: [1, 2, 3].map((n) => ({
    id: `l${n}`,
    listing: `L${n}`,
    sku: `S${n}`,
    store: 's',
    unitPrice: 1_000,
    quantity: 2,
  })),
  offers: [
    {
      id: 'coins',
      kind: 'coins',
      funder: 'store:s',
      benefit: { off: 100 },
      coins: { max: 200 },
      uses: { limit: 3, made: 0 },
    },
    {
      id: 'code',
      kind: 'promo-code',
      funder: 'platform',
      benefit: { off: 300 },
      minimum: { spend: 1_500 },
      uses: { limit: 2, made: 0 },
      budget: { limit: 9, made: 1 },
    },
  ],
}

describe('the baskets of a plan', () => {
  test.each([
    ['with pieces together', false],
    ['with pieces dealt apart', true],
  ])('%s, priced as carts of their own, come to what the plan says', (_, units) => {
    for (const cart of [SHARING, input, hardCart()]) {
      const stepsMax = 2_000_000
      const found = accepted(plan({ ...cart, maxCheckouts: 3, options: { units } }, { stepsMax }))
      const baskets = basketCarts(cart, found)
      expect(baskets.map((basket) => quote(basket))).toEqual(
        found.checkouts.map((checkout) => checkout.quote),
      )
    }
  })

  test('leave coins and uses for the later ones as the earlier ones left them', () => {
    const found = accepted(plan({ ...SHARING, maxCheckouts: 3 }))
    const [first, second] = basketCarts(SHARING, found)
    const spent = found.checkouts[0]?.quote.totals.coins ?? 0
    expect(second?.buyer.coins).toBe(300 - spent)
    const made = (cart: Input | undefined) => cart?.offers?.map(({ uses }) => uses?.made)
    const once = (id: string) => Number(found.checkouts[0]?.chosen.includes(id))
    expect(made(first)).toEqual([0, 0])
    expect(made(second)).toEqual([once('coins'), once('code')])
  })
})

describe('the way to the best choice', () => {
  const chosen = { ...input, choose: accepted(best(input)).chosen }

  test('ends at it, each step priced, and the total never rises', () => {
    const steps = stepsBetween(input, chosen)
    expect(steps.at(-1)?.input.choose).toEqual(chosen.choose)
    for (const [at, { input: cart, before, total }] of steps.entries()) {
      expect(accepted(quote(cart)).totals.total).toBe(total)
      expect(before).toBe(steps[at - 1]?.total ?? 11_791)
      expect(total).toBeLessThanOrEqual(before)
    }
    expect(steps.at(-1)?.total).toBe(11_190)
  })

  test('begins with what changes no price, and is none where nothing changes', () => {
    const falls = stepsBetween(input, chosen).map(({ before, total }) => before !== total)
    expect(falls.indexOf(true)).toBeGreaterThan(5)
    expect(stepsBetween(chosen, chosen)).toEqual([])
  })

  test('of very many offers is walked in strides', () => {
    const offers = Array.from({ length: 500 }, (_, at) => {
      return { id: `o${at}`, kind: 'code', funder: 'platform', benefit: { off: 1 } }
    })
    const many = { ...input, offers }
    expect(stepsBetween(many, { ...many, choose: ['o7'] }).length).toBeLessThanOrEqual(12)
  })
})

describe('what an answer says', () => {
  const found = accepted(best(input))

  test('is proof where there is one, else how much is open', () => {
    const standing = { total: 1_000, bound: 960, proved: false, currency: 'USD' }
    expect(proofWords(standing)).toBe('At most 0.40 (4%) above the cheapest')
    expect(proofWords({ ...standing, bound: 1_000, proved: true })).toBe(
      'Proved: nothing is cheaper',
    )
  })

  test('keeps the better bound of two, and is proved once the bound is met', () => {
    const open = { kind: 'best', best: { ...found, bound: 9_000, proved: false } } as const
    expect(withBound(open, 8_000)).toMatchObject({ best: { bound: 9_000, proved: false } })
    expect(withBound(open, 9_500)).toMatchObject({ best: { bound: 9_500, proved: false } })
    expect(withBound(open, 99_999)).toMatchObject({ best: { bound: 11_190, proved: true } })
  })

  test('is a sentence', () => {
    const open = { ...found, bound: 9_000, proved: false }
    expect(foundSentence({ kind: 'best', best: open }, 11_190)).toBe(
      'The best choice uses 6 offers. It is proved that none comes below 90.00 USD.',
    )
  })
})
