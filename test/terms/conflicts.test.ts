import { describe, expect, test } from 'vitest'
import { compileTerms, type Terms } from '../../src/tessera.ts'
import { accepted } from './purchase.ts'
import { faultsOf, withFields, withRules, withSettings } from './rule-set.ts'

/** A rule on the minimum of these kinds; the general one is called `minimum`. */
const claim = (id: string, on: readonly string[], overrides?: string) => ({
  id,
  on,
  clause: `bz.${id}`,
  minimum: { compare: 'exceeds', of: 'running' },
  ...(overrides === undefined ? {} : { overrides }),
})

const both = (first: string, second: string, kind: string): string =>
  `"${first}" and "${second}" both claim "minimum" of "${kind}"; name the one that this rule overrides.`

const CIRCLE = 'These rules override each other in a circle.'

const minimumOf = (document: object, kind: string) => {
  const terms: Terms = accepted(compileTerms(document))
  const found = terms.kinds.get(kind)
  return { exceeds: found?.exceeds, ...found?.authority.minimum }
}

describe('two rules that claim the same thing without an order are refused (tc.2)', () => {
  test.each<[string, object, [string, string][]]>([
    [
      'a special rule beside a general one, told at the later one',
      withRules(claim('code-minimum', ['code'])),
      [['/rules/2', both('minimum', 'code-minimum', 'code')]],
    ],
    [
      'once for each kind that both speak of',
      withRules(claim('strict', ['code', 'voucher'])),
      [
        ['/rules/2', both('minimum', 'strict', 'voucher')],
        ['/rules/2', both('minimum', 'strict', 'code')],
      ],
    ],
    [
      'two special rules that override the same general one',
      withRules(claim('a', ['code'], 'minimum'), claim('b', ['code'], 'minimum')),
      [['/rules/3', both('a', 'b', 'code')]],
    ],
    [
      'though they say the same',
      withRules(
        { id: 'a', on: ['code'], clause: 'bz.9', claimed: true },
        { id: 'b', on: '*', clause: 'bz.9', claimed: true },
      ),
      [
        [
          '/rules/3',
          '"a" and "b" both claim "claimed" of "code"; name the one that this rule overrides.',
        ],
      ],
    ],
    [
      'an override of another rule does not help',
      withRules(claim('code-minimum', ['code'], 'steps')),
      [
        [
          '/rules/2/overrides',
          '"steps" is about something else; a rule overrides one about the same.',
        ],
        ['/rules/2', both('minimum', 'code-minimum', 'code')],
      ],
    ],
    [
      'two settings',
      withSettings({ id: 'down', clause: 'bz.9', rounding: 'down' }),
      [
        [
          '/settings/1',
          '"rounding" and "down" both claim "rounding"; name the one that this rule overrides.',
        ],
      ],
    ],
    [
      'a rule that overrides itself',
      withRules({ id: 'a', on: ['code'], clause: 'bz.9', claimed: true, overrides: 'a' }),
      [['/rules/2/overrides', CIRCLE]],
    ],
    [
      'two that override each other',
      withRules(
        { id: 'a', on: ['code'], clause: 'bz.9', claimed: true, overrides: 'b' },
        { id: 'b', on: ['code'], clause: 'bz.9', claimed: false, overrides: 'a' },
      ),
      [
        ['/rules/2/overrides', CIRCLE],
        ['/rules/3/overrides', CIRCLE],
      ],
    ],
    [
      'three in a circle',
      withRules(
        { id: 'a', on: ['code'], clause: 'bz.9', claimed: true, overrides: 'c' },
        { id: 'b', on: ['code'], clause: 'bz.9', claimed: false, overrides: 'a' },
        { id: 'c', on: ['code'], clause: 'bz.9', claimed: true, overrides: 'b' },
      ),
      [
        ['/rules/2/overrides', CIRCLE],
        ['/rules/3/overrides', CIRCLE],
        ['/rules/4/overrides', CIRCLE],
      ],
    ],
    [
      'a circle beside a rule that stands',
      withRules(
        { id: 'a', on: ['code'], clause: 'bz.9', claimed: true, overrides: 'b' },
        { id: 'b', on: ['code'], clause: 'bz.9', claimed: false, overrides: 'a' },
        { id: 'c', on: ['code'], clause: 'bz.9', claimed: true },
      ),
      [
        ['/rules/2/overrides', CIRCLE],
        ['/rules/3/overrides', CIRCLE],
      ],
    ],
    [
      'two settings that override each other',
      withSettings(
        { id: 'a', clause: 'bz.9', coinsComeBack: 'never', overrides: 'b' },
        { id: 'b', clause: 'bz.9', coinsComeBack: 'never', overrides: 'a' },
      ),
      [
        ['/settings/1/overrides', CIRCLE],
        ['/settings/2/overrides', CIRCLE],
      ],
    ],
  ])('%s', (_, document, faults) => {
    expect(faultsOf(document)).toEqual(faults)
  })
})

describe('a rule that names what it overrides wins, wherever it stands (tc.2)', () => {
  const special = withRules(claim('code-minimum', ['code'], 'minimum'))

  test('on its own kinds, and the general one stays in force for the others', () => {
    expect(minimumOf(special, 'code')).toEqual({
      exceeds: true,
      rule: 'code-minimum',
      clause: 'bz.code-minimum',
      overrides: 'bz.4',
    })
    expect(minimumOf(special, 'voucher')).toEqual({
      exceeds: false,
      rule: 'minimum',
      clause: 'bz.4',
      overrides: null,
    })
  })

  test('through a chain, of which the last one counts', () => {
    const chain = withRules(claim('b', ['code'], 'a'), claim('a', ['code'], 'minimum'))
    expect(minimumOf(chain, 'code')).toMatchObject({ rule: 'b', overrides: 'bz.a' })
  })

  test('settings likewise', () => {
    const terms = accepted(
      compileTerms(
        withSettings({ id: 'down', clause: 'bz.9', rounding: 'down', overrides: 'rounding' }),
      ),
    )
    expect(terms.settings.rounding).toBe('down')
  })

  test('exclusions add up: two of them never contradict', () => {
    const terms = accepted(
      compileTerms(
        withRules(
          { id: 'a', on: '*', clause: 'bz.6', excludes: ['virtual'] },
          { id: 'b', on: ['code'], clause: 'bz.7', excludes: ['cashback'] },
        ),
      ),
    )
    expect(terms.kinds.get('code')?.excludedTraits).toEqual(new Set(['virtual', 'cashback']))
    expect(terms.kinds.get('voucher')?.excludedTraits).toEqual(new Set(['virtual']))
  })
})

describe('what cannot be meant is refused (tc.22)', () => {
  test.each<[string, object, string[]]>([
    ['a step that stands twice', withFields({ steps: ['first', 'first'] }), ['/steps/1']],
    [
      'a version that ends before it begins',
      withFields({ inForce: { from: '2026-01-02T00:00:00Z', until: '2026-01-01T00:00:00Z' } }),
      ['/inForce/until'],
    ],
    [
      'one slot held by different things',
      withRules(
        { id: 'a', on: ['code'], clause: 'bz.9', slot: { name: 'one', per: 'order' } },
        { id: 'b', on: ['voucher'], clause: 'bz.9', slot: { name: 'one', per: 'store' } },
      ),
      ['/rules/3/slot/per'],
    ],
  ])('%s', (_, document, paths) => {
    expect(faultsOf(document).map(([path]) => path)).toEqual(paths)
  })
})

describe('a marketplace cites its own clauses (tc.22)', () => {
  test('for reasons that none of its rules decides', () => {
    const terms = accepted(
      compileTerms(withFields({ refusals: [{ reason: 'expired', clause: 'bz.12' }] })),
    )
    expect(terms.refusals.get('expired')).toBe('bz.12')
  })
})
