import { describe, expect, test } from 'vitest'
import {
  compileTerms,
  type Input,
  type OfferDocument,
  shippedTerms,
  termsLibrary,
} from '../../src/tessera.ts'
import { accepted, explained, line, offer, outcomes, purchase } from './purchase.ts'
import { withRules } from './rule-set.ts'

/** The rules that the trace names for an offer, by what they decide. */
function rulesOf(input: Input, id: string, terms = shippedTerms) {
  const trace = explained(input, terms).attempts.find((attempt) => attempt.offer === id)
  return Object.fromEntries(
    (trace?.rules ?? []).map(({ property, ...authority }) => [property, authority]),
  )
}

const cart = (id: string, offers: readonly OfferDocument[]): Input =>
  purchase({ terms: id, lines: [line('a', 10_000), line('b', 5000, { store: 's2' })], offers })

describe('tc.2: the trace names the rule that was used and the clause that it overrides', () => {
  test.each([
    ['aliexpress-2020-03', 'promo-code minimum', 'promo-code-minimum tc.11.b', 'tc.3'],
    ['aliexpress-2020-03', 'promo-code stacksWith', 'promo-code-stacking tc.11.a', 'tc.19'],
    ['aliexpress-2020-03', 'platform-coupon minimum', 'platform-coupon-minimum tc.10.c', 'tc.3'],
    ['aliexpress-2020-03', 'platform-coupon claimed', 'coupons-are-claimed tc.3', 'tc.1'],
    ['aliexpress-2020-03', 'store-code minimum', 'minimum tc.3', null],
    ['aliexpress-2020-03', 'store-code slot', 'one-store-code-an-order tc.14.b', null],
    ['aliexpress-2026', 'code minimum', 'minimum-of-what-is-left fg.base', 'fg.eligible'],
    ['aliexpress-2026', 'store-coupon minimum', 'minimum fg.eligible', null],
    ['aliexpress-2018-10', 'platform-coupon minimum', 'platform-coupon-minimum cp.3', 'tc.3'],
    ['aliexpress-general', 'coupon stacksWith', 'stacking cp.5', null],
  ])('%s: %s by %s over %s', (id, decided, by, overrides) => {
    const [kind = '', property = ''] = decided.split(' ')
    const [rule, clause] = by.split(' ')
    const input = cart(id, [offer({ id: 'o', kind, benefit: { off: 100 } })])
    expect(rulesOf(input, 'o')[property]).toEqual({ rule, clause, overrides })
  })

  test("a rule-set of a marketplace's own is traced alike", () => {
    const terms = accepted(
      compileTerms(
        withRules({
          id: 'code-minimum',
          on: ['code'],
          clause: 'bz.9',
          minimum: { compare: 'exceeds', of: 'list' },
          overrides: 'minimum',
        }),
      ),
    )
    // The bazaar cites no clause of the catalogue, so only the trace is looked at.
    const rules = terms.kinds.get('code')?.authority.minimum
    expect(rules).toEqual({ rule: 'code-minimum', clause: 'bz.9', overrides: 'bz.4' })
    expect(termsLibrary([terms]).get('bazaar-1')).toBe(terms)
  })
})

describe("tc.2, cp.4: an offer's own terms override those of its kind", () => {
  const code = offer({ id: 'code', kind: 'promo-code', benefit: { off: 500 } })
  const coupon = offer({
    id: 'coupon',
    kind: 'platform-coupon',
    stacksWith: ['promo-code'],
    benefit: { off: 300 },
  })

  test('a list of kinds: it stacks where both say so, and the trace says whose terms', () => {
    const silent = explained(cart('aliexpress-2020-03', [coupon, code]))
    expect(outcomes(silent.quote)).toEqual({ coupon: 300, code: 'does-not-stack' })
    const mutual = { ...code, stacksWith: ['platform-coupon'] }
    const input = cart('aliexpress-2020-03', [coupon, mutual])
    expect(outcomes(explained(input).quote)).toEqual({ coupon: 300, code: 500 })
    expect(rulesOf(input, 'code').stacksWith).toEqual({
      rule: 'terms of code',
      clause: 'tc.2',
      overrides: 'tc.11.a',
    })
    expect(rulesOf(input, 'coupon').stacksWith).toEqual({
      rule: 'terms of coupon',
      clause: 'tc.2',
      overrides: 'tc.10.b',
    })
  })

  test('any: it stacks with all that allow it, but never opens a place', () => {
    const open = { ...code, stacksWith: 'any' as const }
    const input = cart('aliexpress-2020-03', [open, { ...open, id: 'second' }])
    expect(outcomes(explained(input).quote)).toEqual({ code: 500, second: 'slot-taken' })
    expect(rulesOf(input, 'second').stacksWith?.overrides).toBe('tc.11.a')
  })

  test('fg.exclusive: it stands alone, whatever it says of stacking', () => {
    const alone = offer({
      id: 'alone',
      kind: 'code',
      exclusive: true,
      stacksWith: 'any',
      benefit: { off: 500 },
    })
    const first = offer({ id: 'first', kind: 'platform-select', benefit: { off: 100 } })
    const input = cart('aliexpress-2026', [first, alone])
    const { quote } = explained(input)
    expect(outcomes(quote)).toEqual({ first: 100, alone: 'does-not-stack' })
    expect(quote.rejected[0]).toMatchObject({ clause: 'fg.exclusive', blockedBy: ['first'] })
    expect(rulesOf(input, 'alone').stacksWith).toEqual({
      rule: 'terms of alone',
      clause: 'fg.exclusive',
      overrides: 'fg.order',
    })
    expect(rulesOf(input, 'first').stacksWith).toEqual({
      rule: 'stacking',
      clause: 'fg.order',
      overrides: null,
    })
  })

  test('what an offer does not speak of stays with its kind', () => {
    const open = { ...code, stacksWith: 'any' as const }
    const rules = rulesOf(cart('aliexpress-2020-03', [open]), 'code')
    expect(rules.minimum?.rule).toBe('promo-code-minimum')
    expect(rules.slot?.rule).toBe('one-promo-code-an-order')
  })
})
