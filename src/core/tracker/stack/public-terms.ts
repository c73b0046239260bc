import document2026 from '../../../../terms/aliexpress-2026/terms.json' with { type: 'json' }
import { assert, isRefused } from '../../base/faults.ts'
import { compileTerms, type Terms } from '../../pricing/terms.ts'

/** The kinds that pages show and the guide of 2026 leaves out, each with its step. */
const ADDED = [
  { id: 'instant-discount', name: 'Instant discount', clause: 'tc.16.a', step: 'a' },
  { id: 'seller-instant-off', name: 'Instant off by the seller', clause: 'tc.17.a', step: 'b' },
  { id: 'coins', name: 'Coins', clause: 'tc.18.a.i.1', step: 'd' },
] as const

const SLOTS = [
  {
    id: 'one-instant-discount',
    on: ['instant-discount'],
    clause: 'tc.16.b',
    slot: { name: 'instant-discount', per: 'line' },
  },
  {
    id: 'coins-once-a-product',
    on: ['coins'],
    clause: 'tc.18.a.i.1',
    slot: { name: 'coins', per: 'product' },
  },
] as const

/**
 * The terms of the public stack: those of 2026 (fg.order), and what they do not speak of where the terms
 * of 2020 put it (tc.19): a seller's own discounts before all coupons, coins after those of stores.
 */
export const PUBLIC_TERMS: Terms = compiled({
  ...document2026,
  id: 'public-stack',
  title: 'Public stack of a tracked listing',
  summary:
    'The steps of 2026, with piece ladders, store discounts and coins where tc.19 puts them.',
  steps: ['a', 'b', '1', '2', '3', 'd', '4', '5'],
  kinds: [...document2026.kinds, ...ADDED.map(({ step: _, ...kind }) => kind)],
  rules: [
    ...document2026.rules,
    ...ADDED.map(({ id, step }) => ({ id: `step-${step}`, on: [id], clause: 'tc.19', step })),
    ...SLOTS,
  ],
})

function compiled(document: unknown): Terms {
  const terms = compileTerms(document)
  assert(!isRefused(terms), `the terms of the public stack are sound: ${JSON.stringify(terms)}`)
  return terms
}
