import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Input, loadTerms, type TermsLibrary } from '../../src/tessera.ts'
import { accepted, line, nets, outcomes, priced } from './purchase.ts'

/** The rule-sets of other marketplaces, loaded from their folder as a marketplace loads its own. */
export const exampleTerms: TermsLibrary = accepted(
  await loadTerms(join(import.meta.dirname, '../../terms/examples')),
)

/** A purchase under the terms of an example, and what was worked out for it by hand. */
export interface Worked {
  /** What it shows, with the clauses that say so. */
  readonly name: string
  readonly input: Input
  /** What each offer took off, or why it was refused. */
  readonly outcomes: Readonly<Record<string, number | string>>
  readonly nets: readonly number[]
  readonly total: number
}

/** One test a row. */
export function testWorked(rows: readonly Worked[]): void {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const quote = priced(row.input, exampleTerms)
    expect(outcomes(quote)).toEqual(row.outcomes)
    expect(nets(quote)).toEqual(row.nets)
    expect(quote.totals.total).toBe(row.total)
  })
}

/** A line of 100.00 of store A and one of 50.00 of store B, with the fees of their orders. */
export const twoShops = [line('a', 10_000, { store: 'A' }), line('b', 5000, { store: 'B' })]
export const fees = [
  { seller: 'm-A', method: 'standard', fee: 249 },
  { seller: 'm-B', method: 'standard', fee: 199 },
]
