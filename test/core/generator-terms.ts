import { isRefused } from '../../src/core/base/faults.ts'
import { compileTerms, type Terms } from '../../src/core/pricing/terms.ts'
import type { Rule, RuleSet, SlotPer } from '../../src/core/pricing/terms-document.ts'
import type { Draws } from './draws.ts'

/** Kinds of the rule-sets below; what they mean is drawn. */
export const OWN_KINDS = ['alpha', 'beta', 'gamma', 'delta'] as const

/** What a rule-set says of a kind. */
export interface OwnKind {
  readonly step: string
  readonly slot?: NonNullable<Rule['slot']>
  readonly minimum?: NonNullable<Rule['minimum']>
  readonly stacksWith?: 'all' | string[]
}

const SLOTS: readonly SlotPer[] = [
  'checkout',
  'checkout',
  'checkout',
  'order',
  'store',
  'seller',
  'product',
  'line',
]

/**
 * A marketplace's own rule-set: any steps, slots, minimums and stacking. What a search takes for granted
 * of the rule-sets that ship has to hold in these, for terms are data.
 */
export function randomTerms(draws: Draws): Terms {
  // Each slot is per one thing; kinds may share one.
  const slots = [0, 1, 2].map((at) => ({ name: `slot-${at}`, per: draws.pick(SLOTS) }))
  const drawn = OWN_KINDS.map((kind): [string, OwnKind] => {
    const of = draws.pick(['list', 'running', 'running'] as const)
    return [
      kind,
      {
        step: draws.pick(['1', '2', '3']),
        ...(draws.oneIn(5) ? {} : { slot: draws.pick(slots) }),
        minimum: { compare: draws.pick(['reaches', 'exceeds']), of },
        stacksWith: stacking(draws),
      },
    ]
  })
  return ownTerms(Object.fromEntries(drawn), draws.pick(['half-up', 'down']))
}

function stacking(draws: Draws): 'all' | string[] {
  if (draws.below(3) > 0) return 'all'
  return OWN_KINDS.filter(() => draws.oneIn(2))
}

/** A rule-set of these kinds and nothing else; steps go by their names. */
export function ownTerms(
  kinds: Readonly<Record<string, OwnKind>>,
  rounding: 'half-up' | 'down' = 'half-up',
): Terms {
  const document: RuleSet = {
    id: 'own-1',
    programme: 'own',
    title: 'Own terms',
    inForce: null,
    steps: ['1', '2', '3'],
    kinds: Object.keys(kinds).map((id) => ({ id, name: id, clause: 'own.1' })),
    rules: Object.entries(kinds).flatMap(([kind, properties]) =>
      Object.entries(properties).map(([property, value]) => ({
        id: `${kind}-${property}`,
        on: [kind],
        clause: 'own.1',
        [property]: value,
      })),
    ),
    settings: [
      { id: 'rounding', clause: 'own.1', rounding },
      { id: 'shipping-back', clause: 'own.1', shippingComesBackOn: [] },
      { id: 'coins-back', clause: 'own.1', coinsComeBack: 'never' },
      { id: 'recheck', clause: 'own.1', shippingRecheckedOnReturn: false },
    ],
  }
  const terms = compileTerms(document)
  if (isRefused(terms)) throw new Error(JSON.stringify(terms))
  return terms
}
