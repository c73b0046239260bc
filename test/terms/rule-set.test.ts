import { describe, expect, test } from 'vitest'
import { compileTerms, isRefused } from '../../src/tessera.ts'
import { BAZAAR, faultsOf, withRules, withSettings } from './rule-set.ts'

const REQUIRED = 'Is required.'
const UNKNOWN = 'Is not a known field.'
const ID = 'Must be a text of 1 to 128 characters without control characters.'
const CLAUSE = 'Must be a clause id such as tc.10.c.'
const ONE_PROPERTY =
  'A rule says exactly one of: step, slot, minimum, stacksWith, claimed, firstCheckoutOnly, excludes.'
const ONE_SETTING =
  'A setting says exactly one of: rounding, shippingComesBackOn, coinsComeBack, shippingRecheckedOnReturn.'

const without = (field: string): object =>
  Object.fromEntries(Object.entries(BAZAAR).filter(([name]) => name !== field))
const row = (more: object): object => ({ id: 'r', on: ['code'], clause: 'bz.9', ...more })
const kinds = (count: number): object[] =>
  Array.from({ length: count }, (_, at) => ({ id: `k${at}`, name: 'K', clause: 'bz.1' }))

test('the bazaar itself is sound', () => {
  expect(faultsOf(BAZAAR)).toEqual([])
})

describe('a rule-set of a wrong shape is refused with the place', () => {
  test.each<[string, unknown, [string, string][]]>([
    ['no object', null, [['', 'Must be an object.']]],
    ['a list', [], [['', 'Must be an object.']]],
    ...['id', 'programme', 'title', 'inForce', 'steps', 'kinds', 'rules', 'settings'].map(
      (field): [string, unknown, [string, string][]] => [
        `${field} is missing`,
        without(field),
        [[`/${field}`, REQUIRED]],
      ],
    ),
    ['an unknown field', { ...BAZAAR, version: 2 }, [['/version', UNKNOWN]]],
    [
      'a field in the wrong case',
      { ...BAZAAR, inforce: null },
      [['/inforce', 'Is not a known field: did you mean "inForce"?']],
    ],
    ['an empty id', { ...BAZAAR, id: '' }, [['/id', ID]]],
    ['an id that is a number', { ...BAZAAR, id: 7 }, [['/id', ID]]],
    ['a title that is none', { ...BAZAAR, title: 7 }, [['/title', expect.any(String)]]],
    ['steps that are no list', { ...BAZAAR, steps: 'first' }, [['/steps', 'Must be a list.']]],
    ['no step', { ...BAZAAR, steps: [] }, [['/steps', 'Must hold 1 to 30 entries.']]],
    ['no kind', { ...BAZAAR, kinds: [] }, [['/kinds', 'Must hold 1 to 30 entries.']]],
    ['too many kinds', { ...BAZAAR, kinds: kinds(31) }, [['/kinds', 'Must hold 1 to 30 entries.']]],
    ['no rule', { ...BAZAAR, rules: [] }, [['/rules', 'Must hold 1 to 500 entries.']]],
    ['no setting', { ...BAZAAR, settings: [] }, [['/settings', 'Must hold 1 to 20 entries.']]],
    [
      'a date without offset',
      { ...BAZAAR, inForce: { from: '2026-01-01T00:00:00' } },
      [['/inForce/from', expect.stringContaining('RFC 3339')]],
    ],
    [
      'a kind without clause',
      { ...BAZAAR, kinds: [{ id: 'a', name: 'A' }] },
      [['/kinds/0/clause', REQUIRED]],
    ],
  ])('%s', (_, document, faults) => {
    expect(faultsOf(document)).toEqual(faults)
  })

  test('thirty kinds are not too many', () => {
    expect(faultsOf({ ...BAZAAR, kinds: kinds(30) })).toEqual([])
  })
})

describe('a rule of a wrong shape is refused with the place', () => {
  test.each<[string, object, [string, string][]]>([
    ['no property', {}, [['/rules/2', ONE_PROPERTY]]],
    ['two properties', { step: 'first', claimed: true }, [['/rules/2', ONE_PROPERTY]]],
    ['an unknown property', { order: 1 }, [['/rules/2/order', UNKNOWN]]],
    ['on no kind', { on: [], claimed: true }, [['/rules/2/on', 'Must hold at least 1.']]],
    ['on a bare name', { on: 'code', claimed: true }, [['/rules/2/on', 'Must be a list.']]],
    ['claimed with a word', { claimed: 'yes' }, [['/rules/2/claimed', 'Must be true or false.']]],
    [
      'a slot per nothing known',
      { slot: { name: 'x', per: 'buyer' } },
      [['/rules/2/slot/per', 'Must be one of: line, product, order, store, seller, checkout.']],
    ],
    ['a slot without name', { slot: { per: 'order' } }, [['/rules/2/slot/name', REQUIRED]]],
    [
      'a comparison that is none',
      { minimum: { compare: '>=', of: 'list' } },
      [['/rules/2/minimum/compare', 'Must be one of: reaches, exceeds.']],
    ],
    [
      'a minimum of nothing known',
      { minimum: { compare: 'reaches', of: 'total' } },
      [['/rules/2/minimum/of', 'Must be one of: list, running, pool.']],
    ],
    ['stacking with a word', { stacksWith: 'any' }, [['/rules/2/stacksWith', 'Must be a list.']]],
    ['no trait excluded', { excludes: [] }, [['/rules/2/excludes', 'Must hold at least 1.']]],
    ['a clause with a blank', { clause: 'bz 9', claimed: true }, [['/rules/2/clause', CLAUSE]]],
    [
      'a date of a day',
      { claimed: true, validFrom: '2026-01-01' },
      [['/rules/2/validFrom', expect.stringContaining('RFC 3339')]],
    ],
  ])('%s', (_, more, faults) => {
    expect(faultsOf(withRules(row(more) as Record<string, unknown>))).toEqual(faults)
  })
})

describe('a name that a rule-set does not have is refused with the place', () => {
  const NO_KIND = 'No kind is called "gift".'
  test.each<[string, unknown, [string, string][]]>([
    [
      'an unknown kind that a rule is on',
      withRules({ id: 'r', on: ['code', 'gift'], clause: 'bz.9', claimed: true }),
      [['/rules/2/on/1', NO_KIND]],
    ],
    [
      'an unknown kind that a rule stacks with',
      withRules({ id: 'r', on: ['code'], clause: 'bz.9', stacksWith: ['gift', 'code'] }),
      [['/rules/2/stacksWith/0', NO_KIND]],
    ],
    [
      'an unknown step',
      withRules({ id: 'r', on: ['code'], clause: 'bz.9', step: 'third', overrides: 'steps' }),
      [['/rules/2/step', 'No step is called "third".']],
    ],
    [
      'an override of an unknown rule',
      withRules({ id: 'r', on: ['code'], clause: 'bz.9', claimed: true, overrides: 'nothing' }),
      [['/rules/2/overrides', 'No rule is called "nothing".']],
    ],
    [
      'an override of an unknown setting',
      withSettings({ id: 's', clause: 'bz.9', coinsComeBack: 'never', overrides: 'steps' }),
      [['/settings/1/overrides', expect.stringContaining('"steps"')]],
    ],
    [
      'a kind without a step',
      { ...BAZAAR, rules: [{ ...BAZAAR.rules[0], on: ['voucher'] }] },
      [['/kinds/1', 'No rule gives "code" a step.']],
    ],
    [
      'a kind twice',
      { ...BAZAAR, kinds: [...BAZAAR.kinds, BAZAAR.kinds[0]] },
      [['/kinds/2/id', '"voucher" stands twice.']],
    ],
    [
      'a rule id twice',
      withRules({ id: 'minimum', on: ['code'], clause: 'bz.9', claimed: true }),
      [['/rules/2/id', '"minimum" stands twice.']],
    ],
    [
      'a setting id twice',
      withSettings({ id: 'rounding', clause: 'bz.9', coinsComeBack: 'never' }),
      [['/settings/1/id', '"rounding" stands twice.']],
    ],
  ])('%s', (_, document, faults) => {
    expect(faultsOf(document)).toEqual(faults)
  })

  test('all of them are told at once', () => {
    const document = {
      ...BAZAAR,
      rules: [
        { id: 'a', on: ['gift'], clause: 'bz.9', step: 'third' },
        { id: 'a', on: ['code'], clause: 'bz.9', claimed: true, overrides: 'b' },
      ],
    }
    expect(faultsOf(document).map(([path]) => path)).toEqual([
      '/rules/1/id',
      '/rules/0/on/0',
      '/rules/0/step',
      '/rules/1/overrides',
      '/kinds/0',
      '/kinds/1',
    ])
  })
})

describe('a setting says one thing', () => {
  test.each<[string, object, [string, string][]]>([
    ['nothing', {}, [['/settings/1', ONE_SETTING]]],
    [
      'two things',
      { coinsComeBack: 'never', shippingRecheckedOnReturn: true },
      [['/settings/1', ONE_SETTING]],
    ],
    [
      'another rounding',
      { rounding: 'half-even', overrides: 'rounding' },
      [['/settings/1/rounding', 'Must be one of: half-up, down.']],
    ],
    [
      'another reason for a refund',
      { shippingComesBackOn: ['regret'] },
      [['/settings/1/shippingComesBackOn/0', expect.stringMatching(/^Must be one of: return, /)]],
    ],
  ])('%s', (_, more, faults) => {
    expect(faultsOf(withSettings({ id: 's', clause: 'bz.9', ...more }))).toEqual(faults)
  })
})

test('what a sound rule-set leaves out has a default', () => {
  const terms = compileTerms(BAZAAR)
  if (isRefused(terms)) throw new Error(JSON.stringify(terms))
  expect(terms.kinds.get('code')).toMatchObject({
    step: 'first',
    slot: null,
    exceeds: false,
    ofRunning: false,
    claimed: false,
    allows: -1,
  })
  expect(terms.settings).toEqual({
    rounding: 'half-up',
    shippingComesBackOn: new Set(),
    coinsComeBack: 'with-the-whole',
    shippingRecheckedOnReturn: false,
  })
})
