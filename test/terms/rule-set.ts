import { compileTerms, isRefused } from '../../src/tessera.ts'

/** The smallest rule-set that is sound: two kinds in one step. */
export const BAZAAR = {
  id: 'bazaar-1',
  programme: 'bazaar',
  title: 'Terms of the bazaar',
  inForce: null,
  steps: ['first', 'second'],
  kinds: [
    { id: 'voucher', name: 'Voucher', clause: 'bz.1' },
    { id: 'code', name: 'Code', clause: 'bz.2' },
  ],
  rules: [
    { id: 'steps', on: '*', clause: 'bz.3', step: 'first' },
    {
      id: 'minimum',
      on: '*',
      clause: 'bz.4',
      minimum: { compare: 'reaches', of: 'list' },
    },
  ],
  settings: [{ id: 'rounding', clause: 'bz.5', rounding: 'half-up' }],
}

type Row = Readonly<Record<string, unknown>>

/** The bazaar with further rules, from place 2 on. */
export function withRules(...rows: readonly Row[]): object {
  return { ...BAZAAR, rules: [...BAZAAR.rules, ...rows] }
}

/** The bazaar with further settings, from place 1 on. */
export function withSettings(...rows: readonly Row[]): object {
  return { ...BAZAAR, settings: [...BAZAAR.settings, ...rows] }
}

/** The bazaar with other fields. */
export function withFields(fields: Row): object {
  return { ...BAZAAR, ...fields }
}

/** Every fault of a rule-set, as path and sentence. */
export function faultsOf(document: unknown): [path: string, fault: string][] {
  const terms = compileTerms(document)
  return isRefused(terms) ? terms.refused.map(({ path, fault }) => [path, fault]) : []
}
